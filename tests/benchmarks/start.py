"""From `streamlit run` to the first page, in a browser that has never been here."""

from collections.abc import Callable
from itertools import count
from pathlib import Path
from time import perf_counter

from playwright.sync_api import Browser

from tests.benchmarks.browser import chromium, page
from tests.benchmarks.server import APP, SCRIPTS, running
from tests.benchmarks.table import Row
from tests.benchmarks.timing import medians

TITLE = "Practice audit"
MOST, LITTLE = 1.5, 110
FLOOR = SCRIPTS / "title_only.py"
"""It shows the same title and nothing else."""


def first_page(folder: Path, *, quick: bool) -> list[Row]:
    """Start the process until it answers, and until its first page is painted."""
    runs = 1 if quick else 5
    log, kept, fresh = folder / "log", folder / "kept.db", count()
    held: dict[Path, float] = {}
    with chromium() as browser:

        def painted(script: Path, *, new: bool = False) -> Callable[[], float]:
            def one() -> float:
                database = folder / f"new-{next(fresh)}.db" if new else kept
                return _until_painted(browser, script, database, log, {} if new else held)

            return one

        answers, again, first, floor_answers, floor = medians(
            runs,
            lambda: _until_answering(APP, kept, log),
            painted(APP),
            painted(APP, new=True),
            lambda: _until_answering(FLOOR, kept, log),
            painted(FLOOR),
            warm=not quick,
        )
    against = "a script with one title"
    ours, theirs = (f"in {held[script]:,.0f} MB" for script in (APP, FLOOR))
    home = f"Process start to the home page {ours}, to reach: {LITTLE} MB"
    return [
        Row("Process start to an answer", answers, against, floor_answers, runs, most=MOST),
        Row(home, again, f"{against} {theirs}", floor, runs, most=MOST),
        Row("The same, making a new database", first, against, floor, runs),
    ]


def _until_answering(script: Path, database: Path, log: Path) -> float:
    start = perf_counter()
    with running(script, database, log) as server:
        server.health()
        return perf_counter() - start


def _until_painted(
    browser: Browser, script: Path, database: Path, log: Path, held: dict[Path, float]
) -> float:
    start = perf_counter()
    with running(script, database, log) as server, page(browser) as tab:
        server.health()
        tab.goto(server.url, wait_until="commit")
        tab.get_by_role("heading", name=TITLE, exact=True).wait_for()
        took = perf_counter() - start
        held[script] = server.memory()
        return took
