"""A file is rated, written and handed in on a phone, by touch, over a line that is slow and drops.

If this fails, whoever sits in a car outside a clinic loses what they wrote, or cannot reach it.
"""

import pytest
from playwright.sync_api import expect

from audit.model.case_audit import CaseAuditStatus
from tests.journeys.book import until
from tests.journeys.everyone import CUT
from tests.journeys.test_accessible import WIDTHS
from tests.journeys.test_nothing_lost import SAVED
from tests.journeys.wire import Wire

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}
LATE = 0.15
"""Seconds that each piece takes on its way: a line at the edge of what a phone can hear."""
PARTLY, NOT_MET = 1, 2


@pytest.fixture
def wire(app):
    """The line from the phone to the shared app."""
    made = Wire(app.port)
    yield made
    made.close()


@pytest.fixture
def phone(opened, app, wire):
    """A tab on a phone, at the other end of that line."""
    tab = opened(app, viewport=PHONE, has_touch=True, is_mobile=True)
    tab.url = wire.url
    return tab


def goes_to(tab, name, role):
    """Open what is folded away, choose there, and see the page."""
    tab.page.get_by_test_id("stExpandSidebarButton").tap()
    tab.page.get_by_test_id("stSidebar").get_by_role(role, name=name).tap()
    expect(tab.page.get_by_test_id("stSidebar")).to_be_hidden()
    tab.settle()


def assert_nothing_is_cut_off(tab):
    assert tab.page.evaluate(WIDTHS) == [0, 0]
    assert tab.page.evaluate(CUT) == []


def test_a_file_is_finished_on_a_phone_over_a_bad_line(phone, wire, book):
    tab, audit = phone, book.complete_audit()
    tab.go(audit, "facts")
    wire.slow(LATE)
    goes_to(tab, "Fathers and all carers ✓", "button")
    tab.arrived()
    assert_nothing_is_cut_off(tab)

    tab.choice("F1", PARTLY).tap()
    tab.box("F1").tap()
    tab.type("Booking letter, 3 March")
    wire.hold()  # a bridge
    tab.type(", p. 2")
    tab.choice("F2", NOT_MET).tap()
    expect(tab.line("F2")).to_have_text("Not saved yet")
    wire.cut()
    wire.mend()
    for key, place, words in (("F1", PARTLY, "Booking letter, 3 March, p. 2"), ("F2", NOT_MET, "")):
        expect(tab.line(key)).to_have_text(SAVED)
        expect(tab.box(key)).to_have_value(words)
        assert tab.chosen(key) == place
        answer = book.answer(audit, key)
        assert (answer.rating, answer.evidence) == (book.rating_at(audit, place), words)
    tab.box("F2").tap()
    tab.type("Nothing on him after 9 May")
    tab.choice("F3", PARTLY).tap()
    tab.box("F3").tap()
    tab.type("Plan of 12 May, p. 1")

    goes_to(tab, "Check and submit", "button")  # with the last words still on their way
    until(lambda: book.answer(audit, "F3").evidence == "Plan of 12 May, p. 1")
    assert book.answer(audit, "F2").evidence == "Nothing on him after 9 May"
    assert_nothing_is_cut_off(tab)
    before = book.events()["case_audit.submitted"]
    submit = tab.page.get_by_role("button", name="Submit this case audit")
    expect(submit).to_be_enabled()
    wire.hold()
    submit.tap()
    wire.mend()
    expect(tab.page.get_by_text("It can be read but no longer changed")).to_be_visible()
    assert book.page(audit).audit.status is CaseAuditStatus.SUBMITTED
    assert book.events()["case_audit.submitted"] == before + 1
    goes_to(tab, "Board", "link")
    assert_nothing_is_cut_off(tab)


def test_what_is_pressed_with_a_thumb_is_large_enough(phone, book):
    """A rating is the thing pressed forty times a file, on the way to something else."""
    tab, audit = phone, book.new_audit()
    tab.go(audit, "fathers")
    heights = tab.choices("F1").evaluate_all(
        "all => all.map(each => each.getBoundingClientRect().height)"
    )
    assert min(heights) >= 44
    box = tab.box("F1")
    assert box.evaluate("each => each.scrollHeight <= each.clientHeight"), "its hint is cut off"
