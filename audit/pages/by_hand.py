"""One case file given to one auditor by hand: the rules hold, and one is broken only with a reason."""

import streamlit as st

from audit.commands.case_audit import allocate
from audit.model.allocation import BECAUSE_LIMIT
from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.telling import act
from audit.views import case_files as views
from audit.views.round import RoundPage

SHOWN = 300
"""Case audits in a list or a table at most."""


def by_hand(desk: Desk, page: RoundPage, begins: str | None = None) -> None:
    """Draw the form, while there is a case file that nobody has begun.

    `begins` is how the references of those in its list begin; where it is None and there are many, it asks.
    """
    asked = f"by-hand-begins-{page.entry.id}"
    start = st.session_state.get(asked, "") if begins is None else begins
    found = views.case_files(
        desk.db,
        desk.by,
        page.entry.id,
        begins=start,
        statuses={CaseAuditStatus.NOT_STARTED},
        limit=SHOWN,
    )
    waiting = found.audits
    if begins is None and (start or found.total > SHOWN):
        st.text_input(_("How the reference begins"), key=asked)
    if not waiting:
        none = _("None of them is a case file that nobody has begun.")
        text.draw(none if start else _("There is no case file that nobody has begun."), "muted")
        return
    audits = {each.id: each for each in waiting}
    with st.form("allocate", border=True):
        text.draw(_("Give a case file to an auditor"), "statement")
        st.selectbox(
            _("Case file"),
            list(audits),
            format_func=lambda key: label(page, audits[key]),
            key="allocate-file",
        )
        st.selectbox(
            _("Auditor"),
            list(page.auditors),
            format_func=page.auditors.__getitem__,
            key="allocate-auditor",
        )
        st.text_input(
            _("Reason, only where a rule has to be broken"),
            key="allocate-because",
            max_chars=BECAUSE_LIMIT,
            help=_(
                "About the allocation, not about the case: kept with the file until the round's records are disposed of."
            ),
        )
        st.form_submit_button(_("Give it"), on_click=_allocated, args=(desk,))


def label(page: RoundPage, each: CaseAudit) -> str:
    """How a case audit is called in a list."""
    agency = page.agencies[each.case_file.agency]
    who = f" · {each.auditor}" if each.auditor else ""
    return _("{reference} · {agency} · {reading} reading{who}").format(
        reference=each.case_file.reference, agency=agency, reading=_(each.reading or ""), who=who
    )


def _allocated(desk: Desk) -> None:
    state = st.session_state

    def give() -> bool:
        file, auditor = state["allocate-file"], state["allocate-auditor"]
        allocate(desk.db, desk.by, file, auditor, because=state["allocate-because"])
        return True

    if act(give, _("The case file has its auditor.")):
        state["allocate-because"] = ""
