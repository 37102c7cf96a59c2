"""A real Chromium, the real app, and the database that the app writes to."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect, sync_playwright

from audit.commands.person import local
from audit.demonstration.partnership import build
from audit.store.database import Database
from tests.journeys.book import Book
from tests.journeys.server import Server
from tests.journeys.tab import Tab

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREEN: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 15_000
"""Milliseconds to wait for what must come; a busy machine takes a few seconds."""


def chromium() -> str:
    """Where Chromium is; the tests that need it are passed over where it is not."""
    found = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if found is None or not Path(found).exists():
        pytest.skip("Chromium is missing: apt-get install chromium, or name it in CHROMIUM")
    return found


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """One browser for all journeys; of this package, as its event loop would be in others' way."""
    path = chromium()
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield made
        made.close()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app that journeys share, each with case audits of its own."""
    yield from _running(Server(tmp_path_factory.mktemp("shared")))


@pytest.fixture(scope="package")
def partnership(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The database of a demonstration of two rounds, the first closed and released: built once, for copies of it."""
    path = tmp_path_factory.mktemp("partnership") / "audit.db"
    build(f"sqlite:///{path}", rounds=2, cases=8, seed=1)
    return path


@pytest.fixture
def new_app(tmp_path: Path) -> Iterator[Server]:
    """An app on a database that nobody has used."""
    yield from _running(Server(tmp_path))


def _running(server: Server) -> Iterator[Server]:
    server.start()
    yield server
    server.end()
    assert "Traceback" not in server.said()


@pytest.fixture(scope="package")
def book(app: Server) -> Iterator[Book]:
    """What the shared app has kept."""
    yield from _read(app)


@pytest.fixture
def new_book(new_app: Server) -> Iterator[Book]:
    """What the new app has kept."""
    yield from _read(new_app)


def _read(server: Server) -> Iterator[Book]:
    db = Database(server.database)
    yield Book(db, local(db))
    db.close()


@pytest.fixture(scope="package")
def warm() -> dict[str, list[Page]]:
    """By host, pages that have compiled all that draws the app, and hold nothing else: in a fresh one that costs a second."""
    return {}


@pytest.fixture
def opened(browser: Browser, warm: dict[str, list[Page]]) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each another person's; afterwards no tab may have done what no page may do."""
    made: list[Tab] = []
    own: list[BrowserContext] = []

    def one(server: Server, *, viewport: ViewportSize = SCREEN, **settings: object) -> Tab:
        at_hand = None if settings else warm.get(server.host)
        page = at_hand.pop() if at_hand else _page(browser, settings)
        if settings:
            own.append(page.context)
        page.set_viewport_size(viewport)
        made.append(Tab(page, server.url))
        return made[-1]

    yield one
    for context in own:
        context.close()
    for tab in made:
        if not tab.page.is_closed():
            warm.setdefault(tab.host, []).append(tab.forgotten())
    assert [each for tab in made for each in tab.has_misbehaved()] == []


def _page(browser: Browser, settings: dict[str, object]) -> Page:
    context = browser.new_context(timezone_id="Europe/London", **settings)
    context.set_default_timeout(PATIENCE)
    return context.new_page()


@pytest.fixture
def tab(opened: Callable[..., Tab], app: Server) -> Tab:
    """A tab on the shared app."""
    return opened(app)
