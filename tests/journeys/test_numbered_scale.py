"""A scale from 0 to 3, from the keyboard: each digit gives the rating of its own number, and 0 too."""

import pytest
from playwright.sync_api import expect

from audit.commands.case import audit_one_now
from audit.documents.checklist_library import ready
from audit.views import checklist as checklists
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser


def test_each_digit_gives_the_rating_of_its_number(tab, book):
    ready(book.db, book.by)  # the app does so when it is first opened
    neglect = next(each for each in checklists.published(book.db) if each.review.key == "neglect")
    audit = audit_one_now(book.db, book.by, neglect.id, "education")
    tab.go(audit, "days")
    card = next(each for each in tab.cards() if tab.choices(each).count())
    for digit, rating in {"3": "three", "0": "nought", "1": "one", "5": "not_applicable"}.items():
        tab.choices(card).first.focus()
        tab.press(digit)
        expect(tab.line(card)).to_have_text(SAVED)
        tab.settle()
        assert book.answer(audit, card).rating == rating
    tab.choices(card).first.focus()
    tab.press("4")  # no rating has it
    tab.settle()
    assert book.answer(audit, card).rating == "not_applicable"
    tab.choices(card).first.focus()
    tab.press("Backspace")
    tab.settle()
    assert book.answer(audit, card).rating is None
    assert list(tab.has_misbehaved()) == []


def test_one_case_file_now_can_be_of_any_shipped_checklist(tab, book):
    tab.open()
    box = tab.page.get_by_role("combobox", name="Checklist")
    expect(box).to_have_value("Child S: multi-agency case file audit")
    box.focus()
    tab.press("ArrowDown")
    tab.page.get_by_role("option", name="Neglect").click()
    tab.settle()
    tab.click("Housing")
    assert book.page(tab.arrived()).checklist.review == "neglect"
    assert list(tab.has_misbehaved()) == []
