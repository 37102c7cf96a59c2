"""The guard: each hostile shape is refused by its sentence before a reader is started; honest files pass."""

import io
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.documents.workbook_guard import checked, guard
from audit.documents.workbook_limits import LIMITS, letters, number
from audit.model.refusal import Complaint, Refusal, complaint, gaps
from tests.documents import hostile
from tests.documents.hostile import (
    HOSTILE,
    READ,
    SHEET,
    measured,
    parts,
    relations,
    sheet,
    with_cells,
    workbook,
)

ROOT = Path(__file__).parents[2]
FACTS = {
    "workbook.active-x": {},
    "workbook.cells": {"limit": "2,002,000"},
    "workbook.far": {"rows": "100,100", "column": "BH"},
    "workbook.dimension": {"rows": "100,100", "column": "BH"},
    "workbook.merged": {"limit": "2,000"},
    "workbook.much": {"limit": 120},
    "workbook.parts": {"limit": 200},
    "workbook.ratio": {"limit": 120},
    "workbook.sheets": {"limit": 50},
    "workbook.size": {"size": "10.0", "limit": 10},
    "workbook.shared-text": {"size": 300, "limit": "32,767"},
    "workbook.unpacked": {"limit": 120},
}


def refused(content: bytes, name: str = "list.xlsx") -> Complaint:
    with pytest.raises(Refusal) as caught:
        guard(content, name)
    return caught.value.complaint


