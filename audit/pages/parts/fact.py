"""One case fact on the case audit page, a fragment of its own."""

import streamlit as st

from audit.commands.case_fact import state as state_fact
from audit.model.case_fact import Number
from audit.model.language import _
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
    tab, place = this_tab(), f"{case_audit_id}/fact/{key}"

    def read() -> views.FactState:
        return views.case_fact(desk.db, desk.by, case_audit_id, key)

    def save(value: Value, was: Value) -> None:
        given, before = (None if each is None else str(each) for each in (value, was))
        state_fact(desk.db, desk.by, case_audit_id, key, given, was=before, visit=tab.visit)

    state = tab.read(place, read)
    name = f"{'rating' if state.fact.number is None else 'number'}-fact-{key}"
    kept = Kept(tab, name, case_audit_id, save)
    kept.settle(_entered(state), mine=state.visit == tab.visit)
    state = tab.read(place, read)
    tab.redraw_if_moved(f"facts/{case_audit_id}", state.asked_now)
    text.draw(state.fact.question, "statement")
    if state.fact.help:
        text.draw(state.fact.help, "muted")
    if state.fact.number is None:
        _choice(state, kept)
    else:
        _number(state, state.fact.number, kept)


def _entered(state: views.FactState) -> Value:
    """What is stored, as its widget holds it: a number or the key of an answer."""
    return int(state.value) if state.fact.number and state.value else state.value


def _choice(state: views.FactState, kept: Kept) -> None:
    labels = {
        each.key: f"{number} {each.label}" for number, each in enumerate(state.fact.values, start=1)
    }
    st.segmented_control(
        text.plain(state.fact.question),
        list(labels),
        format_func=lambda value: text.plain(labels[value]),
        default=kept.stands_among(labels),
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


def _number(state: views.FactState, number: Number, kept: Kept) -> None:
    st.number_input(
        text.plain(
            _("{upper}{unit}, {least} to {most}").format(
                upper=number.unit[0].upper(),
                unit=number.unit[1:],
                least=number.least,
                most=number.most,
            )
        ),
        min_value=number.least,
        max_value=number.most,
        value=kept.stands,
        step=1,
        key=kept.place(),
        on_change=kept.on_change,
        disabled=not state.can_change,
    )
    saved_line(state.kept_at, kept, done=state.value is not None)
    trouble(kept, _entered(state))
    # The box itself cannot be emptied: Streamlit takes an empty one for its default.
    if state.can_change and kept.stands is not None:
        st.button(
            _("Take back"),
            key=f"take-back-{kept.key}",
            on_click=kept.change,
            args=(lambda _shown: None,),
        )
