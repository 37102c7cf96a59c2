"""A concern from the keyboard: raised once, nothing typed is lost, and the case audit waits until it is closed."""

import pytest
from playwright.sync_api import expect

from audit.model.case_audit import CaseAuditStatus
from audit.views import case_audit as case_audits
from audit.views import concern as views
from tests.builders import audit_at

pytestmark = pytest.mark.browser
WORRY = "Two accounts of one bruise; nobody asked."
DONE = "Rang the MASH at 16:50."
OUTCOME = "A social worker sees the child today."


def test_from_the_button_to_the_submission(opened, new_app, new_book):
    audit = audit_at(new_book.db, "complete")
    tab = opened(new_app)
    page = tab.page

    def button(name):
        return page.get_by_role("button", name=name, exact=True)

    def concerns():
        return views.concerns_of(new_book.db, new_book.by)

    tab.open(f"case-audit?id={audit}&step=hand-in")
    button("A child may be at risk now").press("Enter")
    expect(page.get_by_text("If a child is in danger now, ring 999.")).to_be_visible()
    tab.settle()
    page.get_by_label("What worries you").fill(WORRY)
    page.get_by_label("What you have already done").fill(DONE)
    button("Back to case file S-001").click()
    expect(button("Submit this case audit").or_(button("Check and submit")).first).to_be_visible()
    tab.settle()
    # Nothing is raised by going back, and nothing that was typed is lost by it.
    button("A child may be at risk now").press("Enter")
    expect(page.get_by_label("What worries you")).to_have_value(WORRY)
    expect(page.get_by_label("What you have already done")).to_have_value(DONE)
    assert concerns() == ()
    tab.settle()
    button("Raise this concern").dblclick()
    expect(page.get_by_role("heading", name="Immediate concern on S-001")).to_be_visible()
    tab.settle()
    (raised,) = concerns()
    assert (raised.concern.worry, raised.concern.done) == (WORRY, DONE)
    tab.open(f"case-audit?id={audit}&step=hand-in")
    button("Submit this case audit").click()
    expect(page.get_by_text("nothing is signed off over that")).to_be_visible()
    button("Open the concern on S-001").click()
    expect(page.get_by_role("heading", name="Immediate concern on S-001")).to_be_visible()
    tab.settle()
    button("I have read it and have it in hand").click()
    expect(page.get_by_text("Acknowledged by")).to_be_visible()
    tab.settle()
    page.get_by_label("What was done").fill(OUTCOME)
    button("Close this concern").dblclick()
    expect(page.get_by_text("Closed: what was done stands below.")).to_be_visible()
    tab.open(f"case-audit?id={audit}&step=hand-in")
    button("Submit this case audit").click()
    expect(page.get_by_text("It can be read but no longer changed.")).to_be_visible()
    assert concerns()[0].concern.outcome == OUTCOME
    found = case_audits.case_audit(new_book.db, new_book.by, audit).audit
    assert found.status is CaseAuditStatus.SUBMITTED
