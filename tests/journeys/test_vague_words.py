"""What is noted beside the ratings: follow-up facts with a number, and quotes with vague words."""

import pytest
from playwright.sync_api import expect

from audit.views import quote
from tests.journeys.book import until
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser

HOSTILE = "likely <b>so</b> [x](y) $z$"


def test_a_follow_up_comes_with_its_answer_and_a_number_is_kept(tab, book):
    audit = book.new_audit("csc")
    tab.go(audit, "facts")
    assert "fact-escalation_stage" not in tab.cards()
    for key in ("disagreement", "escalation_stage", "escalation_outcome", "escalation_dated"):
        tab.choice(f"fact-{key}", 0).click()
        expect(tab.line(f"fact-{key}")).to_have_text(SAVED)
    days = tab.card("fact-escalation_days").get_by_role("spinbutton")
    days.fill("12")
    days.press("Enter")
    expect(tab.line("fact-escalation_days")).to_have_text(SAVED)
    assert book.fact(audit, "escalation_days") == "12"
    tab.choice("fact-disagreement", 2).click()
    expect(tab.card("fact-escalation_days")).to_have_count(0)
    assert list(tab.has_misbehaved()) == []


def test_a_quote_is_noted_tagged_anew_and_taken_away(tab, book):
    audit = book.new_audit("csc")
    tab.go(audit, "history")

    def kept():
        return quote.quotes(book.db, book.by, audit).quotes

    tab.settle()
    for label in ("Vague word", "What became of it"):
        box = tab.page.get_by_role("combobox", name=label)
        box.focus()
        tab.press("ArrowDown")
        expect(box).to_have_attribute("aria-expanded", "true")
        tab.press("Enter")
        expect(box).not_to_have_value("")
        tab.settle()
    tab.page.get_by_label("The few words around it").fill(HOSTILE)
    tab.page.get_by_label("Where: document").fill("Letter, p. 2")
    tab.page.get_by_label("Where: document").press("Tab")
    tab.click("Note this quote")
    until(lambda: len(kept()) == 1)
    (one,) = kept()
    assert (one.word, one.quote, one.tag) == ("likely", HOSTILE, "clarified")
    card = f"quote-{one.id}"
    expect(tab.card(card)).to_contain_text(HOSTILE)
    expect(tab.page.get_by_label("The few words around it")).to_have_value("")
    tab.choice(card, 2).click()
    until(lambda: kept()[0].tag == "not_clarified")
    tab.click("Take this quote away")
    until(lambda: not kept())
    expect(tab.card(card)).to_have_count(0)
    assert list(tab.has_misbehaved()) == []
