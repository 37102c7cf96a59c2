"""Case lists for tests: as they arrive, as they are read, as they are taken."""

import csv
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from hashlib import sha256
from io import BytesIO, StringIO
from typing import Any

import openpyxl

from audit.commands import frame as commands
from audit.model.frame import Draft, Layout, ListTable, Meaning, Use
from audit.rules import frame as rules
from audit.rules.frame import Key, Outcome, Setting, judged
from audit.rules.frame_guess import guess
from audit.store.database import Database
from tests.builders import local

AGENCIES = {"csc": "Children's social care", "gp": "General practice", "police": "Police"}
"""Those of the small checklist."""
TODAY = date(2026, 3, 2)
HEADINGS = ("Case ref", "Agency", "Team", "Age", "Plan type")
ROWS = (
    ("S-001", "CSC", "North", "0.5", "Child protection"),
    ("S-002", "Police", "", "7", "Child in need"),
    ("S-003", "GP", "Riverside", "unborn", "Child in need"),
    ("S-004", "csc", "South", "", "Looked after"),
)
"""A list in order: four cases."""


def seal(message: bytes) -> str:
    return sha256(b"secret" + message).hexdigest()


def listed(
    headings: Sequence[str] = HEADINGS,
    rows: Iterable[Sequence[str]] = ROWS,
    *,
    head_row: int = 1,
    **more: Any,
) -> ListTable:
    """A list as it stands below its headings."""
    columns = list(zip(*rows, strict=True)) or [()] * len(headings)
    made: dict[str, Any] = {"name": "list.csv", "sheet": "", "head_row": head_row}
    return ListTable(headings=tuple(headings), columns=tuple(map(list, columns)), **(made | more))


def uses(*meanings: Meaning | str) -> tuple[Use, ...]:
    """What columns mean: a meaning, or the key of the agency that a column is about."""
    return tuple(
        Use(meaning=each)
        if isinstance(each, Meaning)
        else Use(meaning=Meaning.ONE_AGENCY, agency=each)
        for each in meanings
    )


def read(table: ListTable, *meanings: Meaning | str, key: bool = True, **layout: Any) -> Outcome:
    """What comes of a list; without meanings they are guessed."""
    setting = Setting(AGENCIES, TODAY, Key("key", seal) if key else None)
    meant = (
        Layout(uses=uses(*meanings), **layout)
        if meanings
        else guess(table.headings, judged(table), AGENCIES).model_copy(update=layout)
    )
    return rules.read(table, meant, setting)


def drafted(
    rows: Iterable[Sequence[str]] = ROWS, headings: Sequence[str] = HEADINGS, **layout: Any
) -> Draft:
    """A frame that could be kept."""
    outcome = read(listed(headings, rows), **layout)
    assert outcome.draft is not None, outcome.counts
    return outcome.draft


def taken(
    db: Database, round_id: str, rows: Iterable[Sequence[str]] = ROWS, seen: str | None = None
) -> str:
    """Take a list for a round; return its id."""
    return commands.take(db, local(db), round_id, drafted(rows), seen=seen)


def csv_of(rows: Iterable[Sequence[Any]], separator: str = ",", encoding: str = "utf-8") -> bytes:
    made = StringIO()
    csv.writer(made, delimiter=separator).writerows(rows)
    return made.getvalue().encode(encoding)


def xlsx_of(
    rows: Iterable[Sequence[Any]],
    change: Callable[[openpyxl.Workbook], object] = lambda _: None,
    sheet: str = "Cases",
) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = sheet
    for row in rows:
        book.active.append(list(row))
    for line in book.active.iter_rows():
        for cell in line:
            if isinstance(cell.value, str):
                cell.data_type = "s"
    change(book)
    made = BytesIO()
    book.save(made)
    return made.getvalue()
