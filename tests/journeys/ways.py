"""Every page, and how one comes to it: those of the tool, of practice, of the gate, and of roles that see their own.

Three tools stand for it: the demonstration with the local person's case audits, one in which rounds ask for practice,
and one that people sign in to.
"""

import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, urlsplit

from playwright.sync_api import Browser, ViewportSize, sync_playwright
from playwright.sync_api import TimeoutError as RanOut

from audit.commands import calibration, practice
from audit.commands import round as rounds
from audit.commands.person import local
from audit.demonstration.partnership import build
from audit.rules.accessibility import ADDRESS
from audit.store.database import Database
from audit.views import calibration as calibrations
from audit.views import checklist as checklists
from audit.views.practice import practice as practised
from tests import builders
from tests.journeys.conftest import ARGUMENTS, FOR_SECONDS
from tests.journeys.filled import Filled, fill
from tests.journeys.server import Server
from tests.journeys.signing import gated, provider
from tests.journeys.tab import Tab

SCREEN: ViewportSize = {"width": 1280, "height": 900}


class Plain(Tab):
    """A tab on a page that the gate draws: nothing of Streamlit's is on it."""

    def open(self, path: str = "") -> None:
        """Go there."""
        self.page.goto(f"{self.url}/{path}")
        self.page.wait_for_selector("h1")

    def settle(self, quiet: int = 0) -> None:
        """Wait for nothing: no script runs."""


class Stood(NamedTuple):
    """The three tools, running."""

    filled: Server
    practised: Server
    gated: Server


class Way(NamedTuple):
    """A page by its name in the table, and how one comes to it."""

    name: str
    come: Callable[[Tab], None]
    kind: type[Tab] = Tab
    of: str = "filled"
    """Which of the tools it is on."""


STATEMENT = ADDRESS.removeprefix("/")
LED = {"My agency": "Results", "Progress": "", "Supervision": "Follow-up"}
"""Pages of an agency's lead, and the menus that they stand in."""
PRACTISED = {"before": "Practice to come", "under way": "Practice begun", "handed in": "Practised"}
"""Rounds that ask for practice, by how far the local person is with it."""
ADMITTED, STRANGER = "robin", "nobody"
"""Who signs in and is let in, and who is not."""


def ways(made: Filled) -> Iterator[Way]:
    """Yield every page under a name of its own."""
    seen: dict[str, int] = {}
    for each in _ways(made):
        seen[each.name] = n = seen.get(each.name, 0) + 1
        yield each if n == 1 else each._replace(name=f"{each.name} ({n})")


def _ways(made: Filled) -> Iterator[Way]:
    for place in made.places():
        yield Way(called(place), lambda tab, place=place: tab.open(place))
    for name in LED:
        yield Way(f"{name.lower()} (agency lead)", lambda tab, name=name: _led(tab, name))
    yield Way("home: practise first", lambda tab: tab.open(), of="practised")
    for stage, title in PRACTISED.items():
        yield Way(f"practice: {stage}", lambda tab, t=title: _practice(tab, t), of="practised")
    yield Way(STATEMENT, lambda tab: tab.open(STATEMENT), Plain)
    yield Way("home (signed in)", lambda tab: _sign_in(tab, ADMITTED), of="gated")
    yield Way("not open to you", lambda tab: _sign_in(tab, ADMITTED, "people"), of="gated")
    yield Way("signed-out", lambda tab: tab.open("signed-out"), Plain, "gated")
    yield Way("not admitted", lambda tab: _sign_in(tab, STRANGER), Plain, "gated")


SAID = ("step", "view", "part", "round-part", "supervision-part", "point", "from")
"""Which words of an address say what is on the page."""


def called(place: str) -> str:
    """The name of a page in the table: its path, and what of it is shown."""
    parts = urlsplit(place)
    shown = [
        "from a case audit" if key == "from" else value
        for key, value in parse_qsl(parts.query)
        if key in SAID
    ]
    return ": ".join((parts.path or "home", ", ".join(shown))) if shown else parts.path or "home"


