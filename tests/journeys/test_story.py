"""From what one file shows to a verified action, and to the re-audit that shows the change; whatever is clicked twice.

If this fails, nobody can show a board that what was promised changed practice.
"""

import pytest
from playwright.sync_api import expect

from audit.commands import cycle
from audit.commands.action_done import complete
from audit.model.person import Role
from audit.views.action import actions
from audit.views.cycle import cycle as cycle_of
from audit.views.finding import findings_of
from audit.views.re_audit import planned
from tests import builders
from tests.builders import admitted, open_round, started, submitted

pytestmark = pytest.mark.browser
TITLE = "<img src=x onerror=alert(1)> Fathers are **named** and not spoken to"
WHAT = "Add the father to the [form](http://evil.example)"
ROUND = "Spring 2026"
NOT_MET = {"C1": "no", "C2": "no"}
FILES = 12


def choose(tab, name, option):
    tab.settle()
    box = tab.page.get_by_role("combobox", name=name, exact=True)
    # A click that itself scrolls the box into view shuts its options again.
    box.scroll_into_view_if_needed()
    box.click()
    tab.page.get_by_role("option", name=option).click()


def handed_in(tab, book, first):
    """The last file of the round: the gap that it shows is raised from it, and it is submitted."""
    page, by = tab.page, book.by
    audit = started(book.db, first, "S-011")
    builders.complete(book.db, by, audit, ratings=NOT_MET)
    tab.open(f"case-audit?id={audit}&step=hand-in")
    page.get_by_text("Raise a finding from this file").click()
    page.get_by_role("radio", name="Gap").click()
    page.get_by_role("textbox", name="What was found").fill(TITLE)
    choose(tab, "Criterion", "C1")
    page.get_by_role("button", name="Keep the finding").dblclick()
    expect(page.get_by_text("The finding is raised.")).to_be_visible()
    page.get_by_role("button", name="Submit this case audit").dblclick()
    expect(page.get_by_role("button", name="Submit this case audit")).to_have_count(0)
    tab.settle()
    found = findings_of(book.db, by, first).findings
    assert [(each.title, [one.case_audit_id for one in each.files]) for each in found] == [
        (TITLE, [audit])
    ]


def promised(tab, book):
    """An action on it: planned in the browser, done by its owner, verified in the browser by somebody else."""
    page, db = tab.page, book.db
    owner = admitted(db, Role.AUDITOR, name="Ash the owner")
    tab.open(f"findings?findings-round={ROUND}")
    page.get_by_text("Plan an action").click()
    page.get_by_role("button", name="Keep the action").click()
    expect(page.get_by_text("Nothing is written here.").first).to_be_visible()
    tab.settle()
    # What goes from above, as the first text is sent, takes nothing of the second with it.
    page.get_by_role("textbox", name="What will be changed").fill(WHAT)
    page.get_by_role("textbox", name="Owner, by role").fill("Head of midwifery")
    expect(page.get_by_text("Give it a day: what has none is never late")).to_be_visible()
    choose(tab, "Their account, if they have one", owner.name)
    page.get_by_role("button", name="Keep the action").dblclick()
    expect(page.get_by_text("The action is planned.")).to_be_visible()
    expect(page.get_by_text("1 action on this finding")).to_be_visible()
    tab.settle()
    (made,) = actions(db, book.by).actions
    complete(db, owner, made.id, "It is live", "Form 7")

    tab.open("findings?part=Actions")
    page.get_by_role("radio", name="To be verified").click()
    expect(page.get_by_text("Done, says Ash the owner, ")).to_be_visible()
    page.get_by_text("Verify it").click()
    page.get_by_role("textbox", name="What you looked at").fill("The form itself")
    page.get_by_role("button", name="Verify it").dblclick()
    page.get_by_role("radio", name="All").click()
    expect(page.get_by_role("cell", name="✓ verified")).to_be_visible()


def closed_and_planned(tab, book, first):
    """The round is closed, and its re-audit planned with one click; return that."""
    page = tab.page
    tab.open(f"rounds?round={ROUND}&round-part=Plan")
    for each, now in (("Begin moderation", "Moderation"), ("Close the round", "Closed")):
        page.get_by_role("button", name=each).click()
        expect(page.locator('.pa-way [aria-current="step"]')).to_contain_text(now)
    row = page.get_by_role("row", name="AS1").first
    expect(row).to_contain_text("1 gap found; 1 action promised")
    page.get_by_role("button", name="Plan the re-audit").dblclick()
    expect(page.get_by_text(f"Re-audit of “{ROUND}” (closed).")).to_be_visible()
    expect(page.get_by_text("to see a change of").first).to_be_visible()
    tab.settle()
    (again,) = cycle_of(book.db, book.by, first).followed_by
    plan = planned(book.db, book.by, again.id)
    assert plan is not None
    assert {each.key for each in plan.aims} == {"AS1", "C1"}
    return again


def test_from_a_file_to_a_re_audit_that_shows_the_change(opened, new_app, new_book):
    db, by = new_book.db, new_book.by
    first = open_round(db)
    for n in range(FILES - 1):
        submitted(db, first, f"S-{n:03}", ratings=NOT_MET)
    tab = opened(new_app)
    page = tab.page
    handed_in(tab, new_book, first)
    promised(tab, new_book)
    again = closed_and_planned(tab, new_book, first)

    cycle.move(db, by, again.id, "open", "It begins")
    for n in range(FILES):
        submitted(db, again.id, f"T-{n:03}")
    tab.open(f"board?board-round={again.title}")
    page.get_by_text("Could this re-audit show what it was planned to show?").click()
    expect(page.get_by_text("C1: ▲ improved. It could show, and it did.")).to_be_visible()

    tab.open(f"story?cycle={again.id}&point=AS1")
    expect(page.get_by_text("better than in the round before, and not by chance")).to_be_visible()
    row = page.get_by_role("row", name=WHAT)
    for words in ("✓ verified", "It is live", by.name, "▲ improved", "12 of 12"):
        expect(row).to_contain_text(words)
