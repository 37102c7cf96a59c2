"""A stacked bar for each row of a table: what it is made of, told apart by patterns, the numbers beside it.

It is one table for everybody: a screen reader hears the numbers, an eye sees the bar, and printed in black
and white both stay.
"""

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import NamedTuple, TypeVar

import streamlit as st

from audit.documents.column import Column
from audit.model.language import N_, _
from audit.pages.parts.chart import COLOURS
from audit.pages.parts.table import in_words, said

Row = TypeVar("Row")


class Part(NamedTuple):
    """One kind of piece that bars are made of."""

    label: str
    pattern: str
    """One of PATTERNS."""


PATTERNS = {
    "solid": "{ink}",
    "stripes": "repeating-linear-gradient(45deg, {ink} 0 3px, {ground} 3px 7px)",
    "bars": "repeating-linear-gradient(90deg, {text} 0 2px, {ground} 2px 5px)",
    "grey": "{bar}",
    "empty": "{ground}",
}
"""How a piece is filled: each can be told from the others without its colour."""
SHARES = N_("Share of each")
"""The heading of bars that show what each row is made of, whatever it comes to."""
GROUND = {"light": "#ffffff", "dark": "#14171c"}
STYLE = """
<style>
.pa-stack { display: flex; width: 15rem; height: 1.15em; border: 1px solid currentColor;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.pa-stack > span { box-sizing: border-box; height: 100%; }
.pa-stack > span + span { border-left: 1px solid currentColor; }
.pa-key { display: flex; flex-wrap: wrap; gap: 0.3em 1.3em; font-size: 0.88em; margin: 0; padding: 0; }
.pa-key > span { display: inline-flex; align-items: center; gap: 0.45em; }
.pa-key i { display: inline-block; width: 1.5em; height: 1em; border: 1px solid currentColor;
  print-color-adjust: exact; -webkit-print-color-adjust: exact; }
.pa-stacked td, .pa-stacked tbody th { vertical-align: middle; }
</style>
"""


def _named(part: Part) -> str:
    """A part's sign, and its word in the reader's language."""
    sign, __, word = part.label.partition(" ")
    return f"{sign} {_(word.lower()).capitalize()}"


def key(parts: Iterable[Part]) -> None:
    """Draw what the patterns mean; once a page, above the first table of bars."""
    st.html(STYLE)
    fills = _fills()
    items = "".join(
        f'<span><i aria-hidden="true" style="background: {fills[each.pattern]}"></i>'
        f"{escape(_named(each))}</span>"
        for each in parts
    )
    st.html(f'<div class="pa-key">{items}</div>')


def stacked(
    rows: Sequence[Row],
    columns: Sequence[Column[Row]],
    made_of: Mapping[Part, Column[Row]],
    caption: str,
    *,
    heading: str = SHARES,
) -> None:
    """Draw a table whose second column is a bar: the first of `columns` names the row, the others follow it.

    Each part of a bar has the length of its own column's whole number. Bars of shares are all as long as each
    other; under another heading they are as long as what they count, the longest fills its cell.
    """
    first, *rest = columns
    head = "".join(
        f'<th scope="col" class="pa-{each.kind}" title="{escape(_(each.meaning))}">'
        f"{escape(in_words(each.heading))}</th>"
        for each in rest
    )
    fills = _fills()
    totals = [sum(int(each.get(row) or 0) for each in made_of.values()) for row in rows]
    longest = max(totals, default=0) if heading != SHARES else 0
    body = "".join(
        f'<tr><th scope="row">{escape(said(first, row))}</th>'
        f"<td>{_bar(row, made_of, fills, longest)}</td>"
        + "".join(f'<td class="pa-{each.kind}">{escape(said(each, row))}</td>' for each in rest)
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="pa-table pa-stacked"><caption>{escape(caption)}</caption>'
        f'<thead><tr><th scope="col">{escape(in_words(first.heading))}</th>'
        f'<th scope="col">{escape(_(heading))}</th>'
        f"{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _bar(
    row: Row, made_of: Mapping[Part, Column[Row]], fills: Mapping[str, str], longest: int
) -> str:
    counts = {part: int(column.get(row) or 0) for part, column in made_of.items()}
    total = sum(counts.values())
    if not total:
        return ""
    said = ", ".join(
        _("{n} of {total} {part}").format(n=n, total=total, part=_named(part).lower())
        for part, n in counts.items()
        if n
    )
    pieces = "".join(
        f'<span style="width: {100 * n / total:.4g}%; background: {fills[part.pattern]}"></span>'
        for part, n in counts.items()
        if n
    )
    width = f' style="width: {15 * total / longest:.4g}rem"' if longest else ""
    return (
        f'<div class="pa-stack" role="img" aria-label="{escape(said)}" title="{escape(said)}"{width}>'
        f"{pieces}</div>"
    )


def _fills() -> dict[str, str]:
    theme = "dark" if st.context.theme.type == "dark" else "light"
    colours = {**COLOURS[theme], "ground": GROUND[theme]}
    return {name: pattern.format(**colours) for name, pattern in PATTERNS.items()}
