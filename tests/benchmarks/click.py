"""What a click on a rating costs the server: processor time of the real app, driven by a real browser."""

from collections.abc import Callable
from contextlib import ExitStack
from itertools import count
from pathlib import Path

from playwright.sync_api import Page
from sqlalchemy import func, select

from audit.commands.case import audit_one_now
from audit.documents.checklist_library import ready
from audit.store import tables as t
from audit.store.database import Database
from audit.views import case_audit as views
from audit.views.checklist import published
from tests.benchmarks.browser import chromium, page, settled
from tests.benchmarks.server import APP, SCRIPTS, Running, running
from tests.benchmarks.table import Row
from tests.benchmarks.timing import medians
from tests.builders import local

BETWEEN = 300
"""Milliseconds from one click to the next."""
CHOICES = 3
"""Ratings clicked in turn, from the first of the scale on."""
CARD = '[class*="st-key-criterion-"]:not([class*="st-key-criterion-judgement"])'


def rating_click(folder: Path, *, quick: bool) -> list[Row]:
    """Click ratings 300 ms apart and ask how long the server was at work for each."""
    blocks, clicks = (1, 4) if quick else (5, 10)
    with chromium() as browser, ExitStack() as stack:

        def clicking(script: Path) -> Callable[[], float]:
            database = folder / f"{script.stem}.db"
            where = _case_audit(database)
            server = stack.enter_context(running(script, database, database.with_suffix(".log")))
            server.health()
            tab = stack.enter_context(page(browser))
            tab.goto(server.url + where)
            return _block(server, tab, clicks)

        names = ("ungoverned.py", "plain_page.py", "widgets_only.py")
        scripts = (APP, *(SCRIPTS / name for name in names))
        ours, ungoverned, plain, widgets = medians(blocks, *map(clicking, scripts), warm=not quick)
    given = clicks * (blocks if quick else blocks + 1)
    if (kept := _kept(folder / "app.db")) != given:
        raise AssertionError(f"{given} ratings were clicked and {kept} are kept")
    what, runs = "A rating clicked, server cpu", blocks * clicks
    return [
        Row(what, ours, "with Streamlit's own collections", ungoverned, runs, within=0.005),
        Row(what, ours, "the usual page, 24 criteria", plain, runs, less=20),
        Row(what, ours, "the same widgets, nothing kept", widgets, runs),
    ]


def _case_audit(database: Path) -> str:
    """Begin a case audit in a new database; return the address of its longest standard."""
    db = Database(f"sqlite:///{database}")
    by = local(db)
    ready(db, by)
    first = published(db)[0]
    agency = first.checklist.agencies[0].key
    made = audit_one_now(db, by, first.id, agency)
    standards = views.case_audit(db, by, made).standards
    db.close()
    longest = max(standards, key=lambda each: len(each.criteria))
    return f"/case-audit?id={made}&step={longest.key}"


def _kept(database: Path) -> int:
    """How many ratings the trail has: a click that is not kept costs nothing and proves nothing."""
    db = Database(f"sqlite:///{database}")
    with db.reading() as connection:
        given = select(func.count()).where(t.event.c.act == "rating.given")
        kept = connection.execute(given).scalar_one()
    db.close()
    return kept


def _block(server: Running, tab: Page, clicks: int) -> Callable[[], float]:
    """Clicks go round the criteria on the screen, each time to another rating than the one that stands."""
    settled(tab)
    tab.locator(f"{CARD} [role=radio]").first.wait_for()
    cards, turn = tab.locator(CARD).all(), count()

    def click_round() -> float:
        settled(tab)
        before = server.processor_seconds()
        for _ in range(clicks):
            nth = next(turn)
            choices = cards[nth % len(cards)].locator("[role=radio]")
            choices.nth(nth // len(cards) % CHOICES).click()
            tab.wait_for_timeout(BETWEEN)
        settled(tab)
        return (server.processor_seconds() - before) / clicks

    return click_round
