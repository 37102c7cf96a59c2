"""A QA lead says who audits, looks at a proposal, gives everything out at once, and changes one by hand.

If this fails, files are given out by hand again, and nobody can say that it was fair.
"""

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from playwright.sync_api import expect
from sqlalchemy import select

from audit.commands import case
from audit.commands import round as rounds
from audit.documents.checklist_library import ready
from audit.model.person import Role
from audit.rules.retention import today
from audit.store import tables as t
from audit.views import checklist as checklists
from audit.views.case_files import case_files
from tests import builders
from tests.journeys.test_accessible import SMALL, WIDTHS, faults

pytestmark = pytest.mark.browser

TITLE, ROBIN = "Allocation <b>2026</b>", "Robin <img src=x>"
FILES = 5


@pytest.fixture(scope="module")
def filled(app, book):
    """Five cases of two agencies' files, two of the files in Robin's own team, and four auditors."""
    db, by = book.db, book.by
    ready(db, by)  # the app does so when it is first opened
    checklist = checklists.published(db)[0].id
    due = today(datetime.now(UTC)) + timedelta(days=40)
    round_id = rounds.open_(db, by, TITLE, checklist, due=due)
    for n in range(FILES):
        teams = {"csc": "North" if n < 2 else "South", "police": ""}
        case.add_files(db, by, round_id, f"A-{n}", teams)
    builders.admitted(db, Role.AUDITOR, name=ROBIN, agency="csc", team="North")
    for name in ("Ash", "Bryn"):
        builders.admitted(db, Role.AUDITOR, name=name)
    return round_id


def to_allocation(tab):
    tab.open(f"rounds?round={quote(TITLE)}&round-part=Allocation")
    expect(tab.page.get_by_role("heading", name="Auditors of this round")).to_be_visible()


def given(db, round_id):
    with db.reading() as connection:
        return connection.execute(
            select(t.case_audit).where(t.case_audit.c.round_id == round_id)
        ).all()


def chosen(tab, label, words):
    """Choose in a list from the keyboard."""
    tab.page.get_by_role("combobox", name=label, exact=True).focus()
    tab.type(words)
    tab.press("Enter")
    tab.settle()


def test_a_round_is_given_out_in_one_act_and_one_file_changed_by_hand(tab, book, filled):
    to_allocation(tab)
    before = book.events()
    expect(
        tab.page.get_by_text("10 readings of 10 case files have no auditor yet.")
    ).to_be_visible()
    tab.click("Add them to the round")
    expect(tab.page.get_by_text("4 auditors added to the round.")).to_be_visible()

    tab.click("Work out a proposal")
    expect(tab.page.get_by_text("11 readings to give out.")).to_be_visible()
    row = tab.page.get_by_role("table", name="What each auditor has now, and then")
    expect(row.get_by_role("row", name=ROBIN)).to_contain_text("2.8")
    assert list(faults(tab)) == []
    tab.click("Give out 11 readings")
    expect(tab.page.get_by_text("11 readings given out.")).to_be_visible()
    expect(tab.page.get_by_text("All is given out already, and balanced.")).to_be_visible()

    assert len(given(book.db, filled)) == 11
    # Who looks may read a file that is read twice: the other reading is then kept from them.
    audits = case_files(book.db, book.by, filled).audits
    own = [each for each in audits if each.auditor == ROBIN]
    assert own
    assert {(each.case_file.agency, each.case_file.team) for each in own} == {("csc", "South")}

    chosen(tab, "Case file", "A-0")
    chosen(tab, "Auditor", "Robin")
    tab.click("Give it")
    expect(tab.page.get_by_text("cannot have it without a reason")).to_be_visible()
    tab.page.get_by_role("textbox", name="Reason, only where a rule has to be broken").fill(
        "Nobody else is free"
    )
    tab.click("Give it")
    expect(tab.page.get_by_text("1 given against a rule, with a reason.")).to_be_visible()
    assert book.events() - before == {
        "round_auditors.added": 1,
        "allocation.given": 1,
        "case_audit.allocated": 1,
    }
    assert list(tab.has_misbehaved()) == []


def test_allocation_can_be_read_by_everybody(opened, app, filled):
    tab = opened(app)
    to_allocation(tab)
    if tab.page.get_by_role("button", name="Add them to the round").count():
        tab.click("Add them to the round")
    for more in (
        "The rules, and what a proposal does",
        "Change a share, leave or expertise, or take somebody out",
    ):
        tab.page.get_by_text(more, exact=True).click()
        tab.settle()
    assert list(faults(tab)) == []


def test_nothing_runs_off_a_small_screen(opened, app, filled):
    tab = opened(app, viewport=SMALL)
    to_allocation(tab)
    assert tab.page.evaluate(WIDTHS) == [0, 0]
