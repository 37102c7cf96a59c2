"""Many measures over time on little room: each its line, its icon in words, and its latest figure."""

from base64 import b64encode
from collections.abc import Sequence
from html import escape
from itertools import groupby

import streamlit as st

from audit.model.figure import SMALL
from audit.model.trend import Measure, Place
from audit.pages.parts.chart import colours
from audit.rules.trend import Icon, assurance_icon, variation_icon
from audit.rules.trend_words import counted, has_line

WIDE, HIGH, EDGE = 240, 64, 7
"""Of a small chart, and the room round its points, in pixels."""


def icons(measure: Measure) -> tuple[Icon, ...]:
    """What a measure shows and, where it can be said, what may be expected of it against its target."""
    found = (variation_icon(measure.trend), assurance_icon(measure.trend))
    return tuple(each for each in found if each is not None)


def draw_icons(measure: Measure) -> None:
    """Draw the icons of a measure, each a sign and its name; what they mean is said in sentences beside."""
    chips = "".join(map(_chip, icons(measure)))
    st.html(f'<div class="pa-chips">{chips}</div>')


def small_trends(measures: Sequence[Measure]) -> None:
    """Draw each measure with its line; all on the same scale from 0 to 100%."""
    ink = colours()["text"]
    cards = "".join(_card(each, ink) for each in measures)
    st.html(f'<div class="pa-small-trends">{cards}</div>')


def _chip(icon: Icon) -> str:
    return f'<span class="pa-chip">{escape(icon.sign)} {escape(icon.name)}</span>'


def _card(measure: Measure, ink: str) -> str:
    latest = measure.places[-1]
    chips = "".join(map(_chip, icons(measure)))
    return (
        f'<div><div class="pa-statement">{escape(measure.name)}</div>{_image(measure, ink)}'
        f"<div>{escape(latest.period.title)}: {escape(counted(latest))}</div>"
        f'<div class="pa-chips">{chips}</div></div>'
    )


def _image(measure: Measure, ink: str) -> str:
    """The small chart as an image, for drawings within the page are taken out; its words are those of its points."""
    told = "; ".join(f"{each.period.title}: {counted(each)}" for each in measure.places)
    picture = b64encode(_svg(measure, ink).encode()).decode()
    return f'<img class="pa-small-trend" alt="{escape(told)}" src="data:image/svg+xml;base64,{picture}">'


def _svg(measure: Measure, ink: str) -> str:
    """A line with its points, the line across, and the target. No word of a person's is in it."""
    marks = "".join(_mark(n, each, len(measure.places)) for n, each in enumerate(measure.places))
    target = measure.trend.target
    aim = "" if target is None else _across(target, 0, WIDE, "2 4")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDE} {HIGH}" width="{WIDE}" height="{HIGH}"'
        f' color="{ink}">{_centres(measure)}{aim}{_way(measure)}{marks}</svg>'
    )


def _x(n: int, points: int) -> float:
    return WIDE / 2 if points == 1 else EDGE + n * (WIDE - 2 * EDGE) / (points - 1)


def _y(share: float) -> float:
    return HIGH - EDGE - share * (HIGH - 2 * EDGE)


def _centres(measure: Measure) -> str:
    """The line across, anew where the chart begins anew; none where it would say nothing."""
    if not has_line(measure):
        return ""
    points, found = len(measure.places), ""
    for _, group in groupby(enumerate(measure.places), lambda each: each[1].found.segment):
        at = list(group)
        first, last = (_x(n, points) for n in (at[0][0], at[-1][0]))
        found += _across(at[0][1].found.centre, first, last, "0")
    return found


def _across(share: float, first: float, last: float, dash: str) -> str:
    y = f"{_y(share):.1f}"
    return (
        f'<line x1="{first:.1f}" x2="{last:.1f}" y1="{y}" y2="{y}" stroke="currentColor"'
        f' stroke-opacity="0.7" stroke-dasharray="{dash}"/>'
    )


def _way(measure: Measure) -> str:
    points = len(measure.places)
    way = " ".join(
        f"{_x(n, points):.1f},{_y(each.found.share):.1f}" for n, each in enumerate(measure.places)
    )
    return f'<polyline points="{way}" fill="none" stroke="currentColor" stroke-width="1.5"/>'


def _mark(n: int, place: Place, points: int) -> str:
    """Filled from ten ratings on, else a ring."""
    fill = "currentColor" if place.figure.applicable >= SMALL else "none"
    return (
        f'<circle cx="{_x(n, points):.1f}" cy="{_y(place.found.share):.1f}" r="3.5" fill="{fill}"'
        ' stroke="currentColor" stroke-width="1.5"/>'
    )
