"""A QA lead opens a round and fills it by hand, and is told what a reference must not be."""

import re
from datetime import date
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from audit.commands import round as rounds
from audit.documents.checklist_library import ready
from audit.model.refusal import complaint
from audit.views import checklist as checklists
from audit.views import round as views
from audit.views.case_files import case_files

pytestmark = pytest.mark.browser

TITLE = "Spring 2026, by hand"
REFERENCE = "Case reference, which only your partnership can resolve"
REFUSED = {
    "Jane Smith": "reference.name",
    "S 12/03/2024": "reference.date",
    "943 476 5919": "reference.nhs-number",
}


def open_round(tab):
    title = tab.page.get_by_label("Title, for instance Spring 2026")
    fold = tab.page.get_by_role("group").filter(has=title)
    if fold.get_attribute("open") is None:  # open already while there is no round
        tab.page.get_by_text("Open a round").click()
    title.fill(TITLE)
    tab.page.get_by_role("spinbutton", name="day, Case audits are due by").click()
    tab.type("30062026")
    tab.press("Tab")
    tab.page.get_by_role("button", name="Open the round").dblclick()
    tab.settle()


def test_round(tab, book):
    """What the form says is what the database holds, once, however often the button was pressed."""
    tab.open("rounds")
    before = book.events()
    open_round(tab)
    expect(tab.page.get_by_text(f"Round “{TITLE}” is open.")).to_be_visible()
    entry = views.rounds(book.db, book.by)[0]
    assert (entry.title, str(entry.due), entry.has_files) == (TITLE, "2026-06-30", False)

    box = tab.page.get_by_label(REFERENCE)
    for words, code in REFUSED.items():
        box.fill(words)
        tab.click("Add the case file")
        why = complaint(code, where=f"Case reference “{words}”")
        expect(tab.page.get_by_text(why.what)).to_be_visible()
        expect(box).to_have_value(words)
    assert case_files(book.db, book.by, entry.id).audits == ()

    box.fill("S-014")
    tab.page.get_by_role("combobox", name="Team").fill("Blue team")
    tab.press("Enter")
    tab.page.get_by_role("button", name="Add the case file").dblclick()
    expect(tab.page.get_by_text("Case file S-014 is in the round.")).to_be_visible()
    tab.settle()
    (added,) = case_files(book.db, book.by, entry.id).audits
    assert (added.case_file.reference, added.case_file.team) == ("S-014", "Blue team")
    assert added.auditor_id is None
    expect(box).to_have_value("")

    tab.click("Give it")
    expect(tab.page.get_by_text("The case file has its auditor.")).to_be_visible()
    page = views.round_page(book.db, book.by, entry.id)
    (given,) = case_files(book.db, book.by, entry.id).audits
    # The first of the list: who that is depends on whom other journeys let in.
    assert given.auditor_id == next(iter(page.auditors))
    assert book.events() - before == {
        "round.opened": 1,
        "case_files.added": 1,
        "case_audit.allocated": 1,
        "round.read": 1,
    }


def test_a_case_brings_a_file_of_each_agency_involved(tab, book):
    """All of them in one act, each with its own team; progress shows them side by side."""
    title = "Several agencies"
    ready(book.db, book.by)
    checklist = checklists.published(book.db)[0].id
    round_id = rounds.open_(book.db, book.by, title, checklist, due=date(2040, 1, 1))
    tab.open(f"rounds?round={quote(title)}")
    before = book.events()
    others = tab.page.get_by_role("combobox", name="Other agencies involved")
    for agency in ("Police", "Midwifery", "General practice"):
        others.fill(agency)
        tab.press("Enter")
        tab.settle()
    tab.page.get_by_label(REFERENCE).fill("M-1")
    for label, team in (("Team", "Blue"), ("Team, Police", "Public protection")):
        tab.page.get_by_role("combobox", name=label, exact=True).fill(team)
        tab.press("Enter")
    assert tab.page.get_by_role("combobox", name=re.compile("^Team")).count() == 3
    tab.page.get_by_role("button", name="Add the case file").dblclick()
    expect(tab.page.get_by_text("3 case files on M-1 are in the round.")).to_be_visible()
    tab.settle()
    audits = case_files(book.db, book.by, round_id).audits
    assert {(each.case_file.agency, each.case_file.team) for each in audits} == {
        ("midwifery", "Blue"),
        ("police", "Public protection"),
        ("gp", None),
    }
    assert (book.events() - before)["case_files.added"] == 1
    tab.click("Progress", role="radio")
    row = tab.page.get_by_role("row", name="M-1")
    expect(row.get_by_role("cell")).to_have_count(4)
    expect(row).to_contain_text("0 of 3")
