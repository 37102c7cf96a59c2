"""The parts of a streamed workbook around its rows, as Office Open XML has them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from xml.sax.saxutils import escape, quoteattr

from audit.documents.sheet_text import seen

CREATOR = "Practice audit"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_OFFICE_2006 = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_OFFICE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STYLES = (
    f'{_HEAD}<styleSheet xmlns="{_MAIN}"><numFmts count="1">'
    '<numFmt numFmtId="164" formatCode="d\\ mmmm\\ yyyy\\,\\ hh:mm"/></numFmts>'
    '<fonts count="2"><font><sz val="10"/><name val="Arial"/></font>'
    '<font><b/><sz val="10"/><name val="Arial"/></font></fonts>'
    '<fills count="3"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill>'
    '<fill><patternFill patternType="solid"><fgColor rgb="FFF3F4F6"/></patternFill></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" quotePrefix="1"/>'
    '<xf numFmtId="49" fontId="1" fillId="2" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"'
    ' applyFill="1" applyAlignment="1" quotePrefix="1"><alignment vertical="bottom" wrapText="1"/></xf>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1"><alignment horizontal="left"/></xf>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
    ' applyAlignment="1" quotePrefix="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
)


def before(columns: Sequence[tuple[str, int]]) -> str:
    """Return a sheet up to its first row; the headings stay in sight."""
    widths = "".join(
        f'<col min="{n}" max="{n}" width="{width}" customWidth="1"/>'
        for n, (_, width) in enumerate(columns, start=1)
    )
    return (
        f'{_HEAD}<worksheet xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheetPr><pageSetUpPr fitToPage="1"/>'
        '</sheetPr><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2"'
        ' activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>'
        f"<cols>{widths}</cols><sheetData>"
    )


def after(running: str, *, is_table: bool) -> str:
    """Return a sheet from its last row on; `running` is what stands at the head of each page."""
    table = '<tableParts count="1"><tablePart r:id="r1"/></tableParts>' if is_table else ""
    return (
        '</sheetData><pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"/>'
        f"<headerFooter><oddHeader>{escape(running)}</oddHeader></headerFooter>{table}</worksheet>"
    )


def table(number: int, ref: str, headings: Sequence[str]) -> str:
    """Return an Excel table over these cells, which sorts and filters."""
    columns = "".join(
        f'<tableColumn id="{n}" name={quoteattr(heading)}/>'
        for n, heading in enumerate(headings, start=1)
    )
    return (
        f'{_HEAD}<table xmlns="{_MAIN}" id="{number}" name="Ratings{number}"'
        f' displayName="Ratings{number}" ref="{ref}" totalsRowShown="0"><autoFilter ref="{ref}"/>'
        f'<tableColumns count="{len(headings)}">{columns}</tableColumns>'
        '<tableStyleInfo name="TableStyleLight1" showFirstColumn="0" showLastColumn="0"'
        ' showRowStripes="0" showColumnStripes="0"/></table>'
    )


def table_link(number: int) -> str:
    """Return what leads from a sheet to its table."""
    return _links([("r1", f"{_RELATIONS}/table", f"../tables/table{number}.xml")])


def words_begin(count: int) -> str:
    """Return the beginning of the workbook's table of words."""
    return f'{_HEAD}<sst xmlns="{_MAIN}" uniqueCount="{count}">'


def of_book(
    sheets: Sequence[tuple[str, str]], tables: int, title: str, made: datetime, number: str
) -> Iterator[tuple[str, str]]:
    """Yield the path and the text of each part of the workbook as a whole; a sheet has its name and what is printed of it."""
    numbers = range(1, len(sheets) + 1)
    yield "[Content_Types].xml", _types(numbers, tables)
    beside = [
        ("r1", f"{_RELATIONS}/officeDocument", "xl/workbook.xml"),
        ("r2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ("r3", f"{_RELATIONS}/extended-properties", "docProps/app.xml"),
    ]
    yield "_rels/.rels", _links(beside)
    yield "xl/workbook.xml", _book(sheets)
    links = [(f"r{n}", f"{_RELATIONS}/worksheet", f"worksheets/sheet{n}.xml") for n in numbers]
    links += [("s1", f"{_RELATIONS}/styles", "styles.xml")]
    links += [("s2", f"{_RELATIONS}/sharedStrings", "sharedStrings.xml")]
    yield "xl/_rels/workbook.xml.rels", _links(links)
    yield "xl/styles.xml", _STYLES
    yield "docProps/core.xml", _core(title, made, number)
    yield (
        "docProps/app.xml",
        f'{_HEAD}<Properties xmlns="{_OFFICE_2006}/extended-properties">'
        f"<Application>{CREATOR}</Application></Properties>",
    )


def _book(sheets: Sequence[tuple[str, str]]) -> str:
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{n}" r:id="r{n}"/>'
        for n, (name, _) in enumerate(sheets, start=1)
    )
    areas = [
        _defined("Print_Area", n, name, printed)
        for n, (name, printed) in enumerate(sheets)
        if printed
    ]
    titles = [_defined("Print_Titles", n, name, "$1:$1") for n, (name, _) in enumerate(sheets)]
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_RELATIONS}"><sheets>{listed}</sheets>'
        f"<definedNames>{''.join(areas + titles)}</definedNames></workbook>"
    )


def _defined(what: str, place: int, name: str, cells: str) -> str:
    quoted = name.replace("'", "''")
    where = escape(f"'{quoted}'!{cells}")
    return f'<definedName name="_xlnm.{what}" localSheetId="{place}">{where}</definedName>'


def _types(numbers: Sequence[int], tables: int) -> str:
    of = [(f"xl/worksheets/sheet{n}.xml", f"{_OFFICE}.worksheet+xml") for n in numbers]
    of += [(f"xl/tables/table{n + 1}.xml", f"{_OFFICE}.table+xml") for n in range(tables)]
    package = "application/vnd.openxmlformats-package"
    of += [
        ("xl/workbook.xml", f"{_OFFICE}.sheet.main+xml"),
        ("xl/styles.xml", f"{_OFFICE}.styles+xml"),
        ("xl/sharedStrings.xml", f"{_OFFICE}.sharedStrings+xml"),
        ("docProps/core.xml", f"{package}.core-properties+xml"),
        (
            "docProps/app.xml",
            "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        ),
    ]
    listed = "".join(f'<Override PartName="/{path}" ContentType="{kind}"/>' for path, kind in of)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        f'<Default Extension="rels" ContentType="{package}.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{listed}</Types>'
    )


def _links(of: Sequence[tuple[str, str, str]]) -> str:
    inside = "".join(
        f'<Relationship Id="{key}" Type="{kind}" Target="{target}"/>' for key, kind, target in of
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{inside}</Relationships>'


def _core(title: str, made: datetime, number: str) -> str:
    at = f"{made.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    named = f"<dc:identifier>{escape(number)}</dc:identifier>" if number else ""
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"'
        ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(seen(title))}</dc:title><dc:creator>{CREATOR}</dc:creator>"
        f"{named}"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{at}</dcterms:created></cp:coreProperties>'
    )
