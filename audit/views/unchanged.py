"""What took long to read, kept in this process for as long as nothing is done: until the trail moves on."""

from collections.abc import Callable, Hashable
from typing import Generic, TypeVar
from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine

from audit.store.trail import length

Found = TypeVar("Found")


class Unchanged(Generic[Found]):
    """Answers that hold as the trail stands, by what was asked; of an earlier state none is kept.

    Every change has its entry, whichever process made it: an answer is good while the trail is as long as it was.
    """

    def __init__(self) -> None:
        """Begin with nothing."""
        self._known: WeakKeyDictionary[Engine, tuple[int, dict[Hashable, Found]]] = (
            WeakKeyDictionary()
        )

    def of(self, connection: Connection, asked: Hashable, read: Callable[[], Found]) -> Found:
        """Return the answer, read within this transaction or known from another.

        All that decides what a person may see of it is part of what is `asked`: who asks for the same and may see
        the same has the same answer, and nobody else.
        """
        now = length(connection)
        at, known = self._known.get(connection.engine, (-1, {}))
        if at != now:
            known = {}
            self._known[connection.engine] = (now, known)
        if asked not in known:
            known[asked] = read()
        return known[asked]
