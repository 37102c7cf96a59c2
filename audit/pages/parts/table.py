"""Tables as HTML: read by a screen reader, printed, searched; what a cell says stays text."""

from collections.abc import Iterable, Sequence
from html import escape
from typing import TypeVar

import streamlit as st

from audit.documents.column import Column, Kind, Value
from audit.model.figure import percent
from audit.model.language import _
from audit.pages.parts import words as glossary
from audit.rules.glossary import of_heading

Row = TypeVar("Row")
SHORT = 23
"""Characters of a line that is not broken: a day in words, a standing, a short title."""
LONG = 60
"""Characters from which on what names a row is a sentence, and takes more of the table's width."""


def table(rows: Iterable[Row], columns: Sequence[Column[Row]], caption: str) -> None:
    """Draw rows under the columns that the workbook uses too; the caption names the table."""
    head = "".join(map(_heading, columns))
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
    """A heading that is a word of the glossary is explained, where it first stands on a page; with its column's own meaning."""
    term = of_heading(column.heading, column.meaning)
    heading, meaning = in_words(column.heading), _(column.meaning)
    explained = "" if term is None else glossary.explained(term, heading, meaning)
    if explained:
        return f'<th scope="col" class="pa-{column.kind}">{explained}</th>'
    return (
        f'<th scope="col" class="pa-{column.kind}" title="{escape(meaning)}">{escape(heading)}</th>'
    )


def in_words(heading: str) -> str:
    """A heading in the reader's language; a word of a vocabulary stands there uncapitalised."""
    said = _(heading)
    if said != heading:
        return said
    word = _(heading.lower())
    return heading if word == heading.lower() else word.capitalize()


def _cell(column: Column[Row], row: Row, *, first: bool) -> str:
    words = said(column, row)
    inside = escape(words).replace("\n", "<br>")
    short = " pa-short" if all(len(line) <= SHORT for line in words.split("\n")) else ""
    if first:
        long = " pa-long" if len(words) > LONG else ""
        return f'<th scope="row" class="pa-first{short}{long}">{inside}</th>'
    return f'<td class="pa-{column.kind}{short}">{inside}</td>'


def said(column: Column[Row], row: Row) -> str:
    """Return a cell's words as the reader reads them; a person's text is shown as it is."""
    words = shown(column.get(row), column.kind)
    return "\n".join(map(_word, words.split("\n"))) if column.kind == "words" else words


def _word(words: str) -> str:
    """The tool's own words may come from a table of them; a sign may stand before them."""
    told = _(words)
    sign, gap, word = words.partition(" ")
    if told != words:
        return told
    if gap and not any(map(str.isalnum, sign)):
        return f"{sign} {_(word)}"
    return in_words(words)


def shown(value: Value, kind: Kind) -> str:
    """Return a cell's words."""
    if value is None:
        return ""
    if kind == "share":
        return f"{percent(float(value))}%"
    if kind == "whole":
        return f"{int(value):,}"
    return str(value)
