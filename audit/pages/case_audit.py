"""The case audit page: case facts first, then one standard at a time, then the whole file, then hand in."""

from functools import partial
from html import escape

import streamlit as st

from audit.commands.case_audit import start
from audit.commands.opening import case_audit_opened
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import N_, _
from audit.model.refusal import NotFound
from audit.model.round import RoundStatus
from audit.pages.conversation import conversation
from audit.pages.desk import Desk, day_and_time
from audit.pages.hand_in import hand_in, open_step
from audit.pages.parts import handling, text
from audit.pages.parts.concern import concern_way
from audit.pages.parts.criterion import criterion
from audit.pages.parts.fact import fact
from audit.pages.parts.judging import judging
from audit.pages.parts.keeper import KEYS, keeper
from audit.pages.parts.raising import from_file
from audit.pages.parts.record import opening
from audit.pages.parts.telling import act, tell
from audit.pages.parts.vague_words import vague_words
from audit.rules.conversation import STEP
from audit.views import case_audit as views
from audit.views import identifier as identifiers

SHUT = {
    RoundStatus.PLANNED: N_(
        "Its round is planned. It can be started once a QA lead has opened the round."
    ),
    RoundStatus.CLOSED: N_("Its round is closed. It was not started, and cannot be any more."),
}
"""What a case audit says that was not started, where its round is not open to it."""
FACTS, OVERALL, TALK, HAND_IN = "facts", "overall", STEP, "hand-in"


def case_audit(desk: Desk) -> None:
    """Rate what this file shows. Every change is saved at once; you can stop and come back at any time."""
    case_audit_id = st.query_params.get("id", "")
    try:
        page = views.case_audit(desk.db, desk.by, case_audit_id)
    except NotFound:
        st.title(_("Case audit"), anchor=False)
        raise
    opening(
        desk,
        f"case_audit:{case_audit_id}",
        lambda db, by: case_audit_opened(db, by, case_audit_id),
    )
    if page.audit.status is CaseAuditStatus.NOT_STARTED:
        _not_started(desk, page)
        return
    standing = views.standing(desk.db, desk.by, case_audit_id)
    steps = _steps(page)
    step = st.query_params.get("step", "")
    step = step if step in steps else next(iter(steps))
    _sidebar(page, standing, steps, step)
    _heading(desk, page)
    place = st.query_params.get("place")
    if step == FACTS:
        _facts(desk, page)
    elif step == OVERALL:
        _overall(desk, page)
    elif step == TALK:
        conversation(desk, page.audit.id, identifiers.words(desk.db, desk.by))
    elif step == HAND_IN:
        hand_in(desk, page, standing, steps)
    else:
        _standard(desk, page, step, standing)
    from_file(desk, page.audit)
    _next_and_previous(case_audit_id, steps, step)
    # Before the conversation the step begins with boxes for a day and a role: a digit that is meant for
    # them must not fall on a card below. The keyboard stands on what leads on instead.
    waits = step == TALK and not page.is_held and not place
    keeper(focus=f"{case_audit_id}/{step}/{place or ''}", place=place, card=not waits)


def _steps(page: views.CaseAuditPage) -> dict[str, str]:
    steps = {FACTS: _("Case facts")} if page.facts else {}
    steps |= {each.key: each.title for each in page.standards}
    if page.checklist.judgement_scale is not None:
        steps[OVERALL] = _("The whole file")
    if page.talks:
        steps[TALK] = _("The conversation")
    return steps | {HAND_IN: _("Check and submit")}


def _not_started(desk: Desk, page: views.CaseAuditPage) -> None:
    _title(desk, page)
    text.draw(page.checklist.introduction)
    shut = SHUT.get(page.audit.round_status)
    if shut is not None:
        st.info(shut)
    elif page.can_start:
        st.button(
            _("Start this case audit"),
            type="primary",
            on_click=act,
            args=(partial(start, desk.db, desk.by, page.audit.id),),
        )
    else:
        st.info(
            _("Given to {auditor}; not started yet.").format(
                auditor=text.plain(page.audit.auditor or _("nobody yet"))
            )
        )


def _title(desk: Desk, page: views.CaseAuditPage) -> None:
    tell()
    st.title(
        _("Case file {reference}").format(reference=text.plain(page.audit.case_file.reference)),
        anchor=False,
    )
    about = [
        page.agency,
        page.audit.case_file.team or "",
        page.audit.round_title,
        ""
        if page.audit.reading in (None, Reading.FIRST)
        else _("{reading} reading").format(reading=_(page.audit.reading)),
        _("{title}, version {version}").format(
            title=page.checklist.title, version=page.checklist.version
        ),
    ]
    text.draw(" · ".join(filter(None, about)), "muted")
    handling.line(page.review)
    concern_way(desk, page.audit.id)


