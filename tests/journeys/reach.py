"""What the keyboard reaches on a page, in which order, whether it can be seen there, and how it is called.

`python -m tests.journeys.reach DATABASE` prints the accessibility table: every page of a filled tool at 1,280 pixels.
"""

import sys
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from playwright.sync_api import CDPSession, Page

from tests.journeys.tab import Tab

SMALLEST = 24
"""Pixels of a target on either side at least (WCAG 2.2, 2.5.8); words within a sentence are free of it."""
MOST = 400
"""Stops of the keyboard on one page, at most: more than this is a keyboard that goes round."""

START = """() => { const start = document.createElement('span'); start.tabIndex = -1;
  document.body.prepend(start); start.focus(); }"""
"""The keyboard before the first thing on the page, wherever the page has put it."""
LEFT = """() => [...document.querySelectorAll(
    'a[href], button, input, select, textarea, summary, [tabindex="0"], [role=radio], [role=tab], [role=switch]')]
  .filter(el => !el.disabled && (el.tabIndex >= 0 || el.matches('[role=radio], [role=tab]'))
    && el.getAttribute('aria-hidden') !== 'true' && el.checkVisibility({checkVisibilityCSS: true})
    && !el.closest('[inert], [aria-hidden=true]') && !(el.tagName === 'INPUT' && el.type === 'file') && !el.dataset.met)
  .map(el => `${el.tagName.toLowerCase()} ${(el.getAttribute('aria-label') ?? el.textContent ?? '').trim().slice(0, 40)}`)"""
"""Everything that can be acted on, is drawn, and was not come to."""
HERE = """() => {
  const el = document.activeElement;
  if (!el || el === document.body) return null;
  if (el.dataset.met) return {round: true};
  el.dataset.met = '1';
  const group = el.closest('[role=radiogroup], [role=tablist], [data-baseweb=button-group], [role=group]');
  const shown = el.tagName === 'INPUT' && ['checkbox', 'radio'].includes(el.type) ? el.closest('label') ?? el : el;
  const box = shown.getBoundingClientRect();
  const inline = getComputedStyle(el).display === 'inline' && el.tagName === 'A';
  const seen = each => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 1) || style.boxShadow !== 'none';
  };
  if (group && el.matches('[role=radio], [role=tab], input[type=radio]'))
    for (const one of group.querySelectorAll('[role=radio], [role=tab], input')) one.dataset.met = '1';
  let ring = false;
  for (let each = el, n = 0; each && n < 8; each = each.parentElement, n++) ring = ring || seen(each);
  for (const each of shown.querySelectorAll('*')) ring = ring || seen(each);
  const label = el.parentElement?.querySelector('label > span, label > div:first-child');
  ring = ring || Boolean(label && getComputedStyle(label).boxShadow !== 'none');
  return {
    what: `${el.tagName.toLowerCase()}${el.getAttribute('role') ? `[${el.getAttribute('role')}]` : ''}`,
    key: [...(el.closest('[class*="st-key-"]')?.classList ?? [])].find(each => each.startsWith('st-key-')) ?? '',
    width: Math.round(box.width), height: Math.round(box.height), inline, ring,
    top: Math.round(box.top + (document.querySelector('[data-testid=stMain]')?.scrollTop ?? 0)),
    own: Boolean(el.closest('[data-testid=stMain], [data-testid=stSidebar]')),
    grid: Boolean(el.closest('[data-testid=stDataFrame], canvas')),
  };
}"""


class Reached(NamedTuple):
    """What the keyboard found on one page."""

    stops: int
    """Times that Tab stopped."""
    unreached: tuple[str, ...]
    """What can be clicked and not come to."""
    unseen: tuple[str, ...]
    """Where the focus cannot be seen."""
    small: tuple[str, ...]
    """Targets below 24 pixels."""
    unnamed: tuple[str, ...]
    """What a screen reader reads out without a name."""
    trapped: bool
    """True if the keyboard did not come round."""


def reach(tab: Tab) -> Reached:
    """Walk the whole page by Tab and say what was found."""
    page = tab.page
    tab.settle()
    page.evaluate(START)
    found: list[dict[str, Any]] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        here = page.evaluate(HERE)
        if here is None:
            continue  # the end, or a late redraw took what had the keyboard: the next Tab tells
        if "round" in here:
            break
        found.append(here)
    else:
        return Reached(len(found), (), (), (), (), trapped=True)
    return Reached(
        len(found),
        tuple(page.evaluate(LEFT)),
        tuple(_called(each) for each in found if not each["ring"] and not each["grid"]),
        tuple(
            f"{_called(each)} {each['width']}×{each['height']}"
            for each in found
            if not each["inline"] and min(each["width"], each["height"]) < SMALLEST
        ),
        tuple(_unnamed(page)),
        trapped=False,
    )


def _called(each: dict[str, Any]) -> str:
    return f"{each['what']} {each['key']}".strip()


ASKED = ("button", "link", "textbox", "checkbox", "switch", "combobox", "radio", "tab", "slider")


def _unnamed(page: Page) -> list[str]:
    """Roles without a name in the accessibility tree, as a screen reader has it."""
    session: CDPSession = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    return [
        role
        for each in nodes
        if not each.get("ignored")
        and (role := each.get("role", {}).get("value", "")) in ASKED
        and not each.get("name", {}).get("value", "").strip()
    ]


def main(database: str) -> None:
    """Print what the keyboard finds on every page of the tool on this database, as the table of the guide."""
    from playwright.sync_api import sync_playwright

    from tests.journeys.server import Server
    from tests.journeys.test_accessible import PAGES, VIEWS

    server = Server(Path(database).parent, Path(database).name)
    server.start()
    places = [each for each in PAGES if each != "board"] + [f"board?view={each}" for each in VIEWS]
    try:
        with sync_playwright() as driver:
            browser = driver.chromium.launch(
                executable_path="/usr/bin/chromium", args=["--no-sandbox"]
            )
            tab = Tab(browser.new_page(viewport={"width": 1280, "height": 900}), server.url)
            print("| page | stops of Tab | not reached | not seen | below 24 px | without a name |")
            print("|---|---|---|---|---|---|")
            for place in places:
                tab.open(place)
                found = reach(tab)
                faults = (found.unreached, found.unseen, found.small, found.unnamed)
                cells = (unquote(place) or "home", found.stops, *map(len, faults))
                print("| " + " | ".join(map(str, cells)) + " |", flush=True)
    finally:
        server.end()


if __name__ == "__main__":
    main(sys.argv[1])
