"""Panels on the first page: those that one holds or may read, and how many each round has."""

import streamlit as st

from audit.model.panel import PanelState
from audit.pages.desk import Desk
from audit.pages.panel import go_to_panel
from audit.pages.parts import text
from audit.rules import permission
from audit.rules.headline import many
from audit.views import panel_cases as views

SHOWN = 10
"""Panels drawn at most, what is open first."""


def own_panels(desk: Desk) -> None:
    """Draw nothing for whoever has no panel to see."""
    mine = views.own_panels(desk.db, desk.by)
    counts = views.panel_counts(desk.db, desk.by) if permission.may(desk.by, "panel.count") else ()
    if not mine and not counts:
        return
    st.header("Panels", anchor=False)
    for count in counts:
        text.draw(
            f"{count.round_title}: {count.signed_off} held and signed off, {count.under_way} under way,"
            f" of {many(count.cases, 'case')}"
        )
    over = [each for each in mine if each.state is PanelState.SIGNED_OFF]
    for each in [each for each in mine if each not in over][:SHOWN]:
        _panel(each)
    if over:
        with st.expander(f"Held and signed off: {many(len(over), 'panel')}", key="panels-over"):
            for each in over[:SHOWN]:
                _panel(each)


def _panel(each: views.OwnPanel) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        text.draw(f"{each.reference} · {each.round_title} · {each.state}")
        if st.button(f"Open the panel on {text.plain(each.reference)}", key=f"own-{each.panel_id}"):
            go_to_panel(each.panel_id)
