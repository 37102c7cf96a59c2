"""Charts as one family: a dot for the share, a bar for its 95% interval, a tick for the target.

They read in black and white, say their n beside each line, and every one has its table.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from audit.model.board import Result
from audit.model.figure import SMALL

INK = "#4f86c6"
"""Reaches a contrast of 3 on white and on the dark background."""
GREY = "#808890"
ROW = 30
"""Height of a line, in pixels."""


def intervals(results: Sequence[tuple[str, Result]], alt: str) -> None:
    """Draw a line for each result that has a figure, in the order given; nothing when none has."""
    rows = [_row(label, result) for label, result in results if result.figure.applicable]
    if not rows:
        return
    order = [row["label"] for row in rows]
    st.vega_lite_chart(
        {"values": rows},
        {
            "height": {"step": ROW},
            "encoding": {
                "y": {
                    "field": "label",
                    "type": "nominal",
                    "sort": order,
                    "title": None,
                    "axis": {
                        "labelLimit": 300,
                        "labelFontSize": 13,
                        "ticks": False,
                        "domain": False,
                    },
                },
                "tooltip": [
                    {"field": "label", "title": "What"},
                    {"field": "words", "title": "Met of applicable"},
                    {"field": "aim", "title": "Target"},
                    {"field": "standing", "title": "Standing"},
                ],
            },
            "layer": [
                {
                    "mark": {"type": "bar", "height": 10, "color": GREY, "opacity": 0.45},
                    "encoding": {"x": _x("low"), "x2": {"field": "high"}},
                },
                {
                    "mark": {"type": "tick", "thickness": 3, "size": 22, "color": GREY},
                    "encoding": {"x": _x("target")},
                },
                {
                    "mark": {
                        "type": "point",
                        "size": 90,
                        "filled": True,
                        "color": INK,
                        "opacity": 1,
                    },
                    "transform": [{"filter": "datum.enough"}],
                    "encoding": {"x": _x("share")},
                },
                {
                    "mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13},
                    "encoding": {
                        "x": {"datum": 1.0, "type": "quantitative"},
                        "text": {"field": "said"},
                    },
                },
            ],
            "config": {"view": {"stroke": None}},
            "padding": {"right": 175},
        },
        alt=alt,
        width="stretch",
    )


def _x(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {"format": "%", "title": "Met of applicable", "tickCount": 5, "labelFontSize": 12},
    }


def _row(label: str, result: Result) -> dict[str, Any]:
    figure = result.figure
    share = f", {figure.percentage}" if figure.percentage else ""
    return {
        "label": label,
        "share": figure.share,
        "enough": figure.applicable >= SMALL,
        "low": figure.low,
        "high": figure.high,
        "target": result.target,
        "aim": f"{result.target:.0%}",
        "words": figure.words,
        "said": f"{result.standing.sign} {figure.met:,} of {figure.applicable:,}{share}",
        "standing": str(result.standing),
    }
