"""Immediate concerns on the first page: before anything else, what somebody has to see to now."""

import streamlit as st

from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.concern import open_ones
from audit.rules import permission
from audit.rules.headline import many
from audit.views import concern as views


def own_concerns(desk: Desk) -> int:
    """Draw the open concerns that one must know of, those that wait for oneself first.

    Return how many that one raised are closed, for `closed_concerns` to say further down.
    """
    if not permission.may(desk.by, "concern.read"):
        return 0
    found = views.concerns_of(desk.db, desk.by)
    waiting = tuple(each for each in found if each.waits_for_you)
    others = tuple(each for each in found if each.concern.is_open and not each.waits_for_you)
    if waiting:
        st.header(_("A child may be at risk: see to this first"), anchor=False)
        open_ones(waiting)
    if others:
        st.header(_("Open concerns that are with somebody else"), anchor=False)
        open_ones(others)
    return sum(each.is_mine and not each.concern.is_open for each in found)


def closed_concerns(n: int) -> None:
    """Lead whoever raised a concern to what was done about it; nothing where none is closed."""
    if not n:
        return
    st.header(_("Concerns that you raised"), anchor=False)
    with st.container(horizontal=True, vertical_alignment="center"):
        text.draw(_("{concerns} closed.").format(concerns=many(n, "concern")))
        if st.button(_("Read what was done")):
            st.switch_page(st.session_state["pages"]["concerns"])
