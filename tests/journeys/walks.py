"""What it takes each person from their first page to what they came for: clicks, keys, seconds.

`python -m tests.journeys.walks` walks a demonstration of its own and keeps the numbers in `walks.json`, of which
`python -m tests.readme` prints the table. Keys with which words are typed are not counted; seconds are the
tool's and the browser's, on a busy machine of two cores, and nobody reads meanwhile.
"""

import json
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Browser, Locator, ViewportSize, expect, sync_playwright

from audit.commands.person import local
from audit.demonstration.partnership import build
from audit.store.database import Database
from tests.journeys.book import Book
from tests.journeys.server import Server
from tests.journeys.tab import Tab
from tests.journeys.test_nothing_lost import SAVED

KEPT = Path(__file__).with_suffix(".json")
DESK: ViewportSize = {"width": 1280, "height": 900}
TABLET: ViewportSize = {"width": 810, "height": 1080}
FACTS = "21134443"
"""A midwife's file in which much does not arise."""
WAITING = 12
"""Case files on the auditor's desk."""


class Walker(Tab):
    """A tab that counts what is pressed, words apart."""

    keys = 0

    def press(self, *keys: str) -> None:
        """Press keys, and count them."""
        self.keys += len(keys)
        super().press(*keys)


class Taken(NamedTuple):
    """What a walk took."""

    clicks: int
    keys: int
    seconds: float


def first_rating(tab: Walker) -> None:
    """A file of one's own agency, its facts, the first rating: saved."""
    tab.click("Midwifery")
    tab.arrived()
    for digit in FACTS:
        tab.press(digit)
    tab.press("Shift+N")
    tab.to_step("fathers")
    tab.press("1")
    expect(tab.line("F1")).to_have_text(SAVED)


def _step(url: str) -> str:
    return parse_qs(urlsplit(url).query).get("step", [""])[0]


def one_of_twelve(tab: Walker) -> None:
    """The file that stands first, answered whole and handed in; the next one is open."""
    tab.page.get_by_role("button", name="Continue FILE-").first.click()
    tab.clicks += 1
    tab.arrived()
    for digit in FACTS:
        tab.press(digit)
    tab.press("Shift+N")
    tab.to_step("fathers")
    step = "fathers"
    while step != "hand-in":
        is_asked = step != "conversation"  # that is for later, and for two
        if is_asked:
            tab.to_step(step)
        for key in tab.cards() if is_asked else ():
            if tab.choices(key).count():
                tab.to_card(key)
                tab.press("1")
                if key.startswith("judgement-"):
                    tab.press("e")
                    tab.type("What weighed most")
                    tab.press("Escape")
        tab.press("Shift+N")
        tab.page.wait_for_url(lambda url, step=step: _step(url) != step)
        tab.settle()
        step = _step(tab.page.url)
    tab.click("Submit this case audit")
    tab.page.get_by_text("It can be read but no longer changed").wait_for()
    following = tab.page.get_by_role("button", name="Next case file")
    if following.count():
        following.click()
        tab.clicks += 1
    else:
        tab.click("Home", role="link")
        tab.page.get_by_role("button", name="Continue FILE-").first.click()
        tab.clicks += 1
    tab.page.wait_for_url("**/case-audit?*id=*")
    tab.arrived()


def busiest_week(tab: Walker) -> None:
    """Who is late is reminded, what is done is verified, and a scrutineer is answered."""
    tab.click("Progress of Autumn 2026")
    tab.page.get_by_role("button", name="Show the text to copy").wait_for()
    tab.click("Show the text to copy")
    tab.click("Home", role="link")
    tab.click("Verify")
    tab.page.get_by_text("Verify it").first.click()
    tab.clicks += 1
    tab.settle()
    tab.click("Home", role="link")
    tab.click("Answer on Autumn 2026")
    tab.page.get_by_label("Answer to comment 1").fill("The moderation of the second readings will.")
    tab.click("Answer comment 1")
    tab.page.get_by_text("The moderation of the second readings will.").first.wait_for()


def meeting(tab: Walker) -> None:
    """The answer is read, the whole story of a learning point, and its picture taken along as a workbook."""
    tab.click("Read what was released")
    tab.page.get_by_role("heading", level=1, name="Board").wait_for()
    with tab.page.expect_download():
        tab.click("Download this picture (Excel)")
    tab.page.get_by_text("The whole story of a learning point").first.click()
    tab.clicks += 1
    tab.page.get_by_role("heading", level=1, name="Story").wait_for()
    tab.settle()


