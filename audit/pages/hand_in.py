"""The last step of a case audit: what it still lacks, handing it in, and returning it."""

from functools import partial
from itertools import groupby

import streamlit as st

from audit.commands.case_audit import send_back, start, submit
from audit.model.case_audit import CaseAuditStatus
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.one_now import go_to_case_audit
from audit.pages.parts import text
from audit.pages.parts.once import once
from audit.pages.parts.telling import act
from audit.rules.completeness import Missing
from audit.views import case_audit as views
from audit.views import desk as desks


def open_step(case_audit_id: str, step: str, place: str | None = None) -> None:
    """Go to a step of a case audit, and to one place on it: the callback of every button that leads there."""
    st.query_params.from_dict(
        {"id": case_audit_id, "step": step} | ({"place": place} if place else {})
    )


def hand_in(
    desk: Desk, page: views.CaseAuditPage, standing: views.Standing, steps: dict[str, str]
) -> None:
    """Draw what is still to do, each with the way to its place; or the button that submits; or the form to return."""
    st.header(_("Check and submit"), anchor=False)
    if page.can_return:
        _return(desk, page)
    if page.audit.status is CaseAuditStatus.SUBMITTED:
        if page.audit.auditor_id == desk.by.id:
            _next_file(desk)
        return
    if standing.missing:
        text.draw(
            _("{n} still to do. Each line leads to its place.").format(n=len(standing.missing))
        )
        _missing(page.audit.id, standing, steps)
        return
    if not page.can_change:
        text.draw(_("Everything that applies is answered; its auditor has not submitted it yet."))
        return
    text.draw(_("Everything that applies is answered and reasoned."))
    text.draw(
        _("After submitting you can read it but not change it; a QA lead can return it."), "muted"
    )
    st.button(
        _("Submit this case audit"),
        key="submit",
        type="primary",
        on_click=act,
        args=(
            partial(
                submit,
                desk.db,
                desk.by,
                page.audit.id,
                key=once(f"submit-{page.audit.id}-{page.audit.version}"),
            ),
        ),
    )


def _next_file(desk: Desk) -> None:
    """Once a file is handed in, lead on to the one that stands first on the first page."""
    following = desks.desk(desk.db, desk.by).next
    if following is None:
        return
    audit = following.audit
    starts = audit.status is CaseAuditStatus.NOT_STARTED and not following.is_over
    if st.button(
        _("Next case file: {reference}").format(reference=text.plain(audit.case_file.reference)),
        key="next-file",
        type="primary",
        on_click=act if starts else None,
        args=(partial(start, desk.db, desk.by, audit.id),) if starts else None,
    ):
        go_to_case_audit(audit.id)


def _missing(case_audit_id: str, standing: views.Standing, steps: dict[str, str]) -> None:
    for step, lacking in groupby(standing.missing, key=lambda each: each.step):
        with st.container(gap="xxsmall"):
            text.draw(steps[step], "statement")
            for number, each in enumerate(lacking):
                st.button(
                    text.plain(each.words),
                    key=f"missing-{step}-{number}",
                    type="tertiary",
                    on_click=open_step,
                    args=(case_audit_id, step, _place(each)),
                )


def _place(lacking: Missing) -> str:
    """Where on its step a missing thing stands: the key of its card."""
    if lacking.kind == "fact":
        return f"fact-{lacking.place}"
    if lacking.kind in ("judgement", "rationale", "cap"):
        return f"judgement-{lacking.place or 'file'}"
    return lacking.place


def _return(desk: Desk, page: views.CaseAuditPage) -> None:
    with st.form(f"return-{page.audit.id}-{page.audit.version}", border=True):
        text.draw(_("Return it to its auditor"), "statement")
        text.draw(
            _("The submission then no longer stands, and the auditor can change it again."), "muted"
        )
        reason = st.text_area(_("Reason"), height=90)
        if st.form_submit_button(_("Return")):
            act(partial(send_back, desk.db, desk.by, page.audit.id, reason), _("Returned."))
            st.rerun()
