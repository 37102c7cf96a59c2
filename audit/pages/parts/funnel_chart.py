"""A funnel plot: shares against how many ratings they rest on, between the limits of what chance would give.

Each group is a letter, of the order of names; a filled triangle lies outside the limits, a ring within them.
"""

from typing import Any

import streamlit as st

from audit.model.compare import Chance, Compared, Side
from audit.model.figure import SMALL
from audit.model.language import N_, _
from audit.pages.parts import chart

HEIGHT = 420
SHAPES = {
    Chance.FAR_BELOW: "triangle-down",
    Chance.BELOW: "triangle-down",
    Chance.WITHIN: "circle",
    Chance.ABOVE: "triangle-up",
    Chance.FAR_ABOVE: "triangle-up",
}
NEAR, FAR = N_("95% limits"), N_("99.8% limits")


def funnel(side: Side, name: str, *, alt: str) -> None:
    """Draw the groups of which enough is known within their limits; nothing where there are none."""
    points = [_point(each) for each in side.units if each.figure.applicable >= SMALL]
    if not points:
        return
    colour = chart.colours()
    centre = {"datum": side.whole.share, "type": "quantitative"}
    st.vega_lite_chart(
        spec={
            "height": HEIGHT,
            "layer": [
                {
                    "data": {"values": [{}]},
                    "mark": {"type": "rule", "color": colour["quiet"], "aria": False},
                    "encoding": {"y": centre},
                },
                _limits(side, colour),
                {"data": {"values": points}, "layer": _marks(colour)},
            ],
            "config": {
                **chart.config(colour),
                "legend": {
                    "labelColor": colour["text"],
                    "titleColor": colour["quiet"],
                    "labelFontSize": 13,
                    "orient": "top",
                    "symbolSize": 300,
                    "symbolStrokeWidth": 2,
                },
            },
        },
        key=f"funnel-{name}",
        alt=alt,
        theme=None,
        width="stretch",
    )


def _limits(side: Side, colour: dict[str, str]) -> dict[str, Any]:
    """Both pairs of limits as lines: the inner pair dashed, the outer one whole."""
    values = [
        {"n": each.n, "share": getattr(each, field), "limits": limits, "line": field}
        for each in side.limits
        for field, limits in (("low", NEAR), ("high", NEAR), ("far_low", FAR), ("far_high", FAR))
    ]
    return {
        "data": {"values": values},
        "mark": {"type": "line", "color": colour["text"], "strokeWidth": 1.5, "aria": False},
        "encoding": {
            "x": _x(),
            "y": _y(),
            "detail": {"field": "line"},
            "strokeDash": {
                "field": "limits",
                "sort": [NEAR, FAR],
                "scale": {"domain": [NEAR, FAR], "range": [[5, 4], [1, 0]]},
                "title": None,
            },
        },
    }


def _marks(colour: dict[str, str]) -> list[dict[str, Any]]:
    place = {"x": _x(), "y": _y()}
    tooltip = [
        {"field": "label", "title": _("Who")},
        {"field": "words", "title": _("Met of applicable")},
        {"field": "chance", "title": _("Beside the others")},
    ]
    filled = {
        "condition": {"test": "datum.outside", "value": colour["ink"]},
        "value": "transparent",
    }
    return [
        {
            "mark": {"type": "point", "size": 130, "opacity": 1, "strokeWidth": 2},
            "encoding": {
                **place,
                "shape": {"field": "shape", "scale": None},
                "stroke": {"value": colour["ink"]},
                "fill": filled,
                "tooltip": tooltip,
                "description": {"field": "described"},
            },
        },
        {
            "mark": {
                "type": "text",
                "dx": 13,
                "dy": -9,
                "fontSize": 13,
                "fontWeight": "bold",
                "color": colour["text"],
                "aria": False,
            },
            "encoding": {**place, "text": {"field": "mark"}},
        },
    ]


def _x() -> dict[str, Any]:
    axis = {
        "title": _("Applicable ratings (n)"),
        "labelFontSize": 12,
        "format": ",d",
        "tickMinStep": 1,
    }
    return {"field": "n", "type": "quantitative", "scale": {"domainMin": 0}, "axis": axis}


def _y() -> dict[str, Any]:
    axis = {"format": "%", "title": _("Met of applicable"), "tickCount": 5, "labelFontSize": 12}
    return {"field": "share", "type": "quantitative", "scale": {"domain": [0, 1]}, "axis": axis}


def _point(unit: Compared) -> dict[str, Any]:
    return {
        "mark": unit.mark,
        "label": unit.name,
        "n": unit.figure.applicable,
        "share": unit.figure.share,
        "words": unit.figure.words,
        "chance": _(unit.chance),
        "shape": SHAPES[unit.chance],
        "outside": unit.chance.is_outside,
        "described": f"{unit.mark}, {unit.name}: {unit.figure.words}, {_(unit.chance)}",
    }
