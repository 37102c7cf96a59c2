"""One case fact on the case audit page, a fragment of its own."""

import streamlit as st

from audit.commands.case_fact import state as state_fact
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.kept import Kept, Value, this_tab
from audit.pages.parts.status import saved_line, trouble
from audit.views import case_audit as views


def fact(desk: Desk, case_audit_id: str, key: str) -> None:
    """Draw the case fact as a fragment in a card of its own."""
    with st.container(border=True, key=f"criterion-fact-{key}"):
        plain_fragment(_draw)(desk, case_audit_id, key)


def _draw(desk: Desk, case_audit_id: str, key: str) -> None:
    tab = this_tab()

    def save(value: Value, was: Value) -> None:
        state_fact(desk.db, desk.by, case_audit_id, key, value, was=was, visit=tab.visit)

    kept = Kept(tab, f"rating-fact-{key}", case_audit_id, save)
    state = views.case_fact(desk.db, desk.by, case_audit_id, key)
    kept.settle(state.value, mine=state.visit == tab.visit)
    state = views.case_fact(desk.db, desk.by, case_audit_id, key)
    labels = {
        each.key: f"{number} {each.label}" for number, each in enumerate(state.fact.values, start=1)
    }
    text.draw(state.fact.question, "statement")
    if state.fact.help:
        text.draw(state.fact.help, "muted")
    st.segmented_control(
        text.plain(state.fact.question),
        list(labels),
        format_func=lambda value: text.plain(labels[value]),
        key=kept.place(),
        on_change=kept.on_change,
        disabled=not state.can_change,
        label_visibility="collapsed",
        wrap=True,
    )
    saved_line(
        state.kept_at,
        kept,
        done=state.value is not None,
        rated=-1 if state.value is None else list(labels).index(state.value),
    )
    trouble(kept, state.value, labels)