def question(tab: Walker) -> None:
    """What the figures rest on is read, and a question asked that must be answered."""
    tab.click("Scrutiny", role="link")
    tab.page.get_by_label("Your comment on this round").fill("Who chose the files?")
    tab.click("Comment")
    tab.page.get_by_text("Comment 1, by").or_(
        tab.page.get_by_text("Who chose the files?")
    ).first.wait_for()
    tab.settle()


NEW = "Morgan Wren"


def new_colleague(tab: Walker) -> None:
    """What the tool itself needs is seen; somebody is let in with a role and an agency, and shut out again"""
    page = tab.page
    page.get_by_text("No backup is on record").wait_for()
    straight = "Let somebody in, or end their access"
    if page.get_by_role("link", name=straight).count():
        tab.click(straight, role="link")
    else:
        tab.to_page("People", "Set up")
        tab.clicks += 1  # the menu
    page.get_by_role("heading", level=1, name="People").wait_for()
    admit = page.locator("[data-testid=stExpander]").filter(has_text="Admit somebody")
    _press(tab, admit.get_by_text("Admit somebody", exact=True))
    admit.get_by_label("Name, as colleagues know them").fill(NEW)
    _choose(tab, admit.get_by_role("combobox", name="Roles", exact=True), "auditor")
    page.keyboard.press("Escape")
    where = admit.get_by_role("combobox", name="Agency and team", exact=True)
    _choose(tab, where, "Midwifery, all teams")
    _press(tab, admit.get_by_role("button", name="Admit", exact=True))
    page.get_by_text(f"{NEW} is admitted.").wait_for()
    chosen = page.get_by_role("combobox", name="Person", exact=True)
    if NEW not in chosen.input_value():
        _choose(tab, chosen, f"{NEW}, Midwifery")
    _press(tab, page.get_by_text("End their access", exact=True))
    _press(tab, page.get_by_text(f"Yes, end the access of {NEW}"))
    _press(tab, page.get_by_role("button", name="End access", exact=True))
    page.get_by_text(f"{NEW} no longer has access.").wait_for()


def _press(tab: Walker, on: Locator) -> None:
    on.click()
    tab.clicks += 1
    tab.settle()


def _choose(tab: Walker, box: Locator, option: str) -> None:
    """Open a list, write what is looked for and choose it: two clicks."""
    _press(tab, box)
    tab.type(option)
    _press(tab, tab.page.get_by_role("option", name=option, exact=True))


WALKS: dict[str, tuple[str, ViewportSize, Callable[[Walker], None]]] = {
    "newcomer": ("", DESK, first_rating),
    "auditor with 12 files": ("auditor", DESK, one_of_twelve),
    "QA lead in the busiest week": ("QA lead", DESK, busiest_week),
    "board member on a tablet": ("board member", TABLET, meeting),
    "scrutineer": ("scrutineer", DESK, question),
    "administrator": ("administrator", DESK, new_colleague),
}


def walked(browser: Browser, server: Server, names: list[str]) -> Iterator[tuple[str, Taken]]:
    """Walk as each of them, one after the other."""
    for name in names:
        role, size, walk = WALKS[name]
        context = browser.new_context(viewport=size, timezone_id="Europe/London")
        context.set_default_timeout(40_000)
        tab = Walker(context.new_page(), server.url)
        if walk is one_of_twelve:
            db = Database(server.database)
            book = Book(db, local(db))
            for _ in range(WAITING):
                book.new_audit()
            db.close()
        tab.open()
        if role:
            tab.try_role(role)
        began = time.monotonic()
        walk(tab)
        yield name, Taken(tab.clicks, tab.keys, round(time.monotonic() - began, 1))
        context.close()


def main(told: list[str]) -> None:
    """Walk, or as those alone who are named; keep the numbers as those of before, or of now."""
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("Chromium is missing: apt-get install chromium")
    expect.set_options(timeout=60_000)
    names = [each for each in WALKS if each in told] or list(WALKS)
    kept = json.loads(KEPT.read_text("utf-8")) if KEPT.exists() else {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        build(f"sqlite:///{Path(folder, 'audit.db')}", rounds=2, cases=8, seed=1)
        browser = driver.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        server = Server(Path(folder))
        server.start()
        try:
            found = {name: taken._asdict() for name, taken in walked(browser, server, names)}
        finally:
            server.end()
            browser.close()
    kept.setdefault("before" if "--before" in told else "now", {}).update(found)
    KEPT.write_text(json.dumps(kept, indent=1) + "\n", "utf-8")
    sys.stdout.write(f"{json.dumps(found, indent=1)}\n")


if __name__ == "__main__":
    main(sys.argv[1:])
