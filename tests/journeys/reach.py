"""What the keyboard reaches on a page, in which order, whether it can be seen there, and how it is called."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

from playwright.sync_api import CDPSession, Page

from tests.journeys.tab import Tab

SMALLEST = 24
"""Pixels of a target on either side at least (WCAG 2.2, 2.5.8); words within a sentence are free of it."""
MOST = 400
"""Stops of the keyboard on one page, at most: more than this is a keyboard that goes round."""

START = """() => { for (const each of document.querySelectorAll('[data-met]')) delete each.dataset.met;
  const start = document.createElement('span'); start.tabIndex = -1;
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
  let el = document.activeElement;
  while (el?.shadowRoot?.activeElement) el = el.shadowRoot.activeElement;
  if (!el || el === document.body) return null;
  if (el.dataset.met) return {round: true};
  el.dataset.met = '1';
  const group = el.closest('[role=radiogroup], [role=tablist], [data-baseweb=button-group], [role=group]');
  const shown = el.tagName === 'INPUT' && ['checkbox', 'radio'].includes(el.type) ? el.closest('label') ?? el : el;
  const box = shown.getBoundingClientRect();
  const inline = getComputedStyle(el).display === 'inline' && el.tagName === 'A';
  const seen = each => {
    const style = getComputedStyle(each);
    return (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none';
  };
  if (group && el.matches('[role=radio], [role=tab], input[type=radio]'))
    for (const one of group.querySelectorAll('[role=radio], [role=tab], input')) one.dataset.met = '1';
  const down = el.closest('[data-testid=stMain]')?.scrollTop ?? 0;
  let ring = false;
  for (let each = el, n = 0; each && n < 8; each = each.parentElement, n++) ring = ring || seen(each);
  for (const each of shown.querySelectorAll('*')) ring = ring || seen(each);
  const on = {left: Math.max(box.left, 0), right: Math.min(box.right, innerWidth),
    top: Math.max(box.top, 0), bottom: Math.min(box.bottom, innerHeight)};
  const at = [[.5, .5], [.1, .5], [.9, .5], [.5, .1], [.5, .9]].map(([x, y]) =>
    document.elementFromPoint(on.left + (on.right - on.left) * x, on.top + (on.bottom - on.top) * y));
  let shines = true;
  for (let each = el; each; each = each.parentElement) shines = shines && getComputedStyle(each).opacity > .3;
  const behind = !shines || !at.some(each => each && (shown.contains(each) || each.contains(shown)
    || each.closest('label')?.contains(el) || each.shadowRoot?.contains(el)
    || each.closest('[data-testid=stDataFrame]')));
  const label = el.parentElement?.querySelector('label > span, label > div:first-child');
  ring = ring || Boolean(label && getComputedStyle(label).boxShadow !== 'none');
  return {
    what: `${el.tagName.toLowerCase()}${el.getAttribute('role') ? `[${el.getAttribute('role')}]` : ''}`,
    named: (el.getAttribute('aria-label') ?? el.innerText ?? '').trim().slice(0, 30),
    key: [...(el.closest('[class*="st-key-"]')?.classList ?? [])].find(each => each.startsWith('st-key-')) ?? '',
    width: Math.round(box.width), height: Math.round(box.height), inline, ring, behind,
    left: Math.round(box.left), right: Math.round(box.right), bottom: Math.round(box.bottom + down),
    top: Math.round(box.top + down),
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
    behind: tuple[str, ...]
    """Where something else stands before what has the focus, or it is not drawn at all."""
    leaps: tuple[str, ...]
    """Where the next stop stands above and not beside: the order of the keyboard is not that of reading."""
    named: int
    """What can be acted on and has a name."""
    trapped: bool
    """True if the keyboard did not come round."""


def reach(tab: Tab) -> Reached:
    """Walk the whole page by Tab and say what was found.

    Once more where something was not come to: a page that is late can put the keyboard elsewhere meanwhile.
    """
    tab.settle()
    found = _walked(tab.page)
    if not found.unreached:
        return found
    tab.settle()
    return _walked(tab.page)


def _walked(page: Page) -> Reached:
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
        return Reached(len(found), (), (), (), (), (), (), 0, trapped=True)
    named, unnamed = _read_out(page)
    return Reached(
        len(found),
        tuple(page.evaluate(LEFT)),
        tuple(_called(each) for each in found if not each["ring"] and not each["grid"]),
        tuple(
            f"{_called(each)} {each['width']}×{each['height']}"
            for each in found
            if not each["inline"] and min(each["width"], each["height"]) < SMALLEST
        ),
        unnamed,
        tuple(_called(each) for each in found if each["behind"]),
        tuple(_leaps(found)),
        named,
        trapped=False,
    )


def _called(each: dict[str, Any]) -> str:
    return " ".join(filter(None, (each["what"], each["key"], each["named"])))


ASKED = ("button", "link", "textbox", "checkbox", "switch", "combobox", "radio", "tab", "slider")


def _leaps(found: list[dict[str, Any]]) -> Iterator[str]:
    """Stops above the one before and not to its right, within the page: a column begins again at its top."""
    own = [each for each in found if each["own"]]
    for before, after in pairwise(own):
        if after["bottom"] <= before["top"] and after["left"] < before["right"]:
            yield f"{_called(before)} → {_called(after)}"


def _read_out(page: Page) -> tuple[int, tuple[str, ...]]:
    """How many roles have a name in the accessibility tree, as a screen reader has it; and those that have none.

    Nor is it a name where marks are read out in it that were to make it plain text.
    """
    session: CDPSession = page.context.new_cdp_session(page)
    try:
        nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    finally:
        session.detach()
    asked = [
        (each.get("role", {}).get("value", ""), each.get("name", {}).get("value", "").strip())
        for each in nodes
        if not each.get("ignored") and each.get("role", {}).get("value", "") in ASKED
    ]
    bare = [f"{role} {name}".rstrip() for role, name in asked if not name or "\\" in name]
    return len(asked) - len(bare), tuple(bare)