def as_lead(tab: Tab, agency: str) -> None:
    """Try the role of an agency's lead: its pages are open to nobody else."""
    page = tab.page
    page.get_by_role("button", name="Try a role").click()
    for name, option in (("Role", "agency lead"), ("Agency", agency)):
        page.get_by_role("combobox", name=name, exact=True).click()
        page.get_by_role("option", name=option, exact=True).click()
        tab.settle()
    page.keyboard.press("Escape")


def _led(tab: Tab, name: str) -> None:
    tab.open()
    as_lead(tab, "Midwifery")
    tab.to_page(name, LED[name])
    tab.page.get_by_role("heading", level=1).wait_for()
    tab.settle()


def _practice(tab: Tab, title: str) -> None:
    """Where the first page leads to; that of a round through with folds it away."""
    tab.open()
    done = tab.page.get_by_text("Your practice", exact=True)
    if title == PRACTISED["handed in"] and done.count():
        done.click()
    tab.page.get_by_role(
        "button", name=re.compile(rf"(practice|[Pp]ractis\w+) for {title}")
    ).click()
    tab.page.get_by_role("heading", level=1, name="Practice").wait_for()
    tab.settle()


def _sign_in(tab: Tab, subject: str, path: str = "") -> None:
    tab.page.goto(f"{tab.url}/{path}")
    tab.page.fill("input[name=sub]", subject)
    tab.page.keyboard.press("Enter")
    tab.page.wait_for_url(f"{tab.url}/**")
    tab.page.wait_for_selector("h1")
    tab.settle()


def ask_to_practise(db: Database) -> None:
    """Open three rounds that ask the local person to practise: to come, under way, and handed in."""
    by = local(db)
    checklist = checklists.published(db)[0].id
    for stage, title in PRACTISED.items():
        made = rounds.open_(db, by, title, checklist)
        choices = calibrations.calibration(db, by, made).choices
        calibration.ask(db, by, made, choices[0].id, 90)
        builders.add(db, made, f"P-{stage[:1].upper()}01", "midwifery")
        if stage == "before":
            continue
        attempt = practice.begin(db, by, made)
        page = practised(db, by, made)
        asked = page.criteria if stage == "handed in" else page.criteria[:2]
        for each in asked:
            practice.rate(
                db,
                by,
                attempt,
                each.criterion.key,
                page.scale.ratings[0].key,
                was=None,
                visit=attempt,
            )
        if stage == "handed in":
            practice.submit(db, by, attempt)


@contextmanager
def standing(folder: Path) -> Iterator[tuple[Filled, Stood]]:
    """The three tools for as long as they are needed, on a demonstration in that folder."""
    first = folder / "filled"
    first.mkdir()
    build(f"sqlite:///{first / 'audit.db'}", rounds=2, cases=8, seed=1)
    second = Server(Path(shutil.copytree(first, folder / "practised")))
    db = Database(second.database)
    ask_to_practise(db)
    db.close()
    with ExitStack() as ends, provider(folder / "provider.log") as issuer:
        made = fill(first)
        ends.callback(made.server.end)
        third, book = gated(folder / "gated", issuer)
        book.db.close()
        for each in (second, third):
            each.start()
            ends.callback(each.end)
        yield made, Stood(made.server, second, third)


def each_page(
    browser: Browser, made: Filled, stood: Stood, only: str = ""
) -> Iterator[tuple[str, Tab]]:
    """Come to every page, or to those whose name has that in it, each in a browser of its own."""
    for name, come, kind, of in ways(made):
        if not re.search(only, name):
            continue
        context = browser.new_context(
            viewport=SCREEN, timezone_id="Europe/London", reduced_motion="reduce"
        )
        context.set_default_timeout(60_000)
        tab = kind(context.new_page(), getattr(stood, of).url)
        try:
            come(tab)
        except RanOut:  # a busy machine: once more
            come(tab)
        yield name, tab
        context.close()


@contextmanager
def walking(only: str = "") -> Iterator[Iterator[tuple[str, Tab]]]:
    """Every page of a demonstration of its own, to be looked at one after the other."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    with (
        tempfile.TemporaryDirectory() as folder,
        standing(Path(folder)) as (made, stood),
        sync_playwright() as driver,
    ):
        browser = driver.chromium.launch(executable_path=chromium, args=[*ARGUMENTS, FOR_SECONDS])
        yield each_page(browser, made, stood, only)
        browser.close()
