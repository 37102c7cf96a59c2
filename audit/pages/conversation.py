"""The step of the conversation with the practitioner: begin it, what it changed, their comment, and the family's views."""

from functools import partial

import streamlit as st

from audit.commands.conversation import begin
from audit.documents.column import Column
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.table import table
from audit.pages.parts.talking import comment, heard, without
from audit.pages.parts.telling import act
from audit.rules.conversation import ROLE_LIMIT
from audit.rules.identifier import suspects
from audit.rules.retention import day, today
from audit.views import conversation as views

CHANGES: tuple[Column[views.Change], ...] = (
    Column("What", lambda each: each.called, "text"),
    Column("From the file alone", lambda each: each.before, "text"),
    Column("After the conversation", lambda each: each.now, "text"),
    Column("Why", lambda each: each.why or "not said yet", "text"),
)


def conversation(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the step: until the file alone is rated it offers nothing but that."""
    page = views.conversation(desk.db, desk.by, case_audit_id)
    st.header("The conversation", anchor=False)
    if page.to_do_first and page.can_change:
        text.draw(
            f"First rate what the file alone shows: {page.to_do_first} still to do, listed under “Check"
            " and submit”. The conversation with the practitioner comes after that, so that what it adds"
            " can be told apart."
        )
        return
    if page.conversation.is_held:
        _held(page)
        comment(desk, case_audit_id, words)
    else:
        _not_held(desk, case_audit_id, page, words)
    if page.voices:
        st.subheader("Views of the child and the family", anchor=False)
        text.draw(
            "Whether their views on the help given were asked for, and what they said.", "muted"
        )
    for voice in page.voices:
        heard(desk, case_audit_id, voice, words)


def _held(page: views.ConversationPage) -> None:
    found = page.conversation
    on = day(found.held_on) if found.held_on else "a day that was erased"
    text.draw(f"Held on {on} with: {found.held_with or 'a role that was erased'}.")
    text.draw(
        "The ratings and judgements as they stood from the file alone are kept. A rating can still be"
        " changed on its own card, which then asks why; both are kept, and the later one counts.",
        "muted",
    )
    n, of = len(page.changes), f"{page.compared:,} ratings and judgements"
    if not n:
        text.draw(f"It changed none of {of}.")
        return
    table(page.changes, CHANGES, f"What it changed: {n:,} of {of}")


def _not_held(
    desk: Desk, case_audit_id: str, page: views.ConversationPage, words: tuple[str, ...]
) -> None:
    if page.can_change:
        asks = "This round asks for it" if page.is_expected else "It is optional in this round"
        text.draw(
            "Talk the file through with the practitioner who knows the case, if you can. Beginning keeps the"
            f" ratings as they stand from the file alone. {asks}."
        )
        with st.container(border=True, key=f"begin-{case_audit_id}"):
            plain_fragment(_begin)(desk, case_audit_id, words)
    else:
        text.draw("No conversation with the practitioner was held.")
    without(desk, case_audit_id, words)


def _begin(desk: Desk, case_audit_id: str, words: tuple[str, ...]) -> None:
    """Draw the two boxes and the button: a fragment, so that pointing something out redraws nothing else."""
    now = today(desk.db.clock())
    on, role = f"held-on-{case_audit_id}", f"held-with-{case_audit_id}"
    st.date_input("The day it was held", value=None, max_value=now, key=on, format="DD/MM/YYYY")
    said = st.text_input(
        "The practitioner's role, never a name",
        key=role,
        max_chars=ROLE_LIMIT,
        placeholder="allocated social worker",
    )
    for each in suspects(said, words):
        text.draw(f"This looks like {each.kind}: “{each.found}”. Give a role alone.", "pointed")
    if st.button("Begin the conversation", type="primary", key=f"begin-now-{case_audit_id}"):
        act(
            partial(
                begin, desk.db, desk.by, case_audit_id, st.session_state[on], st.session_state[role]
            ),
            "The ratings from the file alone are kept.",
        )
        st.rerun()
