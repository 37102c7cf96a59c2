"""Moving a round to a newer version of its checklist: what it touches first, then the act."""

import streamlit as st

from audit.commands.moving import move_version
from audit.documents.column import Column
from audit.model.change import Sameness
from audit.model.language import N_, _
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
    Column(N_("Criterion"), lambda each: each.key, "words"),
    Column(N_("What differs"), lambda each: "; ".join(each.why), "text"),
)


def moving(desk: Desk, found: CyclePage) -> None:
    """Offer the newest version of the checklist to a round that stands on an older one."""
    if found.version == found.newest_version or not found.is_open("version"):
        return
    with st.expander(
        _("Move it to version {newest_version} of its checklist").format(
            newest_version=found.newest_version
        ),
        key=f"moving-{found.round_id}",
    ):
        text.draw(
            _("The round stays on version {version} unless you move it. {rule}").format(
                version=found.version, rule=_(RULE)
            )
        )
        # Looked up on request: it goes through every reading of the round.
        asked = f"moving-asked-{found.round_id}"
        if st.button(_("Show what it touches"), key=f"{asked}-button"):
            st.session_state[asked] = True
        if st.session_state.get(asked):
            touches = views.touched(desk.db, desk.by, found.round_id)
            if touches is not None:
                _shown(touches)
                _form(desk, found, touches)


def _shown(touches: Touched) -> None:
    text.draw(
        _("Version {newer} has {criterions} that {verb} the same in both versions.").format(
            newer=touches.newer,
            criterions=many(touches.same, "criterion"),
            verb="is" if touches.same == 1 else "are",
        )
    )
    if touches.different:
        table(
            touches.different,
            DIFFERENT,
            _("What is not the same in versions {version} and {newer}").format(
                version=touches.version, newer=touches.newer
            ),
        )
    if touches.stays:
        return
    lines = (
        _(
            "Readings: {not_started:,} not started, {begun:,} begun or returned,"
            " {submitted:,} submitted."
        ).format(not_started=touches.not_started, begun=touches.begun, submitted=touches.submitted),
        _("Go back to their auditors: {opened_again:,} of the {submitted:,} submitted.").format(
            opened_again=touches.opened_again, submitted=touches.submitted
        ),
        _(
            "Taken back, to be given again: {ratings}, {answers} to case facts, {judgements}."
        ).format(
            ratings=many(touches.ratings, "rating"),
            answers=many(touches.facts, "answer"),
            judgements=many(touches.judgements, "judgement"),
        ),
    )
    text.draw("\n".join(lines))


def _form(desk: Desk, found: CyclePage, touches: Touched) -> None:
    if touches.stays:
        text.draw(_("It stays on version {version}:").format(version=touches.version), "statement")
        for each in touches.stays:
            text.draw(f"– {each}")
        return
    name = f"moving-form-{found.round_id}-{touches.newer}"
    with st.form(name, border=False):
        st.text_input(_("Why, in a sentence"), key=f"{name}-why", max_chars=REASON_LIMIT)
        st.form_submit_button(
            _("Move it to version {newer}").format(newer=touches.newer),
            on_click=_moved,
            args=(desk, found.round_id, touches, f"{name}-why", once(name)),
        )


def _moved(desk: Desk, round_id: str, touches: Touched, why: str, key: str) -> None:
    reason = st.session_state[why]
    act(
        lambda: move_version(desk.db, desk.by, round_id, touches, reason, key=key),
        _("The round is on version {newer} of its checklist.").format(newer=touches.newer),
    )
