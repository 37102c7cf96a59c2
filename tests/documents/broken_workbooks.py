"""Sixty workbooks that somebody got wrong, each made from the same good one in memory."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.documents.checklist import read
from audit.documents.checklist_sheets import HEAD
from audit.documents.checklist_workbook import of_nouns
from audit.documents.workbook_in import Cell, Sheets, rows
from audit.documents.workbook_limits import number
from tests.documents.small_review import MEASURED, folder_of

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)
NAME = "audit.xlsx"


def good() -> bytes:
    """The workbook of a small checklist with everything that a checklist can have."""
    with TemporaryDirectory() as folder:
        found = read(folder_of(Path(folder), audit=MEASURED))
    assert found.review is not None
    return of_nouns(found.review, found.checklists[0], AT)


class Book:
    """A workbook that was read, to be changed in memory."""

    def __init__(self, found: Sheets) -> None:
        self.found = found
        self.cells: dict[str, list[list[Cell]]] = {
            each.name: [list(row) for row in each.rows] for each in found.sheets
        }
        self.about: dict[str, dict[str, object]] = {each.name: {} for each in found.sheets}

    def sheets(self) -> Sheets:
        """Return it as if it had been read so."""
        known = {each.name: each for each in self.found.sheets}
        first = self.found.sheets[0]
        made = []
        for name, cells in self.cells.items():
            width = max(map(len, cells), default=0)
            filled = tuple((*row, *[None] * (width - len(row))) for row in cells)
            about = {"name": name, "rows": filled} | self.about[name]
            made.append(replace(known.get(name, first), **about))
        return Sheets(self.found.name, tuple(made))

    def put(self, sheet: str, cell: str, value: Cell) -> None:
        """Write a cell."""
        letters, row = cell.rstrip("0123456789"), int(cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        table, column = self.cells[sheet], number(letters)
        while len(table) < row:
            table.append([])
        line = table[row - 1]
        line += [None] * (column - len(line))
        line[column - 1] = value

    def column(self, sheet: str, heading: str) -> int:
        """Return where the column with a heading is, from 0."""
        return self.cells[sheet][HEAD - 1].index(heading)

    def drop_column(self, sheet: str, heading: str) -> None:
        at = self.column(sheet, heading)
        for row in self.cells[sheet]:
            del row[at : at + 1]

    def drop_row(self, sheet: str, row: int) -> None:
        del self.cells[sheet][row - 1]

    def clear(self, sheet: str) -> None:
        del self.cells[sheet][HEAD:]

    def rename(self, sheet: str, name: str) -> None:
        self.cells = {name if key == sheet else key: each for key, each in self.cells.items()}
        self.about[name] = self.about.pop(sheet)

    def head(self, sheet: str, old: str, new: str) -> None:
        self.cells[sheet][HEAD - 1][self.column(sheet, old)] = new


Break = Callable[[Book], object]


def put(sheet: str, cell: str, value: Cell) -> Break:
    return lambda book: book.put(sheet, cell, value)


def puts(*changes: tuple[str, str, Cell]) -> Break:
    return lambda book: [book.put(*each) for each in changes]


def about(sheet: str, **facts: object) -> Break:
    return lambda book: book.about[sheet].update(facts)


def twice(sheet: str, heading: str) -> Break:
    """A second column with the same heading."""
    return lambda book: book.cells[sheet][HEAD - 1].append(heading)


def both(*breaks: Break) -> Break:
    return lambda book: [each(book) for each in breaks]


# Criteria: A Standard, B Key, C Statement, D–F Learning point, G–I Asked of, J–L Looks like, M Where, N Evidence,
# O Applies when, P Critical. Rows 4 F1, 5 F2, 6 V1.
BREAKS: dict[str, Break] = {
    # sheets
    "a sheet is missing": lambda book: book.cells.pop("Criteria"),
    "a sheet is called something like it": lambda book: book.rename("Criteria", "Criterias"),
    "a sheet is there twice": lambda book: (
        book.cells.update({"criteria ": book.cells["Criteria"]})
        or book.about.update({"criteria ": {}})
    ),
    "rows stand on a second sheet": lambda book: (
        book.cells.update({"Criteria (2)": book.cells["Criteria"]})
        or book.about.update({"Criteria (2)": {}})
    ),
    "a sheet is hidden": about("Standards", state="hidden"),
    "a sheet is very hidden": about("Answers", state="very hidden"),
    # headings
    "the headings are gone": lambda book: book.drop_row("Standards", HEAD),
    "a heading is misspelt": lambda book: book.head("Criteria", "Statement", "Statment"),
    "a heading is missing": lambda book: book.drop_column("Criteria", "Evidence"),
    "a heading stands twice": twice("Standards", "Title"),
    "a column has no heading": put("Agencies", "D5", "a note"),
    "a rating has no column": lambda book: book.drop_column("Criteria", "Looks like: No"),
    "a heading names no rating": lambda book: book.head(
        "Criteria", "Looks like: No", "Looks like: Noo"
    ),
    "a row that is asked for is gone": lambda book: book.drop_row("Review", 5),
    "a row is called something else": put("Review", "A5", "Titel"),
    # what Excel and people do to cells
    "cells are merged": about("Criteria", merged=("A4:A5",)),
    "a formula stands in a cell": about("Standards", worked_out=("C4",)),
    "a cell shows an error": about("Standards", unanswered=("B5",)),
    "a key became a date": put("Criteria", "B5", date(2026, 4, 3)),
    "a text has an unseen character": put("Standards", "C4", "Fathers\x07 are part of the work."),
    # cells that are empty
    "a key is empty": put("Agencies", "A4", None),
    "a statement is empty": put("Criteria", "C4", "   "),
    "what a rating looks like is empty": put("Criteria", "K5", None),
    "no learning point is chosen": put("Criteria", "D4", None),
    "no standard is chosen": put("Criteria", "A4", None),
    "a title is empty": put("Checklist", "B6", None),
    "a version is empty": put("Checklist", "B5", None),
    "a unit is empty": put("Case facts", "E7", None),
    # keys
    "a key has a space": put("Standards", "A5", "the visits"),
    "a key stands twice": put("Agencies", "A5", "police"),
    "a key differs in capitals alone": put("Agencies", "A5", "Police"),
    "a label stands twice": put("Ratings", "B5", "Yes"),
    "a standard's title stands twice": put("Standards", "B5", "fathers"),
    # what one sheet names of another
    "a standard is misspelt": put("Criteria", "A4", "fathrs"),
    "a learning point is misspelt": put("Criteria", "D4", "AS11"),
    "a learning point is named twice": puts(("Criteria", "E4", "AS1")),
    "an agency is misspelt": put("Criteria", "G4", "polise"),
    "an answer names no case fact": put("Answers", "A4", "fathr"),
    "the cap is no judgement": put("Checklist", "B9", "faire"),
    "the cap is the best judgement": put("Checklist", "B9", "good"),
    "a step names no criterion": put("Ladder steps", "C5", "F9"),
    "a step names no ladder": put("Ladder steps", "A4", "fatter"),
    "a timer's days are chosen from": put("Timers", "I4", "age"),
    "a timer names no case fact": put("Timers", "J4", "askd"),
    # choices and numbers
    "a kind is misspelt": put("Learning points", "B4", "G P"),
    "a rating counts as something else": put("Ratings", "C4", "fully met"),
    "yes or no is neither": put("Criteria", "P4", "maybe"),
    "handling is something else": put("Review", "B8", "publishd"),
    "a version is no number": put("Checklist", "B5", "one"),
    "a version is too great": put("Checklist", "B5", 12000),
    "a version has a point": put("Checklist", "B5", 1.5),
    "a target is over all": put("Standards", "D4", "250%"),
    "a target is a word": put("Standards", "D4", "most"),
    "a number is in words": put("Case facts", "G7", "thirty"),
    "the least is more than the most": put("Case facts", "F7", 40),
    # rules
    "a rule can be read in two ways": put(
        "Standards", "E4", "father is known and age is baby or age is older"
    ),
    "a rule has no fact": put("Standards", "E4", "is known"),
    "a bracket is not closed": put("Standards", "E4", "(father is known"),
    "a rule is a formula": put("Standards", "E4", "IF(A1>3;1;0)"),
    "a rule names no case fact": put("Standards", "E4", "fathr is known"),
    "a rule names no answer": put("Standards", "E4", "father is knwon"),
    "a rule is never true": put("Standards", "E4", "(father is known) and (father is unknown)"),
    "a rule looks at a later fact": put("Case facts", "D6", "wait is 3"),
    # the whole
    "a standard has no criterion": put("Criteria", "A6", "fathers"),
    "no rating counts as met": put("Ratings", "C4", "partly"),
    "a ladder of one step": both(
        lambda book: book.drop_row("Ladder steps", 6), lambda book: book.drop_row("Ladder steps", 5)
    ),
    "critical without a cap": put("Checklist", "B9", None),
    "a case fact has no answers": lambda book: (
        book.drop_row("Answers", 4) or book.drop_row("Answers", 4)
    ),
    "a case fact has one answer": lambda book: book.drop_row("Answers", 7),
    "a step is reached by two things": put("Ladder steps", "C4", "F1"),
    "all tags say the same": put("Vague word tags", "C5", None),
    "a text is too long": put("Standards", "C4", "x" * 4_001),
    "a title is too long": put("Standards", "B4", "x" * 301),
}


def base() -> Sheets:
    return rows(good(), NAME)
