"""Reading: what stands in a cell comes as it is kept; what hurts is stopped in the process that reads."""

import datetime as dt
import io
import os
import subprocess
import sys
import threading
from dataclasses import replace

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.documents import workbook_in
from audit.documents.sheet_text import safe
from audit.documents.workbook_in import Sheet, rows, text_of
from audit.documents.workbook_limits import LIMITS
from audit.model.refusal import Complaint, Refusal, complaint
from tests.documents import hostile
from tests.documents.hostile import HOSTILE, READ, ROWS, measured, sheet, with_cells, workbook
from tests.system import needed

AT = dt.datetime(2026, 3, 3, 14, 2)  # noqa: DTZ001 - a sheet knows no time zone


def refused(content: bytes, name: str = "list.xlsx", limits=LIMITS) -> Complaint:
    with pytest.raises(Refusal) as caught:
        rows(content, name, limits)
    return caught.value.complaint


def only(content: bytes, name: str = "list.xlsx") -> Sheet:
    (found,) = rows(content, name).sheets
    return found


def saved(book: openpyxl.Workbook) -> bytes:
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def test_a_workbook_is_read():
    found = rows(workbook(), "list.xlsx")
    assert found.name == "list.xlsx"
    assert found.remarks == ()
    assert found.sheets == (Sheet("Cases", "visible", ROWS),)


def test_content_says_what_it_is_and_not_the_name():
    assert only(workbook(), "list.csv").rows == ROWS


@pytest.mark.parametrize(
    "shape", ["zip bomb", "one far cell", "billion laughs", "macros renamed xlsx", "not a zip"]
)
def test_the_guard_stands_before_the_reader(shape):
    make, code, where = HOSTILE[shape]
    said = refused(make())
    assert (said.code, said.where) == (code, f"list.xlsx, {where}".removesuffix(", "))


NO_COUNT = replace(LIMITS, unpacked=10**12)
"""As if the guard could not tell how much there is to read."""


def test_a_text_that_is_repeated_too_often_is_stopped_by_memory():
    content = hostile.repeated_text()
    assert refused(content, limits=NO_COUNT) == complaint("workbook.memory", "list.xlsx")


def test_a_text_that_is_repeated_too_often_does_not_reach_the_reader():
    """In the process that reads, too, it takes little time and memory."""
    _, here, seconds, there = measured("rows", hostile.repeated_text())
    assert seconds < 1
    assert max(here, there) < 100


def test_the_limit_of_memory_is_the_one_given():
    tight = replace(NO_COUNT, memory=150_000_000)
    rest = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(3, 10_000))
    content = workbook(sheet=sheet(rest), texts=hostile.texts("x" * 20_000))
    assert refused(content, limits=tight) == complaint("workbook.memory", "list.xlsx")


def test_a_text_longer_than_a_cell():
    said = refused(READ["a text of 40,000 characters"][0]())
    where = "list.xlsx, sheet “Cases”, cell A3"
    assert said == complaint("workbook.cell-text", where, size="40,000", limit="32,767")


def shared(cells, length):
    """A workbook in which so many cells share a text of that length."""
    rest = "".join(
        f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, cells + 1)
    )
    return workbook(sheet=sheet(rest), texts=hostile.texts("x" * length))


def test_more_text_than_is_read_at_once():
    """Counted in characters, as often as each stands there."""
    little = replace(LIMITS, unpacked=3_000_000)
    where = "list.xlsx, sheet “Cases”"
    said = refused(shared(101, 30_000), limits=little)
    assert said == complaint("workbook.much", where, limit=3)
    assert len(rows(shared(99, 30_000), "list.xlsx", little).sheets[0].rows) == 99


def test_more_is_told_than_there_seemed_to_be():
    """A cell far to the right brings a row of empty ones with it."""
    little = replace(LIMITS, unpacked=3_000_000)
    rest = "".join(f'<row r="{n}"><c r="BH{n}"><v>1</v></c></row>' for n in range(3, 12_000))
    content = workbook(sheet=sheet(rest))
    assert refused(content, limits=little) == complaint("workbook.much", "list.xlsx", limit=3)


def test_a_clock_that_has_run_out():
    cells = "".join(f'<row r="{n}"><c r="A{n}"><v>1</v></c></row>' for n in range(1, 60_000))
    hurried = replace(LIMITS, seconds=0.02)
    said = refused(workbook(sheet=sheet(cells)), limits=hurried)
    assert said == complaint("workbook.time", "list.xlsx", limit="0.02")


