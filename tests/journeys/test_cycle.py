"""A QA lead plans a round, takes it to its end, and plans its re-audit: the year's programme shows both.

If this fails, a round cannot be closed and its results can still change after the board has read them.
"""

from datetime import UTC, datetime
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from audit.commands import case
from audit.documents.checklist_library import ready
from audit.model.refusal import complaint
from audit.model.round import RoundStatus
from audit.rules.retention import today
from audit.views import round as views
from audit.views.cycle import cycle
from tests.journeys.test_accessible import SMALL, WIDTHS, faults

pytestmark = pytest.mark.browser

TITLE, THEME = "Plan <b>2026</b>", "Fathers & carers <img src=x>"
WHY = "The agency cannot find its file <i>"


def planned(tab):
    """Fill the form in and plan; the quick path opens with one click more to the left."""
    title = tab.page.get_by_label("Title, for instance Spring 2026")
    fold = tab.page.get_by_role("group").filter(has=title)
    if fold.get_attribute("open") is None:  # open already while there is no round
        tab.page.get_by_text("Open a round").click()
    title.fill(TITLE)
    tab.page.get_by_label("What it looks into, for instance safer sleep").fill(THEME)
    now = today(datetime.now(UTC))
    for label in ("Begins on", "Case audits are due by"):
        tab.page.get_by_role("spinbutton", name=f"day, {label}").first.click()
        tab.type(f"{now:%d%m%Y}")
        tab.press("Tab", "Escape")  # what was opened to choose a day from lies over the next field
    tab.page.get_by_role("button", name="Plan it for later").dblclick()
    expect(tab.page.get_by_text(f"Round “{TITLE}” is planned.")).to_be_visible()
    tab.settle()


def here(tab):
    """The step of the way at which the round stands."""
    return tab.page.locator('.pa-way [aria-current="step"]')


def move(tab, label, why=""):
    if why:
        tab.page.get_by_label("Why it moves on all the same").fill(why)
    tab.click(label)


def test_from_plan_to_the_next_plan(tab, book):
    ready(book.db, book.by)
    tab.open("rounds")
    before = book.events()
    planned(tab)
    entry = next(each for each in views.rounds(book.db, book.by) if each.title == TITLE)
    expect(here(tab)).to_contain_text("Planned")

    tab.click("Lay it out")
    expect(tab.page.get_by_text("0 of 11 steps done")).to_be_visible()
    tab.click("Mark as done")
    expect(tab.page.get_by_text("1 of 11 steps done")).to_be_visible()

    case.add_file(book.db, book.by, entry.id, "W-9", "csc", auditor_id=book.by.id)
    tab.open()
    tab.page.get_by_text("in rounds that have not begun").click()
    expect(tab.page.get_by_text(f"W-9 · Children's social care · {TITLE}")).to_be_visible()
    expect(tab.page.get_by_role("button", name="Start W-9")).to_have_count(0)

    tab.open(f"rounds?round={quote(TITLE)}&round-part=Plan")
    expect(
        tab.page.get_by_text("✗ Missing: A day until which its records are kept")
    ).to_be_visible()
    move(tab, "Open this round", "Records: the schedule is being rewritten")
    expect(here(tab)).to_contain_text("Open")

    move(tab, "Begin moderation")
    why = complaint("cycle.needs", move="Begin moderation", needs="")
    expect(tab.page.get_by_text(why.what)).to_be_visible()
    expect(here(tab)).to_contain_text("Open")
    tab.page.get_by_text("What is not submitted: 1 case file audit").click()
    expect(tab.page.get_by_role("row", name="W-9")).to_contain_text("Not started")
    assert list(faults(tab)) == []
    move(tab, "Begin moderation", WHY)
    expect(here(tab)).to_contain_text("Moderation")
    move(tab, "Close the round", WHY)
    expect(here(tab)).to_contain_text("Closed")
    expect(tab.page.get_by_role("button", name="Begin moderation")).to_have_count(0)
    tab.page.get_by_text("How it came here").click()
    expect(tab.page.get_by_role("row", name="moderation")).to_contain_text(WHY)

    tab.page.get_by_role("button", name="Plan the re-audit").dblclick()
    expect(tab.page.get_by_text(f"Re-audit of “{TITLE}” (closed).")).to_be_visible()
    expect(here(tab)).to_contain_text("Planned")
    (again,) = cycle(book.db, book.by, entry.id).followed_by
    assert again.status is RoundStatus.PLANNED
    assert list(faults(tab)) == []

    tab.to_page("Programme", "Results")
    row = tab.page.get_by_role("row", name=TITLE).first
    for words in ("Child S", THEME, "✓ closed", "0", "1"):
        expect(row).to_contain_text(words)
    done = book.events() - before
    assert done["round.planned"] == 1
    assert done["round.moved"] == 3
    assert done["round.re_audit_planned"] == 1


def test_on_a_small_screen_nothing_is_cut_off(opened, app, book):
    ready(book.db, book.by)
    tab = opened(app, viewport=SMALL)
    for path in ("programme", f"rounds?round={quote(TITLE)}&round-part=Plan"):
        tab.open(path)
        assert tab.page.evaluate(WIDTHS) == [0, 0], path
