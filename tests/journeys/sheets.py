"""Every page at three widths, in light and in the dark, on one sheet a page: for whoever judges how it looks.

`python -m tests.journeys.sheets FOLDER` takes a demonstration of its own; `--only` with a regular expression takes the pages
whose names it fits. A sheet shows a page as a phone, a tablet and a desk have it, light above dark.
"""

import argparse
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import FloatRect

from tests.journeys.tab import Tab
from tests.journeys.test_accessible import turn
from tests.journeys.ways import walking

WIDTHS = {"phone": 390, "tablet": 820, "desk": 1280}
LIGHTS = ("light", "dark")
LOWEST, LONGEST = 844, 6000
"""Pixels of a page at least and at most: what is longer is cut off at its foot."""
GAP = 24
WHOLE = """() => (document.querySelector('[data-testid=stMainBlockContainer]') ?? document.querySelector('body'))
  .getBoundingClientRect().bottom"""
"""How high the page is: Streamlit scrolls within itself."""
DRAWN = "() => !document.querySelector('[data-testid=stSkeleton]')"
"""Nothing stands where something is still to be drawn."""


def taken(tab: Tab) -> Iterator[tuple[str, Image.Image]]:
    """Yield the open page in each light at each width, with the name of the light."""
    page = tab.page
    for light in LIGHTS:
        turn(tab, light)
        for width in WIDTHS.values():
            page.set_viewport_size({"width": width, "height": LONGEST})
            tab.settle(300)
            page.wait_for_function(DRAWN)
            high = min(max(page.evaluate(WHOLE), LOWEST), LONGEST)
            area: FloatRect = {"x": 0, "y": 0, "width": width, "height": high}
            yield light, Image.open(BytesIO(page.screenshot(clip=area))).convert("RGB")


def sheet(shots: list[tuple[str, Image.Image]]) -> Image.Image:
    """Lay them on one sheet: a row for each light, a column for each width."""
    rows = {light: [shot for lit, shot in shots if lit == light] for light in LIGHTS}
    wide = sum(WIDTHS.values()) + GAP * (len(WIDTHS) + 1)
    tall = sum(max(shot.height for shot in row) + GAP for row in rows.values()) + GAP
    made = Image.new("RGB", (wide, tall), "#808080")
    top = GAP
    for row in rows.values():
        left = GAP
        for shot in row:
            made.paste(shot, (left, top))
            left += shot.width + GAP
        top += max(shot.height for shot in row) + GAP
    return made


def file_name(name: str) -> str:
    """The name of a page as that of a file."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") + ".png"


def main(told: list[str]) -> int:
    """Take every page and lay each on its sheet; `index.html` shows them all."""
    asked = argparse.ArgumentParser(prog="python -m tests.journeys.sheets")
    asked.add_argument("folder", type=Path, help="where the sheets are kept")
    asked.add_argument("--only", default="", help="take the pages whose names this fits")
    given = asked.parse_args(told)
    given.folder.mkdir(parents=True, exist_ok=True)
    with walking(given.only) as pages:
        for name, tab in pages:
            sheet(list(taken(tab))).save(given.folder / file_name(name))
            sys.stdout.write(f"{name}\n")
            sys.stdout.flush()
    every = "".join(
        f'<h2>{each.stem}</h2><img src="{each.name}" alt="" loading="lazy" width="100%">'
        for each in sorted(given.folder.glob("*.png"))
    )
    index = f"<!doctype html><meta charset=utf-8><title>Every page</title>{every}\n"
    (given.folder / "index.html").write_text(index, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
