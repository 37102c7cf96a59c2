"""A real Chromium, the real app, and the database that the app writes to."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from audit.commands.person import local
from audit.demonstration.partnership import Built
from audit.store.database import Database
from tests.journeys.book import Book
from tests.journeys.server import Server
from tests.journeys.tab import OWED, Tab

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # What moves for the eye's sake is drawn over and over, here by the processor.
    "--force-prefers-reduced-motion",
)
MEMORY = "--min-semi-space-size=64 --max-semi-space-size=64 --single-threaded-gc"
FOR_SECONDS = f"--js-flags=--no-opt --no-maglev {MEMORY}"
"""A page stands for seconds: to make its script run fast takes longer than it saves, by either compiler."""
FOR_MINUTES = f"--js-flags={MEMORY}"
"""Where one script works over page after page, both compilers save more than they take."""
SCREEN: ViewportSize = {"width": 1280, "height": 900}
PATIENCE = 30_000
"""Milliseconds to wait for what must come; a busy machine takes a few seconds, one that others share more."""


RAN_OUT = ("Locator expected", r"Timeout \d+ms exceeded")
"""How Playwright says that it has waited long enough."""
ABOUT_LOSS = ("test_nothing_lost.py", "test_two_tabs.py", "test_two_processes.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Walk a journey once more whose wait ran out: on two busy cores a page can take its time.

    Never where what is waited for is that nothing was lost, and never after anything else that failed.
    Each is counted as a rerun at the end of the run.
    """
    again = pytest.mark.flaky(reruns=1, only_rerun=list(RAN_OUT))
    for each in items:
        if Path(__file__).parent in each.path.parents and each.path.name not in ABOUT_LOSS:
            each.add_marker(again)


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
        made = playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, FOR_SECONDS])
        yield made
        made.close()


@pytest.fixture(scope="package")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The app that journeys share, each with case audits of its own."""
    yield from _running(Server(tmp_path_factory.mktemp("shared")))


@pytest.fixture(scope="package")
def partnership(demonstration: tuple[Path, Built]) -> Path:
    """The database of the demonstration, for copies of it."""
    return demonstration[0]


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


USES = 8
"""How often a page is opened anew before another takes its place: it never gives all of its memory back."""


class Warm:
    """Pages that have compiled all that draws the app, and hold nothing else: in a fresh one that costs a second."""

    def __init__(self, browser: Browser) -> None:
        self._browser = browser
        self._at_hand: dict[str, list[Page]] = {}
        self._uses: dict[Page, int] = {}

    def page(self, host: str) -> Page:
        """Give a page that was on that host before, or a fresh one."""
        at_hand = self._at_hand.get(host)
        found = at_hand.pop() if at_hand else fresh(self._browser, {})
        self._uses[found] = self._uses.get(found, 0) + 1
        return found

    def back(self, tab: Tab) -> None:
        """Take back the page of a tab that nobody needs any more, or close it."""
        page = tab.page
        if page.is_closed() or self._uses.get(page, USES) >= USES:
            self._uses.pop(page, None)
            page.context.close()
        else:
            self._at_hand.setdefault(tab.host, []).append(tab.forgotten())


@pytest.fixture(scope="package")
def warm(browser: Browser) -> Warm:
    return Warm(browser)


@pytest.fixture
def opened(browser: Browser, warm: Warm) -> Iterator[Callable[..., Tab]]:
    """Opens tabs, each another person's; afterwards no tab may have done what no page may do."""
    made: list[Tab] = []

    def one(server: Server, *, viewport: ViewportSize = SCREEN, **settings: object) -> Tab:
        page = fresh(browser, settings) if settings else warm.page(server.host)
        page.set_viewport_size(viewport)
        made.append(Tab(page, server.url))
        return made[-1]

    yield one
    for tab in made:
        warm.back(tab)
    assert [each for tab in made for each in tab.has_misbehaved()] == []


def fresh(browser: Browser, settings: dict[str, object]) -> Page:
    """A page of a context of its own."""
    context = browser.new_context(timezone_id="Europe/London", **settings)
    context.set_default_timeout(PATIENCE)
    context.add_init_script(OWED)
    return context.new_page()


@pytest.fixture
def tab(opened: Callable[..., Tab], app: Server) -> Tab:
    """A tab on the shared app."""
    return opened(app)
