"""Every page can be used with a screen reader, by the keyboard, in dim light and on a small screen.

If one of these fails, some auditors and board members can no longer do their work.
"""

import shutil

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import expect

from tests.journeys.conftest import ARGUMENTS, FOR_MINUTES, Warm, chromium
from tests.journeys.filled import PAGES, fill
from tests.journeys.server import Server

pytestmark = pytest.mark.browser

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
OPTIONS = {"resultTypes": ["violations"], "runOnly": {"type": "tag", "values": TAGS}}
CONTRAST = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "rule", "values": ["color-contrast"]},
}
"""All that dim light can change of a page."""
FOUND = "options => axe.run(document, options).then(found => found.violations)"
IS_DARK = "() => matchMedia('(prefers-color-scheme: dark)').matches"
DRAWN = """() => [...document.querySelectorAll('[data-testid=stVegaLiteChart]')]
  .every(each => each.querySelector('svg text, canvas'))"""
"""Charts are read in when the rest stands already."""
TURNED = """scheme => {
  const app = document.querySelector('[data-testid=stApp]');
  const light = app && getComputedStyle(app).backgroundColor.match(/\\d+/g)[0] > 127;
  return !app || light === (scheme === 'light');
}"""
WIDTHS = """() => [document.documentElement, document.querySelector('[data-testid=stMain]')]
  .filter(Boolean).map(each => each.scrollWidth - each.clientWidth)"""
SMALL = {"width": 320, "height": 800}


@pytest.fixture(scope="module")
def browser(browser):
    """One that compiles what runs for long: axe does, on page after page."""
    made = browser.browser_type.launch(executable_path=chromium(), args=[*ARGUMENTS, FOR_MINUTES])
    yield made
    made.close()


@pytest.fixture(scope="module")
def warm(browser):
    return Warm(browser)


@pytest.fixture(scope="module")
def filled(partnership, tmp_path_factory):
    """A server on the demonstration."""
    folder = tmp_path_factory.mktemp("filled")
    shutil.copyfile(partnership, folder / "audit.db")
    made = fill(folder)
    yield made
    made.server.end()


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    """A server on a database that nobody has used."""
    server = Server(tmp_path_factory.mktemp("empty"))
    server.start()
    yield server
    server.end()


def faults(tab):
    """What axe finds on the page in either light, and what every page must have. Streamlit's own parts have no fault here.

    The page is left in the other light, in which the next is looked at first: to turn back for it takes time.
    """
    yield from violations(tab, OPTIONS)
    other = "light" if tab.page.evaluate(IS_DARK) else "dark"
    turn(tab, other)
    yield from ((f"in the {other}", *each) for each in violations(tab, CONTRAST))
    if (headings := tab.page.locator("h1").count()) != 1:
        yield "one h1", headings
    if tab.page.locator("table:not(:has(> caption))").count():
        yield "caption", "a table without one"


def turn(tab, scheme):
    """Let it be dark, or light again, and wait until the page is."""
    tab.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
    tab.page.wait_for_function(TURNED, arg=scheme)
    if tab.page.locator("[data-testid=stVegaLiteChart]").count():  # they are drawn again
        tab.page.wait_for_timeout(500)
        tab.settle()


def violations(tab, options):
    if not tab.page.evaluate("() => 'axe' in window"):  # it stays while one page leads to another
        tab.page.evaluate(AXE_SCRIPT)
    for each in tab.page.evaluate(FOUND, options):
        for node in each["nodes"]:
            yield each["id"], node["target"], node["failureSummary"]


def all_faults(tab, places):
    found = {}
    tab.open()
    for place in places:
        tab.along(place)
        tab.page.wait_for_function(DRAWN)
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
    for scheme, ink in (("light", "rgb(11, 12, 12)"), ("dark", "rgb(243, 244, 246)")):
        turn(tab, scheme)
        expect(label).to_have_css("fill", ink)


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
    tab.open()
    for place in ("", *filled.steps()):
        tab.along(place)
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
