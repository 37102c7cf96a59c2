"""One act as a command writes it: the connection, who does it and when, and what the trail will say of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy import Connection

from audit.model.checkpoint import Checkpoint
from audit.model.person import Person


@dataclass
class Act:
    """One act in its transaction: what a command writes through, and what the trail will say of it."""

    connection: Connection
    by: Person
    at: datetime
    new_id: Callable[[], str]
    earlier: str | None
    """Result of the same act when its key was seen before: the command returns it and does nothing."""
    about: str
    stream: int
    """Of the trail, that it is kept in."""
    detail: dict[str, object] = field(default_factory=dict)
    result: str | None = None
    changed: bool = True
    made_of: list[tuple[str, str, dict[str, object]]] = field(default_factory=list)
    """Act, what it was about and detail of each act that this one is made of."""
    stood: Callable[[], Checkpoint] | None = None
    """How the trail stood with this act as its last; there once the act is kept, None if it changed nothing."""

    def did(self, result: str | None = None, **detail: object) -> None:
        """Say what changed, and what a repeat of this act is to be answered with."""
        self.detail.update(detail)
        self.result = result if result is not None else self.result

    def also(self, act: str, about: str, **detail: object) -> None:
        """Say that this act is made of that one, which has an entry of its own, as if it were done by itself."""
        self.made_of.append((act, about, detail))

    def stands(self) -> Checkpoint:
        """Return how the trail stands with this act as its last, once the act is kept."""
        if (
            self.stood is None
        ):  # pragma: no cover - asked within the act, or of one that changed nothing
            raise LookupError
        return self.stood()

    def nothing(self) -> None:
        """Say that all was as asked already: no event is left."""
        self.changed = False
