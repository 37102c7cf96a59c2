"""A QA lead dates a round, holds it, disposes of it, and finds all that is held on one case."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from audit.commands import case, retention
from audit.commands.round import open_
from audit.documents.checklist_library import ready
from audit.model.refusal import complaint
from audit.store.database import Database, utc_now
from audit.views import checklist as checklists
from audit.views import retention as views
from tests import builders

pytestmark = pytest.mark.browser

TITLE = "Spring 2026, records"
UNTIL = "Its records are kept until"
WHY = "Why until then, for instance the line of your retention schedule"
OWNER = "Who answers for that: a post, such as the partnership's business manager"


def filled(book) -> tuple[str, str]:
    """A round with one line of evidence, and the id of its case audit."""
    ready(book.db, book.by)
    checklist = checklists.published(book.db)[0].id
    round_id = open_(book.db, book.by, TITLE, checklist)
    audit = case.add_file(book.db, book.by, round_id, "S-4711", "midwifery", auditor_id=book.by.id)
    builders.case_audit.start(book.db, book.by, audit)
    builders.give(book.db, book.by, audit, "F1", "evidence", "Booking form, page 2, marmalade")
    return round_id, audit


def entry(book, round_id):
    return next(each for each in views.records(book.db, book.by).rounds if each.id == round_id)


def downloaded(tab, name):
    with tab.page.expect_download() as waiting:
        tab.page.get_by_role("button", name=name).click()
    tab.settle()
    content = Path(waiting.value.path()).read_bytes()
    return waiting.value.suggested_filename, openpyxl.load_workbook(BytesIO(content))


def test_a_round_is_dated_held_and_released(opened, new_app, new_book):
    """What the page says is what the database holds; half a date is refused and keeps nothing."""
    book, tab = new_book, opened(new_app)
    round_id, _ = filled(book)
    tab.open("records")
    expect(tab.page.get_by_text("1 round without a date")).to_be_visible()

    tab.click("Keep until then")
    expect(tab.page.get_by_text("Choose the day until which")).to_be_visible()
    tab.page.get_by_role("spinbutton", name=f"day, {UNTIL}").click()
    tab.type("30062031")
    tab.page.get_by_label(OWNER).fill("Business manager")
    tab.click("Keep until then")
    expect(tab.page.get_by_text(complaint("retention.line", limit=500).what)).to_be_visible()
    assert entry(book, round_id).retention is None
    tab.page.get_by_label(WHY).fill("Schedule, line 14")
    tab.click("Keep until then")
    expect(tab.page.get_by_text("are kept until 30 June 2031")).to_be_visible()
    kept = entry(book, round_id).retention
    assert (str(kept.until), kept.reason, kept.owner) == (
        "2031-06-30",
        "Schedule, line 14",
        "Business manager",
    )

    tab.page.get_by_label("Why nothing of it may be erased").fill("An inquest")
    tab.click("Hold it")
    expect(tab.page.get_by_text("Held: An inquest")).to_be_visible()
    tab.page.get_by_label("Why it may be released").fill("It is over")
    tab.click("Release it")
    expect(tab.page.get_by_text("The last hold was released because: It is over")).to_be_visible()
    assert entry(book, round_id).hold is None


def test_all_that_is_held_on_a_case_is_found_and_taken_out(opened, new_app, new_book):
    """Each look stands in the trail, the one that finds nothing too."""
    book, tab = new_book, opened(new_app)
    filled(book)
    tab.open("records")
    tab.page.get_by_label("Case reference").fill("S-0000")
    tab.click("Find what is held")
    expect(tab.page.get_by_text(complaint("case.not-held").what)).to_be_visible()
    tab.page.get_by_label("Case reference").fill("s-4711")
    tab.click("Find what is held")
    expect(tab.page.get_by_text("1 case file, 1 case audit")).to_be_visible()
    name, extract = downloaded(tab, "Download all of it (Excel)")
    assert name.startswith("case-extract_s-4711_professionals-only_")
    assert any("marmalade" in str(row) for row in extract["Answers"].iter_rows(values_only=True))
    assert book.events()["case.extracted"] == 3


def test_a_round_is_disposed_of_and_an_open_tab_cannot_save_into_it(opened, new_app, new_book):
    """What is erased must not come back from a tab that somebody left open."""
    book, tab = new_book, opened(new_app)
    round_id, audit = filled(book)
    # Nobody can give a past date on the page, so it is given from the past.
    past = Database(new_app.database, clock=lambda: utc_now() - timedelta(days=60))
    until = (utc_now() - timedelta(days=30)).date()
    retention.keep_until(past, book.by, round_id, until, "Schedule, line 14", "Business manager")
    past.close()
    draft = opened(new_app)
    draft.go(audit, "fathers")
    tab.open("records")
    expect(tab.page.get_by_text("1 round due for disposal")).to_be_visible()
    box = tab.page.get_by_label("The title of the round, typed")
    box.fill("Spring 2026")
    tab.click("Dispose of it for ever")
    expect(tab.page.get_by_text(complaint("disposal.title", title=TITLE).what)).to_be_visible()
    assert book.answer(audit, "F1").evidence
    box.fill(TITLE)
    tab.click("Dispose of it for ever")
    expect(tab.page.get_by_text("is disposed of. Its certificate is below.")).to_be_visible()
    expect(tab.page.get_by_role("table", name="Certificate of disposal")).to_be_visible()
    name, certificate = downloaded(tab, "Download the certificate (Excel)")
    assert name.startswith("disposal-certificate_spring-2026-records_")
    assert certificate["Certificate"]["A1"].value == "Certificate of disposal"
    assert book.answer(audit, "F1").evidence == ""

    # The tab that was open before: what is typed there now is refused in a sentence and not kept.
    draft.box("F1").fill("Typed too late")
    draft.press("Control+Enter")
    expect(
        draft.page.get_by_text("The records of this round were disposed of").first
    ).to_be_visible()
    assert book.answer(audit, "F1").evidence == ""
