"""How far the cells of one sheet reach and what they hold, told from its tags: the values are not kept."""

import re
from array import array
from collections.abc import Iterable
from dataclasses import dataclass, field

from audit.documents.workbook_limits import Limits, letters, number
from audit.model.refusal import Refusal, refuse

Given = dict[str, str]
"""The attributes of a tag."""
MOST_NAMED = 20
_AREA = re.compile(r"\$?([A-Z]{1,5})\$?([0-9]{1,9})(?::\$?([A-Z]{1,5})\$?([0-9]{1,9}))?", re.ASCII)
_DIGITS = "0123456789"
# A row as the usual programs write it. Expat need not see those: that takes a third of the time.
_PLAIN_ROW = re.compile(
    rb'<((?:[a-z]+:)?)row r="([0-9]{1,7})"[^<>&]*>'
    rb'(?:<\1c r="[A-Z]{1,3}\2"(?: s="[0-9]+"| t="(?:s|n|b|str|inlineStr)"){0,2}'
    rb"(?:/>|>(?:<\1v>[^<]*</\1v>"
    rb"|<\1f[^<>]*(?:/>|>[^<]*</\1f>)<\1v>[^<]+</\1v>"
    rb'|<\1is><\1t(?: xml:space="preserve")?>[^<]*</\1t></\1is>)?</\1c>))++</\1row>'
)
_FILLED = re.compile(rb'c r="([A-Z]+)[0-9]+"[^<>/]*><(?:[a-z]+:)?([vif])')
_SHARED = re.compile(rb' t="s"[^<>]*><(?:[a-z]+:)?v>([0-9]+)<')


class BrokenError(Exception):
    """The sheet is not written as a sheet is; whoever reads it knows the line."""


@dataclass
class SheetFacts:
    """What the reader of values does not tell about a sheet."""

    rows: int = 0
    columns: int = 0
    """How far its cells reach."""
    merged: list[str] = field(default_factory=list)
    """Areas such as A1:C1."""
    formulas: set[int] = field(default_factory=set)
    """Columns, from 1, in which a value was worked out by a formula."""
    worked_out: list[str] = field(default_factory=list)
    """The first cells with a formula."""
    unanswered: list[str] = field(default_factory=list)
    """The first cells without a value behind what they show: an error, a formula never worked out."""


@dataclass
class Told:
    """What the sheets hold together: a short text that many cells share becomes long when it is read."""

    cells: int = 0
    texts: "array[int]" = field(default_factory=lambda: array("I"))
    """How long each shared text is."""
    is_long: bool = False
    """Whether they could be too much, if every cell held the longest."""
    characters: int = 0
    """Of shared texts, as often as they stand in a cell."""


