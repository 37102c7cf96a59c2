"""What is to be put right in a checklist in Excel, each thing with its cell."""

from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import NamedTuple

from audit.documents.checklist_sheets import folded
from audit.documents.workbook_limits import letters
from audit.model.refusal import Complaint, complaint

LIKE = 0.8
"""How alike two names must be for one to be taken for the other misspelt."""


class At(NamedTuple):
    """A cell."""

    sheet: str
    """As the workbook calls it."""
    row: int
    column: int

    @property
    def cell(self) -> str:
        """As a person finds it, for instance B7."""
        return f"{letters(self.column)}{self.row}"


class Spot(NamedTuple):
    """Where something stands, or should."""

    at: At
    heading: str
    help: str = ""


@dataclass(frozen=True)
class Mark:
    """Something to put right, and where."""

    sheet: str
    """Empty for what is wrong with the workbook."""
    cell: str
    """A cell or an area; empty for what is wrong with the sheet."""
    complaint: Complaint
    field: str = ""
    """What is wanted there, as a file calls it."""


@dataclass
class Marks:
    """What is to be put right in a workbook."""

    name: str
    """Of the file."""
    passed_over: frozenset[str] = frozenset()
    """Sheets of the plan that are not read: the review is published, and what it says is known."""
    found: list[Mark] = field(default_factory=list)
    remarks: list[Complaint] = field(default_factory=list)
    """What a person should know although nothing is wrong."""
    spoilt: set[tuple[str, int, int]] = field(default_factory=set)
    """Cells whose value is not taken."""
    unread: set[str] = field(default_factory=set)
    """Sheets of the plan that are missing or cannot be read: what only follows from that is not told."""

    def where(self, sheet: str = "", cell: str = "") -> str:
        """Say where something is."""
        cells = "cells" if ":" in cell else "cell"
        parts = [self.name, f"sheet “{sheet}”" if sheet else "", f"{cells} {cell}" if cell else ""]
        return ", ".join(each for each in parts if each)

    def add(self, code: str, sheet: str = "", cell: str = "", /, **facts: object) -> None:
        """Note what is to be put right."""
        self.found.append(Mark(sheet, cell, complaint(code, self.where(sheet, cell), **facts)))

    def at(self, code: str, at: At, /, **facts: object) -> None:
        """Note what is to be put right in a cell."""
        self.add(code, at.sheet, at.cell, **facts)

    def remark(self, code: str, sheet: str, /, **facts: object) -> None:
        """Note what is not read."""
        self.remarks.append(complaint(code, self.where(sheet), **facts))


def like(word: str, known: list[str]) -> str:
    """Return the known name that a word is probably meant to be, or nothing."""
    by = {folded(each): each for each in known}
    close = get_close_matches(folded(word), by, n=1, cutoff=LIKE)
    return by[close[0]] if close else ""


def meant(word: str, known: list[str]) -> str:
    """Return " Did you mean X?", or nothing."""
    found = like(word, known)
    return f" Did you mean {found}?" if found else ""
