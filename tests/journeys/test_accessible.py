"""Every page can be used with a screen reader, by the keyboard, in dim light and on a small screen.

If one of these fails, some auditors and board members can no longer do their work.
"""

import shutil
from typing import NamedTuple
from urllib.parse import quote

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from audit.commands import case_audit, moderation
from audit.commands.case import SINGLE_FILES
from audit.commands.person import local
from audit.model.moderation import Choice, Kind
from audit.pages.board import VIEWS
from audit.store.database import Database
from tests import builders
from tests.journeys.book import Book
from tests.journeys.server import Server

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
CONTRAST = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
}
"""All that dim light can change of a page."""
TURNED = """scheme => {
  const app = document.querySelector('[data-testid=stApp]');
  const light = app && getComputedStyle(app).backgroundColor.match(/\\d+/g)[0] > 127;
  return !app || light === (scheme === 'light');
}"""
WIDTHS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
  .map(each => each.scrollWidth - each.clientWidth)"""
SMALL = {"width": 320, "height": 800}
PAGES = (
    "",
    "find",
    "rounds",
    "rounds?round=Spring%202027&round-part=Plan",
    "rounds?round=Spring%202026&round-part=Supervision",
    "rounds?round=Spring%202026&round-part=Supervision&supervision-part=Who%20has%20had%20the%20learning",
    "rounds?round=Spring%202026&round-part=Inspection",
    "programme",
    "board",
    "releases",
    "findings",
    "findings?part=Actions",
    "story?point=AS1",
    "good-practice",
    "concerns",
    "scrutiny",
    "records",
    "long-work",
    "identifiers",
    "checklists",
    "trail",
    "themes",
    "people",
    "help",
)
RATED = "fathers"
MODERATED = "Spring 2026"
"""The round of the demonstration that is closed."""


class Filled(NamedTuple):
    """A server on a filled database, with the local person's own case audits at three stages."""

    server: Server
    begun: str
    complete: str
    submitted: str
    moderated: str

    def steps(self):
        """Addresses of the case audit page in each of its states."""
        for step in ("facts", RATED, "overall", "hand-in"):
            yield f"case-audit?id={self.begun}&step={step}"
        for step in ("conversation", "hand-in"):
            yield f"case-audit?id={self.complete}&step={step}"
        for step in (RATED, "hand-in"):
            yield f"case-audit?id={self.submitted}&step={step}"

    def places(self):
        """Addresses of every page in every view."""
        yield f"concerns?from={self.begun}"
        for part in ("Findings", "Suggested by the results"):
            yield f"findings?part={quote(part)}&findings-round={quote(MODERATED)}"
        yield "findings?part=By%20learning%20point"
        yield from (each for each in PAGES if each != "board")
        yield from (f"board?view={quote(each)}" for each in VIEWS)
        yield from self.steps()
        yield f"rounds?round={quote(SINGLE_FILES)}&round-part=Moderation"
        yield f"rounds?round={quote(MODERATED)}&round-part=Moderation"
        yield f"moderation?id={self.moderated}"


@pytest.fixture(scope="module")
def filled(partnership, tmp_path_factory):
    """A server on the demonstration."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copyfile(partnership, folder / "audit.db")
    server = Server(folder)
    db = Database(server.database)
    book = Book(db, local(db))
    audits = book.new_audit(), book.complete_audit(), book.complete_audit()
    half_done(book, audits[0])
    case_audit.submit(db, book.by, audits[2])
    moderated = two_differ(book, audits[2])
    db.close()
    server.start()
    yield Filled(server, *audits, moderated)
    server.end()


def half_done(book, audit):
    """Leave a standard in every state: saved, wanting a line, wanting a reason, judged, and not rated."""
    standard = next(each for each in book.page(audit).standards if each.key == RATED)
    keys = [each.key for each in standard.criteria]
    for key, rating in zip(keys, ("met", "not_met", "not_applicable"), strict=False):
        builders.give(book.db, book.by, audit, key, "rating", rating)
    builders.give(book.db, book.by, audit, keys[0], "evidence", "Booking letter, 3 March, p. 2")
    builders.judge(book.db, book.by, audit, RATED, "good", "")


def two_differ(book, audit):
    """Let two others read a file of that case audit's round and differ; return its moderation, with one thing settled."""
    page = book.page(audit)
    facts = builders.first_facts(page.checklist)
    keys = [each.key for standard in page.checklist.standards for each in standard.criteria]
    met = dict.fromkeys(keys, "met")
    made = builders.read_twice(
        book.db,
        page.audit.round_id,
        "T-001",
        "midwifery",
        to=(builders.auditor(book.db, "Robin"), builders.auditor(book.db, "Sam")),
        ratings=(met | dict.fromkeys(keys[:3], "partly_met"), met),
        stage="moderated",
        facts=facts,
        judged="good",
    )
    moderation.settle(
        book.db, book.by, made, Kind.RATING, keys[0], Choice.FIRST, "It is in the letter"
    )
    return made


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A server on a database that nobody has used."""
    server = Server(tmp_path_factory.mktemp("empty"))
    server.start()
    yield server
    server.end()


def faults(tab):
    """What axe finds on the page in either light, and what every page must have. Streamlit's own parts have no fault here."""
    yield from violations(tab, OPTIONS)
    turn(tab, "dark")
    yield from (("in the dark", *each) for each in violations(tab, CONTRAST))
    turn(tab, "light")
    if (headings := tab.page.locator("h1").count()) != 1:
        yield "one h1", headings
    if tab.page.locator("table:not(:has(> caption))").count():
        yield "caption", "a table without one"


