"""Tables as HTML: read by a screen reader, printed, searched; what a cell says stays text."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from audit.documents.column import Column, Kind, Value
from audit.model.figure import percent
from audit.model.language import _

Row = TypeVar("Row")


def table(rows: Iterable[Row], columns: Sequence[Column[Row]], caption: str) -> None:
    """Draw rows under the columns that the workbook uses too; the caption names the table."""
    head = "".join(
        f'<th scope="col" class="pa-{each.kind}" title="{escape(_(each.meaning))}">'
        f"{escape(_heading(each))}</th>"
        for each in columns
    )
    body = "".join(
        "<tr>"
        + "".join(_cell(column, row, first=place == 0) for place, column in enumerate(columns))
        + "</tr>"
        for row in rows
    )
    st.html(
        f'<div class="pa-scroll" tabindex="0" role="region" aria-label="{escape(caption)}">'
        f'<table class="pa-table"><caption>{escape(caption)}</caption>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _heading(column: Column[Row]) -> str:
    """A heading in the reader's language; one that is a word of a vocabulary stands there uncapitalised."""
    said = _(column.heading)
    if said != column.heading:
        return said
    word = _(column.heading.lower())
    return column.heading if word == column.heading.lower() else word.capitalize()


def _cell(column: Column[Row], row: Row, *, first: bool) -> str:
    said = shown(column.get(row), column.kind)
    # The tool's own words may come from a table of them; a person's text is shown as it is.
    words = escape(_(said) if column.kind == "words" else said).replace("\n", "<br>")
    if first:
        return f'<th scope="row">{words}</th>'
    return f'<td class="pa-{column.kind}">{words}</td>'


def shown(value: Value, kind: Kind) -> str:
    """Return a cell's words."""
    if value is None:
        return ""
    if kind == "share":
        return f"{percent(float(value))}%"
    if kind == "whole":
        return f"{int(value):,}"
    return str(value)