class Cells:
    """Follows the cells of one sheet; Refusal where they reach too far or hold too much."""

    def __init__(self, where: str, limits: Limits, told: Told) -> None:
        self.facts = SheetFacts()
        self.waits = False
        """Whether the text of the value to come answers a formula."""
        self.shares = False
        """Whether the value to come is the number of a shared text that has to be counted."""
        self._where, self._limits, self._told = where, limits, told
        self._row = self._column = self._merged = 0
        self._digits = self._letters = self._kind = ""
        self._asked = False
        self._known: set[tuple[bytes, bytes]] = set()

    def without_plain_rows(self, text: bytes) -> bytes:
        """Count the rows that are written as usual; return the rest, which Expat must look at."""
        return _PLAIN_ROW.sub(self._plain_row, text)

    def _plain_row(self, match: "re.Match[bytes]") -> bytes:
        filled = _FILLED.findall(match[0])
        if not filled:
            return match[0]
        self._row = int(match[2])
        new = set(filled) - self._known
        self._known |= new
        columns = {number(name.decode()): tag for name, tag in new}
        self._column = max(columns, default=1)
        if new or self._row > self.facts.rows:
            self._reach()
        self.facts.formulas.update(each for each, tag in columns.items() if tag == b"f")
        if self.facts.formulas:
            for name, tag in filled:
                if tag == b"f":
                    self._worked_out(name.decode())
        self._count(len(filled))
        if self._told.is_long:
            self._read(map(int, _SHARED.findall(match[0])))
        return b""

    def row(self, given: Given) -> None:
        """A row begins."""
        self.end()
        self._digits, self._column = given.get("r", str(self._row + 1)), 0
        self._row = _row(self._digits)

    def cell(self, given: Given) -> None:
        """A cell begins; whether it holds anything is not known yet."""
        if self._asked:
            self.end()
        at = given.get("r")
        self._kind = given.get("t", "")
        if at is None:
            self._column += 1
            self._letters = ""
            return
        name = at.rstrip(_DIGITS)
        if name != self._letters:
            self._letters, self._column = name, number(name) if len(name) < 4 else 0
            if not self._column:
                raise BrokenError
        if (digits := at[len(name) :]) != self._digits:
            self._digits, self._row = digits, _row(digits)

    def value(self, _given: Given) -> None:
        """A cell holds something: now it counts where it stands. One that is only coloured does no harm."""
        if self._row > self.facts.rows or self._column > self.facts.columns:
            self._reach()
        self._count(1)
        if self._kind == "e":
            self._note()
        self.waits = self._asked
        self.shares = self._kind == "s" and self._told.is_long

    def shared(self, number: str) -> None:
        """The cell holds the shared text of that number."""
        self.shares = False
        if number.isascii() and number.isdigit():
            self._read([int(number)])

    def formula(self, _given: Given) -> None:
        """The value to come was worked out; a formula for text may well have nothing as its answer."""
        self._reach()
        self.facts.formulas.add(self._column)
        self._worked_out(letters(self._column))
        self._asked = self._kind in ("", "n")

    def answered(self) -> None:
        """The formula has a value."""
        self.waits = self._asked = False

    def end(self) -> None:
        """The cell, or the sheet, has ended."""
        if self._asked:
            self._note()
            self.answered()

    def merge(self, given: Given) -> None:
        """An area of cells is merged."""
        area = given.get("ref", "")
        left, top, right, bottom = _area(area)
        self._merged += (right - left + 1) * (bottom - top + 1)
        if self._merged > self._limits.merged:
            where = f"{self._where}, cells {area}"
            raise refuse("workbook.merged", where, limit=f"{self._limits.merged:,}")
        self.facts.merged.append(area)

    def dimension(self, given: Given) -> None:
        """The sheet says how far it reaches; it may say too little, and is not believed."""
        _, _, right, bottom = _area(given.get("ref") or "A1")
        if right > self._limits.columns or bottom > self._limits.rows:
            raise self._far("workbook.dimension", right, bottom)

    def _count(self, cells: int) -> None:
        self._told.cells += cells
        if self._told.cells > self._limits.cells:
            raise too_many(self._where, self._limits)

    def _read(self, numbers: Iterable[int]) -> None:
        texts = self._told.texts
        known = len(texts)
        self._told.characters += sum(texts[each] for each in numbers if each < known)
        if self._told.characters > self._limits.unpacked:
            millions = self._limits.unpacked // 1_000_000
            raise refuse("workbook.much", self._where, limit=millions)

    def _reach(self) -> None:
        if self._row > self._limits.rows or self._column > self._limits.columns:
            raise self._far("workbook.far", self._column, self._row)
        self.facts.rows = max(self.facts.rows, self._row)
        self.facts.columns = max(self.facts.columns, self._column)

    def _far(self, code: str, column: int, row: int) -> Refusal:
        rows, last = f"{self._limits.rows:,}", letters(self._limits.columns)
        return refuse(code, f"{self._where}, cell {letters(column)}{row}", rows=rows, column=last)

    def _worked_out(self, column: str) -> None:
        if len(self.facts.worked_out) < MOST_NAMED:
            self.facts.worked_out.append(f"{column}{self._row}")

    def _note(self) -> None:
        if len(self.facts.unanswered) < MOST_NAMED:
            self.facts.unanswered.append(f"{letters(self._column)}{self._row}")


def too_many(where: str, limits: Limits) -> Refusal:
    """The sentence for more cells than are read."""
    return refuse("workbook.cells", where, limit=f"{limits.cells:,}")


def _row(digits: str) -> int:
    if not (digits.isascii() and digits.isdigit() and len(digits) < 8 and int(digits)):
        raise BrokenError
    return int(digits)


def _area(area: str) -> tuple[int, int, int, int]:
    match = _AREA.fullmatch(area)
    if match is None:
        raise BrokenError
    left, top = number(match[1]), int(match[2])
    right = number(match[3]) if match[3] else left
    bottom = int(match[4]) if match[4] else top
    if right < left or bottom < top:
        raise BrokenError
    return left, top, right, bottom
