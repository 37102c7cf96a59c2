"""One case file given to one auditor by hand: the rules hold, and one is broken only with a reason."""

import streamlit as st

from audit.commands.case_audit import allocate
from audit.model.allocation import BECAUSE_LIMIT
from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.telling import act
from audit.views.round import RoundPage


def by_hand(desk: Desk, page: RoundPage) -> None:
    """Draw the form, while there is a case file that nobody has begun."""
    waiting = [each for each in page.audits if each.status is CaseAuditStatus.NOT_STARTED]
    if not waiting:
        text.draw(_("There is no case file that nobody has begun."), "muted")
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