def test_nothing_is_left_running(monkeypatch):
    started = []

    class Noted(subprocess.Popen):
        def __init__(self, *given, **named):
            super().__init__(*given, **named)
            started.append(self)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    rows(workbook(), "list.xlsx")
    refused(READ["a text of 40,000 characters"][0]())
    refused(workbook(), limits=replace(LIMITS, seconds=0.001))
    assert len(started) == 3
    assert all(each.returncode is not None for each in started)
    assert all(each.stdout.closed and each.stdin.closed for each in started)


def test_the_reading_process_is_told_no_secret(monkeypatch):
    """What is in this process's surroundings (keys, addresses) is not in that one's."""
    seen = {}

    class Noted(subprocess.Popen):
        def __init__(self, *given, **named):
            seen.update(named["env"])
            super().__init__(*given, **named)

    monkeypatch.setattr(subprocess, "Popen", Noted)
    assert "AUDIT_TRAIL_KEY_FILE" in os.environ
    rows(workbook(), "list.xlsx")
    assert set(seen) <= {"PATH", "SYSTEMROOT", "LD_LIBRARY_PATH"}


def test_a_reading_process_that_does_not_start(monkeypatch):
    monkeypatch.setattr(workbook_in, "_CHILD", ["/nowhere/python"])
    assert refused(workbook()) == complaint("workbook.not-started", "list.xlsx")


def test_a_reading_process_that_ends_without_a_word(monkeypatch):
    for ending in ("pass", "raise SystemExit(3)", "print('[1', end='')"):
        monkeypatch.setattr(workbook_in, "_CHILD", [sys.executable, "-c", ending])
        said = refused(workbook() if ending == "pass" else b"a,b\n" * 400_000, "list.csv")
        assert said == complaint("workbook.unreadable", "list.csv", reason="the reader stopped")


def test_many_at_once_from_many_threads():
    found = []
    threads = [
        threading.Thread(target=lambda: found.append(only(workbook()).rows)) for _ in range(5)
    ]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert found == [ROWS] * 5


def test_a_sheet_that_the_reader_cannot_understand():
    broken = workbook(sheet=sheet('<row r="1"><c r="A1" t="s"><v>77</v></c></row>'))
    said = refused(broken)
    assert said.code == "workbook.unreadable"
    assert said.where == "list.xlsx"


# ---- what stands in a cell ----------------------------------------------------------------------


def test_text_stays_text_and_numbers_and_dates_are_what_they_are():
    book = openpyxl.Workbook()
    given = (
        "00123",
        "NA",
        "=1+1",
        "1/2/2026",
        " x ",
        "é😀",
        123,
        -1.5,
        0.1,
        True,
        dt.date(2026, 3, 3),
        AT,
        dt.time(14, 2),
        dt.timedelta(hours=30),
        None,
        "last",
    )
    book.active.append(given)
    book.active["C1"].data_type = "s"
    (found,) = only(saved(book)).rows
    assert found == given
    assert [type(each) for each in found] == [type(each) for each in given]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        ("00123", "00123"),
        (7, "7"),
        (0.5, "0.5"),
        (True, "TRUE"),
        (dt.date(2026, 3, 3), "2026-03-03"),
        (AT, "2026-03-03 14:02:00"),
        (dt.time(14, 2), "14:02:00"),
        (dt.timedelta(hours=30), "1 day, 6:00:00"),
    ],
)
def test_a_cell_as_text(cell, text):
    assert text_of(cell) == text


@pytest.mark.parametrize(
    ("told", "value"),
    [("12", 12), ("12.0", 12), ("1e3", 1000), ("0.30", 0.3), ("1e300", 1e300), ("1e999", "inf")],
)
def test_a_number_is_whole_where_it_is(told, value):
    found = only(with_cells(f'<row r="3"><c r="A3"><v>{told}</v></c></row>')).rows[2][0]
    assert (found, type(found)) == (value, type(value))


def test_positions_are_those_of_the_sheet():
    content = workbook(sheet=sheet('<row r="4"><c r="C4"><v>1</v></c></row>'))
    nothing = (None, None, None)
    assert only(content).rows == (nothing, nothing, nothing, (None, None, 1))


def test_nought_and_no_are_something():
    content = with_cells('<row r="3"><c r="A3"><v>0</v></c><c r="B3" t="b"><v>0</v></c></row>')
    nought, no = only(content).rows[2]
    assert (nought, type(nought)) == (0, int)
    assert no is False


def test_a_nearly_empty_sheet_of_the_largest_size():
    content = with_cells('<row r="100100"><c r="BH100100"><v>1</v></c></row>')
    found = only(content).rows
    assert len(found) == 100_100
    assert found[-1] == (*[None] * 59, 1)


