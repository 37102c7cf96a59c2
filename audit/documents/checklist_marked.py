"""A checklist in Excel handed back with a comment at each cell that is to be put right.

It is written anew from what was read: nothing of the file that somebody brought goes out again but its text.
"""

from collections.abc import Iterable
from datetime import datetime

from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.utils.cell import coordinate_from_string
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents import checklist_sheets as s
from audit.documents.book import CREATOR, Book, to_bytes
from audit.documents.checklist_marks import Mark
from audit.documents.checklist_sheets import folded
from audit.documents.column import Column, Value
from audit.documents.sheet import (
    Running,
    add_sheet,
    new_workbook,
    put_line,
    put_table,
    set_up_pages,
)
from audit.documents.sheet_cell import cell_at, put
from audit.documents.sheet_text import pieces, when
from audit.documents.workbook_in import Cell, Sheet, Sheets, text_of
from audit.documents.workbook_limits import letters, number
from audit.model.language import N_
from audit.model.refusal import Complaint

TO_MEND = PatternFill("solid", start_color="FFF3D6", end_color="FFF3D6")
NOTE_WIDTH, NOTE_HEIGHT = 380, 170
"""Of a comment, in pixels."""
WIDTH, ROWS = 24, 1_000
COLUMNS: tuple[Column[Mark], ...] = (
    Column(N_("Sheet"), lambda each: each.sheet or "–", "words", width=18),
    Column(N_("Cell"), lambda each: each.cell or "–", "words", width=10),
    Column(N_("What is wrong"), lambda each: what(each.complaint), "text", width=80),
    Column(N_("What to do"), lambda each: each.complaint.to_do, "text", width=60),
)
"""The same on the page and in the workbook."""


def what(complaint: Complaint) -> str:
    """Return what is wrong, and why that matters."""
    return f"{complaint.what} {complaint.why}"


def marked(found: Sheets, marks: Iterable[Mark], handling: str, at: datetime) -> bytes:
    """Return the workbook: first a list of what is to be put right, then every sheet with its comments."""
    told = list(marks)
    title = f"To put right: {found.name}"
    book = new_workbook(title, handling, at)
    running = Running(handling, title, "", when(at))
    sheet = add_sheet(book, s.TO_DO, [each.width for each in COLUMNS])
    row = put_line(sheet, 1, title, "Pack title")
    put_line(sheet, row, f"{handling}. Each cell has a comment; this sheet is not read.", "Note")
    span = put_table(sheet, s.HEAD, COLUMNS, told)
    names = {each.name for each in found.sheets}
    for line, each in enumerate(told, start=s.HEAD + 1):
        if each.sheet in names and each.cell:
            cell_at(
                sheet, line, 2
            ).hyperlink = f"#'{each.sheet.replace(chr(39), chr(39) * 2)}'!{each.cell}"
    set_up_pages(sheet, running, last=f"D{span.last}", head=s.HEAD)
    known = {folded(s.TO_DO), folded(s.START), folded(s.HELP)}
    for one in found.sheets:
        if folded(one.name) not in known:
            _copy(book, one, [each for each in told if each.sheet == one.name], running)
    return to_bytes(book)


def _copy(book: Book, found: Sheet, marks: list[Mark], running: Running) -> None:
    """Every text in the cell in which it stood, so that the places that are told are still right."""
    rows = found.rows[:ROWS]
    across = max((len(each) for each in rows), default=1)
    sheet = add_sheet(book, found.name, [_width(found, column) for column in range(across)])
    for line, cells in enumerate(rows, start=1):
        for column, cell in enumerate(cells, start=1):
            if cell is not None:
                put(cell_at(sheet, line, column), *_shown(cell))
    set_up_pages(sheet, running, last=f"{letters(across)}{max(1, len(rows))}")
    by_cell: dict[str, list[Mark]] = {}
    for each in marks:
        by_cell.setdefault(each.cell.partition(":")[0] or "A1", []).append(each)
    for place, here in by_cell.items():
        _note(sheet, place, here)


def _shown(cell: Cell) -> tuple[Value, str]:
    """A value and its style; a number is shown as it is, and not rounded."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        return cell, "Whole" if isinstance(cell, int) else "Exact"
    return pieces(text_of(cell))[0], "Text"


def _width(found: Sheet, column: int) -> int:
    longest = max((len(text_of(row[column])) for row in found.rows if column < len(row)), default=0)
    return max(12, min(60 if longest > 200 else WIDTH, longest + 2))


def _note(sheet: Worksheet, place: str, marks: list[Mark]) -> None:
    letter, line = coordinate_from_string(place)
    cell = cell_at(sheet, line, number(letter))
    words = "\n\n".join(f"{what(each.complaint)} {each.complaint.to_do}" for each in marks)
    cell.comment = Comment(words, CREATOR, NOTE_HEIGHT, NOTE_WIDTH)
    cell.fill = TO_MEND
