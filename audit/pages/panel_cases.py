"""The part of a round's page on panels: which cases wait, which panels are held, and where one begins."""

from functools import partial

import streamlit as st

from audit.commands.panel import begin
from audit.documents.column import Column
from audit.model.language import N_, _, of_checklist
from audit.model.panel import PanelState
from audit.pages.desk import Desk
from audit.pages.panel import go_to_panel
from audit.pages.parts import text
from audit.pages.parts.minuted import box, keep
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.headline import many
from audit.views import panel_cases as views
from audit.views.panel_cases import PanelCase
from audit.views.round import RoundPage

SIGN = {
    PanelState.READY: "●",
    PanelState.REOPENED: "↩",
    PanelState.UNDER_WAY: "◐",
    PanelState.WAITING: "○",
    PanelState.KEPT: "–",
    PanelState.SIGNED_OFF: "✓",
}
"""A shape beside each word, for who does not see colours; here none is needed."""
SHOWN = 300
"""Rows of the table drawn at most; the list for opening one holds them all."""
COLUMNS: tuple[Column[PanelCase], ...] = (
    Column(N_("Case"), lambda each: each.reference, "text"),
    Column(N_("Agencies"), lambda each: ", ".join(map(of_checklist, each.agencies)), "text"),
    Column(N_("Panel"), lambda each: f"{SIGN[each.state]} {each.state}", "words"),
    Column(N_("Still to come"), lambda each: "\n".join(each.waits), "words"),
)


def panel_cases(desk: Desk, page: RoundPage) -> None:
    """Bring the agencies together on a case once every file of it is read."""
    found = views.panel_cases(desk.db, desk.by, page.entry.id)
    made = st.session_state.pop("panel-begun", None)
    if made is not None:
        go_to_panel(made)
    if not found.cases:
        text.draw(_("No case file of this round is there yet."))
        return
    said = ", ".join(f"{n:,} {_(state)}" for state, n in found.counts.items() if n)
    text.draw(f"{many(len(found.cases), 'case')}: {said}.", "statement")
    rest = (
        _("; the first {shown} are shown").format(shown=SHOWN) if len(found.cases) > SHOWN else ""
    )
    table(
        found.cases[:SHOWN], COLUMNS, _("Panels, what wants somebody first{rest}").format(rest=rest)
    )
    able = {each.case_id: each for each in found.cases if each.state is not PanelState.KEPT}
    if able:
        _open(desk, page, able)


def _open(desk: Desk, page: RoundPage, able: dict[str, PanelCase]) -> None:
    chosen = st.selectbox(
        _("Case"),
        list(able),
        format_func=lambda key: f"{able[key].reference} · {_(able[key].state)}",
        key="panel-case",
    )
    case = able[chosen]
    if case.panel_id is not None:
        if st.button(_("Open its panel"), type="primary"):
            go_to_panel(case.panel_id)
        return
    if case.state is PanelState.READY:
        st.button(
            _("Begin its panel"),
            type="primary",
            on_click=_begun,
            args=(desk, page.entry.id, chosen),
        )
        return
    text.draw(_("Still to come. {waits}.").format(waits="; ".join(case.waits)), "muted")
    name = f"panel-begin-{chosen}"
    typed = box(name, _("Why the panel begins with the files that are read"), "", 0, height=68)

    def early(*, looked: bool) -> None:
        because = st.session_state[typed]
        made = begin(desk.db, desk.by, page.entry.id, chosen, because, looked=looked)
        st.session_state["panel-begun"] = made

    keep(name, _("Begin with what is there"), early, typed=typed, done=_("The panel has begun."))


def _begun(desk: Desk, round_id: str, case_id: str) -> None:
    made = act(partial(begin, desk.db, desk.by, round_id, case_id))
    if made is not None:
        st.session_state["panel-begun"] = made