def test_a_formula_is_its_kept_value_and_is_told():
    bombs = (
        '<row r="3"><c r="A3"><f>REPT("x",32767)</f><v>2</v></c>'
        '<c r="B3"><f t="shared" ref="B3:B1048576" si="0">A3</f><v>3</v></c></row>'
        '<row r="4"><c r="A4"><f>1+1</f></c><c r="B4" t="e"><v>#N/A</v></c></row>'
    )
    found = only(with_cells(bombs))
    assert found.rows[2:] == ((2, 3), (None, None))
    assert found.formulas == (1, 2)
    assert found.unanswered == ("A4", "B4")


def test_hidden_sheets_are_read_and_said_to_be_hidden():
    book = openpyxl.Workbook()
    book.active.title = "Cases"
    book.active["A1"] = "x"
    for title, state in (("Old", "hidden"), ("Older", "veryHidden")):
        book.create_sheet(title).sheet_state = state
        book[title]["A1"] = title
    book.create_chartsheet("Chart")
    found = rows(saved(book), "list.xlsx").sheets
    assert [(each.name, each.state) for each in found] == [
        ("Cases", "visible"),
        ("Old", "hidden"),
        ("Older", "very hidden"),
    ]
    assert found[1].rows == (("Old",),)


def test_a_merged_heading_is_told():
    book = openpyxl.Workbook()
    book.active["A1"] = "Cases of 2025"
    book.active.merge_cells("A1:C1")
    book.active.append(["a", "b", "c"])
    found = only(saved(book))
    assert found.merged == ("A1:C1",)
    assert found.rows == (("Cases of 2025", None, None), ("a", "b", "c"))


TEXTS = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\ufffe\uffff"), max_size=30
)


@settings(max_examples=20)
@given(st.lists(TEXTS, min_size=1, max_size=60))
def test_any_text_written_by_the_tool_is_read_back(given_texts):
    """As `sheet` writes it; control characters become their pictures on the way out."""
    book = openpyxl.Workbook()
    for number, text in enumerate(given_texts, start=1):
        cell = book.active.cell(number, 2, safe(text))
        cell.data_type = "s"
        book.active.cell(number, 1, "x")
    expected = [
        "".join(chr(0x2400 + ord(c)) if c < " " and c not in "\t\n\r" else c for c in text) or None
        for text in given_texts
    ]
    found = only(saved(book)).rows
    assert [(*row, None)[1] for row in found] == expected


def test_libreoffice_writes_what_is_read(tmp_path):
    soffice = needed("soffice", "libreoffice-calc")
    book = openpyxl.Workbook()
    head = ("Reference", "Opened", "Age", "Agency", "Ended")
    day = dt.date(2026, 3, 3)
    cases = [(f"{n:05}", day, n, "Midwifery é", None) for n in range(1, 300)]
    for row in (head, *cases):
        book.active.append(row)
    hidden = book.create_sheet("Old")
    hidden["B2"], hidden.sheet_state = "=1+1", "hidden"
    source = tmp_path / "source.xlsx"
    source.write_bytes(saved(book))
    for kind in ("xlsx", "csv", "ods"):
        subprocess.run(
            [
                soffice,
                f"-env:UserInstallation=file://{tmp_path}/profile",
                "--headless",
                "--convert-to",
                kind,
                "--outdir",
                tmp_path / "out",
                source,
            ],
            check=True,
            capture_output=True,
            timeout=180,
        )
    first, second = rows((tmp_path / "out" / "source.xlsx").read_bytes(), "source.xlsx").sheets
    assert first.rows == (head, *cases)
    assert (second.name, second.state, second.rows[1][1]) == ("Old", "hidden", 2)
    text = only((tmp_path / "out" / "source.csv").read_bytes(), "source.csv").rows
    assert text[1][0] == "00001"
    assert len(text) == 300
    said = refused((tmp_path / "out" / "source.ods").read_bytes(), "list.xlsx")
    assert said == complaint("workbook.open-document", "list.xlsx")


# ---- CSV ----------------------------------------------------------------------------------------

CSV = "Reference,Age\r\n00123,7\r\n"
SAME = (("Reference", "Age"), ("00123", "7"))
READ_AS = {
    "as it is": CSV.encode(),
    "semicolons": CSV.replace(",", ";").encode(),
    "tabs": CSV.replace(",", "\t").encode(),
    "with a mark": CSV.encode("utf-8-sig"),
    "UTF-16": CSV.encode("utf-16"),
    "UTF-16, the other way round": b"\xfe\xff" + CSV.encode("utf-16-be"),
    "line feeds": CSV.replace("\r\n", "\n").encode(),
    "carriage returns": CSV.replace("\r\n", "\r").encode(),
    "quotes": b'"Reference","Age"\n"00123","7"\n',
    "a separator told": b"sep=;\r\n" + CSV.replace(",", ";").encode(),
    "no end of the last line": CSV.strip().encode(),
    "empty cells at the end": b"Reference,Age,,\n00123,7,,\n",
}


