"""A QA lead makes a checklist from nothing in the browser, a second one publishes it, and a file is audited with it."""

import re

import pytest
from playwright.sync_api import expect

from audit.commands import case, draft
from audit.model.draft import DraftStatus
from audit.views import checklist as checklists
from audit.views import draft as views
from tests.journeys.test_accessible import faults
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser
HOSTILE = "<img src=x onerror=alert(1)> **Seen** =1+1 undressed"


def fill(tab, name, words, nth=-1):
    """Write into a box of the last card, as somebody types, and leave it."""
    box = tab.page.locator(f'[class*="st-key-{name}-"] textarea').nth(nth)
    box.fill(words)
    box.press("Tab")
    tab.settle()


def choose(tab, label, words):
    """Choose in a list by the keyboard, and leave it."""
    box = tab.page.get_by_role("combobox", name=label)
    box.last.click()
    box.last.fill(words)
    tab.page.keyboard.press("Enter")
    tab.page.keyboard.press("Escape")
    tab.settle()


def pick(tab, label, option):
    """Choose one thing from the last list of that name."""
    box = tab.page.get_by_role("combobox", name=label).last
    box.focus()
    box.fill(option)
    expect(tab.page.get_by_role("option", name=option, exact=True)).to_be_visible()
    tab.page.keyboard.press("Enter")
    tab.settle()


def test_from_nothing_to_an_audited_file(opened, new_app, new_book):
    tab, db, by = opened(new_app), new_book.db, new_book.by
    tab.open("checklists")
    tab.click("Write a checklist", role="link")
    tab.page.get_by_text("A checklist for a new review").click()
    tab.settle()
    for label, words in (
        ("What the review is called", "Bruising in babies"),
        ("Title of the checklist", "Bruises: file audit"),
    ):
        tab.page.get_by_label(label).fill(words)
        tab.page.keyboard.press("Tab")
        tab.settle()
    tab.click("Begin to write")
    expect(tab.page.get_by_role("heading", name="Bruises: file audit, version 1")).to_be_visible()
    for name, words in (
        ("introduction", "Read what the file shows."),
        ("review_kind", "Themed review"),
        ("review_summary", "Babies who could not move were bruised."),
        ("handling_reason", "It rests on public learning."),
    ):
        fill(tab, name, words)
    assert list(faults(tab)) == []
    _scales(tab)
    _points_and_facts(tab)
    _a_standard(tab)
    _tried_and_published(tab, db, by)
    _audited(tab, new_book)


def _scales(tab):
    """Another word for the best rating, and nothing judged as a whole below the third."""
    tab.click("Ratings")
    fill(tab, "label", "Seen and said", nth=0)
    expect(tab.page.get_by_text("What it counts as").first).to_be_visible()
    assert list(faults(tab)) == []
    tab.click("Judgements")
    last = tab.page.locator('[class*="st-key-criterion-"]').last
    last.get_by_role("button", name="Take out").click()
    tab.click("Take it out")
    assert list(faults(tab)) == []


def _points_and_facts(tab):
    tab.click("Learning points")
    for number, words in enumerate(("Look at the whole baby", "Ask how it came about")):
        tab.click("Add a learning point")
        fill(tab, "text", words, nth=number)
    tab.click("Case facts")
    tab.click("Add a case fact")
    fill(tab, "question", "Can the baby move by itself?")
    fill(tab, "answers", "Yes\nNo")


