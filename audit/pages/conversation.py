"""The step of the conversation with the practitioner: begin it, what it changed, their comment, and the family's views."""

from datetime import date
from functools import partial

import streamlit as st

from audit.commands.conversation import begin, correct
from audit.documents.column import Column
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.minuted import attempt, both, place
from audit.pages.parts.table import table
from audit.pages.parts.talking import comment, heard, without
from audit.pages.parts.telling import act
from audit.rules.conversation import ROLE_LIMIT, held, out_of_order
from audit.rules.identifier import suspects
from audit.rules.retention import today
from audit.views import conversation as views

CHANGES: tuple[Column[views.Change], ...] = (
    Column(N_("What"), lambda each: each.called, "text"),
    Column(N_("From the file alone"), lambda each: each.before, "text"),
    Column(N_("After the conversation"), lambda each: each.now, "text"),
    Column(N_("Why"), lambda each: each.why or _("not said yet"), "text"),
)


def conversation(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the step: until the file alone is rated it offers nothing but that."""
    page = views.conversation(desk.db, desk.by, case_audit_id)
    st.header(_("The conversation"), anchor=False)
    if page.to_do_first and page.can_change:
        text.draw(
            _(
                "First rate what the file alone shows: {to_do_first} still to do, listed under “Check"
                " and submit”. The conversation with the practitioner comes after that, so that what it adds"
                " can be told apart."
            ).format(to_do_first=page.to_do_first)
        )
        return
    if page.conversation.is_held:
        _held(page)
        if page.can_change:
            with st.expander(_("Correct the day or the role"), key=f"correct-{case_audit_id}"):
                plain_fragment(_correct)(desk, case_audit_id, words)
        comment(desk, case_audit_id, words)
    else:
        _not_held(desk, case_audit_id, page, words)
    if page.voices:
        st.subheader(_("Views of the child and the family"), anchor=False)
        text.draw(
            _("Whether their views on the help given were asked for, and what they said."), "muted"
        )
    for voice in page.voices:
        heard(desk, case_audit_id, voice, words)


def _held(page: views.ConversationPage) -> None:
    found = page.conversation
    text.draw(held(found.held_on, found.held_with))
    _order(page, found.held_on)
    text.draw(
        _(
            "The ratings and judgements as they stood from the file alone are kept. A rating can still be"
            " changed on its own card, which then asks why; both are kept, and the later one counts."
        ),
        "muted",
    )
    n, of = (
        len(page.changes),
        _("{compared:,} ratings and judgements").format(compared=page.compared),
    )
    if not n:
        text.draw(_("It changed none of {of}.").format(of=of))
        return
    table(page.changes, CHANGES, _("What it changed: {n:,} of {of}").format(n=n, of=of))


def _order(page: views.ConversationPage, on: date | None) -> None:
    """Draw what it means that it was held on another day than the ratings before it were kept."""
    begun_at = page.conversation.begun_at
    if means := out_of_order(on, today(begun_at) if begun_at else None):
        text.draw(means, "pointed")


def _correct(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the day and the role as they stand, to be put right; both are shown where another tab was first."""
    page = views.conversation(desk.db, desk.by, case_audit_id)
    was = (page.conversation.held_on, page.conversation.held_with)
    name = f"held-{case_audit_id}"
    at = place(name, 0, was[1], on=was[0])
    _asked(desk, f"{at}-on", at, words)
    on = st.session_state[f"{at}-on"]
    if on != was[0]:
        _order(page, on)
    both(name, held(*was))

    def verb(*, looked: bool) -> bool:  # noqa: ARG001 - a role that looks like a person is never kept
        correct(desk.db, desk.by, case_audit_id, on, st.session_state[at], was=was)
        return True

    if st.button(_("Correct it"), key=f"correct-now-{case_audit_id}"):
        attempt(name, verb, at, _("Corrected. What was kept from the file alone is as it was."))
        st.rerun()


def _not_held(
    desk: Desk, case_audit_id: str, page: views.ConversationPage, words: tuple[str, ...]
) -> None:
    if page.can_change:
        asks = (
            _("This round asks for it") if page.is_expected else _("It is optional in this round")
        )
        text.draw(
            _(
                "Talk the file through with the practitioner who knows the case, if you can. Beginning keeps the"
                " ratings as they stand from the file alone. {asks}."
            ).format(asks=asks)
        )
        with st.container(border=True, key=f"begin-{case_audit_id}"):
            plain_fragment(_begin)(desk, case_audit_id, words)
    else:
        text.draw(_("No conversation with the practitioner was held."))
    without(desk, case_audit_id, words)


def _begin(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the two boxes and the button: a fragment, so that pointing something out redraws nothing else."""
    name = f"begin-{case_audit_id}"
    role = place(name, 0, "", on=None)
    on = f"{role}-on"
    _asked(desk, on, role, words)
    if st.button(_("Begin the conversation"), type="primary", key=f"begin-now-{case_audit_id}"):
        act(
            partial(
                begin, desk.db, desk.by, case_audit_id, st.session_state[on], st.session_state[role]
            ),
            _("The ratings from the file alone are kept."),
        )
        st.rerun()


def _asked(desk: Desk, on: str, role: str, words: tuple[str, ...]) -> None:
    """Draw the two boxes under those keys, and what in the role looks like a person."""
    st.date_input(
        _("The day it was held"),
        max_value=today(desk.db.clock()),
        key=on,
        format="DD/MM/YYYY",
        persist_state="session",
    )
    said = st.text_input(
        _("The practitioner's role, never a name"),
        key=role,
        max_chars=ROLE_LIMIT,
        placeholder=_("allocated social worker"),
        persist_state="session",
    )
    for each in suspects(said, words):
        text.draw(
            _("This looks like {kind}: “{found}”. Give a role alone.").format(
                kind=each.kind, found=each.found
            ),
            "pointed",
        )