@pytest.mark.parametrize("content", READ_AS.values(), ids=READ_AS)
def test_a_csv_file_is_read(content):
    found = rows(content, "list.csv")
    assert found.sheets == (Sheet("", "visible", SAME),)
    assert found.remarks == ()


def test_what_stands_in_a_csv_file_is_text():
    found = only(b'a;b\n0,5;"x;\ny ""z"""\n\n1/2/2026\n', "list.csv").rows
    assert found == (("a", "b"), ("0,5", 'x;\ny "z"'), (None, None), ("1/2/2026", None))


def test_the_separator_is_looked_for_outside_quotes():
    assert only(b'"a,b,c,d";x\n1;2\n', "list.csv").rows == (("a,b,c,d", "x"), ("1", "2"))


def test_a_guessed_encoding_is_said():
    found = rows("Reference,Name\n1,Zoë ‘x’\n".encode("cp1252"), "list.csv")
    assert found.sheets[0].rows[1] == ("1", "Zoë ‘x’")
    assert found.remarks == (complaint("table.guessed", "list.csv, line 2"),)


LONG = b"x" * 1_000_001
BAD = {
    "nothing": (b"", "workbook.empty", "list.csv", {}),
    "blank": (b" \r\n\r\n", "workbook.empty", "list.csv", {}),
    "a NUL": (b"a,b\n1,\x00\n", "table.nul", "list.csv, line 2", {}),
    "UTF-16 without its mark": (CSV.encode("utf-16-le"), "table.nul", "list.csv, line 1", {}),
    "a control character": (b"a,b\n\n1,\x02\n", "table.not-text", "list.csv, line 3", {}),
    "no encoding": (b"a,b\n1,\xff\x81\n", "table.not-text", "list.csv, line 2", {}),
    "half of UTF-16": (b"\xff\xfea\x00b", "table.not-text", "list.csv", {}),
    "a long line": (b"a\n" + LONG, "table.line", "list.csv, line 2", {"limit": "1,000,000"}),
    "a quote that is never closed": (
        b'a,b\n1,2\n3,"4\n5,6\n',
        "table.quote",
        "list.csv, line 3",
        {},
    ),
    "text after a closed quote": (b'a,b\n"1" x,2\n', "table.quote", "list.csv, line 2", {}),
    "a quote that swallows the file": (
        b'a,b\n"' + b"1,2\n" * 100_000,
        "workbook.cell-text",
        "list.csv, line 2",
        {"size": "over 131,072", "limit": "32,767"},
    ),
    "a long cell": (
        b"a,b\n1," + b"x" * 40_000,
        "workbook.cell-text",
        "list.csv, line 2, column B",
        {"size": "40,000", "limit": "32,767"},
    ),
    "many columns": (
        b"a," * 60 + b"a\n",
        "table.columns",
        "list.csv, line 1",
        {"found": "61", "limit": 60},
    ),
    "many rows": (
        b"1\n" * 100_101,
        "table.rows",
        "list.csv, line 100101",
        {"limit": "100,100"},
    ),
    "many cells": (
        b"1,2,3,4,5,6,7,8,9,0,1,2,3,4,5,6,7,8,9,0,1,2,3,4,5\n" * 80_081,
        "workbook.cells",
        "list.csv, line 80081",
        {"limit": "2,002,000"},
    ),
}


@pytest.mark.parametrize(("content", "code", "where", "facts"), BAD.values(), ids=BAD)
def test_a_csv_file_that_cannot_be_taken(content, code, where, facts):
    assert refused(content, "list.csv") == complaint(code, where, **facts)


@settings(max_examples=25)
@given(st.binary(max_size=300), st.sampled_from(["list.csv", "list.xlsx"]))
def test_whatever_comes_is_refused_or_read(content, name):
    try:
        found = rows(content, name)
    except Refusal as refusal:
        assert refusal.complaint.to_do  # noqa: PT017 - being read is an answer, too
    else:
        assert found.sheets


@settings(max_examples=25)
@given(st.data())
def test_a_workbook_with_bytes_changed_is_refused_or_read(data):
    """Stored, not packed: what is changed reaches the sheet, its checksum mended."""
    parts = hostile.parts()
    part = data.draw(st.sampled_from(sorted(parts)))
    changed = bytearray(parts[part], "utf-8")
    for _ in range(data.draw(st.integers(1, 8))):
        changed[data.draw(st.integers(0, len(changed) - 1))] = data.draw(st.integers(0, 255))
    try:
        found = rows(hostile.packed((parts | {part: bytes(changed)}).items()), "list.xlsx")
    except Refusal as refusal:
        assert refusal.complaint.where.startswith("list.xlsx")  # noqa: PT017
    else:
        assert found.sheets
