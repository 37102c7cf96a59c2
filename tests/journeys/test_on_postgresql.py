"""The journeys in which nothing may be lost, on a server, as a role with the least rights; and a server that goes away."""

import pytest
from playwright.sync_api import expect

from audit.commands.person import local
from audit.store.database import Database
from tests.journeys.book import Book
from tests.journeys.conftest import _running
from tests.journeys.server import Server
from tests.journeys.test_nothing_lost import (
    SAVED,
    STANDARD,
    assert_all_kept,
    test_a_double_click_does_a_thing_once,
    test_text_typed_just_before_another_page_is_opened,
)
from tests.journeys.test_nothing_lost import (
    test_ratings_clicked_in_quick_succession as clicked,
)
from tests.postgresql import ROLE, started_apart

__all__ = (
    "test_a_double_click_does_a_thing_once",
    "test_text_typed_just_before_another_page_is_opened",
)
pytestmark = pytest.mark.browser
AWAY = "The database server does not answer."


@pytest.fixture(scope="module")
def server():
    """A database server of these journeys' own: it is stopped in one of them."""
    with started_apart() as made:
        yield made


@pytest.fixture(scope="module")
def app(server, tmp_path_factory):
    name = server.made()
    Database(server.url(name)).close()
    server.with_role(name)
    folder = tmp_path_factory.mktemp("on-postgresql")
    yield from _running(Server(folder, database=server.url(name, ROLE)))


@pytest.fixture(scope="module")
def book(app):
    db = Database(app.database)
    yield Book(db, local(db))
    db.close()


@pytest.mark.parametrize("gap", [20, 80])
def test_ratings_in_quick_succession(tab, book, gap):
    clicked(tab, book, gap)


def test_the_database_server_is_away_for_a_while(tab, book, server):
    """It is said in words, nothing is called saved that is not, and all goes on without a restart."""
    audit = book.new_audit()
    tab.go(audit, STANDARD)
    tab.press("1")
    expect(tab.line("H1")).to_have_text(SAVED)
    server.stop()
    tab.press("2", "e")
    tab.type("Written while it was away")
    tab.press("Escape")
    for key in ("H2", "H3"):
        expect(tab.card(key)).to_contain_text(AWAY)
    assert tab.chosen("H2") == 1
    expect(tab.box("H3")).to_have_value("Written while it was away")
    expect(tab.card("H2")).to_contain_text("Not saved.")
    server.start()
    assert_all_kept(tab, book, audit, {"H1": 0, "H2": 1})
    expect(tab.line("H3")).to_have_text(SAVED)
    assert book.answer(audit, "H3").evidence == "Written while it was away"
    expect(tab.page.get_by_text(AWAY)).to_have_count(0)


def test_a_page_that_was_opened_while_it_was_away_comes_by_itself(tab, server):
    tab.open()
    server.stop()
    tab.page.goto(f"{tab.url}/board")
    expect(tab.page.get_by_text(AWAY)).to_be_visible()
    expect(tab.page.get_by_text("Tried again by itself every few seconds.")).to_be_visible()
    server.start()
    expect(tab.page.get_by_role("heading", name="Board", level=1)).to_be_visible()
    expect(tab.page.get_by_text(AWAY)).to_have_count(0)
