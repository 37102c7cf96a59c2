"""A QA lead takes a case list: a bad one is told row by row, a good one kept, a corrected one compared.

If this fails, a round has no list to draw its sample from, or one with a child's name in it.
"""

from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from audit.commands import round as rounds
from audit.documents.checklist_library import ready
from audit.model.refusal import complaint
from audit.views import checklist as checklists
from audit.views.frame import cases, frame_page
from tests.case_lists import csv_of, xlsx_of
from tests.journeys.test_accessible import SMALL, WIDTHS, faults

pytestmark = pytest.mark.browser

TITLE = "List <b>2026</b>"
HOSTILE = "<img src=x onerror=alert(1)> ![x](http://evil.example/x.png) **b**"
HEADINGS = ("Case no", "Surname", "Date of birth", "Lead agency", "Team", "Plan type", HOSTILE)


def row(number, *, born=date(2018, 2, 3), agency="Police", plan="Child in need"):
    return (f"{number:05}", "Jones", born, agency, "North", plan, HOSTILE)


GOOD = [row(n) for n in range(120, 132)]
BAD = [*GOOD[:3], row(123, born="01/13/2019"), row(124, agency="Soc care"), GOOD[0]]
CORRECTED = [*GOOD[1:], row(121 + 500, plan="Child protection")]
LISTED = "Take a corrected list"


def book_of(rows):
    """As a case management system exports it: a title, a hidden sheet, a total."""

    def change(workbook):
        sheet = workbook.active
        sheet.merge_cells("A1:G1")
        workbook.create_sheet("Lookup").append(["a"])
        workbook["Lookup"].sheet_state = "hidden"

    return xlsx_of([("Open cases",), (), HEADINGS, *rows, ("Total", len(rows))], change)


def bring(tab, content, name="cases.xlsx"):
    tab.page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/octet-stream", "buffer": content}
    )
    expect(tab.page.get_by_role("button", name="Check the list")).to_be_visible()
    tab.settle()


def check(tab):
    tab.click("Check the list")
    expect(tab.page.get_by_role("heading", name="3. What will be kept")).to_be_visible()
    tab.settle()


def again(tab, content, name="cases.xlsx"):
    tab.page.get_by_text(LISTED).click()
    bring(tab, content, name)
    check(tab)


@pytest.fixture(scope="module")
def round_id(app, book):
    ready(book.db, book.by)  # the app does so when it is first opened
    checklist = checklists.published(book.db)[0].id
    return rounds.open_(book.db, book.by, TITLE, checklist, due=date(2040, 1, 1))


def test_from_a_bad_list_to_a_good_one_to_a_corrected_one(tab, book, round_id):
    before = book.events()
    tab.open(f"rounds?round={quote(TITLE)}&round-part=Case+list")
    expect(tab.page.get_by_text("There is no case list yet.")).to_be_visible()

    # A list with faults: all of them at once, and nothing is kept.
    bring(tab, book_of(BAD), "bad.xlsx")
    expect(
        tab.page.get_by_text(complaint("frame.hidden-sheet", "", sheet="Lookup").what)
    ).to_be_visible()
    expect(tab.page.get_by_text("Jones")).to_have_count(0)
    check(tab)
    expect(tab.page.get_by_text("Nothing is kept: 3 complaints.")).to_be_visible()
    table = tab.page.get_by_role("region", name="What is wrong")
    for code, facts in (
        ("frame.date-month", {"place": "The second number", "month": 13}),
        ("frame.agency-twice", {"first": 4}),
    ):
        expect(table).to_contain_text(complaint(code, **facts).what)
    expect(table).to_contain_text("“Soc care” is no agency of the checklist.")

    # The word can be told by hand; the rest has to be corrected.
    box = tab.page.get_by_role("combobox", name="“Soc care” is")
    box.click()
    tab.page.get_by_role("option", name="Children's social care").click()
    check(tab)
    expect(tab.page.get_by_text("Nothing is kept: 2 complaints.")).to_be_visible()
    assert cases(book.db, book.by, round_id) == ()

    # The corrected file is kept, and no name with it.
    tab.click("Choose another file")
    bring(tab, book_of(GOOD), "good.xlsx")
    check(tab)
    expect(tab.page.get_by_text("12 cases would be kept, and nothing else.")).to_be_visible()
    tab.page.get_by_role("button", name="Keep this list").dblclick()
    expect(tab.page.get_by_text("The case list is kept: 12 cases.")).to_be_visible()
    tab.settle()
    kept = cases(book.db, book.by, round_id)
    assert [each.reference for each in kept] == [f"{n:05}" for n in range(120, 132)]
    assert {each.age_band for each in kept} == {"5 to 9"}
    assert "Jones" not in repr(kept)

    # The same again adds nothing; the layout is remembered.
    again(tab, book_of(GOOD[::-1]), "same.xlsx")
    expect(tab.page.get_by_text("As you said it last time")).to_be_visible()
    expect(tab.page.get_by_text("nothing would be added")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Keep this list")).to_be_disabled()
    tab.click("Give it up")

    # A corrected one shows its difference, and takes the place of the first.
    again(tab, book_of(CORRECTED), "corrected.xlsx")
    words = "Against the list that stands: 1 case added, 1 gone, 0 changed, 11 the same."
    expect(tab.page.get_by_text(words)).to_be_visible()
    tab.click("Keep this list")
    expect(tab.page.get_by_text("It took the place of 1 list.")).to_be_visible()
    page = frame_page(book.db, book.by, round_id)
    assert page.frame is not None
    assert (page.frame.name, page.frame.cases, len(page.earlier)) == ("corrected.xlsx", 12, 1)
    assert (book.events() - before)["frame.taken"] == 2


def test_each_step_can_be_used_by_everybody(tab, book, round_id):
    """With hostile headings and values, on a small screen too, whole and with faults."""
    tab.open(f"rounds?round={quote(TITLE)}&round-part=Case+list")
    if tab.page.get_by_text(LISTED).count():
        tab.page.get_by_text(LISTED).click()
        tab.settle()
    assert list(faults(tab)) == []
    bring(tab, book_of(BAD))
    check(tab)
    assert list(faults(tab)) == []
    tab.click("Choose another file")
    if tab.page.get_by_text(LISTED).count():
        tab.page.get_by_text(LISTED).click()
    rows = [("NHS number", "DOB", "Police", HOSTILE), ("943 476 5919", "03/02/2016", "y", "x")]
    bring(tab, csv_of(rows, ";", "cp1252"), "nhs.csv")
    check(tab)
    police = tab.page.get_by_role("combobox", name="Column C “Police”")
    expect(police).to_have_value("Police: yes, no or its team")
    expect(tab.page.get_by_text("9434765919")).to_have_count(0)
    expect(tab.page.get_by_text("943 476 5919")).to_have_count(0)
    tab.page.set_viewport_size(SMALL)
    tab.settle()
    assert list(faults(tab)) == []
    assert tab.page.evaluate(WIDTHS) == [0, 0]


def test_a_file_that_cannot_be_taken_is_told_and_another_can_be_chosen(tab, book, round_id):
    tab.open(f"rounds?round={quote(TITLE)}&round-part=Case+list")
    if tab.page.get_by_text(LISTED).count():
        tab.page.get_by_text(LISTED).click()
        tab.settle()
    tab.page.locator("input[type=file]").set_input_files(
        {"name": "empty.csv", "mimeType": "text/csv", "buffer": b"  "}
    )
    expect(tab.page.get_by_text(complaint("workbook.empty", "empty.csv").what)).to_be_visible()
    tab.settle()
    bring(tab, book_of(GOOD))
