"""Panels on the first page: those that one holds or may read, and how many each round has."""

import streamlit as st

from audit.model.language import _
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
    st.header(_("Panels"), anchor=False)
    for count in counts:
        text.draw(
            _(
                "{round_title}: {signed_off} held and signed off, {under_way} under way, of {cases}"
            ).format(
                round_title=count.round_title,
                signed_off=count.signed_off,
                under_way=count.under_way,
                cases=many(count.cases, "case"),
            )
        )
    over = [each for each in mine if each.state is PanelState.SIGNED_OFF]
    for each in [each for each in mine if each not in over][:SHOWN]:
        _panel(each)
    if over:
        with st.expander(
            _("Held and signed off: {panels}").format(panels=many(len(over), "panel")),
            key="panels-over",
        ):
            for each in over[:SHOWN]:
                _panel(each)


def _panel(each: views.OwnPanel) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        text.draw(f"{each.reference} · {each.round_title} · {_(each.state)}")
        if st.button(
            _("Open the panel on {reference}").format(reference=text.plain(each.reference)),
            key=f"own-{each.panel_id}",
        ):
            go_to_panel(each.panel_id)
