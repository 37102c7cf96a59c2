"""A workbook of one plain sheet, for lists too long for the house's styles: a hundred thousand rows in seconds.

Text stays text whatever it begins with, as on every other sheet of the tool; numbers are numbers.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO

from audit.documents.sheet_text import pieces
from audit.documents.streamed_workbook import Streamed

Cells = Sequence[str | int]


def plain_workbook(
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Cells],
    handling: str,
    at: datetime,
    number: str = "",
) -> bytes:
    """Return the file: headings with their widths, then the rows; what it is stands at the head of each page."""
    made = BytesIO()
    with Streamed(made, name, handling, at, number) as book, book.sheet(name, columns) as sheet:
        for row in rows:
            sheet.put("".join(_cell(n, each) for n, each in enumerate(row, start=1)))
    return made.getvalue()


def _cell(column: int, value: str | int) -> str:
    if isinstance(value, int):
        return Streamed.whole(column, value)
    return Streamed.text(column, pieces(value)[0])
