"""A case list taken in: which of its sheets holds it, which row its headings, and everything below as text.

What it should be: one row of headings, each in its own cell, and below it one row or more for each case.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from audit.commands import pseudonym
from audit.documents.workbook_in import Cell, Sheet, rows, text_of
from audit.documents.workbook_limits import letters, number
from audit.model.frame import Layout, ListTable, Meaning
from audit.model.person import Person
from audit.model.refusal import Complaint, complaint, near, refuse
from audit.rules import frame as rules
from audit.rules import retention
from audit.rules.frame_fault import Fault
from audit.rules.frame_guess import guess, headings_key, remembered, said_headings
from audit.rules.frame_suspect import Judged
from audit.store.database import Database
from audit.views import frame as views

HEAD_ROWS = 20
"""Rows among which the one with the headings is looked for."""
UNANSWERED = 20
"""Cells with errors that the reader names at most."""
_AREA = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


@dataclass(frozen=True)
class CaseList:
    """A file with the sheets on which a list could stand."""

    name: str
    sheets: tuple[Sheet, ...]
    """Those that can be seen and hold something, the longest first."""
    hidden: tuple[str, ...] = ()
    remarks: tuple[Complaint, ...] = ()

    def sheet(self, name: str) -> Sheet:
        """Return the sheet of that name; Refusal where there is none."""
        for each in self.sheets:
            if each.name == name:
                return each
        names = [each.name for each in self.sheets]
        told = {"known": ", ".join(names), "hint": near(name, names)}
        raise refuse("frame.sheet-unknown", self.name, sheet=name, **told)


def read(content: bytes, name: str, heard: Callable[[float], object] = lambda _: None) -> CaseList:
    """Return what a file holds; Refusal with its sentence where it cannot be taken."""
    found = rows(content, name, heard=heard)
    seen = [each for each in found.sheets if each.state == "visible" and each.rows]
    seen.sort(key=lambda each: -len(each.rows))
    if not seen:
        raise refuse("frame.no-list", found.name)
    hidden = tuple(each.name for each in found.sheets if each.state != "visible" and each.rows)
    return CaseList(found.name, tuple(seen), hidden, found.remarks)


def head_row(sheet: Sheet, where: str) -> int:
    """Return the number of the row that reads most like headings; Refusal where none does.

    Of rows that are text throughout and at least half as full as the fullest, it is the first of those
    with most words that head a column of a case list.
    """
    top = [[cell for cell in row if cell not in (None, "")] for row in sheet.rows[:HEAD_ROWS]]
    widest = max(map(len, top), default=0)
    fit = [
        n
        for n, cells in enumerate(top)
        if cells and 2 * len(cells) >= widest and all(isinstance(cell, str) for cell in cells)
    ]
    if not fit:
        raise refuse("frame.no-heading", where, rows=HEAD_ROWS)
    return max(fit, key=lambda n: (said_headings([str(cell) for cell in top[n]]), -n)) + 1


def table(found: CaseList, sheet: Sheet, row: int | None = None) -> ListTable:
    """Return the list below that row of headings, or below the one that is found."""
    where = _where(found.name, sheet.name)
    head = head_row(sheet, where) if row is None else row
    if not 1 <= head <= min(HEAD_ROWS, len(sheet.rows)):
        raise refuse("frame.no-heading", where, rows=HEAD_ROWS)
    headings = [" ".join(text_of(cell).split()) for cell in sheet.rows[head - 1]]
    below = list(zip(*sheet.rows[head:], strict=True)) or [()] * len(headings)
    width = max(
        (n for n, column in enumerate(below, start=1) if headings[n - 1] or any(column)), default=0
    )
    mixed = {n: _numbers(column) for n, column in enumerate(below[:width])}
    return ListTable(
        name=found.name,
        sheet=sheet.name,
        head_row=head,
        headings=tuple(headings[:width]),
        columns=tuple(_texts(column) for column in below[:width]),
        numbers={n: flags for n, flags in mixed.items() if flags},
        merged=tuple(_area(each) for each in sheet.merged),
        formulas=sheet.formulas,
        unanswered=tuple((top, left) for left, top, _, _ in map(_area, sheet.unanswered)),
        all_unanswered=len(sheet.unanswered) < UNANSWERED,
        remarks=(*found.remarks, *_remarks(found, sheet, head, where)),
    )


def _remarks(found: CaseList, sheet: Sheet, head: int, where: str) -> list[Complaint]:
    told = [complaint("frame.hidden-sheet", found.name, sheet=each) for each in found.hidden]
    others = [f"“{each.name}”" for each in found.sheets if each is not sheet]
    if others:
        told.append(complaint("frame.other-sheets", found.name, sheets=", ".join(others)))
    if head > 1:
        told.append(complaint("frame.heading-row", where, row=head))
    return told


def _texts(column: Sequence[Cell]) -> list[str]:
    """A column as text; a value that stands in it a thousand times is looked at once."""
    kinds = set(map(type, column))
    if kinds <= {str, type(None)}:
        return [cell or "" for cell in column]  # type: ignore[misc] # see the line above
    if bool in kinds:  # True would be taken for the 1 that it equals
        return list(map(text_of, column))
    known = {cell: text_of(cell) for cell in set(column)}
    return [known[cell] for cell in column]


def _numbers(column: Sequence[Cell]) -> bytes:
    """For each cell whether it is a number, where numbers and text stand in one column; else nothing."""
    kinds = set(map(type, column))
    if str not in kinds or not kinds & {int, float}:
        return b""
    return bytes(type(cell) in (int, float) for cell in column)


def _area(area: str) -> tuple[int, int, int, int]:
    """Left, top, right and bottom of C1:E1, each counted from 1."""
    match = _AREA.fullmatch(area)
    if match is None:
        return 0, 0, 0, 0
    left, top = number(match[1]), int(match[2])
    return left, top, number(match[3]) if match[3] else left, int(match[4]) if match[4] else top


# ---- What it means -------------------------------------------------------------------------------------


def proposed(
    db: Database,
    by: Person,
    round_id: str,
    found: ListTable,
    judged: Sequence[Judged],
    agencies: Mapping[str, str],
) -> tuple[Layout, bool]:
    """Return what the columns were last said to mean, else what they probably mean; True for the former."""
    kept = views.layout(db, by, round_id, headings_key(found.headings))
    known = remembered(found.headings, kept) if kept is not None else None
    if known is not None:
        return known, True
    return guess(found.headings, judged, agencies), False


def checked(
    db: Database,
    by: Person,
    found: ListTable,
    layout: Layout,
    agencies: Mapping[str, str],
    judged: Sequence[Judged] | None = None,
    heard: Callable[[float], object] = lambda _: None,
) -> rules.Outcome:
    """Return the frame that a list makes, or what is wrong with it; nothing is kept."""
    key = None
    if any(use.meaning is Meaning.PSEUDONYM for use in layout.uses):
        secret = pseudonym.key(db, by)
        key = rules.Key(secret.id, secret.seal)
    setting = rules.Setting(agencies, retention.today(db.clock()), key)
    return rules.read(found, layout, setting, judged, heard)


def told(fault: Fault, found: ListTable) -> Complaint:
    """Return the sentence for a fault, with its place: sheet, row, column."""
    return complaint(fault.code, _place(fault, found), **fault.facts)


def _place(fault: Fault, found: ListTable) -> str:
    where = _where(found.name, found.sheet)
    if fault.row:
        where += f", row {fault.row}"
    if fault.column:
        where += f", column {column_name(fault.column, found)}"
    return where


def column_name(column: int, found: ListTable) -> str:
    """Return a column as people find it, for instance C “Age”."""
    heading = found.headings[column - 1] if column <= len(found.headings) else ""
    return f"{letters(column)} “{heading[:40]}”" if heading else letters(column)


def _where(name: str, sheet: str) -> str:
    return f"{name}, sheet “{sheet}”" if sheet else name
