"""Terms, each with its meaning below it."""

from collections.abc import Iterable

import streamlit as st

from audit.pages.parts.text import lines


def terms(pairs: Iterable[tuple[str, str]]) -> None:
    """Draw what each term means, in their order."""
    items = "".join(f"<dt>{lines(term)}</dt><dd>{lines(meaning)}</dd>" for term, meaning in pairs)
    st.html(f'<dl class="pa-guide">{items}</dl>')
