"""From a verified action to a re-audit that is planned with one click, and to the story that shows the change.

If this fails, nobody can show a board that what was promised changed practice.
"""

import pytest
from playwright.sync_api import expect

from audit.commands import action, action_done, cycle, finding
from audit.model.action import ActionKind, ActionWords
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.person import Role
from audit.views.cycle import cycle as cycle_of
from audit.views.re_audit import planned
from tests.builders import admitted, open_round, submitted

pytestmark = pytest.mark.browser
GAP = FindingWords(
    kind=FindingKind.GAP, title="Fathers are not spoken to", criterion="C1", points=("AS1",)
)
PROMISED = ActionWords(
    what="The form asks for the father",
    owner_role="Head of midwifery",
    kind=ActionKind.FORCING,
    criterion="C1",
)


def begun(book):
    """A closed round whose files show a gap, and an action on it that is verified."""
    db, by = book.db, book.by
    round_id = open_round(db)
    audits = [
        submitted(db, round_id, f"S-{n:03}", ratings={"C1": "no", "C2": "no"}) for n in range(12)
    ]
    raised = finding.raise_(db, by, round_id, GAP, Origin.FILE, files=(audits[0],))
    made = action.plan(db, by, raised, PROMISED)
    action_done.complete(db, by, made, "It is live", "Form 7")
    lead = admitted(db, Role.QA_LEAD, name="Another lead")
    action_done.verify(db, lead, made, "The form itself")
    for each in ("moderate", "close"):
        cycle.move(db, by, round_id, each, "It is time")
    return round_id


def test_a_re_audit_shows_the_change(opened, new_app, new_book):
    first = begun(new_book)
    tab = opened(new_app)
    page = tab.page
    tab.open("rounds?round=Spring%202026&round-part=Plan")
    expect(page.get_by_role("row", name="AS1").first).to_contain_text("1 action promised")
    page.get_by_role("button", name="Plan the re-audit").dblclick()
    expect(page.get_by_text("Re-audit of “Spring 2026” (closed).")).to_be_visible()
    expect(page.get_by_text("to see a change of").first).to_be_visible()
    tab.settle()
    (again,) = cycle_of(new_book.db, new_book.by, first).followed_by
    plan = planned(new_book.db, new_book.by, again.id)
    assert plan is not None
    assert {each.key for each in plan.aims} == {"AS1", "C1"}

    cycle.move(new_book.db, new_book.by, again.id, "open", "It begins")
    for n in range(12):
        submitted(new_book.db, again.id, f"T-{n:03}")
    tab.open(f"board?board-round={again.title}")
    page.get_by_text("Could this re-audit show what it was planned to show?").click()
    expect(page.get_by_text("C1: ▲ improved. It could show, and it did.")).to_be_visible()

    tab.open(f"story?cycle={again.id}&point=AS1")
    expect(page.get_by_text("better than in the round before, and not by chance")).to_be_visible()
    row = page.get_by_role("row", name="The form asks for the father")
    for words in ("✓ verified", "It is live", "Another lead", "▲ improved", "12 of 12"):
        expect(row).to_contain_text(words)
