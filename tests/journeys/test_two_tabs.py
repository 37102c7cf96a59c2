"""The same case audit open twice: the later entry is told of the earlier one, and nobody overwrites unseen."""

import pytest
from playwright.sync_api import expect

from tests.journeys.test_nothing_lost import SAVED

pytestmark = pytest.mark.browser

STANDARD, HERE = "history", "H1"
ELSEWHERE = "changed elsewhere since you opened the page"


@pytest.fixture
def two(opened, app, book):
    """Two tabs on one standard of one case audit, and the id of that."""
    audit = book.new_audit()
    tabs = opened(app), opened(app)
    for each in tabs:
        each.go(audit, STANDARD)
    return *tabs, audit


def write(tab, words):
    tab.box(HERE).fill(words)
    tab.box(HERE).press("Escape")


def assert_both_shown(tab, theirs, mine):
    """The person can only choose between texts that they can read."""
    card = tab.card(HERE)
    expect(card).to_contain_text(ELSEWHERE)
    expect(card).to_contain_text(f"There now: {theirs}")
    expect(card).to_contain_text(f"Yours: {mine}")
    expect(tab.line(HERE)).not_to_have_text(SAVED)


def test_keep_mine(two, book):
    """Who has read the other text may put theirs in its place."""
    first, second, audit = two
    write(first, "Written first")
    expect(first.line(HERE)).to_have_text(SAVED)
    write(second, "Written second")
    assert_both_shown(second, "Written first", "Written second")
    assert book.answer(audit, HERE).evidence == "Written first"
    second.click("Keep mine")
    expect(second.line(HERE)).to_have_text(SAVED)
    expect(second.box(HERE)).to_have_value("Written second")
    assert book.answer(audit, HERE).evidence == "Written second"
    first.choice(HERE, 0).click()  # the first tab hears of it with its next redraw
    expect(first.card(HERE)).to_contain_text(ELSEWHERE)
    first.click("Show it here")
    expect(first.box(HERE)).to_have_value("Written second")
    assert book.answer(audit, HERE).evidence == "Written second"


def test_keep_what_is_there(two, book):
    """Taking the other text leaves it as it is, and the box goes on from it."""
    first, second, audit = two
    write(first, "Written first")
    expect(first.line(HERE)).to_have_text(SAVED)
    write(second, "Written second")
    assert_both_shown(second, "Written first", "Written second")
    second.click("Keep what is there")
    expect(second.box(HERE)).to_have_value("Written first")
    expect(second.line(HERE)).to_have_text(SAVED)
    assert book.answer(audit, HERE).evidence == "Written first"
    write(second, "Written first, and more")
    expect(second.line(HERE)).to_have_text(SAVED)
    assert book.answer(audit, HERE).evidence == "Written first, and more"


def test_two_ratings_of_one_criterion(two, book):
    """A rating is chosen in a moment: the other one must not go in that moment unseen."""
    first, second, audit = two
    first.choice(HERE, 0).click()
    expect(first.line(HERE)).to_have_text(SAVED)
    second.choice(HERE, 3).click()
    assert_both_shown(second, "1 Met", "4 Not evidenced")
    assert book.answer(audit, HERE).rating == "met"
    second.click("Keep mine")
    expect(second.line(HERE)).to_have_text(SAVED)
    assert (second.chosen(HERE), book.answer(audit, HERE).rating) == (3, "not_evidenced")


def test_text_written_while_the_file_is_submitted_elsewhere(opened, app, book):
    """It is too late to keep it, so it must be said, with the text still there to copy."""
    audit = book.complete_audit()
    late, other = opened(app), opened(app)
    late.go(audit, STANDARD)
    other.go(audit, "hand-in")
    other.click("Submit this case audit")
    kept = book.answer(audit, HERE).evidence
    write(late, "Too late")
    expect(late.card(HERE)).to_contain_text("Not saved")
    expect(late.box(HERE)).to_be_disabled()
    late.settle()
    expect(late.box(HERE)).to_have_value("Too late")
    assert book.answer(audit, HERE).evidence == kept
