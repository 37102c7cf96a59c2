"""Charts as one family: a dot for the share, a bar for its 95% interval, a tick for the target.

They read in black and white, say their n beside each line, and every one has its table.
"""

from collections.abc import Callable, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

import streamlit as st

from audit.model.board import Result
from audit.model.figure import SMALL
from audit.model.language import _
from audit.pages.parts import text

COLOURS = {
    "light": {
        "text": "#0b0c0c",
        "quiet": "#4a4f57",
        "bar": "#8a929c",
        "ink": "#1d4e89",
        "grid": "#d9dde2",
        "page": "#ffffff",
    },
    "dark": {
        "text": "#f3f4f6",
        "quiet": "#c2c8d0",
        "bar": "#6b7480",
        "ink": "#9cc5f5",
        "grid": "#343b45",
        "page": "#14171c",
    },
}
"""Text reaches a contrast of 4.5 and marks of 3 on the theme's background; a dot on a bar has a rim of the background."""
ROW = 36
"""Height of a line, in pixels: two lines of a label fit in it."""
ACROSS = 44
"""Letters of a label on one line; it has two, and what is longer ends in three dots."""


def colours() -> dict[str, str]:
    """The colours of the theme that is on."""
    return COLOURS["dark" if st.context.theme.type == "dark" else "light"]


def config(colour: dict[str, str]) -> dict[str, Any]:
    """What all charts of the family have in common."""
    return {
        "view": {"stroke": None},
        "background": "transparent",
        "font": "Source Sans, sans-serif",
        "axis": {
            "labelColor": colour["text"],
            "titleColor": colour["quiet"],
            "gridColor": colour["grid"],
            "titleFontWeight": "normal",
            "titleFontSize": 13,
        },
    }


def intervals(
    results: Sequence[tuple[str, Result]],
    name: str,
    *,
    alt: str,
    on_pick: Callable[[str], None] | None = None,
    whole: float | None = None,
) -> None:
    """Draw a line for each result that has a figure, in the order given; nothing when none has.

    A click on a bar calls `on_pick` with the chart's key; what was picked is the bar's label. `whole` is the
    share of all of them together: a dashed line through all.
    """
    rows = [_row(label, result) for label, result in results if result.figure.applicable]
    empty = [label.split("  ")[0] for label, result in results if not result.figure.applicable]
    if empty:
        text.draw(
            _("Nothing applicable yet, so no line: {empty}.").format(empty=", ".join(empty)),
            "muted",
        )
    if not rows:
        return
    order = [row["short"] for row in rows]
    colour = colours()
    st.vega_lite_chart(
        spec={
            "height": {"step": ROW},
            "encoding": {
                "y": {
                    "field": "short",
                    "type": "nominal",
                    "sort": order,
                    "title": None,
                    "axis": {
                        "labelExpr": "split(datum.label, '\\n')",
                        "labelLimit": 340,
                        "labelFontSize": 13,
                        "labelLineHeight": 15,
                        "labelPadding": 8,
                        "ticks": False,
                        "domain": False,
                    },
                },
                "tooltip": [
                    {"field": "label", "title": _("What")},
                    {"field": "words", "title": _("Met of applicable")},
                    {"field": "aim", "title": _("Target")},
                    {"field": "standing", "title": _("Standing")},
                ],
            },
            # Within the layer: what stands above it Streamlit would make a table of, by the library for tables.
            "layer": [
                {
                    "data": {"values": rows},
                    "layer": [
                        *_line_through(whole, colour),
                        {
                            "mark": {
                                "type": "bar",
                                "height": 10,
                                "color": colour["bar"],
                            },
                            "encoding": {
                                "x": _x("low"),
                                "x2": {"field": "high"},
                                "description": {"field": "described"},
                            },
                        },
                        {
                            "mark": {
                                "type": "tick",
                                "thickness": 3,
                                "size": 22,
                                "color": colour["text"],
                                "aria": False,
                            },
                            "encoding": {"x": _x("target")},
                        },
                        {
                            "mark": {
                                "type": "point",
                                "size": 90,
                                "filled": True,
                                "aria": False,
                                "fill": colour["ink"],
                                "stroke": colour["page"],
                                "strokeWidth": 1.5,
                                "opacity": 1,
                            },
                            "transform": [{"filter": "datum.enough"}],
                            "encoding": {"x": _x("share")},
                        },
                        {
                            "mark": {
                                "type": "text",
                                "aria": False,
                                "align": "left",
                                "dx": 8,
                                "fontSize": 13,
                                "color": colour["text"],
                            },
                            "encoding": {
                                "x": {"datum": 1.0, "type": "quantitative"},
                                "text": {"field": "said"},
                            },
                        },
                        *([_PICKED] if on_pick else []),
                    ],
                }
            ],
            "config": config(colour),
            "padding": {"right": 175},
        },
        key=f"chart-{name}",
        on_select=partial(on_pick, f"chart-{name}") if on_pick else "ignore",
        alt=alt,
        theme=None,
        width="stretch",
    )


_PICKED: dict[str, Any] = {
    # Nothing to see: it makes the whole line answer to a click, dot and tick too.
    "params": [{"name": "bar", "select": {"type": "point", "fields": ["label"]}}],
    "mark": {"type": "bar", "height": ROW - 2, "opacity": 0, "cursor": "pointer", "aria": False},
    "encoding": {"x": {"datum": 0, "type": "quantitative"}, "x2": {"datum": 1}},
}


def _line_through(share: float | None, colour: dict[str, str]) -> list[dict[str, Any]]:
    if share is None:
        return []
    mark = {"type": "rule", "strokeDash": [6, 4], "color": colour["quiet"], "aria": False}
    return [{"mark": mark, "encoding": {"x": {"datum": share, "type": "quantitative"}, "y": None}}]


def _x(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": {
            "format": "%",
            "title": _("Met of applicable"),
            "tickCount": 5,
            "labelFontSize": 12,
        },
    }


def _short(label: str) -> str:
    """Return a label in at most two lines."""
    first, *rest = wrap(label, ACROSS, max_lines=2, placeholder=" …")
    return "\n".join([first, *rest])


def _row(label: str, result: Result) -> dict[str, Any]:
    figure = result.figure
    share = f", {figure.percentage}" if figure.percentage else ""
    return {
        "label": label,
        "short": _short(label),
        "share": figure.share,
        "enough": figure.applicable >= SMALL,
        "low": figure.low,
        "high": figure.high,
        "target": result.target,
        "aim": f"{result.target:.0%}",
        "words": figure.words,
        "described": _("{label}: {words}, target {target:.0%}, {standing}").format(
            label=label, words=figure.words, target=result.target, standing=_(result.standing)
        ),
        "said": _("{sign} {met:,} of {applicable:,}{share}").format(
            sign=result.standing.sign, met=figure.met, applicable=figure.applicable, share=share
        ),
        "standing": _(result.standing),
    }
