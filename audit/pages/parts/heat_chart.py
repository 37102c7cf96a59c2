"""A heat map of standards by agencies: solid below target, grey where it is too early to say, empty where it is met.

Each cell says its sign and its n, so it reads in black and white; under ten ratings it gives no percentage.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import streamlit as st

from audit.model.board import Result
from audit.model.compare import HeatRow
from audit.model.figure import Standing
from audit.model.language import _
from audit.pages.parts import chart

ROW, STEP = 50, 118
ACROSS, OF_NAME = 34, 17
"""Letters of a standard's title on one line, and of an agency's name."""
FILLS = {
    "light": {
        Standing.BELOW: ("#1d4e89", "#ffffff"),
        Standing.UNCLEAR: ("#cbd5e0", "#0b0c0c"),
        Standing.MEETS: ("#ffffff", "#0b0c0c"),
    },
    "dark": {
        Standing.BELOW: ("#9cc5f5", "#0b0c0c"),
        Standing.UNCLEAR: ("#3a4656", "#f3f4f6"),
        Standing.MEETS: ("#14171c", "#f3f4f6"),
    },
}
"""Ground and words of a cell: darkness tells them apart without any colour."""


def heat(rows: Sequence[HeatRow], *, alt: str) -> None:
    """Draw a row for each standard and a column for each agency; nothing where there is no agency."""
    if not rows or not rows[0].cells:
        return
    colour = chart.colours()
    values = [_cell(row, each.agency, each.result) for row in rows for each in row.cells]
    st.vega_lite_chart(
        spec={
            "data": {"values": values},
            "height": {"step": ROW},
            "width": {"step": STEP},
            "encoding": {
                "x": _axis(
                    "agency", [_lines(each.agency, OF_NAME) for each in rows[0].cells], top=True
                ),
                "y": _axis("standard", [_lines(row.standard, ACROSS) for row in rows], top=False),
                "tooltip": [
                    {"field": "who", "title": _("Agency")},
                    {"field": "what", "title": _("Standard")},
                    {"field": "words", "title": _("Met of applicable")},
                    {"field": "standing", "title": _("Standing")},
                ],
            },
            "layer": [
                {
                    "mark": {"type": "rect", "stroke": colour["quiet"], "strokeWidth": 1},
                    "encoding": {
                        "fill": {"field": "ground", "type": "nominal", "scale": None},
                        "description": {"field": "described"},
                    },
                },
                {
                    "mark": {"type": "text", "fontSize": 13, "lineBreak": "\n", "aria": False},
                    "encoding": {
                        "text": {"field": "said"},
                        "color": {"field": "ink", "type": "nominal", "scale": None},
                    },
                },
            ],
            "config": chart.config(colour),
        },
        key="heat",
        alt=alt,
        theme=None,
        width="content",
    )


def _axis(field: str, order: list[str], *, top: bool) -> dict[str, Any]:
    return {
        "field": field,
        "type": "nominal",
        "sort": order,
        "title": None,
        "axis": {
            "labelExpr": "split(datum.label, '\\n')",
            "labelLimit": 340,
            "labelFontSize": 13,
            "labelLineHeight": 15,
            "labelPadding": 24 if top else 8,
            "labelAngle": 0,
            "ticks": False,
            "domain": False,
            "grid": False,
            # Labels of an axis on top hang down from its padding: their second line needs the room.
            **({"orient": "top", "labelBaseline": "bottom"} if top else {}),
        },
    }


def _lines(label: str, across: int) -> str:
    """Return a label in at most two lines."""
    first, *rest = wrap(label, across, max_lines=2, placeholder=" …")
    return "\n".join([first, *rest])


def said(result: Result | None) -> str:
    """What a cell says: its sign and n, and from ten ratings on its percentage."""
    if result is None:
        return _("not asked")
    if not result.figure.applicable:
        return _("– none applied")
    figure = result.figure
    share = f"\n{figure.percentage}" if figure.percentage else ""
    return _("{sign} {met:,} of {applicable:,}{share}").format(
        sign=result.standing.sign, met=figure.met, applicable=figure.applicable, share=share
    )


def _cell(row: HeatRow, agency: str, result: Result | None) -> dict[str, Any]:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    standing = Standing.NONE if result is None else result.standing
    ground, ink = FILLS[theme].get(standing, ("transparent", chart.COLOURS[theme]["quiet"]))
    words = _("not asked of this agency") if result is None else result.figure.words
    return {
        "agency": _lines(agency, OF_NAME),
        "standard": _lines(row.standard, ACROSS),
        "who": agency,
        "what": row.standard,
        "words": words,
        "standing": str(standing),
        "ground": ground,
        "ink": ink,
        "said": said(result),
        "described": f"{row.standard}, {agency}: {words}, {standing}",
    }
