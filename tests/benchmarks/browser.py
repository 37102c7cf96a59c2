"""One Chromium for the benchmarks that need to see a page."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright

from tests.benchmarks.table import Absent

ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AT_REST = "[data-testid=stApp][data-test-script-state=notRunning]"


class NoChromium(Absent):
    """There is no browser on this computer."""

    def __str__(self) -> str:
        return "Chromium is missing: apt-get install chromium, or name it in CHROMIUM"


@contextmanager
def chromium() -> Iterator[Browser]:
    """Yield a browser; NoChromium where there is none."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if path is None:
        raise NoChromium
    with sync_playwright() as playwright:
        made = playwright.chromium.launch(executable_path=path, args=list(ARGUMENTS))
        yield made
        made.close()


@contextmanager
def page(browser: Browser) -> Iterator[Page]:
    """Yield a page of a person who has never been here: nothing is in the browser's cache."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def settled(tab: Page) -> None:
    """Wait until the app has nothing more to do for this tab."""
    tab.wait_for_selector(AT_REST)
    tab.wait_for_timeout(1_000)
