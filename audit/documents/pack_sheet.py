"""The sheets of a pack: a name, what the sheet holds, one table that sorts and filters, and ways to what is behind it."""

from collections.abc import Sequence
from math import ceil

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.chart_parts import Source
from audit.documents.column import Column, Row_contra
from audit.documents.sheet import (
    Running,
    Span,
    add_sheet,
    put_line,
    put_table,
    set_up_pages,
)
from audit.documents.sheet_cell import cell_at
from audit.documents.sheet_style import INK, PRIMARY, RULE, TYPEFACE
from audit.model.figure import Standing

A3 = 8
WIDE, NARROW = 230, 120
"""Characters beyond which a table is too small to read on A4, and below which the notes above it would be cut off."""
SPARE = 9
"""Characters of a column that nobody has set."""


def put_figures(
    book: Workbook,
    running: Running,
    name: str,
    notes: Sequence[str],
    columns: Sequence[Column[Row_contra]],
    rows: Sequence[Row_contra],
    *,
    aside: int = 0,
    on_paper: bool = True,
) -> Source:
    """Add a sheet with one table; return where it stands.

    The last columns, as many as `aside`, stay off the paper: a chart needs them and a reader does not. What
    would fill many pages is on paper its heading only.
    """
    sheet = add_sheet(book, name, [column.width for column in columns])
    span = put_table(sheet, top(sheet, name, notes), columns, rows, table_name(name))
    if "Standing" in (column.heading for column in columns):
        mark_below(sheet, span, columns)
    last = max(span.last, span.head) if on_paper else span.head - 2
    printed = [column.width for column in columns[: len(columns) - aside]]
    set_up_pages(sheet, running, last=f"{_edge(printed)}{last}", head=span.head)
    if sum(printed) > WIDE:
        sheet.page_setup.paperSize = A3
    return Source(name, span, tuple(columns))


def _edge(printed: Sequence[int]) -> str:
    """Return the last column on paper: beyond a narrow table there is room for what stands above it."""
    spare = max(0, ceil((NARROW - sum(printed)) / SPARE))
    return get_column_letter(len(printed) + spare)


def put_words(book: Workbook, running: Running, name: str, words: Sequence[str]) -> None:
    """Add a sheet that says why there is no table, rather than leave it out and have somebody wonder."""
    sheet = add_sheet(book, name, [120])
    at = top(sheet, name, ())
    for each in words:
        at = put_line(sheet, at - 1, each, "Prose") + 1
    set_up_pages(sheet, running, last=f"A{at}")


def top(sheet: Worksheet, name: str, notes: Sequence[str]) -> int:
    """Put the sheet's name and what it holds at its top; return the row for the column headings."""
    at = put_line(sheet, 1, name, "Pack title")
    for note in notes:
        at = put_line(sheet, at, note, "Note")
    return at + 1


def table_name(name: str) -> str:
    """Return what the table of a sheet is called in formulas."""
    # “Criteria” alone is a name that Excel keeps for itself.
    return f"{name.title().replace(' ', '')}Table"


def mark_below(sheet: Worksheet, span: Span, columns: Sequence[Column[Row_contra]]) -> None:
    """Set what is below target in bold behind a dark edge: seen in black and white, as its sign says in words."""
    place = [column.heading for column in columns].index("Standing") + 1
    edge = Border(left=Side(style="thin", color=INK), bottom=Side(style="thin", color=RULE))
    first = span.column(place).partition(":")[0]
    rule = Rule(
        type="expression",
        formula=[f'LEFT({first},1)="{Standing.BELOW.sign}"'],
        dxf=DifferentialStyle(font=Font(bold=True), border=edge),
    )
    sheet.conditional_formatting.add(span.column(place), rule)


# ---- Names and ways ------------------------------------------------------------------------------------------


def reference(sheet: str, cells: str) -> str:
    """Return cells as another sheet names them."""
    return f"{quote_sheetname(sheet)}!{cells}"


def name_cell(book: Workbook, name: str, sheet: str, row: int, column: int) -> None:
    """Give a cell a name by which formulas, other workbooks and the name box find it."""
    cell = f"${get_column_letter(column)}${row}"
    book.defined_names[name] = DefinedName(name, attr_text=reference(sheet, cell))


def lead(cell: Cell, to: str, tip: str) -> None:
    """Let a cell lead to what is behind it, within the workbook; it is underlined, and says where it goes."""
    cell.hyperlink = Hyperlink(ref=cell.coordinate, location=to, tooltip=tip)
    cell.font = Font(name=TYPEFACE, size=10, color=PRIMARY, underline="single")


def cell_of(book: Workbook, found: Source, row: int, heading: str) -> Cell:
    """Return the cell of a table's row, counted from 0, under a heading."""
    column = found.span.left + found.headings.index(heading)
    return cell_at(book[found.sheet], found.span.head + 1 + row, column)


def rows_of(found: Source, first: int, count: int = 1) -> str:
    """Return so many rows of a table, counted from 0, as a place to lead to."""
    left = get_column_letter(found.span.left)
    right = get_column_letter(found.span.left + found.span.width - 1)
    start = found.span.head + 1 + first
    return reference(found.sheet, f"{left}{start}:{right}{start + count - 1}")
