"""A workbook and the file that it becomes: what openpyxl has no place for is written into its parts."""

import re
from collections import defaultdict
from functools import partial
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.chart._chart import ChartBase
from openpyxl.styles.cell_style import StyleArray
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import ARC_APP

from audit.documents.sheet_text import safe, seen

CREATOR = "Practice audit"
ALT_LIMIT = 2_000
"""Characters of an alternative text: what is longer belongs into a table."""

# openpyxl says "Microsoft Excel" here. LibreOffice believes it, trusts that rows have their heights,
# and cuts every text of two lines; for any other maker it fits the rows to their text, as Excel does.
_MADE_BY = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Application>{CREATOR}</Application></Properties>"
)
_SHEET = re.compile(r"xl/worksheets/sheet(\d+)\.xml")
_DRAWING = re.compile(r"xl/drawings/drawing(\d+)\.xml")
_FORMULA = re.compile(rb'<c r="([A-Z]+\d+)"([^>]*)>(<f>[^<]*</f>)<v\s*/?>(?:</v>)?</c>')
_CHART = re.compile(rb'name="Chart (\d+)"')


class Book(Workbook):
    """A workbook that knows what its formulas come to and what its charts say in words."""

    def __init__(self) -> None:
        super().__init__()
        self.results: defaultdict[str, dict[str, str | float]] = defaultdict(dict)
        """Name of a sheet, a cell on it, and what its formula comes to."""
        self.looks: dict[tuple[str, bool], StyleArray] = {}
        """Name of a style, and whether it is of text, to what a cell keeps of it."""
        self.said: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
        """Name of a sheet, and the title and alternative text of each chart on it, in order."""


def draw(sheet: Worksheet, chart: ChartBase, at: str, title: str, words: str) -> None:
    """Put a chart on a sheet, with what it says for who does not see it."""
    sheet.add_chart(chart, at)
    book = sheet.parent
    assert isinstance(book, Book)  # noqa: S101 - every workbook of the tool is one
    book.said[sheet.title].append((title, _shortened(words)))


def _shortened(words: str) -> str:
    return words if len(words) <= ALT_LIMIT else f"{words[: ALT_LIMIT - 1].rstrip()}…"


def to_bytes(book: Workbook) -> bytes:
    """Return the file; the same content made at the same time is the same bytes."""
    # `Workbook.save` would put the computer's clock into the properties, and zip into each part.
    loose = BytesIO()
    ExcelWriter(book, ZipFile(loose, "w", ZIP_STORED)).save()
    made = book.properties.created.timetuple()[:6]
    packed = BytesIO()
    with ZipFile(loose) as parts, ZipFile(packed, "w") as archive:
        for name in parts.namelist():
            part = ZipInfo(name, date_time=made)
            part.compress_type = ZIP_DEFLATED
            archive.writestr(part, _finished(book, name, parts.read(name)))
    return packed.getvalue()


def _finished(book: Workbook, name: str, content: bytes) -> bytes:
    if name == ARC_APP:
        return _MADE_BY.encode()
    if not isinstance(book, Book):
        return content
    if (found := _SHEET.fullmatch(name)) is not None:
        results = book.results.get(book.worksheets[int(found[1]) - 1].title)
        return _FORMULA.sub(partial(_with_result, results), content) if results else content
    if (found := _DRAWING.fullmatch(name)) is not None:
        # Drawings are numbered in the order of the sheets that have one.
        drawn = [book.said[each.title] for each in book.worksheets if each.title in book.said]
        return _CHART.sub(partial(_with_words, drawn[int(found[1]) - 1]), content)
    return content


def _with_result(results: dict[str, str | float], cell: re.Match[bytes]) -> bytes:
    """The cell with its result beside the formula; text says that it is text."""
    result = results[cell[1].decode()]
    kind = b' t="str"' if isinstance(result, str) else b""
    value = escape(safe(result)) if isinstance(result, str) else repr(result)
    return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (cell[1], cell[2], kind, cell[3], value.encode())


def _with_words(said: list[tuple[str, str]], chart: re.Match[bytes]) -> bytes:
    title, words = (seen(each) for each in said[int(chart[1]) - 1])
    return f"name={quoteattr(title)} descr={quoteattr(words)}".encode()
