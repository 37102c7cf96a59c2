"""The offline scoring workbook: one sheet a case file, to be answered in Excel or LibreOffice and brought back."""

from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.workbook.protection import WorkbookProtection
from openpyxl.worksheet.worksheet import Worksheet

from audit.commands.scoring import exported
from audit.documents.book import to_bytes
from audit.documents.document import Numbered
from audit.documents.scoring_layout import (
    ANSWER,
    FIRST,
    KEY,
    LISTS,
    NUMBER,
    START,
    sheet_name,
)
from audit.documents.scoring_lists import (
    SHADE,
    Lists,
    protect,
    put,
)
from audit.documents.scoring_name import HANDLING, file_name
from audit.documents.scoring_sheet import ScoringSheet
from audit.documents.sheet import Running, describe, set_up_pages
from audit.documents.sheet_style import INK, PRIMARY, TYPEFACE
from audit.documents.sheet_text import numbered_name, when
from audit.model.language import in_english
from audit.model.person import Person
from audit.model.scoring import ScoringBook
from audit.store.database import Database
from audit.views.scoring import scoring

PIECE = 30_000


@in_english
def scoring_workbook(db: Database, by: Person, round_id: str) -> tuple[str, bytes]:
    """Return the name and bytes of the person's workbook for a round; it stands in the trail before it is handed over."""
    book = scoring(db, by, round_id)
    number, at = exported(db, by, round_id, len(book.files)), db.clock()
    name = numbered_name(file_name(book.round_title, by.name, at), number)
    return name, Numbered(db, by, number).fix(written(book, number, at))


def written(book: ScoringBook, document: str, at: datetime) -> bytes:
    """Return the workbook's bytes; the same answers under the same number at the same time are the same bytes."""
    made = Workbook()
    describe(made, f"Scoring workbook, {book.round_title}", HANDLING.label, at, document)
    version = f"checklist version {book.checklist.version}"
    running = Running(HANDLING.label, book.round_title, version, when(at), document)
    start = made.active
    assert isinstance(start, Worksheet)  # noqa: S101 - a new workbook has one sheet
    start.title = START
    lists = Lists(made.create_sheet(LISTS), book.checklist)
    for number, file in enumerate(book.files, start=1):
        ScoringSheet(
            made.create_sheet(sheet_name(number, file)), book.checklist, file, lists
        ).write(running)
    _start(start, book, running)
    _key(made.create_sheet(KEY), book.key)
    made.move_sheet(LISTS, len(book.files) + 1)
    for name in (LISTS, KEY):
        made[name].sheet_state = "hidden"
    made.security = WorkbookProtection(lockStructure=True)
    made.calculation.fullCalcOnLoad = True
    return to_bytes(made)


def _start(sheet: Worksheet, book: ScoringBook, running: Running) -> None:
    put(sheet, "B2", "Scoring workbook")
    sheet["B2"].font = Font(name=TYPEFACE, size=20, color=PRIMARY, bold=True)
    put(
        sheet,
        "B3",
        f"{book.round_title} · {book.checklist.title}, version {book.checklist.version} · document {running.number}",
    )
    sheet.merge_cells("B3:D3")
    steps: Sequence[str] = (
        "1. One sheet is one case file. Answer its case facts first: what does not apply turns grey.",
        "2. Choose a rating from the drop-down, and say in one line where in the file you saw it.",
        "3. The column “Still to do” says what is missing. Leave sheets, rows and names as they are.",
        "4. Save it as an Excel workbook (.xlsx) and bring it back on your first page. You see what changes before anything is kept.",
        "You may bring it back as often as you like. Nothing is submitted by it: that you do in the tool.",
        f"No names, dates of birth, addresses or numbers: people by their role. {running.handling}: keep it where case files may be kept.",
    )
    for number, step in enumerate(steps, start=5):
        put(sheet, f"B{number}", step)
        sheet[f"B{number}"].font = Font(name=TYPEFACE, size=11, color=INK)
        sheet.merge_cells(f"B{number}:D{number}")
        sheet.row_dimensions[number].height = 32
    for column, head in zip("BCD", ("Case file", "Agency", "Progress"), strict=True):
        put(sheet, f"{column}12", head)
        sheet[f"{column}12"].font = Font(name=TYPEFACE, size=10, color=PRIMARY, bold=True)
        sheet[f"{column}12"].fill = SHADE
    for number, file in enumerate(book.files, start=1):
        row, name = 12 + number, sheet_name(number, file)
        put(sheet, f"B{row}", file.audit.case_file.reference)
        sheet[f"B{row}"].hyperlink = f"#'{name}'!{ANSWER}{FIRST + 1}"
        sheet[f"B{row}"].font = Font(name=TYPEFACE, size=11, color=PRIMARY, underline="single")
        put(sheet, f"C{row}", file.agency)
        sheet[f"D{row}"] = f"='{name}'!{NUMBER}4"
        sheet[f"D{row}"].font = Font(name=TYPEFACE, size=11, color=INK)
    for column, width in {"A": 3, "B": 34, "C": 34, "D": 52}.items():
        sheet.column_dimensions[column].width = width
    sheet.row_dimensions[2].height = 32
    set_up_pages(sheet, running, last=f"D{12 + len(book.files)}")
    sheet.sheet_view.showGridLines = False
    protect(sheet)


def _key(sheet: Worksheet, key: str) -> None:
    for row, at in enumerate(range(0, len(key), PIECE), start=1):
        put(sheet, f"A{row}", key[at : at + PIECE])
    protect(sheet)
