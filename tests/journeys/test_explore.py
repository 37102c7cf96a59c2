"""From the headline to the line of evidence and its file, and back, by the address; agencies are compared, never ranked.

If this fails, a board that asks “which files?” is sent away without an answer, or an agency is put in a league.
"""

import re
import shutil
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from audit.pages.compare import AGENCIES, HEAT, TEAMS
from tests.journeys.server import Server
from tests.journeys.test_accessible import SMALL, WIDTHS, faults

pytestmark = pytest.mark.browser

COMPARED = [f"board?view=Compare&compare-part={quote(each)}" for each in (AGENCIES, TEAMS, HEAT)]
PLACES = [
    *COMPARED,
    "board?view=Trend",
    "board?view=Gaps",
    "board?view=Good%20practice",
    "board?view=Who%20was%20audited",
]


@pytest.fixture(scope="module")
def shown(partnership, tmp_path_factory):
    """A server on the demonstration, two rounds of it."""
    folder = tmp_path_factory.mktemp("shown")
    shutil.copyfile(partnership, folder / "audit.db")
    server = Server(folder)
    server.start()
    yield server
    server.end()


def choose(tab, name, option):
    box = tab.page.get_by_role("combobox", name=name)
    box.evaluate(
        "each => each.scrollIntoView({ block: 'center' })"
    )  # a list at the foot shuts as it scrolls
    box.click()
    tab.page.get_by_role("option", name=option).first.click()
    tab.settle()


def test_from_a_number_to_its_lines_and_their_file_and_back(opened, shown):
    tab = opened(shown)
    tab.open("board?view=Gaps")
    choose(tab, "Counted as", "not met")
    choose(tab, "Standard or learning point", re.compile("^Standard: "))
    said = tab.page.get_by_text(re.compile(r"^\d+ ratings? in \d+ files?")).inner_text()
    quotes = tab.page.locator(".pa-quote small").all_inner_texts()
    assert len(quotes) == int(said.split()[0])
    assert all(each.startswith("Not met · ") for each in quotes)
    address = tab.page.url
    assert {"wall-counted", "wall-theme"} <= set(re.findall(r"[?&]([a-z-]+)=", address))

    tab.page.get_by_text(re.compile("behind (them|it)$")).click()
    tab.settle()
    link = tab.page.get_by_role("link", name=re.compile("· [0-9]+ rating")).first
    reference = link.inner_text().split(" · ")[0]
    link.click()
    tab.page.wait_for_url("**/case-audit?*id=*")
    tab.settle()
    expect(tab.page.get_by_text(reference).first).to_be_visible()

    other = opened(shown)  # the address alone is enough: it can be sent to a colleague
    other.page.goto(address)
    expect(other.page.get_by_text(said)).to_be_visible()
    assert other.page.locator(".pa-quote small").all_inner_texts() == quotes


def test_agencies_stand_in_the_order_of_their_names_and_a_sentence_says_what_it_is_worth(
    opened, shown
):
    tab = opened(shown)
    for place in COMPARED[:2]:
        tab.open(place)
        names = tab.page.locator(".pa-table tbody th").all_inner_texts()
        assert len(names) >= 3
        assert names == sorted(names, key=str.casefold)
        lead = tab.page.locator(".pa-lead").last.inner_text()
        assert "within what chance alone would give" in lead or "outside the limits" in lead
    tab.open(COMPARED[2])
    row = tab.page.get_by_role("row", name="Safer sleep")
    expect(row).to_contain_text(re.compile(r"[▼◆▲] (below target|cannot say yet|meets target)"))
    expect(row).to_contain_text(re.compile(r"\d+ of \d+"))


def test_parts_are_changed_by_the_keyboard_alone(opened, shown):
    tab = opened(shown)
    tab.open(COMPARED[0])
    tab.page.get_by_role("radio", name=AGENCIES).focus()
    tab.press("ArrowRight", "Space")
    tab.settle()
    expect(
        tab.page.get_by_role("table", name=re.compile("^Teams beside each other"))
    ).to_be_visible()
    assert "compare-part=Teams" in tab.page.url


def test_the_parts_behind_a_part_are_accessible(opened, shown):
    """What the board opens with in each view is looked at in test_accessible."""
    tab = opened(shown)
    tab.open()
    for place in COMPARED[1:]:
        tab.along(place)
        assert list(faults(tab)) == [], place


def test_nothing_scrolls_sideways_on_a_small_screen(opened, shown):
    tab = opened(shown, viewport=SMALL)
    tab.open()
    for place in PLACES:
        tab.along(place)
        assert tab.page.evaluate(WIDTHS) == [0, 0], place
