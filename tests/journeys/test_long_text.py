"""More text than a line of evidence holds is refused with the limit, and stays with whoever wrote it."""

import pytest
from playwright.sync_api import expect

from audit.model.case_audit import EVIDENCE_LIMIT
from tests.journeys.book import until
from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser

PASTED = "Copied from the file. " * 2000


def test_40_000_characters(tab, book):
    """A pasted report is not cut and not dropped: an auditor who cannot see it would not write it twice."""
    audit = book.new_audit()
    tab.go(audit, "history")
    words = PASTED[:40_000]
    tab.press("e")
    tab.page.keyboard.insert_text(words)
    tab.press("Escape")
    card = tab.card("H1")
    expect(card).to_contain_text("Not saved.")
    expect(card).to_contain_text(f"{EVIDENCE_LIMIT:,}")
    expect(card).to_contain_text("40,000")
    expect(tab.box("H1")).to_have_value(words)
    assert book.answer(audit, "H1").evidence == ""
    tab.to_card("H1")
    tab.press("1")
    until(lambda: book.answer(audit, "H1").rating == "met")
    tab.settle()
    expect(card).to_contain_text("Not saved.")  # its rating is kept, the text is not

    tab.box("H1").fill(words[:EVIDENCE_LIMIT])
    tab.box("H1").press("Escape")
    expect(tab.line("H1")).to_have_text(SAVED)
    assert book.answer(audit, "H1").evidence == words[:EVIDENCE_LIMIT]
