"""The steps of a ladder as bars: how many files reached each, in words beside it; one of the family of charts."""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from audit.model.language import _
from audit.model.measure import StepCount
from audit.pages.parts.chart import COLOURS, ROW


def steps(counted: Sequence[StepCount], name: str, alt: str) -> None:
    """Draw a bar for each step that was counted, in the order of the ladder; nothing when none was."""
    rows = [_row(number, each) for number, each in enumerate(counted, start=1) if each.of]
    if not rows:
        return
    colour = COLOURS["dark" if st.context.theme.type == "dark" else "light"]
    order = [row["label"] for row in rows]
    y = {
        "field": "label",
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {"labelLimit": 200, "labelFontSize": 13, "ticks": False, "domain": False},
    }
    words = {
        "align": "left",
        "dx": 8,
        "fontSize": 13,
        "color": colour["text"],
        "aria": False,
    }
    st.vega_lite_chart(
        spec={
            "data": {"values": rows},
            "height": {"step": ROW},
            "encoding": {"y": y},
            "layer": [
                {
                    "mark": {"type": "bar", "height": 20, "color": colour["bar"], "aria": False},
                    "encoding": {"x": _x("all"), "x2": {"datum": 0}, "opacity": {"value": 0.25}},
                },
                {
                    "mark": {"type": "bar", "height": 20, "color": colour["ink"]},
                    "encoding": {"x": _x("share"), "description": {"field": "described"}},
                },
                {
                    "mark": {"type": "text", **words},
                    "encoding": {"x": {"datum": 1}, "text": {"field": "said"}},
                },
            ],
            "config": {
                "view": {"stroke": None},
                "background": "transparent",
                "font": "Source Sans, sans-serif",
                "axis": {"labelColor": colour["text"], "gridColor": colour["grid"]},
            },
            "padding": {"right": 90},
        },
        key=f"steps-{name}",
        alt=alt,
        theme=None,
        width="stretch",
    )


def _x(field: str) -> dict[str, Any]:
    return {
        "field": field,
        "type": "quantitative",
        "scale": {"domain": [0, 1]},
        "axis": None,
    }


def _row(number: int, step: StepCount) -> dict[str, Any]:
    return {
        "label": f"{number}  {step.label}",
        "share": step.reached / step.of,
        "all": 1,
        "said": step.words,
        "described": _("{label}: {words}, {in_order} with every step before it").format(
            label=step.label, words=step.words, in_order=step.in_order
        ),
    }
