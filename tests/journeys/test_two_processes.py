"""Two processes behind nginx, one of which ends in the middle of work: its people go on at the other.

If this fails, a process that ends, or an upgrade, loses what somebody was entering.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys.proxy import Proxy, lines_to
from tests.journeys.server import Server
from tests.journeys.signing import came, gated, issuer
from tests.journeys.test_nothing_lost import (
    CLICK_ON,
    CRITERIA,
    SAVED,
    STANDARD,
)

__all__ = ("came", "issuer")
pytestmark = pytest.mark.browser

LATER = 30_000
"""Milliseconds for a page to notice, to find the other process and to enter what was lost."""


@pytest.fixture
def pair(tmp_path, issuer):
    """Two processes on one database behind one address, and the book in Robin's name."""
    one, book = gated(tmp_path, issuer)
    two = Server(tmp_path, host="localhost")
    (tmp_path / "nginx").mkdir()
    proxy = Proxy(tmp_path / "nginx", (one.port, two.port))
    for each in (one, two):
        each.told = {**one.told, "AUDIT_PUBLIC_URL": proxy.url}
        each.start()
    proxy.start()
    yield one, two, proxy, book
    proxy.stop()
    for each in (one, two):
        each.end()
        assert "Traceback" not in each.said()
    book.db.close()


def test_a_process_ends_in_the_middle_of_work(pair, came):
    """One is killed, and started anew as in an upgrade; then the other is. Nothing is lost either time."""
    one, two, proxy, book = pair
    audit = book.new_audit()
    tab = came(proxy, "robin", f"case-audit?id={audit}&step={STANDARD}")
    written = ""
    for turn in range(2):
        (here,) = (each for each in (one, two) if lines_to(each.port))
        clicks = [(key, (turn * 2 + number) % 5) for number, key in enumerate(CRITERIA[1:])]
        written += f"Seen {turn} "
        tab.box("H1").click()
        tab.press("Control+End")
        tab.type(f"Seen {turn} ")
        tab.page.evaluate(f"clicks => {{ window.__clicks = ({CLICK_ON})(clicks); }}", [clicks, 150])
        here.stop(roughly=True)
        expect(tab.line("H1")).to_have_text(SAVED, timeout=LATER)
        expect(tab.line(clicks[0][0])).to_have_text(SAVED, timeout=LATER)
        expect(tab.behind()).to_have_count(0, timeout=LATER)
        tab.settle()
        assert book.answer(audit, "H1").evidence.strip() == written.strip()
        first, place = clicks[0]
        assert tab.chosen(first) == place
        # Of a page that has noticed, the buttons do nothing: what is not chosen was not taken.
        shown = {key: tab.chosen(key) for key in CRITERIA}
        kept = {key: book.answer(audit, key).rating for key in CRITERIA}
        assert kept == {
            key: None if place < 0 else book.rating_at(audit, place) for key, place in shown.items()
        }
        here.start()
    (there,) = (each for each in (one, two) if lines_to(each.port))
    assert there is not here
