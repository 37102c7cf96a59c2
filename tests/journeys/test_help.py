"""Help where it is needed: the tour by keyboard and aloud, words explained by pointer and keyboard.

If this fails, somebody who is new, or who does not see the screen, is left alone with the tool's words.
"""

import pytest
from playwright.sync_api import expect

from audit.pages.parts.tour import AWAY
from audit.rules.glossary import term
from audit.rules.tour import TOURS
from tests.journeys.test_accessible import faults, filled

pytestmark = pytest.mark.browser
__all__ = ["filled"]
MINE = TOURS["auditor"]
"""What is offered to whoever has had a case file."""


def test_the_tour_and_the_words_need_neither_pointer_nor_sight(opened, filled):
    tab = opened(filled.server)
    aloud = tab.page.locator("#tour")
    tab.open()
    take_the_tour(tab, aloud)
    tab.open("board?view=Learning%20points")
    expect(tab.page.get_by_role("button", name="Take the tour")).to_have_count(0)
    assert_explained(tab)
    tab.open()
    expect(tab.page.get_by_text("New here?")).to_have_count(0)  # this browser was asked once


def take_the_tour(tab, aloud):
    """Walk it by the keyboard; each step is said, the keyboard stays where it is, and the page is still there."""
    tab.page.get_by_role("button", name="Take the tour").focus()
    tab.press("Enter")
    tab.settle()
    expect(aloud).to_contain_text(MINE.steps[0].words)
    assert list(faults(tab)) == []
    following = tab.page.get_by_role("button", name="Next step")
    expect(
        following
    ).to_be_focused()  # what was pressed is gone: the keyboard is brought to the tour
    tab.press("Enter")
    tab.settle()
    expect(aloud).to_contain_text(f"step 2 of 6: {MINE.steps[1].title}")
    expect(following).to_be_focused()
    tab.page.get_by_role("link", name="Help").click()
    tab.settle()
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Help")
    expect(tab.page.get_by_text(MINE.steps[1].words, exact=True)).to_be_visible()
    tab.page.get_by_role("button", name="Leave the tour").focus()
    tab.press("Enter")
    tab.settle()
    expect(aloud).to_have_text(AWAY)
    tab.click(f"Go on with “{MINE.title}” at step 2")
    tab.click("Leave the tour")


def assert_explained(tab):
    """WCAG 1.4.13: the meaning can be put away, pointed at, and stays; and the word itself tells it."""
    word = tab.page.get_by_role("button", name="Met of applicable", exact=True)
    shown = tab.page.locator("#word")
    meaning = term("compliance").meaning
    expect(word).to_have_accessible_description(f"{meaning} The figure, its n and its interval.")
    assert min(word.bounding_box()[each] for each in ("width", "height")) >= 24
    word.focus()
    expect(shown).to_be_visible()
    expect(shown).to_contain_text(meaning)
    assert list(faults(tab)) == []
    tab.press("Escape")
    expect(shown).to_be_hidden()
    expect(word).to_be_focused()
    tab.page.get_by_role("heading", level=1).click()
    word.hover()
    expect(shown).to_be_visible()
    shown.hover()
    tab.page.wait_for_timeout(LINGER)
    expect(shown).to_be_visible()
    tab.page.get_by_role("heading", level=1).hover()
    expect(shown).to_be_hidden()


LINGER = 400
"""Milliseconds after which a meaning that is not pointed at is gone."""
