"""What is wrong in a case list, by row and column; whoever read the file makes sentences of it."""

from collections import Counter
from collections.abc import Iterable, Mapping
from operator import attrgetter
from typing import NamedTuple, TypeVar

KEPT = 100_000
"""Faults kept with their places; all of them are counted."""
NOTHING: Mapping[str, object] = {}
Value = TypeVar("Value")


class Wrong(NamedTuple):
    """What is wrong with a value, wherever it stands."""

    code: str
    """The sentence in the catalogue."""
    facts: Mapping[str, object] = NOTHING


class Fault(NamedTuple):
    """What is wrong in one place of a list."""

    code: str
    row: int = 0
    """As the list counts its rows; 0 for the list as a whole."""
    column: int = 0
    """Counted from 1; 0 for the whole row."""
    facts: Mapping[str, object] = NOTHING


class Faults:
    """Everything wrong in a list: counted by its sentence, and kept in the order of rows."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self._kept: list[Fault] = []

    def add(self, fault: Fault) -> None:
        """Take note of one."""
        self.counts[fault.code] += 1
        if len(self._kept) < KEPT:
            self._kept.append(fault)

    def extend(self, faults: Iterable[Fault]) -> None:
        """Take note of several."""
        for fault in faults:
            self.add(fault)

    def __bool__(self) -> bool:
        return bool(self.counts)

    def kept(self) -> tuple[Fault, ...]:
        """Return them by row and column."""
        return tuple(sorted(self._kept, key=attrgetter("row", "column")))


class Read(dict[str, Value | Wrong]):
    """What each text of a column means, found out once a text: a column says the same thing many times."""

    def __missing__(self, text: str) -> Value | Wrong:
        found = self[text] = self._read(text)
        return found

    def _read(self, text: str) -> Value | Wrong:
        """What a text means."""
        raise NotImplementedError
