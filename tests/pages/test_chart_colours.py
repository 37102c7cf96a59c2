"""Charts as one family can be seen: in light, in dark, and where a printer has no colour."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest

from audit.pages.parts.chart import COLOURS
from audit.pages.parts.heat_chart import FILLS

ROOT = Path(__file__).resolve().parents[2]
THEMES = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text("utf-8"))["theme"]
LETTERS, MARKS, APART = 4.5, 3, 1.3
"""Contrasts that WCAG 2.2 asks of text and of what must be seen, and that keep two greys apart."""


def brightness(colour: str) -> float:
    """The relative luminance of sRGB: what is left of a colour where there is none."""
    parts = (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts
    ]
    return sum(each * share for each, share in zip(linear, (0.2126, 0.7152, 0.0722), strict=True))


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((brightness(one), brightness(other)))
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("theme", COLOURS)
def test_what_charts_draw_can_be_seen(theme):
    """An interval that is too pale is overlooked, and the dot alone looks surer than it is."""
    colour = COLOURS[theme]
    assert colour["page"] == THEMES[theme]["backgroundColor"]
    assert all(contrast(colour[each], colour["page"]) >= LETTERS for each in ("text", "quiet"))
    assert all(contrast(colour[each], colour["page"]) >= MARKS for each in ("ink", "bar"))


@pytest.mark.parametrize("theme", COLOURS)
def test_what_charts_tell_apart_stays_apart_in_grey(theme):
    colour = COLOURS[theme]
    greys = sorted(brightness(colour[each]) + 0.05 for each in ("ink", "bar", "page"))
    assert all(later / one >= 2 for one, later in pairwise(greys))


@pytest.mark.parametrize("theme", FILLS)
def test_the_cells_of_a_heat_chart_are_told_apart_by_darkness(theme):
    grounds = sorted(brightness(ground) + 0.05 for ground, __ in FILLS[theme].values())
    assert all(later / one >= APART for one, later in pairwise(grounds))
    assert all(contrast(*each) >= LETTERS for each in FILLS[theme].values())
