"""Workbooks of a checklist that somebody got wrong, each with the very sentence that it gives; and what does no harm."""

import tomllib
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from openpyxl import load_workbook

from audit.documents.checklist_told import ReadBook, of_sheets, read_book
from audit.documents.workbook_in import Sheets
from audit.model.refusal import Refusal
from tests.documents import hostile
from tests.documents.broken_workbooks import BREAKS, NAME, Book, base, good

SENTENCES = tomllib.loads(Path(__file__).with_name("broken_workbooks.toml").read_text("utf-8"))
OLD = hostile.OLE + b"\0" * 600
FILES: dict[str, Callable[[], bytes]] = {
    "a file that is empty": lambda: b"",
    "a CSV file": lambda: b"Standard,Key\nfathers,F1\n",
    "an .xls file": lambda: OLD,
    "a file with a password": hostile.locked,
    "a PDF": lambda: b"%PDF-1.7\n",
    "a web page called .xlsx": lambda: b"<html><table></table></html>",
    "a Word document": lambda: hostile.workbook(
        types=hostile.types(
            main="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
        )
    ),
    "macros": lambda: hostile.workbook({"xl/vbaProject.bin": OLD + b"VBA"}),
    "a zip bomb": hostile.bomb,
    "a zip of other things": lambda: hostile.packed([("letter.txt", b"x")]),
    "half a file": lambda: good()[:9_000],
    "a text of 40,000 characters": lambda: hostile.workbook(
        texts=hostile.texts("Reference", "x" * 40_000)
    ),
}


@pytest.fixture(scope="module")
def read() -> Sheets:
    return base()


def altered(read: Sheets, *breaks: Callable[[Book], object]) -> ReadBook:
    book = Book(read)
    for each in breaks:
        each(book)
    return of_sheets(book.sheets())


def told(book: ReadBook) -> list[str]:
    return [str(each.complaint) for each in book.marks]


def test_there_are_sixty_and_more() -> None:
    assert len(BREAKS) >= 60
    assert set(SENTENCES) == set(BREAKS) | set(FILES)


def test_the_good_one_has_nothing_to_put_right(read: Sheets) -> None:
    assert told(of_sheets(read)) == []


@pytest.mark.parametrize("case", BREAKS)
def test_a_broken_workbook_gives_its_sentence_and_no_other(case: str, read: Sheets) -> None:
    found = altered(read, BREAKS[case])
    assert told(found) == [SENTENCES[case]]
    (mark,) = found.marks
    if mark.sheet:
        assert f"sheet “{mark.sheet}”" in mark.complaint.where


@pytest.mark.parametrize("case", FILES)
def test_a_file_that_cannot_be_read_is_refused(case: str) -> None:
    with pytest.raises(Refusal) as refusal:
        read_book(FILES[case](), "audit.csv" if "CSV" in case else NAME)
    assert str(refusal.value) == SENTENCES[case]


def test_every_fault_is_told_at_once(read: Sheets) -> None:
    """One misspelt heading hides none of the others, and nothing is told twice."""
    cases = (
        *("a heading is misspelt", "an agency is misspelt", "a target is a word"),
        *("a label stands twice", "a kind is misspelt", "a version is no number"),
        *("a timer names no case fact", "a standard is misspelt", "a rule names no answer"),
    )
    found = told(altered(read, *[BREAKS[each] for each in cases]))
    assert sorted(found) == sorted(SENTENCES[each] for each in cases)


def test_what_is_merged_hides_nothing_beside_it(read: Sheets) -> None:
    cases = ("cells are merged", "an agency is misspelt")
    found = told(altered(read, *[BREAKS[each] for each in cases]))
    assert found == [SENTENCES[each] for each in cases]


def test_what_people_do_to_a_workbook_does_no_harm(read: Sheets) -> None:
    def people(book: Book) -> None:
        for row in book.cells["Criteria"]:
            row.insert(0, row.pop(12))  # a column moved
        book.cells["Answers"].insert(4, [None, " ", None])  # an empty row
        book.cells["Agencies"][:2] = []  # the title deleted
        book.head("Standards", "Applies when", " applies  WHEN ")
        book.rename("Case facts", "case facts ")
        book.cells["Criteria"][2].append("My notes")
        book.cells["Criteria"][3].append("Ask the GP")
        book.cells["Colours"], book.about["Colours"] = [["blue"]], {}
        standards = book.cells["Standards"]
        standards[3][3], standards[4][3] = "90 %", 90
        standards[3][4] = "FATHER = Known"
        book.put("Checklist", "B5", "1")
        book.put("Ratings", "D5", value=True)
        book.put("Criteria", "B4", "Fathers")  # the standard by its title
        book.put("Criteria", "H4", "POLICE ")
        book.put("Review", "B8", "Published")

    found = altered(read, people)
    assert told(found) == []
    assert found.nouns == of_sheets(read).nouns
    assert [each.code for each in found.remarks] == ["excel.sheet-unread", "excel.column-unread"]


def test_several_keys_may_stand_in_one_cell(read: Sheets) -> None:
    found = altered(read, lambda book: book.put("Criteria", "D4", "GP1, as1; RQ1"))
    assert found.checklist["standards"][0]["criteria"][0]["learning_points"] == [
        "GP1",
        "AS1",
        "RQ1",
    ]


def test_what_excel_itself_writes_is_told_by_its_cell() -> None:
    """Merged cells, formulas and hidden sheets as they come out of a real file."""
    book = load_workbook(BytesIO(good()))
    book["Criteria"].merge_cells("A4:A5")
    book["Standards"]["C4"] = "=1+1"
    book["Answers"].sheet_state = "hidden"
    content = BytesIO()
    book.save(content)
    found = told(read_book(content.getvalue(), NAME))
    assert found == [
        SENTENCES["a sheet is very hidden"],
        SENTENCES["a formula stands in a cell"],
        SENTENCES["cells are merged"],
    ]
