"""What goes into a sheet comes out of it: through openpyxl and through LibreOffice."""

import csv
import re
import subprocess
from datetime import UTC, datetime
from io import BytesIO
from xml.etree.ElementTree import fromstring
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.chart import BarChart, Reference

from audit.documents.book import draw, to_bytes
from audit.documents.column import Column
from audit.documents.sheet import (
    RUNNING_LIMIT,
    Running,
    add_sheet,
    new_workbook,
    put_line,
    put_table,
    set_up_pages,
)
from audit.documents.sheet_fit import height, lines
from audit.documents.sheet_text import CELL_LIMIT, pieces, safe, slug, stamp, when
from tests.system import needed

AT = datetime(2026, 3, 3, 14, 2, tzinfo=UTC)
HOSTILE = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://example.org","click")',
    "+44 20 7946 0000",
    "-1 visit",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    " =1+1",
    "'=1+1",
    "#REF!",
    "#N/A",
    "TRUE",
    "00123",
    "1E5",
    "3/4",
    "12 May",
    "2026-03-03",
    "99%",
    "£4",
    "NA",
    "first\nsecond",
    "first\r\nsecond",
    "tab\tbetween",
    "  spaces around  ",
    "_x0041_",
    "_x0041_x0042_",
    "_x005F_",
    "_x000D",
    "_x000D\r",
    "_X0041_",
    "_x00ab_",
    "a\x00b\x07c\x1bd\x1fe",
    "<b>&amp;</b>",
    ']]>"',
    '"quoted", with; commas',
    "{=A1}",
    "العربية",
    "👩‍👧 emoji",
    "e\u0301 combining",
    "\u202ereversed",
    "\ufeffmark",
    "\u00a0hard space",
    "soft\u00adhyphen",
    "\x7fdelete\x85next",
)


def as_read(text):
    """What a reader sees: the same text, control characters as their pictures."""
    shown = {code: 0x2400 + code for code in range(32) if chr(code) not in "\t\n\r"}
    return text.translate(shown)


