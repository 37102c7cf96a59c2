"""Raising an immediate concern: what to do first, to whom it goes, and two boxes."""

from functools import partial

import streamlit as st

from audit.commands.concern import raise_
from audit.model.language import N_, _
from audit.model.refusal import NotFound
from audit.pages.desk import Desk
from audit.pages.parts import handling, minuted, text
from audit.pages.parts.concern import LABEL, open_ones
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import tell
from audit.rules.concern import COUNTED, WRITTEN, target_in_words
from audit.views import concern as views

DANGER = N_(
    "If a child is in danger now, ring 999. If a child may be at risk, ring your MASH, or the emergency duty"
    " team out of hours, as you would without this tool: it rings nobody."
)
"""What comes before anything that is written here."""
HINTS = (
    N_("What the file shows, and since when. The reference says which child it is: name nobody."),
    N_("For instance: rang the MASH at 14:10; told the named nurse. If nothing yet, say so."),
)
"""What to write in each of the two boxes."""


def raising(desk: Desk, case_audit_id: str) -> None:
    """Draw the page on which a concern is raised from a case audit."""
    st.title(_(LABEL), anchor=False)
    tell()
    try:
        page = views.to_raise(desk.db, desk.by, case_audit_id)
    except NotFound:
        text.draw(_(DANGER), "lead")
        raise
    with st.container(border=True):
        text.draw(_(DANGER), "lead")
    text.draw(
        _("Case file {reference} · {agency} · {round_title}").format(
            reference=page.reference, agency=page.agency, round_title=page.round_title
        ),
        "muted",
    )
    handling.line(page.review)
    open_ones(page.open)
    if page.is_shut:
        text.draw(
            _("The records of this round are disposed of: nothing is written about it any more.")
        )
    else:
        _to(page)
        _boxes(desk, page)
    if st.button(_("Back to case file {reference}").format(reference=text.plain(page.reference))):
        to = st.session_state["pages"]["case-audit"]
        st.switch_page(to, query_params={"id": case_audit_id})


def _to(page: views.ToRaise) -> None:
    names = ", ".join(page.to)
    named = (
        _("It goes to {names}, named to receive concerns about files of {agency}.").format(
            names=names, agency=page.agency
        )
        if page.named
        else _(
            "Nobody else is named to receive concerns about files of {agency}: it goes to"
            " the QA leads ({names})."
        ).format(agency=page.agency, names=names)
    )
    text.draw(
        _(
            "{named} It is to be {target_in_words} hours. {counted}"
            " They, the agency's lead and the QA leads see it; the case audit waits until it is closed."
        ).format(
            named=named,
            target_in_words=target_in_words(page.target),
            counted=COUNTED[page.target.counting],
        )
    )


def _boxes(desk: Desk, page: views.ToRaise) -> None:
    form = f"worry-{page.case_audit_id}"
    key = once(form)
    # A name of its own until it is raised: what was typed for the next one is not taken for this one's.
    name = f"{form}-{key}"
    typed = minuted.box(name, WRITTEN[0], "", 0, called=f"{WRITTEN[0]}, {page.reference}", done="")
    text.draw(_(HINTS[0]), "muted")
    done = f"{typed}-done"
    st.text_area(WRITTEN[1], key=done, height=90, persist_state="session")
    text.draw(_(HINTS[1]), "muted")
    minuted.keep(
        name,
        _("Raise this concern"),
        partial(_raised, desk, page.case_audit_id, typed, done, key),
        typed=typed,
        done=_("The concern is raised. You are shown here what becomes of it."),
    )


def _raised(
    desk: Desk, case_audit_id: str, typed: str, done: str, key: str, *, looked: bool
) -> None:
    worry, already = st.session_state[typed], st.session_state[done]
    made = raise_(desk.db, desk.by, case_audit_id, worry, already, looked=looked, key=key)
    used(f"worry-{case_audit_id}")
    st.query_params.from_dict({"id": made})