def _heading(desk: Desk, page: views.CaseAuditPage) -> None:
    _title(desk, page)
    audit = page.audit
    if audit.status is CaseAuditStatus.SUBMITTED and audit.submitted_at is not None:
        st.success(
            _("Submitted {submitted_at}. It can be read but no longer changed.").format(
                submitted_at=day_and_time(audit.submitted_at)
            ),
            icon=":material/check_circle:",
        )
    elif audit.round_status is RoundStatus.CLOSED:
        st.info(
            _("Its round is closed: it can be read but no longer changed, and was not submitted.")
        )
        return
    if audit.returned_reason:
        st.warning(
            _("A QA lead returned this case audit. Please look again and resubmit."),
            icon=":material/undo:",
        )
        st.text(_("Reason: {returned_reason}").format(returned_reason=audit.returned_reason))
    if not page.can_change and audit.status is not CaseAuditStatus.SUBMITTED:
        st.info(
            _("You are reading {auditor}'s case audit.").format(
                auditor=text.plain(audit.auditor or "an")
            ),
            icon=":material/visibility:",
        )


def _sidebar(
    page: views.CaseAuditPage, standing: views.Standing, steps: dict[str, str], step: str
) -> None:
    progress = standing.progress
    here_done = progress.by_step.get(step, (0, 0))[0]
    elsewhere = progress.done - here_done
    counted = _("{done} of {of} done")
    out = _("{n} ruled out by the case facts").format(n=progress.ruled_out)
    with st.sidebar:
        st.html(
            f'<div data-pa-elsewhere="{elsewhere}" data-pa-of="{progress.of}"'
            f' data-pa-words="{escape(counted)}">'
            f'<strong class="pa-done">{escape(counted.format(done=progress.done, of=progress.of))}</strong>'
            '<div class="pa-bar" aria-hidden="true">'
            f'<div style="width:{100 * progress.done / max(1, progress.of):.0f}%"></div></div>'
            f'<div class="pa-muted">{escape(out)}</div></div>'
        )
        for key, title in steps.items():
            done, of = progress.by_step.get(key, (0, 0))
            mark = "" if key == HAND_IN or not of else "  ✓" if done == of else f"  {done}/{of}"
            if key not in (HAND_IN, FACTS, OVERALL, TALK) and of == 0:
                mark = _(" (not applicable)")
            st.button(
                text.plain(title if key == step else f"{title}{mark}"),
                key=f"step-{key}",
                type="primary" if key == step else "tertiary",
                width="stretch",
                on_click=open_step,
                args=(page.audit.id, key),
            )
        with st.popover(
            _("Keyboard (?)"), key="keys-help", icon=":material/keyboard:", width="stretch"
        ):
            rows = "".join(
                f"<dt><kbd>{escape(_(key))}</kbd></dt><dd>{escape(_(does))}</dd>"
                for key, does in KEYS
            )
            st.html(
                f'<p>{escape(_("While a criterion has the focus:"))}</p><dl class="pa-guide">{rows}</dl>'
                f"<p>{escape(_('Outside a criterion these keys do nothing, and in a text box they type.'))}</p>"
            )


def _facts(desk: Desk, page: views.CaseAuditPage) -> None:
    st.header(_("Case facts"), anchor=False)
    text.draw(_("They decide which criteria apply. Answer them first; you can change them later."))
    for each in page.facts:
        fact(desk, page.audit.id, each.key)


def _standard(desk: Desk, page: views.CaseAuditPage, step: str, standing: views.Standing) -> None:
    standard = next(each for each in page.standards if each.key == step)
    st.header(text.plain(standard.title), anchor=False)
    text.draw(standard.statement)
    words = identifiers.words(desk.db, desk.by)
    for each in standard.criteria:
        points = [page.review.point(key) for key in each.learning_points]
        criterion(
            desk,
            page.audit.id,
            each,
            points,
            page.checklist.rating_scale,
            words,
            talked=page.is_held,
        )
        if page.checklist.vague_words and page.checklist.vague_words.criterion == each.key:
            vague_words(desk, page.audit.id, words)
    applies = standing.progress.by_step[step][1] > 0
    if page.checklist.judgement_scale is not None and applies:
        scale = page.checklist.judgement_scale
        judging(desk, page.audit.id, standard.key, scale, words, talked=page.is_held)


def _overall(desk: Desk, page: views.CaseAuditPage) -> None:
    st.header(_("The whole file"), anchor=False)
    if page.checklist.judgement_scale is not None:
        words = identifiers.words(desk.db, desk.by)
        scale = page.checklist.judgement_scale
        judging(desk, page.audit.id, "", scale, words, talked=page.is_held)


def _next_and_previous(case_audit_id: str, steps: dict[str, str], step: str) -> None:
    keys = list(steps)
    at = keys.index(step)
    with st.container(horizontal=True, horizontal_alignment="distribute"):
        if at > 0:
            st.button(
                f"← {text.plain(steps[keys[at - 1]])}",
                key="go-previous",
                on_click=open_step,
                args=(case_audit_id, keys[at - 1]),
            )
        if at + 1 < len(keys):
            st.button(
                f"{text.plain(steps[keys[at + 1]])} →",
                key="go-next",
                type="primary",
                on_click=open_step,
                args=(case_audit_id, keys[at + 1]),
            )