def unescaped(text):
    """How Excel and LibreOffice read a string of a workbook (ECMA-376, ST_Xstring)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda found: chr(int(found[1], 16)), text)


TEXT = (Column("Text", lambda text: text, "text"),)


def book_of(*texts, columns=TEXT):
    book = new_workbook("Title", "Subject", AT)
    put_table(add_sheet(book, "Sheet", [40]), 1, columns, texts)
    return to_bytes(book)


def cells(content):
    return [
        cell
        for sheet in load_workbook(BytesIO(content)).worksheets
        for row in sheet.iter_rows(min_row=2)
        for cell in row
    ]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_comes_back_from_openpyxl_as_the_same_text(text):
    (cell,) = cells(book_of(text))
    assert (unescaped(cell.value), cell.data_type) == (as_read(text), "s")
    assert (cell.number_format, cell.quotePrefix) == ("@", True)


@settings(deadline=None, max_examples=200)
@given(st.lists(st.text(min_size=1), min_size=1, max_size=20))
def test_any_text_comes_back_from_openpyxl_as_the_same_text(texts):
    found = cells(book_of(*texts))
    assert [unescaped(cell.value) for cell in found] == [
        as_read(text).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd") for text in texts
    ]
    assert {cell.data_type for cell in found} == {"s"}


@settings(deadline=None)
@given(st.text(alphabet="_x0041\r=D", max_size=30))
def test_text_that_looks_escaped_is_the_same_text(text):
    assert unescaped(safe(text)) == text


def test_text_comes_back_from_libreoffice_as_the_same_text(tmp_path):
    found = through_libreoffice(book_of(*HOSTILE), tmp_path)
    # LibreOffice shows the two characters that end a line on Windows as one line break.
    assert found == ["Text", *(as_read(text).replace("\r\n", "\n") for text in HOSTILE)]


def through_libreoffice(content, folder, sheet=0, column=0):
    """Have LibreOffice read the workbook and write a sheet of it as comma-separated text; return a column."""
    (folder / "book.xlsx").write_bytes(content)
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false"
    form += f",false,false,{sheet}" if sheet else ""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = [
        needed("soffice", "libreoffice-calc"),
        profile,
        "--headless",
        "--convert-to",
        form,
        "book.xlsx",
    ]
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=120)
    (made,) = folder.glob("book*.csv")
    with made.open(encoding="utf-8", newline="") as file:
        found = [row[column] for row in csv.reader(file)]
    made.unlink()
    return found


def test_a_lone_surrogate_cannot_stop_a_workbook():
    (cell,) = cells(book_of("a\ud800b"))
    assert cell.value == "a\ufffdb"


LONG = Column("Long", lambda row: row[0], "text"), Column("Key", lambda row: row[1], "text")


@pytest.mark.parametrize("unit", ["a", "\r", "_x0041_", "👩", "=1 "])
def test_text_over_the_limit_of_a_cell_goes_on_in_the_next_rows(unit):
    text = unit * (2 * CELL_LIMIT // len(unit) + 7)
    number = Column("Number", lambda row: 5, "whole")
    found = cells(book_of((text, "K1"), ("short", "K2"), columns=(*LONG, number)))
    rows = [found[start : start + 3] for start in range(0, len(found), 3)]
    assert "".join(unescaped(row[0].value) for row in rows[:-1]) == text
    assert all(len(row[0].value.encode("utf-16-le")) <= 2 * CELL_LIMIT for row in rows)
    # Words stand again so that a filter keeps the rows together; a number would be added up twice.
    assert [row[1].value for row in rows] == ["K1"] * (len(rows) - 1) + ["K2"]
    assert [row[2].value for row in rows] == [5] + [None] * (len(rows) - 2) + [5]


@settings(deadline=None, max_examples=30)
@given(st.text(max_size=50), st.integers(1, 3))
def test_pieces_are_the_whole_text(text, times):
    assert "".join(pieces(text * 3_000 * times)) == text * 3_000 * times


@pytest.mark.parametrize(
    ("share", "shown"),
    [
        (0, "0%"),
        (0.001, '"under 1%"'),
        (0.005, "0%"),
        (0.5, "0%"),
        (0.996, '"over 99%"'),
        (1, "0%"),
    ],
)
def test_almost_all_is_not_all(share, shown):
    (cell,) = cells(book_of(share, columns=(Column("Share", lambda row: row, "share"),)))
    assert (cell.value, cell.number_format) == (share, shown)


def test_the_same_content_at_the_same_time_is_the_same_bytes():
    assert book_of(*HOSTILE) == book_of(*HOSTILE)


def test_properties_name_the_tool_and_the_time():
    properties = load_workbook(BytesIO(book_of("x"))).properties
    assert (properties.title, properties.subject) == ("Title", "Subject")
    assert properties.creator == properties.lastModifiedBy == "Practice audit"
    assert properties.created == properties.modified == AT.replace(tzinfo=None)


def test_a_title_and_an_alternative_text_are_read_as_they_are_written():
    """There nothing stands for another character, as it does in a cell: what is escaped would be read out so."""
    title = "Round _x000D_ & <b>\x07"
    book = new_workbook(title, title, AT)
    sheet = book.create_sheet("Charts")
    sheet.append([1])
    chart = BarChart()
    chart.add_data(Reference(sheet, min_col=1, min_row=1))
    draw(sheet, chart, "B2", title, title)
    content = to_bytes(book)
    seen = title.replace("\x07", "␇")
    properties = load_workbook(BytesIO(content)).properties
    assert (properties.title, properties.subject) == (seen, seen)
    with ZipFile(BytesIO(content)) as parts:
        drawing = fromstring(parts.read("xl/drawings/drawing1.xml"))  # noqa: S314 - of our own making
    (frame,) = [each for each in drawing.iter() if each.tag.endswith("}cNvPr")]
    assert (frame.get("name"), frame.get("descr")) == (seen, seen)


def test_an_excel_table_has_the_headings_and_a_filter():
    book = new_workbook("Title", "Subject", AT)
    sheet = add_sheet(book, "Sheet", [40, 40])
    span = put_table(sheet, 3, LONG, [("a", "b"), ("c", "d")], "Named")
    (table,) = load_workbook(BytesIO(to_bytes(book))).worksheets[0].tables.values()
    assert (table.ref, span.ref, table.autoFilter.ref) == ("A3:B5", "A3:B5", "A3:B5")
    assert table.column_names == ["Long", "Key"]


def test_a_table_without_rows_is_no_excel_table():
    book = new_workbook("Title", "Subject", AT)
    put_table(add_sheet(book, "Sheet", [40]), 1, LONG, [], "Named")
    assert not load_workbook(BytesIO(to_bytes(book))).worksheets[0].tables


TITLES = ("Round 1", "Q1 & Q2", "&P of &[Tab]", "3 of 4", "&" * 80, "W" * 80, "“Spring” – 2026")


@pytest.mark.parametrize("title", TITLES)
def test_every_header_and_footer_says_what_the_page_is(title):
    book = new_workbook("Title", "Subject", AT)
    sheet = add_sheet(book, "Sheet", [40])
    put_line(sheet, 1, "Hello", "Prose")
    running = Running("Professionals only", title, "checklist version 1", when(AT))
    set_up_pages(sheet, running, last="A1")
    for item in (sheet.oddHeader, sheet.oddFooter):
        assert len(str(item)) <= RUNNING_LIMIT
        assert item.left.text == "Professionals only"
        said, _, version = item.center.text.partition(" · ")
        plain = said.replace("&&", "&").rstrip("…")
        assert title.replace("&[", "& [").startswith(plain)
        assert version == "checklist version 1"
        assert item.right.text == "3 March 2026, 14:02 · page &P of &N"


def test_pages_are_set_up_for_paper():
    book = new_workbook("Title", "Subject", AT)
    sheet = add_sheet(book, "Sheet", [40])
    span = put_table(sheet, 4, LONG, [("a", "b")])
    running = Running("Published", "Round 1", "checklist version 1", when(AT))
    set_up_pages(sheet, running, last="B5", head=span.head)
    sheet = load_workbook(BytesIO(to_bytes(book))).worksheets[0]
    setup = sheet.page_setup
    assert (setup.orientation, setup.paperSize) == ("landscape", 9)
    assert (setup.fitToWidth, setup.fitToHeight) == (1, 0)
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.print_area == "'Sheet'!$A$1:$B$5"
    assert sheet.freeze_panes == "B5"


def test_a_row_is_as_high_as_its_longest_text():
    book = new_workbook("Title", "Subject", AT)
    sheet = add_sheet(book, "Sheet", [20, 20])
    put_table(sheet, 1, LONG, [("word " * 40, "short"), ("short", "short")])
    assert sheet.row_dimensions[2].height >= 10 * 10 * 1.2
    assert sheet.row_dimensions[3].height is None


def test_a_column_grows_when_no_row_could_be_high_enough():
    book = new_workbook("Title", "Subject", AT)
    sheet = add_sheet(book, "Sheet", [20, 20])
    put_table(sheet, 1, LONG, [("word " * 800, "short")])
    assert sheet.column_dimensions["A"].width > 20
    assert sheet.row_dimensions[2].height <= 409
    assert sheet.column_dimensions["B"].width == 20


@pytest.mark.parametrize(
    ("text", "width", "count"),
    [("", 10, 1), ("one", 10, 1), ("one\ntwo", 10, 2), ("x" * 100, 10, 12), ("ab " * 10, 10, 4)],
)
def test_lines_wrap_at_words_and_break_what_is_longer(text, width, count):
    assert abs(lines(text, width, 10) - count) <= 1


def test_bigger_and_bolder_letters_need_more_room():
    text = "practice " * 30
    assert lines(text, 40, 10) <= lines(text, 40, 10, bold=True) <= lines(text, 40, 18, bold=True)
    assert height(1, 10) < height(1, 18) < height(2, 18)


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Round 1", "round-1"),
        ("Été – “2026”", "ete-2026"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "con"),
        ("***", "untitled"),
        ("子供", "untitled"),
        ("a" * 39 + " b", "a" * 39),
    ],
)
def test_a_title_becomes_a_safe_part_of_a_file_name(title, part):
    assert slug(title) == part


def test_times_are_said_as_the_partnership_says_them():
    assert when(AT) == "3 March 2026, 14:02"
    assert stamp(AT) == "2026-03-03-1402"
    summer = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    assert (when(summer), stamp(summer)) == ("2 July 2026, 00:30", "2026-07-02-0030")
