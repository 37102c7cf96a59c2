"""A sheet that holds one table, with its name and number of rows above it, laid out for paper."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from audit.documents.column import Column, Row_contra
from audit.documents.sheet import Running, add_sheet, put_line, put_table, set_up_pages


def put_sheet(
    book: Workbook,
    running: Running,
    name: str,
    columns: Sequence[Column[Row_contra]],
    rows: Sequence[Row_contra],
) -> None:
    """Add the sheet to the workbook."""
    sheet = add_sheet(book, name, [column.width for column in columns])
    at = put_line(sheet, 1, name, "Pack title")
    at = put_line(sheet, at, f"{running.round_title}. Rows: {len(rows):,}.", "Note")
    span = put_table(sheet, at + 1, columns, rows, f"{name.title().replace(' ', '')}Table")
    last = f"{get_column_letter(span.width)}{max(span.last, span.head)}"
    set_up_pages(sheet, running, last=last, head=span.head)
