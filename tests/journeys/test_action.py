"""From what one file shows to an action that was verified, in a browser: clicked twice, it is raised and planned once."""

import pytest
from playwright.sync_api import expect

from audit.commands.action_done import complete
from audit.model.person import Role
from audit.views.action import actions
from audit.views.finding import findings_of
from tests.builders import admitted

pytestmark = pytest.mark.browser
TITLE = "<img src=x onerror=alert(1)> Fathers are **named** and not spoken to"
WHAT = "Add the father to the [form](http://evil.example)"


def test_from_a_finding_in_a_file_to_a_verified_action(opened, app, book):
    audit = book.new_audit()
    file = book.page(audit).audit
    tab = opened(app)
    page = tab.page
    tab.go(audit)
    page.get_by_text("Raise a finding from this file").click()
    page.get_by_role("radio", name="Gap").click()
    page.get_by_role("textbox", name="What was found").fill(TITLE)
    page.get_by_role("button", name="Keep the finding").dblclick()
    expect(page.get_by_text("The finding is raised.")).to_be_visible()
    tab.settle()
    found = findings_of(book.db, book.by, file.round_id).findings
    assert [(each.title, [one.case_audit_id for one in each.files]) for each in found] == [
        (TITLE, [audit])
    ]

    tab.open(f"findings?findings-round={file.round_title}")
    page.get_by_text("Plan an action").click()
    page.get_by_role("button", name="Keep the action").click()
    expect(page.get_by_text("Nothing is written here.")).to_be_visible()
    tab.settle()
    # What goes from above, as the first text is sent, takes nothing of the second with it.
    page.get_by_role("textbox", name="What will be changed").fill(WHAT)
    page.get_by_role("textbox", name="Owner, by role").fill("Head of midwifery")
    expect(page.get_by_text("Give it a day: what has none is never late")).to_be_visible()
    page.get_by_role("button", name="Keep the action").dblclick()
    expect(page.get_by_text("The action is planned.")).to_be_visible()
    expect(page.get_by_text("1 action on this finding")).to_be_visible()
    tab.settle()
    (made,) = [each for each in actions(book.db, book.by).actions if each.what == WHAT]
    complete(book.db, admitted(book.db, Role.QA_LEAD, name="Another lead"), made.id, "Done", "")

    tab.open("findings?part=Actions")
    page.get_by_role("radio", name="To be verified").click()
    expect(page.get_by_text("Done, says Another lead, on its owner's behalf")).to_be_visible()
    page.get_by_text("Verify it").click()
    page.get_by_role("textbox", name="What you looked at").fill("The form itself")
    page.get_by_role("button", name="Verify it").dblclick()
    page.get_by_role("radio", name="All").click()
    expect(page.get_by_role("cell", name="✓ verified")).to_be_visible()
