"""A QA lead sees at a glance who is late, and takes a reminder out; an auditor takes the own due days out.

If this fails, a round comes in late and nobody could see it coming.
"""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from email.policy import default
from pathlib import Path
from urllib.parse import quote

import pytest
from icalendar import Calendar
from playwright.sync_api import expect

from audit.commands import case
from audit.commands import round as rounds
from audit.documents.checklist_library import ready
from audit.rules.due import in_words
from audit.rules.retention import day, today
from audit.store.database import random_id
from audit.views import checklist as checklists
from audit.views import round as views
from tests import builders
from tests.journeys.test_accessible import SMALL, WIDTHS, faults
from tests.journeys.test_sign_in import choose

pytestmark = pytest.mark.browser

TITLE, AUDITOR = "Winter <b>2026</b>", "Robin <img src=x>"
AGENCIES = ("midwifery", "csc", "police")


@pytest.fixture(scope="module")
def due():
    return today(datetime.now(UTC)) - timedelta(days=2)


@pytest.fixture(scope="module")
def filled(app, book, due):
    """A round whose day is past: a case with three agencies' files, and one that nobody has."""
    db, by = book.db, book.by
    ready(db, by)  # the app does so when it is first opened
    checklist = checklists.published(db)[0].id
    round_id = rounds.open_(db, by, TITLE, checklist, due=due)
    robin = builders.auditor(db, AUDITOR)
    for number in (1, 2):
        teams = dict.fromkeys(AGENCIES, "")
        case.add_files(db, by, round_id, f"W-{number}", teams, auditor_id=robin.id)
    case.add_file(db, by, round_id, "W-3", "midwifery")
    case.add_file(db, by, round_id, "W-4", "csc", auditor_id=by.id)
    return round_id


def to_progress(tab):
    tab.open(f"rounds?round={quote(TITLE)}")
    expect(tab.page.get_by_text("0 of 8 case files submitted, 8 late.")).to_be_visible()


def downloaded(tab, name):
    with tab.page.expect_download() as waited:
        tab.page.get_by_role("button", name=name, exact=True).click()
    tab.settle()
    return waited.value.suggested_filename, Path(waited.value.path()).read_bytes()


def test_who_is_late_is_seen_case_by_case_and_reminded(tab, book, filled, due):
    to_progress(tab)
    before = book.events()
    row = tab.page.get_by_role("row", name="W-2")
    expect(row).to_contain_text(AUDITOR)
    expect(row).to_contain_text("○ Not started, late")
    first = tab.page.get_by_role("table").last.get_by_role("row").nth(1)
    expect(first).to_contain_text("W-3")
    expect(first).to_contain_text("◇ Not yet allocated, late")

    choice = tab.page.get_by_role("combobox", name="Whom to remind")
    expect(choice).to_have_value(f"{AUDITOR}: 6 waiting, 6 late")
    name, content = downloaded(tab, "E-mail draft")
    message = message_from_bytes(content, policy=default)
    assert name.startswith("reminder_winter-b-2026-b_")
    assert name.endswith(".eml")
    assert message["X-Unsent"] == "1"
    assert message["To"] is None
    said = message.get_content().replace("\r\n", "\n")
    assert f"Dear {AUDITOR}," in said
    assert said.count(f"not started, due {day(due)}") == 6

    name, content = downloaded(tab, "Calendar file for them")
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert (str(event["summary"]), event.decoded("dtstart")) == (
        f"Case file audits due: {TITLE}",
        due,
    )
    assert b"W-" not in content

    tab.click("Show the text to copy")
    expect(tab.page.locator("[data-testid=stCode] code")).to_contain_text("- W-2: not started")
    assert book.events() - before == {"nudge.made": 3}
    assert list(tab.has_misbehaved()) == []


def test_the_matrix_is_narrowed_from_the_keyboard(tab, filled):
    to_progress(tab)
    tab.page.get_by_role("combobox", name="Status", exact=True).focus()
    tab.type("not yet")
    tab.press("Enter")
    tab.settle()
    expect(tab.page.get_by_text("1 of 4 cases, what needs attention first")).to_be_visible()
    expect(tab.page.get_by_role("row", name="W-3")).to_be_visible()
    expect(tab.page.get_by_role("row", name="W-2")).to_have_count(0)


def test_progress_can_be_read_by_everybody(opened, app, filled):
    tab = opened(app)
    to_progress(tab)
    assert list(faults(tab)) == []
    for by in ("Agency", "Team"):
        tab.click(by, role="radio")
        assert list(faults(tab)) == []
    assert tab.page.locator(".pa-stack[role=img]:not([aria-label])").count() == 0


def test_nothing_runs_off_a_small_screen(opened, app, filled):
    tab = opened(app, viewport=SMALL)
    to_progress(tab)
    assert tab.page.evaluate(WIDTHS) == [0, 0]
    tab.open()
    assert tab.page.evaluate(WIDTHS) == [0, 0]


def test_an_auditor_sees_the_due_day_and_takes_it_along(tab, book, filled, due):
    tab.open()
    now = today(datetime.now(UTC))
    expect(tab.page.get_by_text(f"Not started · {in_words(due, now)}").first).to_be_visible()
    name, content = downloaded(tab, "Calendar file with your due days")
    assert name.startswith("due-days_")
    found = {str(each["summary"]) for each in Calendar.from_ical(content).walk("VEVENT")}
    assert f"Case file audits due: {TITLE}" in found
    assert b"W-4" not in content


def test_an_agency_s_lead_sees_the_own_agency_s_files_alone(opened, app, filled):
    tab = opened(app)
    tab.open()
    choose(tab, "Role", "agency lead")
    choose(tab, "Agency", "Police")
    tab.click("Progress", role="link")
    expect(tab.page.get_by_role("heading", name="Progress", exact=True)).to_be_visible()
    tab.settle()
    tab.page.get_by_role("combobox", name="Round").click()
    tab.page.get_by_role("option", name=TITLE).click()
    tab.settle()
    expect(tab.page.get_by_text("0 of 2 case files submitted, 2 late.")).to_be_visible()
    table = tab.page.get_by_role("table").last
    expect(table.get_by_role("columnheader")).to_have_text(["Case", "Police", "Submitted"])
    assert list(faults(tab)) == []


def test_the_part_that_one_is_on_stays_when_the_first_file_is_added(tab, book):
    """A round without a file opens where files are added; one more file must not move anybody elsewhere."""
    title = f"Without a file yet {random_id()}"  # the app is shared, and this may be walked twice
    ready(book.db, book.by)
    made = rounds.open_(
        book.db, book.by, title, checklists.published(book.db)[0].id, due=date(2040, 1, 1)
    )
    tab.open(f"rounds?round={quote(title)}")
    box = tab.page.get_by_label("Case reference, which only your partnership can resolve")
    box.fill("N-1")
    tab.click("Add the case file")
    expect(tab.page.get_by_text("Case file N-1 is in the round.")).to_be_visible()
    expect(box).to_be_visible()
    assert views.round_page(book.db, book.by, made).total == 1
    chosen = tab.page.get_by_role("radio", name="Case files")
    expect(chosen).to_have_attribute("aria-checked", "true")
    tab.click("Progress", role="radio")
    expect(tab.page.get_by_text("0 of 1 case file submitted.")).to_be_visible()
    tab.open(f"rounds?round={quote(title)}")
    expect(tab.page.get_by_text("0 of 1 case file submitted.")).to_be_visible()
