"""Lists: terms, each with its meaning below it, and lines one below the other."""

from collections.abc import Iterable

import streamlit as st

from audit.pages.parts.text import lines


def terms(pairs: Iterable[tuple[str, str]]) -> None:
    """Draw what each term means, in their order."""
    items = "".join(f"<dt>{lines(term)}</dt><dd>{lines(meaning)}</dd>" for term, meaning in pairs)
    st.html(f'<dl class="pa-guide">{items}</dl>')


def items(several: Iterable[str]) -> None:
    """Draw lines as a list, which is read as one."""
    inside = "".join(f"<li>{lines(each)}</li>" for each in several)
    st.html(f'<ul class="pa-body pa-list">{inside}</ul>')
