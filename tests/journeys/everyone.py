"""Every page held against WCAG 2.2 AA: in both lights, by the keyboard, for a screen reader, enlarged, and still.

`python -m tests.journeys.everyone` walks a demonstration of its own and keeps what it found in `everyone.json`,
of which `python -m tests.readme` prints the table; `--only` with a regular expression walks those that it fits.
"""

import argparse
import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import ViewportSize

from tests.journeys.reach import Reached, reach
from tests.journeys.tab import Tab
from tests.journeys.test_accessible import CONTRAST, OPTIONS, WIDTHS, turn, violations
from tests.journeys.ways import SCREEN, walking

KEPT = Path(__file__).with_suffix(".json")
"""What was found when every page was walked last."""
PHONE: ViewportSize = {"width": 320, "height": 800}
TWICE: ViewportSize = {"width": 640, "height": 450}
FOUR_TIMES: ViewportSize = {"width": 320, "height": 225}
"""What is left of the screen when a browser enlarges it."""
SPACED = """() => { const style = document.createElement('style'); style.id = 'spaced';
  style.textContent = `[data-testid=stMain] * { line-height: 1.5 !important; letter-spacing: .12em !important;
    word-spacing: .16em !important } [data-testid=stMain] p { margin-bottom: 2em !important }`;
  document.head.append(style); }"""
"""The spacing that a reader may set for themselves (1.4.12)."""
OWN = """selector => { let el; try { el = document.querySelector(selector); } catch { return true; }
  return !el || Boolean(el.closest('[data-testid=stHtml], [class^=pa-], #languages, body > main, body > footer')); }"""
"""True for what the tool draws by itself; all else is a part of Streamlit's."""
CUT = """() => {
  const wide = document.documentElement.clientWidth, found = new Set();
  for (const part of document.querySelectorAll('[data-testid=stMain], [data-testid=stHeader], [data-testid=stSidebar], body > main, body > footer')) {
    const walk = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    while (walk.nextNode()) {
      const words = walk.currentNode, inside = words.parentElement;
      if (!words.data.trim() || !inside.checkVisibility({checkVisibilityCSS: true})
          || inside.closest('[aria-hidden=true], style, canvas, svg')) continue;
      const range = document.createRange(); range.selectNodeContents(words);
      const at = range.getBoundingClientRect();
      for (let around = inside; around; around = around.parentElement) {
        const style = getComputedStyle(around), box = around.getBoundingClientRect();
        if (around !== part && /auto|scroll/.test(style.overflowX + style.overflowY)) break;
        if (/hidden|clip/.test(style.overflowX + style.overflowY)) {
          if (box.width <= 1 || box.height <= 1) break;
          if (at.right > box.right + 1 || at.left < box.left - 1 || at.bottom > box.bottom + 3 || at.top < box.top - 3) {
            found.add(words.data.trim().slice(0, 40)); break; }
        }
        if (around === part) {
          if (at.right > wide + 1 || at.left < -1) found.add(words.data.trim().slice(0, 40));
          break; }
      }
    }
  }
  return [...found];
}"""
"""Words that are wider or higher than their box and hidden by it, or that stand beside the screen."""
MOVING = """() => document.getAnimations().filter(each => each.playState === 'running'
  && (each.effect?.getComputedTiming().duration ?? 0) > 1).map(each => each.animationName ?? each.transitionProperty ?? '')"""
"""What goes on moving although the reader asked for stillness."""

THEIRS = {
    "Scroll tabs": "the arrow beside a row of tabs comes after what the tab shows; the arrow keys do the same from the tab",
}
"""Faults in parts of Streamlit's that the tool cannot mend: by what they are told, and the way round."""