@pytest.mark.parametrize(("make", "code", "where"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_shape_is_refused_where_it_is(make, code, where):
    said = refused(make())
    assert (said.code, said.where) == (code, f"list.xlsx, {where}".removesuffix(", "))
    facts = FACTS.get(code, {})
    if code == "workbook.xml":  # the line is told by the parser
        facts = {"line": said.what.split()[1]}
    assert said == complaint(code, said.where, **facts)


def test_the_facts_of_every_sentence_are_looked_at():
    used = {code for _, code, _ in HOSTILE.values()} - {"workbook.xml"}
    assert {code for code in used if gaps(code)} == {code for code in FACTS if gaps(code)}


LARGE = (
    "zip bomb",
    "zip bomb of many small parts",
    "zip bomb of many sheets",
    "100,000 parts that are not there",
    "many merges",
    "a million sheets",
    "billion laughs",
    "over two million cells",
    "a text of 32,000 characters in 100,000 cells",
    "a long text in many cells, spelt otherwise",
    "tags within tags",
    "one tag of 8 MB",
    "half a million names",
)


@pytest.mark.parametrize("shape", LARGE)
def test_a_shape_made_to_be_large_takes_little_memory(shape):
    """Of a process of its own, so that the parser of XML is counted, too."""
    seconds, grown, *_ = measured("guard", HOSTILE[shape][0]())
    assert grown < 100
    assert seconds < 20, "what is made to be large takes minutes where it is unpacked"


def test_the_guard_starts_no_reader():
    script = """
import sys
from audit.documents.workbook_guard import guard
from audit.model.refusal import Refusal
from tests.documents.hostile import HOSTILE, workbook
guard(workbook(), "list.xlsx")
for make, *_ in list(HOSTILE.values())[3:9]:
    try:
        guard(make(), "list.xlsx")
    except Refusal:
        pass
assert not {"python_calamine", "openpyxl", "pandas"} & set(sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("make", [made for made, *_ in READ.values()], ids=READ)
def test_what_only_reading_shows_passes_the_guard(make):
    guard(make(), "list.xlsx")


OTHER = {
    "an old workbook": (hostile.OLE + bytes(600), "workbook.old"),
    "a PDF": (b"%PDF-1.7\n", "workbook.pdf"),
    "a web page called xls": (b"<html><table><tr><td>1</td></tr></table></html>", "workbook.web"),
    "XML of 2003": (b'\xef\xbb\xbf<?xml version="1.0"?><Workbook/>', "workbook.web"),
    "rich text": (b"{\\rtf1 }", "workbook.word"),
    "text called xlsx": (b"Reference,Age\n00123,7\n", "workbook.not-zip"),
}


@pytest.mark.parametrize(("content", "code"), OTHER.values(), ids=OTHER)
def test_another_kind_of_file_has_its_sentence(content, code):
    assert refused(content, "list.xlsx") == complaint(code, "list.xlsx")


MAINS = {
    "macros": ("application/vnd.ms-excel.sheet.macroEnabled.main+xml", "workbook.macros"),
    "macro template": (
        "application/vnd.ms-excel.template.macroEnabled.main+xml",
        "workbook.macros",
    ),
    "binary": ("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "workbook.binary"),
    "template": (f"{hostile.KIND}.template.main+xml", "workbook.template"),
    "Word": (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
        "workbook.word",
    ),
    "something else": ("application/x-unknown", "workbook.zip"),
}


@pytest.mark.parametrize(("main", "code"), MAINS.values(), ids=MAINS)
@pytest.mark.parametrize("name", ["list.xlsx", "list.csv", "list"])
def test_a_renamed_workbook_of_another_kind_is_told_by_its_content(main, code, name):
    assert refused(workbook(types=hostile.types(main=main)), name) == complaint(code, name)


def test_a_workbook_of_libreoffice_and_a_plain_zip():
    ods = hostile.packed(
        [("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "<a/>")]
    )
    assert refused(ods) == complaint("workbook.open-document", "list.xlsx")
    assert refused(hostile.packed([("a.csv", "1,2")])) == complaint("workbook.zip", "list.xlsx")


def test_a_zip_packed_in_a_way_that_excel_does_not_use():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_BZIP2) as archive:
        archive.writestr("a", "b")
    assert refused(made.getvalue()) == complaint("workbook.packing", "list.xlsx, part a")


def test_a_workbook_without_sheets():
    assert refused(workbook(book=hostile.book())) == complaint("workbook.no-sheet", "list.xlsx")


def test_two_sheets_of_one_name():
    twice = hostile.book(*(f'<sheet name="A" sheetId="{n}" r:id="rId{n}"/>' for n in (1, 2)))
    said = refused(workbook(book=twice))
    assert said == complaint("workbook.twice", "list.xlsx, part xl/workbook.xml")


def stored() -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return made.getvalue()


HONEST = {
    "as it is": workbook,
    "called csv": workbook,
    "a far cell that is only coloured": lambda: with_cells(
        '<row r="1048576"><c r="XFD1048576" s="1"/></row>'
    ),
    "a merged heading": lambda: hostile.merged("A1:BH1"),
    "just so many merged cells": lambda: hostile.merged(*(f"A{n}:B{n}" for n in range(1, 1001))),
    "a web address in a cell": lambda: workbook(
        {
            "xl/worksheets/_rels/sheet1.xml.rels": relations(
                ("r", "hyperlink", "https://example.org", hostile.OUT)
            )
        }
    ),
    "a picture, a theme, notes": lambda: workbook(
        {"xl/media/a.png": b"\x89PNG\0\0", "xl/theme/theme1.xml": "<a:theme xmlns:a='x'/>"}
        | {"xl/drawings/vmlDrawing1.vml": "<xml><br></xml>", "xl/folder/": b""}
    ),
    "targets from the top": lambda: workbook(
        links=relations(
            ("rId1", "worksheet", "/xl/worksheets/sheet1.xml", ""),
            ("rId2", "sharedStrings", "/xl/sharedStrings.xml", ""),
        )
    ),
    "the last cell there is": lambda: with_cells(
        '<row r="100100"><c r="BH100100"><v>1</v></c></row>',
        before='<dimension ref="A1:BH100100"/>',
    ),
    "a dimension that says too little": lambda: with_cells("", before='<dimension ref="A1"/>'),
    "a dimension that says nothing": lambda: with_cells("", before="<dimension/>"),
    "parts that are only stored": stored,
}


@pytest.mark.parametrize("make", HONEST.values(), ids=HONEST)
def test_an_honest_workbook_passes(make):
    guard(make(), "list.xlsx")


def test_the_reader_is_handed_only_what_was_looked_at():
    content = workbook(
        {
            "xl/theme/theme1.xml": "<theme/>",
            "xl/media/a.png": b"\x89PNG",
            "docProps/app.xml": "<P/>",
        }
    )
    with zipfile.ZipFile(io.BytesIO(checked(content, "list.xlsx").clean)) as archive:
        assert sorted(archive.namelist()) == sorted(parts())
        assert archive.read(SHEET).decode() == parts()[SHEET]


def test_a_part_of_many_pieces_reaches_the_reader_whole():
    """Rows are looked through in pieces, and a row may be cut anywhere."""
    rows = "".join(
        f'<row r="{n}"><c r="A{n}" t="inlineStr"><is><t>{n:08}</t></is></c></row>'
        for n in range(3, 20_000)
    )
    made = checked(with_cells(rows), "list.xlsx")
    with zipfile.ZipFile(io.BytesIO(made.clean)) as archive:
        assert archive.read(SHEET).decode() == sheet(hostile.CELLS + rows)
    assert (made.facts["Cases"].rows, made.facts["Cases"].columns) == (19_999, 2)


FORMULAS = (
    '<row r="3"><c r="A3"><f>1+1</f><v>2</v></c><c r="B3"><f>1+1</f><v></v></c></row>'
    '<row r="4"><c r="A4" t="str"><f>""</f><v></v></c><c r="C4" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    "<row><c><f>A1</f></c></row>"
)


def test_formulas_errors_and_merged_cells_are_told():
    made = checked(
        with_cells(FORMULAS, after='<mergeCells><mergeCell ref="A1:B1"/></mergeCells>'), "list.xlsx"
    )
    facts = made.facts["Cases"]
    assert facts.formulas == {1, 2, 3}
    assert facts.unanswered == ["B3", "C4", "A5"]
    assert facts.merged == ["A1:B1"]
    assert facts.rows == 5


PLAIN = (
    '<row r="{n}"><c r="A{n}" s="1"/><c r="C{n}"><v>1</v></c></row>',
    '<row r="{n}" spans="1:3"><c r="B{n}" t="str" s="2"><f>"a"</f><v>a</v></c></row>',
    '<row r="{n}"><c r="A{n}" t="inlineStr"><is><t xml:space="preserve"> x</t></is></c></row>',
    '<row r="{n}"><c r="A{n}" s="1"/></row>',
)


@pytest.mark.parametrize("row", PLAIN)
def test_a_plain_row_and_the_same_row_spelt_otherwise_count_the_same(row):
    """The quick way past the parser must see what the parser sees."""
    cells = "".join(row.format(n=n) for n in range(1, 20_000))
    prefixed = re.sub(r"<(/?)(row|c|v|f|is|t)\b", r"<\1x:\2", cells)
    quoted = re.sub(r'r="(\w+)"', r"r='\1'", cells)
    usual, with_prefix, slow = (
        checked(workbook(sheet=sheet(each)), "x.xlsx").facts for each in (cells, prefixed, quoted)
    )
    assert usual == slow
    assert with_prefix == slow
    assert (slow["Cases"].rows == 19_999) == ("<v>" in row or "<is>" in row)


def test_a_workbook_of_openpyxl_passes():
    book = openpyxl.Workbook()
    book.active.append(["Reference", "Age"])
    book.create_sheet("Hidden").sheet_state = "hidden"
    made = io.BytesIO()
    book.save(made)
    guard(made.getvalue(), "list.xlsx")


def test_a_name_is_shown_short_and_plain():
    assert refused(b"", "a\u202eb\n" + "c" * 200).where == f"a�b�{'c' * 76}…"


@given(st.integers(1, 20_000))
def test_columns_have_letters_and_back(column):
    assert number(letters(column)) == column
    assert letters(LIMITS.columns) == "BH"
    assert number("a1") == 0


@given(st.binary(max_size=400), st.sampled_from(["list.xlsx", "list.csv", "", "a/b\0"]))
def test_whatever_comes_is_refused_or_passes(content, name):
    for each in (content, b"PK\x03\x04" + content):
        try:
            guard(each, name)
        except Refusal as refusal:
            assert refusal.complaint.to_do  # noqa: PT017 - passing is an answer, too


@given(st.data())
def test_a_workbook_with_bytes_changed_is_refused_or_passes(data):
    content = bytearray(workbook())
    for _ in range(data.draw(st.integers(1, 5))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        guard(bytes(content), "list.xlsx")
    except Refusal as refusal:
        assert refusal.complaint.where.startswith("list.xlsx")  # noqa: PT017


@given(st.text(alphabet="<>/=\"'&;! rowcvsi=A12:x-[]", max_size=80))
def test_a_sheet_of_any_text_is_refused_or_passes(text):
    try:
        guard(with_cells(text), "list.xlsx")
    except Refusal as refusal:
        assert refusal.complaint.where.startswith("list.xlsx")  # noqa: PT017