def turn(tab, scheme):
    """Let it be dark, or light again, and wait until the page is."""
    tab.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.page.wait_for_function(TURNED, arg=scheme)


def violations(tab, options):
    for each in Axe().run(tab.page, options=options).response["violations"]:
        for node in each["nodes"]:
            yield each["id"], node["target"], node["failureSummary"]


def all_faults(tab, places):
    found = {}
    for place in places:
        tab.open(place)
        if seen := list(faults(tab)):
            found[place] = seen
    return found


def test_an_empty_tool_is_accessible(opened, empty):
    """The first pages that anybody sees: whoever cannot read them goes no further."""
    tab = opened(empty)
    assert all_faults(tab, PAGES) == {}


def test_a_filled_tool_is_accessible(opened, filled):
    """Ratings, tables, charts and quotes: what cannot be seen or named is lost to some readers."""
    tab = opened(filled.server)
    assert all_faults(tab, filled.places()) == {}


def test_charts_are_drawn_anew_when_the_day_turns(opened, filled):
    """A machine that goes dark in the evening left dark words on a dark page until the next click."""
    tab = opened(filled.server)
    tab.open("board?view=Standards")
    label = tab.page.locator("[data-testid=stVegaLiteChart] svg text").first
    for scheme, fill in (("light", "rgb(11, 12, 12)"), ("dark", "rgb(243, 244, 246)")):
        turn(tab, scheme)
        expect(label).to_have_css("fill", fill)


def test_every_part_of_the_checklists_is_accessible(opened, filled):
    """The reference that auditors rate by: its other parts are drawn behind tabs."""
    tab = opened(filled.server)
    tab.open("checklists")
    for name in ("Learning points", "Resources"):
        tab.click(name, role="tab")
        assert list(faults(tab)) == []


def test_nothing_scrolls_sideways_on_a_small_screen(opened, filled):
    """At 320 pixels, a page enlarged to 400%, text that runs off the side cannot be read (WCAG 1.4.10)."""
    tab = opened(filled.server, viewport=SMALL)
    for place in ("", *filled.steps()):
        tab.open(place)
        assert tab.page.evaluate(WIDTHS) == [0, 0], place


def test_the_menus_of_a_small_screen_lead_to_every_page(opened, empty):
    """What is grouped at the top of a wide screen is a list with headings there: its list has parts that are no items."""
    tab = opened(empty, viewport=SMALL)
    tab.open()
    tab.page.get_by_role("button", name="Menu", exact=True).click()
    expect(tab.page.get_by_role("heading", name="Set up")).to_be_visible()
    assert list(faults(tab)) == []
    tab.click("Trail", role="link")
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("Trail")


def test_a_fault_would_be_found(opened, empty):
    """The control: were the rules not run, every test above would pass on any page."""
    tab = opened(empty)
    tab.open()
    tab.page.evaluate(
        """() => document.querySelector('[data-testid="stMainBlockContainer"]').insertAdjacentHTML('beforeend',
        '<p style="color:#bbb;background:#fff">faint</p><p style="color:light-dark(#000,#333);">dim</p><input><h1>two</h1><table></table>')"""
    )
    found = {each[0] for each in faults(tab)}
    assert {"color-contrast", "in the dark", "label", "one h1", "caption"} <= found
