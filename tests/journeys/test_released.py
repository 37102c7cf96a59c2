"""A QA lead releases a round; the board member reads that, and finds no small number however they look.

If this fails, a child can be picked out of a board's paper, or a board sees nothing at all.
"""

import shutil

import pytest
from playwright.sync_api import expect

from tests.journeys.server import Server
from tests.journeys.test_accessible import SMALL, WIDTHS, faults
from tests.released import told_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def shown(partnership, tmp_path_factory):
    """A server on the demonstration, two rounds of it: the first is closed and released."""
    folder = tmp_path_factory.mktemp("released")
    shutil.copyfile(partnership, folder / "audit.db")
    server = Server(folder)
    server.start()
    yield server
    server.end()


def test_what_was_released_is_accessible(opened, shown):
    tab = opened(shown)
    tab.open("releases")
    assert list(faults(tab)) == []


def test_a_lead_releases_and_the_board_reads(opened, shown):
    tab = opened(shown)
    tab.open("releases")
    tab.click("See it as they would")
    expect(tab.page.get_by_role("heading", name="Learning points")).to_have_count(2)
    tab.click("Release Autumn 2026 to the board")
    expect(tab.page.get_by_text("Released: it stands below")).to_be_visible()

    tab.try_role("board member")
    expect(tab.page.get_by_role("heading", name="Board", exact=True)).to_be_visible()
    expect(tab.page.get_by_text("Release 1 of this round, for the board, by")).to_be_visible()
    sent = tab.page.content()
    assert all(each == 0 or each > 5 for each in told_in([sent]))
    assert list(faults(tab)) == []
    with tab.page.expect_download() as took:
        tab.page.get_by_role("button", name="Download this picture (Excel)").click()
    assert "_for-board_release-1_" in took.value.suggested_filename
    tab.page.set_viewport_size(SMALL)
    tab.settle()
    assert max(tab.page.evaluate(WIDTHS)) <= 0
    assert tab.foreign == []
    assert tab.faults == []
