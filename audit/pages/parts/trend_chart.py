"""A measure over time: points, the line across, limits, target, and where the chart begins anew."""

import json
from collections.abc import Sequence
from textwrap import shorten
from typing import Any

import streamlit as st

from audit.model.figure import SMALL
from audit.model.language import _
from audit.model.trend import Cause, ChartKind, Measure, Place
from audit.pages.parts import chart
from audit.rules.trend_words import counted, has_line, limits, shows

HEIGHT = 340
LEVEL = 5
"""Points up to which their names stand level below the chart; with more they lean."""
NAME = 24
"""Letters of a name below the chart."""
SHAPES = {
    Cause.IMPROVEMENT: "triangle-up",
    Cause.CONCERN: "triangle-down",
    Cause.NEITHER: "diamond",
    Cause.COMMON: "circle",
}


def trend_chart(
    measure: Measure, name: str, *, alt: str, shown: Sequence[str] | None = None
) -> None:
    """Draw a measure that has points; `shown` is what each shows, where the measure as a whole does not say it."""
    colour = chart.colours()
    said = shown or [shows(measure, each) for each in measure.places]
    rows = [_row(n, *each) for n, each in enumerate(zip(measure.places, said, strict=True))]
    st.vega_lite_chart(
        spec={
            "height": HEIGHT,
            "data": {"values": rows},
            "encoding": {"x": _x(measure)},
            "layer": [
                *_limits(measure, colour),
                *([_line("centre", colour["text"], width=1.5)] if has_line(measure) else []),
                *_target(measure, colour),
                *_anew(measure, colour),
                _line("share", colour["ink"], width=1.5),
                _points(colour),
                *_labels(colour),
            ],
            "config": chart.config(colour),
        },
        key=f"trend-{name}",
        alt=alt,
        theme=None,
        width="stretch",
    )


def _row(n: int, place: Place, shown: str) -> dict[str, Any]:
    said = counted(place)
    enough = place.figure.applicable >= SMALL
    return {
        "n": n,
        "label": place.period.title,
        "share": place.found.share,
        "centre": place.found.centre,
        "low": place.found.low,
        "high": place.found.high,
        "segment": place.found.segment,
        "enough": enough,
        "said": place.figure.percentage if enough else said,
        "words": said,
        "limits": limits(place) or "none",
        "shows": shown,
        "shape": SHAPES[place.found.cause],
        "described": f"{place.period.title}: {said}; {shown}",
    }


def _x(measure: Measure) -> dict[str, Any]:
    many = len(measure.places) > LEVEL
    names = [shorten(each.period.title, NAME, placeholder=" …") for each in measure.places]
    return {
        "field": "n",
        "type": "quantitative",
        "scale": {"domain": [-0.5, len(names) - 0.5], "nice": False},
        "axis": {
            "title": None,
            "values": list(range(len(names))),
            # A literal within an expression, every mark of it escaped: a title stays text.
            "labelExpr": f"{json.dumps(names)}[datum.value]",
            "labelAngle": -40 if many else 0,
            "labelAlign": "right" if many else "center",
            "labelFontSize": 12,
            "labelLimit": 160,
            "labelOverlap": False,
            "grid": False,
            "ticks": False,
            "labelPadding": 8,
        },
    }


def _y(field: str) -> dict[str, Any]:
    axis = {"format": "%", "title": _("Met of applicable"), "tickCount": 5, "labelFontSize": 12}
    scale = {"domain": [0, 1]}
    return {"y": {"field": field, "type": "quantitative", "scale": scale, "axis": axis}}


def _line(
    field: str, colour: str, *, width: float, dash: tuple[int, int] = (1, 0)
) -> dict[str, Any]:
    """A line that is broken where the chart begins anew."""
    mark = {
        "type": "line",
        "color": colour,
        "strokeWidth": width,
        "strokeDash": list(dash),
        "aria": False,
    }
    detail = {"field": "segment", "type": "nominal"}
    return {"mark": mark, "encoding": {**_y(field), "detail": detail}}


def _limits(measure: Measure, colour: dict[str, str]) -> list[dict[str, Any]]:
    if measure.trend.kind is ChartKind.RUN:
        return []
    return [_line(each, colour["quiet"], width=1.5, dash=(7, 4)) for each in ("low", "high")]


def _target(measure: Measure, colour: dict[str, str]) -> list[dict[str, Any]]:
    if measure.trend.target is None:
        return []
    mark = {
        "type": "rule",
        "color": colour["text"],
        "strokeWidth": 2,
        "strokeDash": [1, 4],
        "strokeCap": "round",
        "aria": False,
    }
    at = {"y": {"datum": measure.trend.target, "type": "quantitative"}, "x": None}
    return [{"data": {"values": [{}]}, "mark": mark, "encoding": at}]


def _anew(measure: Measure, colour: dict[str, str]) -> list[dict[str, Any]]:
    """An upright line before each point with which the chart begins anew."""
    segments = [each.found.segment for each in measure.places]
    starts = [n for n in range(1, len(segments)) if segments[n] != segments[n - 1]]
    if not starts:
        return []
    at = {"x": {"field": "at", "type": "quantitative"}, "y": None}
    return [
        {
            "data": {"values": [{"at": n - 0.5} for n in starts]},
            "mark": {"type": "rule", "color": colour["text"], "strokeWidth": 1.5, "aria": False},
            "encoding": at,
        }
    ]


def _points(colour: dict[str, str]) -> dict[str, Any]:
    filled = {
        "condition": {"test": "datum.enough", "value": colour["ink"]},
        "value": "transparent",
    }
    return {
        "mark": {"type": "point", "size": 110, "opacity": 1, "strokeWidth": 2},
        "encoding": {
            **_y("share"),
            "shape": {"field": "shape", "type": "nominal", "scale": None},
            "stroke": {"value": colour["ink"]},
            "fill": filled,
            "tooltip": [
                {"field": "label", "title": _("Round or month")},
                {"field": "words", "title": _("Met of applicable")},
                {"field": "limits", "title": _("Limits")},
                {"field": "shows", "title": _("What it shows")},
            ],
            "description": {"field": "described"},
        },
    }


def _labels(colour: dict[str, str]) -> list[dict[str, Any]]:
    """What was counted, over each point; behind it the same in the page's colour, so that no line runs through it."""
    mark = {"type": "text", "dy": -15, "fontSize": 12, "aria": False}
    halo = {"color": colour["page"], "stroke": colour["page"], "strokeWidth": 4}
    encoding = {**_y("share"), "text": {"field": "said"}}
    return [
        {"mark": {**mark, **look}, "encoding": encoding}
        for look in (halo, {"color": colour["text"]})
    ]
