"""Sheets as every workbook of the tool makes them: one typeface, safe text, tables, print set-up."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import chain, zip_longest

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.page import PageMargins
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.theme import theme_xml

from audit.documents.book import CREATOR, Book
from audit.documents.column import Column, Kind, Row_contra, Value
from audit.documents.sheet_cell import cell_at, put
from audit.documents.sheet_fit import HIGHEST, ROW, height, lines
from audit.documents.sheet_style import SHAPE_OF, TYPEFACE, plain_font, styles
from audit.documents.sheet_text import pieces, safe, seen

LANGUAGE = "en-GB"
A4 = 9
RUNNING_LIMIT = 255
"""Characters in a header or footer, its codes included; Excel will not open a file with more."""

WIDEST = 150
"""Characters to which a column grows for a long text."""
NUMBERS = ("Whole", "Share")
LABELLED = ("Label", "Prose")
STYLE_OF: dict[Kind, str] = {"text": "Text", "whole": "Whole", "share": "Share", "words": "Text"}


@dataclass(frozen=True)
class Running:
    """What stands at the head and foot of every page, so that a loose sheet still says what it is."""

    handling: str
    round_title: str
    checklist: str
    made: str
    number: str = ""
    """Of the document; empty for what leaves under none."""


@dataclass(frozen=True)
class Span:
    """Where a table stands: the row of its headings, its last row, its first column, its number of columns."""

    head: int
    last: int
    left: int
    width: int

    @property
    def ref(self) -> str:
        """The range with its headings."""
        return f"{self._letter(1)}{self.head}:{self._letter(self.width)}{self.last}"

    def column(self, number: int) -> str:
        """The range of one column without its heading, columns counted from 1."""
        letter = self._letter(number)
        return f"{letter}{self.head + 1}:{letter}{self.last}"

    def fixed(self, number: int) -> str:
        """The same range as a chart names it: $B$5:$B$12."""
        letter = self._letter(number)
        return f"${letter}${self.head + 1}:${letter}${self.last}"

    def _letter(self, number: int) -> str:
        return get_column_letter(self.left + number - 1)


def new_workbook(title: str, subject: str, at: datetime, number: str = "") -> Book:
    """Return a workbook without sheets, in the house's typeface and styles; its number is among its properties."""
    book = Book()
    book.remove(book.worksheets[0])
    # The theme's typefaces are those of charts and of empty cells that somebody types into.
    book.loaded_theme = theme_xml.replace("Calibri", TYPEFACE).replace("Cambria", TYPEFACE)
    # The default font sets the unit of column widths, so it has to be the one that the text is in.
    book._fonts = IndexedList([plain_font()])  # type: ignore[attr-defined]  # noqa: SLF001 - no other way
    for style in styles():
        book.add_named_style(style)
    describe(book, title, subject, at, number)
    return book


def describe(book: Workbook, title: str, subject: str, at: datetime, number: str = "") -> None:
    """Say among a workbook's properties what it is, how it may be handled, when it was made, and its number."""
    plain = at.astimezone(UTC).replace(tzinfo=None)
    properties = book.properties
    properties.creator = properties.lastModifiedBy = CREATOR
    properties.title, properties.subject = seen(title), seen(subject)
    properties.language = LANGUAGE
    properties.created = properties.modified = plain
    properties.identifier = number or None


