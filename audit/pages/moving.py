"""Moving a round to a newer version of its checklist: what it touches first, then the act."""

import streamlit as st

from audit.commands.moving import move_version
from audit.documents.column import Column
from audit.model.change import Sameness
from audit.model.moving import Touched
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.cycle import REASON_LIMIT
from audit.rules.headline import many
from audit.rules.moving import RULE
from audit.views import moving as views
from audit.views.cycle import CyclePage

DIFFERENT: tuple[Column[Sameness], ...] = (
    Column("Criterion", lambda each: each.key, "words"),
    Column("What differs", lambda each: "; ".join(each.why), "text"),
)


def moving(desk: Desk, found: CyclePage) -> None:
    """Offer the newest version of the checklist to a round that stands on an older one."""
    if found.version == found.newest_version or not found.is_open("version"):
        return
    with st.expander(
        f"Move it to version {found.newest_version} of its checklist",
        key=f"moving-{found.round_id}",
    ):
        text.draw(f"The round stays on version {found.version} unless you move it. {RULE}")
        # Looked up on request: it goes through every reading of the round.
        asked = f"moving-asked-{found.round_id}"
        if st.button("Show what it touches", key=f"{asked}-button"):
            st.session_state[asked] = True
        if st.session_state.get(asked):
            touches = views.touched(desk.db, desk.by, found.round_id)
            if touches is not None:
                _shown(touches)
                _form(desk, found, touches)


def _shown(touches: Touched) -> None:
    text.draw(
        f"Version {touches.newer} has {many(touches.same, 'criterion')} that"
        f" {'is' if touches.same == 1 else 'are'} the same in both versions."
    )
    if touches.different:
        table(
            touches.different,
            DIFFERENT,
            f"What is not the same in versions {touches.version} and {touches.newer}",
        )
    if touches.stays:
        return
    lines = (
        f"Readings: {touches.not_started:,} not started, {touches.begun:,} begun or returned,"
        f" {touches.submitted:,} submitted.",
        f"Go back to their auditors: {touches.opened_again:,} of the {touches.submitted:,} submitted.",
        f"Taken back, to be given again: {many(touches.ratings, 'rating')},"
        f" {many(touches.facts, 'answer')} to case facts, {many(touches.judgements, 'judgement')}.",
    )
    text.draw("\n".join(lines))


def _form(desk: Desk, found: CyclePage, touches: Touched) -> None:
    if touches.stays:
        text.draw(f"It stays on version {touches.version}:", "statement")
        for each in touches.stays:
            text.draw(f"– {each}")
        return
    name = f"moving-form-{found.round_id}-{touches.newer}"
    with st.form(name, border=False):
        st.text_input("Why, in a sentence", key=f"{name}-why", max_chars=REASON_LIMIT)
        st.form_submit_button(
            f"Move it to version {touches.newer}",
            on_click=_moved,
            args=(desk, found.round_id, touches, f"{name}-why", once(name)),
        )


def _moved(desk: Desk, round_id: str, touches: Touched, why: str, key: str) -> None:
    reason = st.session_state[why]
    act(
        lambda: move_version(desk.db, desk.by, round_id, touches, reason, key=key),
        f"The round is on version {touches.newer} of its checklist.",
    )
