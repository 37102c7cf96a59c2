"""Immediate concerns on the first page: before anything else, what somebody has to see to now."""

import streamlit as st

from audit.pages.desk import Desk
from audit.pages.parts.concern import open_ones
from audit.views import concern as views


def own_concerns(desk: Desk) -> None:
    """Draw the open concerns that one must know of, those that wait for oneself first; nothing where there is none."""
    found = views.open_to(desk.db, desk.by)
    mine = tuple(each for each in found if each.waits_for_you)
    others = tuple(each for each in found if not each.waits_for_you)
    if mine:
        st.header("A child may be at risk: see to this first", anchor=False)
        open_ones(mine)
    if others:
        st.header("Open concerns that are with somebody else", anchor=False)
        open_ones(others)