def add_sheet(book: Workbook, name: str, widths: Iterable[int]) -> Worksheet:
    """Add a sheet without gridlines whose columns have these widths, in characters."""
    sheet: Worksheet = book.create_sheet(name)
    for number, width in enumerate(widths, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.sheet_view.showGridLines = False
    sheet.sheet_format.defaultRowHeight, sheet.sheet_format.customHeight = ROW, True
    return sheet


def put_line(sheet: Worksheet, row: int, text: str, style: str, column: int = 1) -> int:
    """Put a paragraph into one cell of a row, over as many rows as it needs; return the next row."""
    for piece in pieces(text):
        put(cell_at(sheet, row, column), piece, style)
        _raise(sheet, row, _needed(sheet, piece, style, column))
        row += 1
    return row


def put_pair(
    sheet: Worksheet, row: int, label: str, text: str, styles_of: tuple[str, str] = LABELLED
) -> int:
    """Put a label and a paragraph beside it; return the next row."""
    put_line(sheet, row, label, styles_of[0])
    return put_line(sheet, row, text, styles_of[1], column=2)


def _needed(sheet: Worksheet, text: str, style: str, column: int) -> float:
    """Return the height that the text needs in its column; a column too narrow for any row grows."""
    size, wraps, bold = SHAPE_OF[style]
    if not wraps:
        return height(1, size)
    dimension = sheet.column_dimensions[get_column_letter(column)]
    needed = height(lines(text, dimension.width, size, bold=bold), size)
    while needed > HIGHEST and dimension.width < WIDEST:
        dimension.width += 10
        needed = height(lines(text, dimension.width, size, bold=bold), size)
    return min(needed, HIGHEST)


def _raise(sheet: Worksheet, row: int, needed: float) -> None:
    """Make the row high enough, beside whatever stands in it already."""
    if needed > ROW and needed > (sheet.row_dimensions[row].height or ROW):
        sheet.row_dimensions[row].height = needed


def put_table(
    sheet: Worksheet,
    at: int,
    columns: Sequence[Column[Row_contra]],
    rows: Iterable[Row_contra],
    name: str | None = None,
    *,
    left: int = 1,
) -> Span:
    """Write a table whose headings stand in row `at`; with a name it is an Excel table that sorts and filters."""
    styles_of = [STYLE_OF[column.kind] for column in columns]
    if styles_of[0] == "Text":
        styles_of[0] = "First"
    heads = ["Number head" if each in NUMBERS else f"{each} head" for each in styles_of]
    _put_row(sheet, at, [column.heading for column in columns], heads, left)
    last = at
    for last, values in enumerate(
        chain.from_iterable(_lines(columns, row) for row in rows), at + 1
    ):
        _put_row(sheet, last, values, styles_of, left)
    span = Span(at, last, left, len(columns))
    if name is not None and last > at:
        sheet.add_table(Table(displayName=name, name=name, ref=span.ref))
    return span


def _put_row(
    sheet: Worksheet, row: int, values: Sequence[Value], styles_of: Sequence[str], left: int
) -> None:
    needed = ROW
    for number, (value, style) in enumerate(zip(values, styles_of, strict=True), start=left):
        put(cell_at(sheet, row, number), value, style)
        if isinstance(value, str):
            needed = max(needed, _needed(sheet, value, style, number))
    _raise(sheet, row, needed)


def _lines(columns: Sequence[Column[Row_contra]], row: Row_contra) -> Iterator[list[Value]]:
    """The rows that one row needs: text too long for a cell goes on below.

    There the row's other words stand again, so that sorting and filtering keep it together, and its
    numbers do not, so that nothing is added up twice.
    """
    values = [column.get(row) for column in columns]
    parts = [pieces(value) if isinstance(value, str) else [value] for value in values]
    if all(len(part) == 1 for part in parts):
        yield values
        return
    for number, line in enumerate(zip_longest(*parts)):
        yield [
            value if number == 0 or len(part) > 1 else _again(part[0])
            for value, part in zip(line, parts, strict=True)
        ]


def _again(value: Value) -> Value:
    return value if isinstance(value, str) else None


def set_up_pages(sheet: Worksheet, running: Running, *, last: str, head: int | None = None) -> None:
    """Set a sheet up for paper: A4 landscape, as wide as the page, up to the cell `last`.

    Every page repeats the column headings in row `head` and says at its head and foot what it is.
    """
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_margins = PageMargins(0.5, 0.5, 0.8, 0.8, header=0.35, footer=0.35)
    sheet.print_area = f"A1:{last}"
    if head is not None:
        sheet.print_title_rows = f"{head}:{head}"
        sheet.freeze_panes = f"B{head + 1}"
    header, footer = HeaderFooterItem(), HeaderFooterItem()
    for item in (header, footer):
        _run(item, running)
    sheet.HeaderFooter.oddHeader, sheet.HeaderFooter.oddFooter = header, footer


def _run(item: HeaderFooterItem, running: Running) -> None:
    """Fill a header or footer, shortening the round's title if it has to fit; the first page has it whole."""
    title = running.round_title
    while True:
        item.left.text = _plain(running.handling)
        item.center.text = _plain(f"{title} · {running.checklist}")
        item.right.text = f"{_plain(_made(running))} · page &P of &N"
        for part in (item.left, item.center, item.right):
            part.font, part.size = f"{TYPEFACE},Regular", 8
        item.left.font = f"{TYPEFACE},Bold"
        if len(str(item)) <= RUNNING_LIMIT:
            return
        title = f"{title.rstrip('…')[:-1]}…"


def _made(running: Running) -> str:
    return f"{running.number} · {running.made}" if running.number else running.made


def _plain(text: str) -> str:
    """An ampersand begins a code in a header; two of them are one that is read."""
    return safe(text).replace("&[", "& [").replace("&", "&&")
