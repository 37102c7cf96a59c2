"""Looking again by itself: what was refused because the database was away goes well once it is back."""

import time

import streamlit as st

from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages.desk import database_url, opened
from audit.pages.parts import text

EVERY = 4.0
"""Seconds between two looks."""


def looks_again(refusal: Refusal) -> None:
    """Below a refusal that passes: draw the page afresh as soon as the database answers."""
    if refusal.passes:
        _look(time.monotonic())


@st.fragment(run_every=EVERY)
def _look(drawn_at: float) -> None:
    text.draw(_("Tried again by itself every few seconds."), "muted")
    if time.monotonic() - drawn_at < EVERY / 2:
        return  # drawn with the page: what was just refused would be refused
    try:
        opened(database_url()).version()
    except Refusal:
        return
    st.rerun()