def _a_standard(tab):
    tab.click("The checklist")
    tab.click("Add a standard")
    target = "Target: the percentage of applicable ratings that should be met"  # as it is read out
    expect(tab.page.get_by_role("textbox", name=target, exact=True)).to_be_visible()
    fill(tab, "title", "Looking")
    fill(tab, "statement", "Each bruise is seen by somebody who can tell.", nth=0)
    tab.click("Add a criterion")
    fill(tab, "statement", HOSTILE)
    expect(tab.page.locator('[id^="statement-"]')).to_have_text(HOSTILE)
    choose(tab, "Learning points that it answers", "P1")
    expect(tab.page.get_by_text("1 of 2 learning points covered")).to_be_visible()
    tab.page.get_by_text("What each rating looks like in a file").click()
    for key in ("met", "partly_met", "not_met", "not_evidenced", "not_applicable"):
        fill(tab, f"descriptor-{key}", f"What is {key}")
    fill(tab, "where_to_look", "Body map, notes of the visit")
    fill(tab, "evidence_prompt", "Date, page, who looked")
    card = tab.page.locator('[class*="st-key-criterion-"]').last
    card.get_by_text("Change when").click()
    tab.settle()
    pick(tab, "It applies", "Only when all of this is so")
    pick(tab, "Case fact 1", "Can the baby move by itself?")
    pick(tab, "is one of", "No")
    tab.page.keyboard.press("Escape")
    tab.click("Set this")
    expect(card.get_by_text("“Can the baby move by itself?” is “No”")).to_be_visible()
    assert list(faults(tab)) == []


def _tried_and_published(tab, db, by):
    tab.click("Try it on imagined files")
    expect(tab.page.get_by_text("What each criterion comes to in 5 imagined files")).to_be_visible()
    expect(tab.page.get_by_role("cell", name="Ruled out").first).to_be_visible()
    assert list(faults(tab)) == []
    tab.click("Mend and publish")
    expect(tab.page.get_by_text("No criterion asks about the learning point P2")).to_be_visible()
    (made,) = views.drafts(db, by)
    assert tab.page.get_by_role("button", name="Propose to publish it").count() == 1, tab.text()
    tab.click("Propose to publish it")
    expect(tab.page.get_by_text("waiting for a second person")).to_be_visible()
    tab.click("I have read it: publish it")
    expect(tab.page.get_by_text("It is published and frozen.")).to_be_visible()
    expect(tab.page.locator("a", has_text="Open a round")).to_be_visible()
    found = views.draft(db, by, made.id)[0]
    assert found.status is DraftStatus.PUBLISHED
    (there,) = [each for each in checklists.published(db) if each.id == found.checklist_id]
    assert there.checklist.criteria[0].statement == HOSTILE


def _audited(tab, book):
    (there,) = [
        each
        for each in checklists.published(book.db)
        if each.checklist.title == "Bruises: file audit"
    ]
    audit = case.audit_one_now(book.db, book.by, there.id, "midwifery")
    tab.go(audit)
    tab.press("2")
    tab.click(re.compile("^Looking 0"))
    tab.to_step("looking")
    expect(tab.page.get_by_role("radio", name="1 Seen and said")).to_be_attached()
    tab.press("1")
    expect(tab.line("L1")).to_contain_text(SAVED)
    assert book.answer(audit, "L1").rating == "met"


def test_what_is_typed_in_a_draft_is_not_lost(tab, book):
    """A link tapped right after typing, the keyboard at full speed: the database has it all."""
    db, by = book.db, book.by
    book.new_audit()  # so that the library is published
    base = checklists.published(db)[0]
    made = draft.begin(db, by, base.id, base.checklist.title, carries=True)
    tab.open(f"write?draft={made}")
    box = tab.page.locator('[class*="st-key-introduction-"] textarea')
    box.click()
    tab.press("Control+End")
    tab.type(" Typed at the end.")
    tab.page.get_by_role("button", name="Agencies").click()
    expect(tab.page.get_by_role("heading", name="Agencies")).to_be_visible()
    tab.settle()
    assert views.draft(db, by, made)[0].head.text("introduction").endswith(" Typed at the end.")
    tab.page.locator('[class*="st-key-name-"] textarea').first.fill("Midwives")
    tab.page.get_by_role("link", name="Board").click()
    tab.page.wait_for_url("**/board*")
    tab.settle()
    names = [each.text("name") for each in views.draft(db, by, made)[0].items]
    assert "Midwives" in names
