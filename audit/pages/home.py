"""The first page: what is yours to do now, and one case file from nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from audit.commands.case_audit import start
from audit.documents import calendar_file
from audit.model.case_audit import CaseAuditStatus
from audit.model.language import N_, _, of_checklist
from audit.pages.desk import Desk
from audit.pages.drift import own_drift
from audit.pages.job import own_jobs
from audit.pages.one_now import go_to_case_audit, one_now
from audit.pages.own_concerns import closed_concerns, own_concerns
from audit.pages.own_panels import own_panels
from audit.pages.own_releases import own_releases
from audit.pages.own_rounds import own_rounds
from audit.pages.own_work import own_work
from audit.pages.parts import text, tour
from audit.pages.parts.telling import act, tell
from audit.pages.practice import practise_first
from audit.pages.scoring import scoring
from audit.pages.today import what_needs_you
from audit.rules import permission
from audit.rules.due import Turn, in_words, turn
from audit.rules.headline import many
from audit.rules.retention import day
from audit.views import desk as views
from audit.views import moderation_files as moderations

STATUS = {
    CaseAuditStatus.RETURNED: N_("Returned to you"),
    CaseAuditStatus.IN_PROGRESS: N_("In progress"),
    CaseAuditStatus.NOT_STARTED: N_("Not started"),
    CaseAuditStatus.SUBMITTED: N_("Submitted"),
}
PRESSING = {
    Turn.RETURNED: N_("returned"),
    Turn.LATE: N_("late"),
    Turn.SOON: N_("due within a week"),
}
SHOWN = 50
"""Case files drawn at most in a list."""


def home(desk: Desk) -> None:
    """Audit case files against what a review taught, one file at a time."""
    st.title(_("Practice audit"), anchor=False)
    tell()
    closed = own_concerns(desk)
    own_releases(desk)
    own_jobs(desk)
    mine = views.desk(desk.db, desk.by)
    tour.offer(desk, is_new=not mine.entries)
    if permission.may(desk.by, "case_audit.own"):
        shut = practise_first(desk)
        _next(desk, mine, shut)
    what_needs_you(desk, has_files=bool(mine.waiting))
    if permission.may(desk.by, "case_audit.own"):
        _entries(desk, mine, shut)
    _moderated(desk)
    own_work(desk)
    own_drift(desk)
    own_panels(desk)
    closed_concerns(closed)
    if permission.may(desk.by, "case_file.add") and permission.may(desk.by, "case_audit.own"):
        one_now(desk, newcomer=not mine.entries)
    if permission.may(desk.by, "board.read"):
        own_rounds(desk)


def _next(desk: Desk, mine: views.DeskPage, shut: frozenset[str]) -> None:
    entry = mine.next
    if entry is None:
        if mine.entries:
            n = many(len(mine.entries), "case file")
            text.draw(
                _("Nothing is waiting for you: {n} submitted, none to do.").format(n=n), "statement"
            )
        elif not permission.may(desk.by, "case_file.add"):
            text.draw(
                _(
                    "No case file has been given to you yet. A QA lead gives them out; yours stand here from then on,"
                    " with the day by which they are due."
                ),
                "statement",
            )
        return
    st.header(_("Next"), anchor=False)
    with st.container(border=True):
        _entry(desk, entry, mine.today, shut, main=not shut)


def _entries(desk: Desk, mine: views.DeskPage, shut: frozenset[str]) -> None:
    """Draw what else waits, in the order in which one would do it; what is submitted lies folded below."""
    rest = [each for each in mine.waiting if each is not mine.next]
    if rest:
        st.header(_("Your other case files"), anchor=False)
        text.draw(
            _("{counts}. What came back stands first, then what is due first.").format(
                counts=_counts(mine)
            ),
            "muted",
        )
        _several(desk, rest, mine.today, shut)
    _calendar(desk, mine)
    _not_now(desk, mine)
    done = [each for each in mine.entries if each.is_submitted]
    if done:
        with st.expander(
            _("Submitted by you: {case_files}").format(case_files=many(len(done), "case file"))
        ):
            _several(desk, done, mine.today)
    scoring(desk, tuple(each for each in mine.waiting if each.audit.round_id not in shut))


def _not_now(desk: Desk, mine: views.DeskPage) -> None:
    """Draw, folded, what is theirs in rounds that have not begun, and what their round was closed without."""
    coming = [each for each in mine.entries if each.is_coming]
    if coming:
        with st.expander(
            _("Coming: {case_files} in rounds that have not begun").format(
                case_files=many(len(coming), "case file")
            )
        ):
            for each in coming:
                start = (
                    _("from {starts}").format(starts=day(each.starts))
                    if each.starts
                    else _("its first day is not set yet")
                )
                text.draw(f"{_name(each)} · {start}")
    over = [each for each in mine.entries if each.is_over]
    if over:
        with st.expander(
            _("Not submitted when its round was closed: {case_files}").format(
                case_files=many(len(over), "case file")
            )
        ):
            text.draw(
                _("The round is closed: these can be read, and nothing in them changes any more.")
            )
            _several(desk, over, mine.today)


def _name(entry: views.DeskEntry) -> str:
    audit = entry.audit
    return f"{audit.case_file.reference} · {of_checklist(entry.agency)} · {audit.round_title}"


def _moderated(desk: Desk) -> None:
    """The person's own files that were moderated, what they have not answered to first."""
    shown = sorted(moderations.shown_to(desk.db, desk.by), key=lambda each: each.answered)
    if not shown:
        return
    new = sum(not each.answered for each in shown)
    with st.expander(
        _("Moderated: {case_files} of yours").format(case_files=many(len(shown), "case file")),
        expanded=new > 0,
    ):
        text.draw(_("See what was settled and why; you may answer."), "muted")
        for each in shown[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                text.draw(f"{each.reference} · {of_checklist(each.agency)} · {each.round_title}")
                if st.button(
                    _("See how {reference} was moderated").format(
                        reference=text.plain(each.reference)
                    ),
                    key=f"moderated-{each.moderated_id}",
                ):
                    st.switch_page(
                        st.session_state["pages"]["moderation"],
                        query_params={"id": each.moderated_id},
                    )


def _several(
    desk: Desk, entries: Sequence[views.DeskEntry], now: date, shut: frozenset[str] = frozenset()
) -> None:
    for each in entries[:SHOWN]:
        with st.container(border=True):
            _entry(desk, each, now, shut, main=False)
    if len(entries) > SHOWN:
        text.draw(
            _("{shown} of {n} shown, the most pressing first.").format(shown=SHOWN, n=len(entries)),
            "muted",
        )


def _counts(mine: views.DeskPage) -> str:
    """How many wait, and how pressing they are."""
    turns = Counter(turn(each.audit.status, each.due, mine.today) for each in mine.waiting)
    pressing = [f"{turns[each]} {_(words)}" for each, words in PRESSING.items() if turns[each]]
    return "; ".join(
        [
            _("{case_files} waiting for you").format(
                case_files=many(len(mine.waiting), "case file")
            ),
            *pressing,
        ]
    )


def _calendar(desk: Desk, mine: views.DeskPage) -> None:
    if not mine.due_days(desk.by.id):
        return
    st.download_button(
        _("Calendar file with your due days"),
        data=partial(calendar_file.own, desk.db, desk.by),
        file_name=calendar_file.file_name("case file audits", desk.db.clock()),
        mime=calendar_file.MIME,
        on_click="ignore",
        help=_(
            "One all-day entry a round, with how many you have to submit. Open it again to bring it up to date."
        ),
        key="own-calendar",
    )


def _entry(
    desk: Desk, entry: views.DeskEntry, now: date, shut: frozenset[str], *, main: bool
) -> None:
    audit = entry.audit
    reference = text.plain(audit.case_file.reference)
    with st.container(horizontal=True, vertical_alignment="center"):
        text.draw(f"{_name(entry)}\n{_stands(entry, now)}")
        starts = audit.status is CaseAuditStatus.NOT_STARTED and not entry.is_over
        is_read = entry.is_submitted or entry.is_over
        if starts and audit.round_id in shut:
            text.draw(_("Open to you once you have practised"), "muted")
            return
        verb = _("Start") if starts else _("Read") if is_read else _("Continue")
        if st.button(
            f"{verb} {reference}",
            key=f"open-{audit.id}",
            type="primary" if main else "secondary",
            on_click=_start if starts else None,
            args=(desk, audit.id) if starts else None,
        ):
            go_to_case_audit(audit.id)
    if audit.returned_reason:
        st.text(
            _("Returned because: {returned_reason}").format(returned_reason=audit.returned_reason)
        )


def _stands(entry: views.DeskEntry, now: date) -> str:
    """How a case audit stands, when it is due and how much of it is done, in a line."""
    is_open = entry.due is not None and not (entry.is_submitted or entry.is_over)
    due = in_words(entry.due, now) if is_open else ""
    done = (
        _("{rated} of {asked} criteria rated").format(rated=entry.rated, asked=entry.asked)
        if entry.asked
        else ""
    )
    return " · ".join(filter(None, (_(STATUS[entry.audit.status]), due, done)))


def _start(desk: Desk, case_audit_id: str) -> None:
    act(lambda: start(desk.db, desk.by, case_audit_id))
