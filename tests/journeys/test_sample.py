"""A QA lead draws a sample, replaces a case that cannot be audited, and takes the log out for an inspector.

If this fails, nobody can show how the files of a round were chosen.
"""

from io import BytesIO
from pathlib import Path
from urllib.parse import quote

import openpyxl
import pytest
from playwright.sync_api import expect

from audit.commands import frame
from audit.commands import round as rounds
from audit.documents.checklist_library import ready
from audit.model.case import AgeBand
from audit.model.frame import Draft, FrameCase, Layout
from audit.rules.sample import standing
from audit.views import checklist as checklists
from audit.views import sample as views
from audit.views.case_files import case_files
from tests.journeys.test_accessible import SMALL, WIDTHS, faults

pytestmark = pytest.mark.browser

TITLE, HOSTILE = "Sampled <b>2026</b>", "In <img src=x> need"
STRATA = "Strata: groups that are drawn from one by one"
PLANS = ("Child protection", HOSTILE)


@pytest.fixture(scope="module")
def listed(app, book):
    """A round with a list of 40 cases: two agencies, two plans, three with an ALTE."""
    db, by = book.db, book.by
    ready(db, by)
    made = rounds.open_(db, by, TITLE, checklists.published(db)[0].id)
    cases = tuple(
        FrameCase(
            n + 1,
            f"SA-{n:03}",
            agency := ("csc", "police")[n % 2],
            "North",
            AgeBand.NOT_KNOWN,
            ((agency, "North"),),
            (PLANS[n % 3 == 0], "yes" if n % 15 == 0 else "no"),
        )
        for n in range(1, 41)
    )
    frame.take(db, by, made, Draft("cases.xlsx", ("Plan", "ALTE"), cases, "j", Layout(uses=())))
    return made


def pick(tab, box, words, *, several=False):
    """Choose from a box by typing, as the keyboard alone does."""
    found = tab.page.get_by_role("combobox", name=box, exact=True)
    expect(found).to_be_visible()
    tab.settle()  # drawn anew, it would be another element
    tab.page.wait_for_timeout(300)  # what opens above it still moves it
    found.focus()
    tab.press("ArrowDown")
    tab.type(words)
    tab.page.get_by_role("option").first.wait_for()
    tab.press("Enter")
    if several:  # such a box stays open, and hides the page from a reader
        tab.press("Escape")
    tab.settle()


def to_sample(tab):
    tab.open(f"rounds?round={quote(TITLE)}&round-part=Sample")


def test_a_sample_from_design_to_the_sheet(tab, book, listed):
    db, by = book.db, book.by
    to_sample(tab)
    expect(tab.page.get_by_text("The case list has 40 cases.")).to_be_visible()
    pick(tab, STRATA, "Agency", several=True)
    tab.page.get_by_label("Cases to draw at random").fill("8")
    tab.press("Tab")
    tab.settle()
    expect(tab.page.get_by_text("With 8 of 40 cases drawn")).to_be_visible()
    tab.page.get_by_text("Take some for certain, or leave some out").click()
    pick(tab, "Which cases", "ALTE")
    pick(tab, "ALTE is any of", "yes", several=True)
    tab.page.get_by_label("Why, in words that identify nobody").fill("An ALTE")
    tab.click("Add this rule")
    expect(tab.page.get_by_text("Take for certain: ALTE is yes (An ALTE)")).to_be_visible()

    before = book.events()
    tab.click("Show the numbers")
    expect(tab.page.get_by_text("What would be drawn: 10 cases")).to_be_visible()
    assert "SA-" not in tab.text(), "a preview must not show who would be drawn"
    assert list(faults(tab)) == []
    tab.page.get_by_role("button", name="Draw the sample").dblclick()
    lead = "10 cases in the sample: 8 drawn, 2 taken for certain."
    expect(tab.page.get_by_text(lead)).to_be_visible()
    tab.settle()
    assert book.events() - before == {"sample.drawn": 1}
    assert len(case_files(db, by, listed).audits) == 10

    drawn = next(
        each.reference
        for each in standing(views.sampling_log(db, by, listed).cases)
        if each.part == "drawn"
    )
    tab.page.get_by_text("A case cannot be audited").click()
    pick(tab, "Which case", drawn)
    tab.page.get_by_label("Why it cannot be audited").fill("The file is lost")
    tab.click("Replace it by the next reserve")
    log = views.sampling_log(db, by, listed)
    (gone,) = [each for each in log.cases if each.replaced_at]
    said = f"Case {drawn} is replaced by {gone.replaced_by}, the next in drawn order."
    expect(tab.page.get_by_text(said)).to_be_visible()
    for name in ("Replaced: 1", "How it was drawn, and what it can show"):
        tab.page.get_by_text(name, exact=True).click()
    expect(tab.page.get_by_role("row", name=f"{drawn} ")).to_contain_text("The file is lost")
    expect(tab.page.get_by_text("sha256sum prints")).to_be_visible()
    tab.settle()
    assert list(faults(tab)) == []

    with tab.page.expect_download() as waited:
        tab.page.get_by_role("button", name="Download the sampling log (Excel)").click()
    book_out = openpyxl.load_workbook(BytesIO(Path(waited.value.path()).read_bytes()))
    assert waited.value.suggested_filename.startswith("sampling-log_sampled-b-2026-b_")
    assert book_out["Replaced"].cell(5, 1).value == drawn
    assert len(case_files(db, by, listed).audits) == 10


def test_drawing_again_asks_why_and_keeps_the_earlier_draw(opened, app, book, listed):
    """By hostile strata, on a small screen."""
    tab = opened(app, viewport=SMALL)
    to_sample(tab)
    if tab.page.get_by_text("Draw again", exact=True).count() == 0:  # nobody here has drawn before
        tab.page.get_by_label("Cases to draw at random").fill("8")
        tab.press("Tab")
        tab.settle()
        tab.click("Show the numbers")
        tab.click("Draw the sample")
    earlier = len(views.sampling_log(book.db, book.by, listed).earlier)
    tab.page.get_by_text("Draw again", exact=True).click()
    pick(tab, STRATA, "ALTE" if earlier else "Plan", several=True)
    tab.click("Show the numbers")
    tab.click("Set it aside and draw again")
    expect(tab.page.get_by_text("A reason is missing")).to_be_visible()
    tab.page.get_by_label("Why the sample that stands is set aside").fill(HOSTILE)
    tab.click("Set it aside and draw again")
    expect(tab.page.get_by_text("The sample is drawn")).to_be_visible()
    tab.page.get_by_text(f"Earlier draws, set aside: {earlier + 1}").click()
    expect(tab.page.get_by_role("cell", name=HOSTILE).first).to_be_visible()
    assert tab.page.evaluate(WIDTHS) == [0, 0]
    assert list(faults(tab)) == []
