"""A workbook of one plain sheet, for lists too long for the house's styles: a hundred thousand rows in seconds.

Text stays text whatever it begins with, as on every other sheet of the tool; numbers are numbers.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime
from io import BytesIO
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo
from zoneinfo import ZoneInfo

from audit.documents.sheet_text import CELL_LIMIT, safe
from audit.documents.workbook_limits import letters

LONDON = ZoneInfo("Europe/London")
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_PARTS = {
    "[Content_Types].xml": (
        f'<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_OFFICE}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_OFFICE}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_OFFICE}.styles+xml"/></Types>'
    ),
    "_rels/.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
    ),
    "xl/_rels/workbook.xml.rels": (
        f'<Relationships xmlns="{_PACKAGE}/relationships"><Relationship Id="r1"'
        f' Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="r2"'
        f' Type="{_RELATIONS}/styles" Target="styles.xml"/></Relationships>'
    ),
    "xl/styles.xml": (
        f'<styleSheet xmlns="{_MAIN}"><fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
        '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
        '<fills count="2"><fill><patternFill patternType="none"/></fill>'
        '<fill><patternFill patternType="gray125"/></fill></fills>'
        '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
        '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
        '<cellXfs count="3"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
        '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
        ' quotePrefix="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0"'
        ' applyNumberFormat="1" applyFont="1" quotePrefix="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}
_TEXT, _BOLD = 1, 2
Cells = Sequence[str | int]


def plain_workbook(
    name: str,
    columns: Sequence[tuple[str, int]],
    rows: Iterable[Cells],
    handling: str,
    at: datetime,
) -> bytes:
    """Return the file: headings with their widths, then the rows; what it is stands at the head of each page."""
    made = BytesIO()
    with ZipFile(made, "w") as archive:
        for path, words in (*_PARTS.items(), ("xl/workbook.xml", _book(name))):
            archive.writestr(_part(path, at), _HEAD + words)
        with archive.open(_part("xl/worksheets/sheet1.xml", at), "w", force_zip64=True) as sheet:
            sheet.write((_HEAD + _before(columns)).encode())
            names = [letters(n) for n in range(1, len(columns) + 1)]
            sheet.write(_row(1, names, [heading for heading, _ in columns], _BOLD).encode())
            for number, row in enumerate(rows, start=2):
                sheet.write(_row(number, names, row, _TEXT).encode())
            sheet.write(_after(name, handling).encode())
    return made.getvalue()


def _part(path: str, at: datetime) -> ZipInfo:
    """The same content made at the same time is the same bytes."""
    part = ZipInfo(path, date_time=at.astimezone(LONDON).timetuple()[:6])
    part.compress_type = ZIP_DEFLATED
    return part


def _book(name: str) -> str:
    return (
        f'<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>'
        f'<sheet name="{escape(name)}" sheetId="1" r:id="r1"/></sheets></workbook>'
    )


def _before(columns: Sequence[tuple[str, int]]) -> str:
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_, width) in enumerate(columns, start=1)
    )
    return (
        f'<worksheet xmlns="{_MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>'
        f"</sheetViews><cols>{widths}</cols><sheetData>"
    )


def _row(number: int, names: Sequence[str], cells: Cells, style: int) -> str:
    told = "".join(
        [_cell(f"{name}{number}", cell, style) for name, cell in zip(names, cells, strict=True)]
    )
    return f'<row r="{number}">{told}</row>'


def _cell(at: str, value: str | int, style: int) -> str:
    if isinstance(value, int):
        return f'<c r="{at}"><v>{value}</v></c>'
    if not value:
        return ""
    words = escape(safe(value)[:CELL_LIMIT])
    return f'<c r="{at}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def _after(name: str, handling: str) -> str:
    head = escape(f"&L{_plain(handling)}&C{_plain(name)}&Rpage &P of &N")
    return (
        '</sheetData><pageSetup paperSize="9" orientation="landscape"/>'
        f"<headerFooter><oddHeader>{head}</oddHeader></headerFooter></worksheet>"
    )


def _plain(text: str) -> str:
    """An ampersand begins a code in a header; two of them are one that is read."""
    return text.replace("&", "&&")