class Walked(NamedTuple):
    """What was found on one page, each fault in a word or two."""

    stops: int
    """Stops of the keyboard on a wide screen."""
    named: int
    """What can be acted on and has a name in the accessibility tree."""
    ours: tuple[str, ...]
    """What axe finds in what the tool draws, in either light."""
    theirs: tuple[str, ...]
    """What is wrong in parts of Streamlit's: what axe finds in either light, and what `THEIRS` knows."""
    reached: tuple[str, ...]
    """What can be clicked and not come to by the keyboard."""
    seen: tuple[str, ...]
    """Where the focus cannot be seen, or stands behind something else."""
    order: tuple[str, ...]
    """Where the focus leaps back up the page."""
    small: tuple[str, ...]
    """Targets below 24 pixels."""
    unnamed: tuple[str, ...]
    """What a screen reader reads out without a name."""
    narrow: tuple[str, ...]
    """What is cut off, or scrolls the page sideways, at 320 pixels, with the reader's own spacing too."""
    twice: tuple[str, ...]
    """The same at 200%."""
    four_times: tuple[str, ...]
    """The same at 400%, and where the focus is hidden there."""
    moving: tuple[str, ...]
    """What moves although less motion was asked for."""

    @property
    def faults(self) -> dict[str, tuple[str, ...]]:
        """Every kind of fault of which there is one."""
        return {
            name: found
            for name, found in self._asdict().items()
            if isinstance(found, tuple) and found
        }


def walk(tab: Tab) -> Walked:
    """Hold the page that is open against all of it; afterwards it is as wide as before."""
    page = tab.page
    page.set_viewport_size(SCREEN)
    tab.settle()
    ours, theirs = axe(tab)
    wide = reach(tab)
    narrow = tuple(cut(tab, PHONE))
    page.evaluate(SPACED)
    narrow += tuple(f"spaced: {each}" for each in cut(tab, PHONE) if each not in narrow)
    page.evaluate("() => document.getElementById('spaced').remove()")
    twice = tuple(cut(tab, TWICE))
    four_times = (*cut(tab, FOUR_TIMES), *(each for each in hidden(tab) if not is_theirs(each)))
    moving = tuple(page.evaluate(MOVING))
    page.set_viewport_size(SCREEN)
    return Walked(
        wide.stops,
        wide.named,
        ours,
        (*theirs, *(each for each in wide.leaps if is_theirs(each))),
        (*wide.unreached, *(["it goes round"] if wide.trapped else [])),
        (*wide.unseen, *(f"behind: {each}" for each in wide.behind)),
        tuple(each for each in wide.leaps if not is_theirs(each)),
        wide.small,
        wide.unnamed,
        narrow,
        twice,
        four_times,
        moving,
    )


def is_theirs(fault: str) -> bool:
    """True if the tool cannot mend it."""
    return any(each in fault for each in THEIRS)


def axe(tab: Tab) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What axe finds, in light and in the dark: in the tool's own words, and in Streamlit's parts."""
    found: dict[bool, list[str]] = {True: [], False: []}
    for scheme, options in (("light", OPTIONS), ("dark", CONTRAST)):
        turn(tab, scheme)
        for rule, target, _ in violations(tab, options):
            is_own = tab.page.evaluate(OWN, str(target[-1]))
            found[is_own].append(f"{scheme}: {rule} {target[-1]}")
    turn(tab, "light")
    return tuple(found[True]), tuple(found[False])


def cut(tab: Tab, size: ViewportSize) -> Iterator[str]:
    """Yield what is cut off on a screen of that size, and the page if it has to be scrolled sideways."""
    tab.page.set_viewport_size(size)
    tab.settle()
    if any(over := tab.page.evaluate(WIDTHS)):
        yield f"sideways by {max(over)}"
    yield from tab.page.evaluate(CUT)


def hidden(tab: Tab) -> Iterator[str]:
    """Yield where the keyboard is behind something else on a screen as small as it is now."""
    small: Reached = reach(tab)
    yield from (f"behind: {each}" for each in small.behind)
    if small.trapped:
        yield "it goes round"


def main(told: list[str]) -> int:
    """Walk, say what was found page by page, and keep it."""
    asked = argparse.ArgumentParser(prog="python -m tests.journeys.everyone")
    asked.add_argument("--only", default="", help="walk the pages whose names this fits")
    only = asked.parse_args(told).only
    kept: dict[str, Any] = json.loads(KEPT.read_text("utf-8")) if only else {"pages": {}}
    with walking(only) as pages:
        for name, tab in pages:
            at = walk(tab)
            sys.stdout.write(f"{name}: {at.faults or 'nothing'}\n")
            sys.stdout.flush()
            kept["pages"][name] = at._asdict()
            kept["day"] = f"{datetime.now(UTC):%-d %B %Y}"
            KEPT.write_text(json.dumps(kept, indent=1, ensure_ascii=False) + "\n", "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
