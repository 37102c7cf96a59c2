"""What the readers of a moderated file answer."""

import streamlit as st

from audit.commands.moderation import answer
from audit.model.case_audit import CaseAuditStatus
from audit.model.language import _
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import act
from audit.views.moderation import ModerationPage


def responses(desk: Desk, page: ModerationPage) -> None:
    """Draw what the readers say, and the box of whoever may answer."""
    signed_off = page.audit.status is CaseAuditStatus.SUBMITTED
    answers = page.reads is not None and signed_off and page.audit.disposed_at is None
    if not page.responses and not answers:
        return
    st.header(_("What the readers say"), anchor=False)
    for each in page.responses:
        text.draw(
            _("The {reader} reader, {at}:").format(reader=_(each.reader), at=day_and_time(each.at)),
            "muted",
        )
        st.text(each.text)
    if answers:
        with st.form(f"moderation-answer-{len(page.responses)}", border=True):
            st.text_area(_("Your answer, if you have one"), height=90, key="moderation-says")
            st.form_submit_button(_("Send"), on_click=_answered, args=(desk, page.audit.id))


def _answered(desk: Desk, case_audit_id: str) -> None:
    name = f"moderation-answer-{case_audit_id}"
    words = st.session_state["moderation-says"]

    def sent() -> bool:
        answer(desk.db, desk.by, case_audit_id, words, key=f"{once(name)} {words}")
        return True

    if act(sent, _("Your answer stands beside the moderation.")):
        used(name)
        st.session_state["moderation-says"] = ""
