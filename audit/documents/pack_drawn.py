"""The sheet of charts: each on a page of its own, with what it says in words, drawn from the table of another sheet."""

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.chart import BarChart, LineChart
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.book import draw
from audit.documents.chart_parts import Source
from audit.documents.pack_sheet import lead, reference
from audit.documents.sheet import Running, add_sheet, put_line, set_up_pages
from audit.documents.sheet_cell import cell_at
from audit.documents.sheet_fit import ROW

NAME = "Charts"
WIDTHS = (25,) * 7
"""Several columns, as no page is made narrower than one of them."""
WIDTH, TALLEST = 33, 17
"""Centimetres: as wide as these, and no taller than a page."""
ROW_CM = ROW / 72 * 2.54


class Drawn(NamedTuple):
    """A chart, or words in its place."""

    title: str
    said: Sequence[str]
    """What it shows, a sentence each: its alternative text, and the answer to who looks for its numbers."""
    data: Source | None
    chart: BarChart | LineChart | None


def height(bars: int, each: float = 1.0) -> int:
    """Return how tall a chart of so many bars is, in cm."""
    return round(min(TALLEST, 6 + bars * each))


def add_charts(book: Workbook) -> Worksheet:
    """Add the sheet in its place; it is drawn when the tables of the others are known."""
    return add_sheet(book, NAME, WIDTHS)


def put_charts(sheet: Worksheet, running: Running, charts: Sequence[Drawn]) -> None:
    """Draw the charts, each from the table of another sheet, so that none has a number that nobody can look up."""
    at = put_line(sheet, 1, NAME, "Pack title")
    at = put_line(
        sheet, at, "Every chart draws the table of another sheet, and leads there.", "Note"
    )
    for place, each in enumerate(charts):
        if place and charts[place - 1].chart is not None:
            sheet.row_breaks.append(Break(id=at - 1))
        at = _put(sheet, at + 1, each)
    set_up_pages(sheet, running, last=f"G{at}")


def _put(sheet: Worksheet, at: int, drawn: Drawn) -> int:
    """Put one chart below its title; return the next row."""
    at = put_line(sheet, at, drawn.title, "Section")
    if drawn.chart is None or drawn.data is None:
        for each in drawn.said:
            at = put_line(sheet, at, each, "Note")
        return at
    where = f"Its numbers stand on the sheet {drawn.data.sheet}"
    put_line(sheet, at, f"{where}.", "Note")
    lead(cell_at(sheet, at, 1), reference(drawn.data.sheet, drawn.data.span.ref), where)
    draw(sheet, drawn.chart, f"A{at + 1}", drawn.title, " ".join(drawn.said))
    return at + 2 + ceil(drawn.chart.height / ROW_CM)
