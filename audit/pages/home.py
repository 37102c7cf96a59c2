"""The first page: what is yours to do now, and one case file from nothing."""

from collections import Counter
from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from audit.commands.case import audit_one_now
from audit.commands.case_audit import start
from audit.documents import calendar_file
from audit.model.case_audit import CaseAuditStatus
from audit.model.source_review import strictest
from audit.pages.desk import Desk
from audit.pages.drift import own_drift
from audit.pages.job import own_jobs
from audit.pages.own_concerns import closed_concerns, own_concerns
from audit.pages.own_panels import own_panels
from audit.pages.own_releases import own_releases
from audit.pages.own_rounds import own_rounds
from audit.pages.own_work import own_work
from audit.pages.parts import handling, text
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import act, tell
from audit.pages.practice import practise_first
from audit.pages.scoring import scoring
from audit.pages.today import what_needs_you
from audit.rules import permission
from audit.rules.due import Turn, in_words, turn
from audit.rules.headline import many
from audit.rules.retention import day
from audit.views import checklist as checklists
from audit.views import desk as views
from audit.views import moderation_files as moderations
from audit.views.checklist import Published

STATUS = {
    CaseAuditStatus.RETURNED: "Returned to you",
    CaseAuditStatus.IN_PROGRESS: "In progress",
    CaseAuditStatus.NOT_STARTED: "Not started",
    CaseAuditStatus.SUBMITTED: "Submitted",
}
PRESSING = {
    Turn.RETURNED: "returned",
    Turn.LATE: "late",
    Turn.SOON: "due within a week",
}
SHOWN = 50
"""Case files drawn at most in a list."""


def home(desk: Desk) -> None:
    """Audit case files against what a review taught, one file at a time."""
    st.title("Practice audit", anchor=False)
    tell()
    closed = own_concerns(desk)
    own_releases(desk)
    own_jobs(desk)
    mine = views.desk(desk.db, desk.by)
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
        _one_now(desk, newcomer=not mine.entries)
    if permission.may(desk.by, "board.read"):
        own_rounds(desk)


def _next(desk: Desk, mine: views.DeskPage, shut: frozenset[str]) -> None:
    entry = mine.next
    if entry is None:
        if mine.entries:
            n = many(len(mine.entries), "case file")
            text.draw(f"Nothing is waiting for you: {n} submitted, none to do.", "statement")
        return
    st.header("Next", anchor=False)
    with st.container(border=True):
        _entry(desk, entry, mine.today, shut, main=not shut)


def _entries(desk: Desk, mine: views.DeskPage, shut: frozenset[str]) -> None:
    """Draw what else waits, in the order in which one would do it; what is submitted lies folded below."""
    rest = [each for each in mine.waiting if each is not mine.next]
    if rest:
        st.header("Your other case files", anchor=False)
        text.draw(f"{_counts(mine)}. What came back stands first, then what is due first.", "muted")
        _several(desk, rest, mine.today, shut)
    _calendar(desk, mine)
    _not_now(desk, mine)
    done = [each for each in mine.entries if each.is_submitted]
    if done:
        with st.expander(f"Submitted by you: {many(len(done), 'case file')}"):
            _several(desk, done, mine.today)
    scoring(desk, tuple(each for each in mine.waiting if each.audit.round_id not in shut))


def _not_now(desk: Desk, mine: views.DeskPage) -> None:
    """Draw, folded, what is theirs in rounds that have not begun, and what their round was closed without."""
    coming = [each for each in mine.entries if each.is_coming]
    if coming:
        with st.expander(f"Coming: {many(len(coming), 'case file')} in rounds that have not begun"):
            for each in coming:
                start = (
                    f"from {day(each.starts)}" if each.starts else "its first day is not set yet"
                )
                text.draw(f"{_name(each)} · {start}")
    over = [each for each in mine.entries if each.is_over]
    if over:
        with st.expander(
            f"Not submitted when its round was closed: {many(len(over), 'case file')}"
        ):
            text.draw(
                "The round is closed: these can be read, and nothing in them changes any more."
            )
            _several(desk, over, mine.today)


def _name(entry: views.DeskEntry) -> str:
    audit = entry.audit
    return f"{audit.case_file.reference} · {entry.agency} · {audit.round_title}"


def _moderated(desk: Desk) -> None:
    """The person's own files that were moderated, what they have not answered to first."""
    shown = sorted(moderations.shown_to(desk.db, desk.by), key=lambda each: each.answered)
    if not shown:
        return
    new = sum(not each.answered for each in shown)
    with st.expander(f"Moderated: {many(len(shown), 'case file')} of yours", expanded=new > 0):
        text.draw("See what was settled and why; you may answer.", "muted")
        for each in shown[:SHOWN]:
            with st.container(horizontal=True, vertical_alignment="center"):
                text.draw(f"{each.reference} · {each.agency} · {each.round_title}")
                if st.button(
                    f"See how {text.plain(each.reference)} was moderated",
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
        text.draw(f"{SHOWN} of {len(entries)} shown, the most pressing first.", "muted")


def _counts(mine: views.DeskPage) -> str:
    """How many wait, and how pressing they are."""
    turns = Counter(turn(each.audit.status, each.due, mine.today) for each in mine.waiting)
    pressing = [f"{turns[each]} {words}" for each, words in PRESSING.items() if turns[each]]
    return "; ".join([f"{many(len(mine.waiting), 'case file')} waiting for you", *pressing])


def _calendar(desk: Desk, mine: views.DeskPage) -> None:
    if not mine.due_days(desk.by.id):
        return
    st.download_button(
        "Calendar file with your due days",
        data=partial(calendar_file.own, desk.db, desk.by),
        file_name=calendar_file.file_name("case file audits", desk.db.clock()),
        mime=calendar_file.MIME,
        on_click="ignore",
        help="One all-day entry a round, with how many you have to submit. Open it again to bring it up to date.",
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
            text.draw("Open to you once you have practised", "muted")
            return
        verb = "Start" if starts else "Read" if is_read else "Continue"
        if st.button(
            f"{verb} {reference}",
            key=f"open-{audit.id}",
            type="primary" if main else "secondary",
            on_click=_start if starts else None,
            args=(desk, audit.id) if starts else None,
        ):
            go_to_case_audit(audit.id)
    if audit.returned_reason:
        st.text(f"Returned because: {audit.returned_reason}")


def _stands(entry: views.DeskEntry, now: date) -> str:
    """How a case audit stands, when it is due and how much of it is done, in a line."""
    is_open = entry.due is not None and not (entry.is_submitted or entry.is_over)
    due = in_words(entry.due, now) if is_open else ""
    done = f"{entry.rated} of {entry.asked} criteria rated" if entry.asked else ""
    return " · ".join(filter(None, (STATUS[entry.audit.status], due, done)))


def _start(desk: Desk, case_audit_id: str) -> None:
    act(lambda: start(desk.db, desk.by, case_audit_id))


def _one_now(desk: Desk, *, newcomer: bool) -> None:
    known = checklists.published(desk.db)
    audits = [each for each in known if each.checklist.purpose == "case file audit"]
    st.header("Audit one case file now", anchor=False)
    if not audits:
        st.info("No checklist is published yet. Run: python -m audit publish FOLDER")
        return
    if newcomer:
        text.draw(
            "Take any file on a child, as your agency holds it. You answer a few facts about the"
            " case, rate what the file shows, and point to where you saw it. Nothing that"
            " identifies anybody goes in."
        )
    st.text_input(
        "Case reference",
        key="one-now-reference",
        placeholder="One is made up if you leave this empty",
        help="What your partnership can resolve and this tool cannot, for instance S-014.",
    )
    _agencies(desk, audits[0] if len(audits) == 1 else _chosen(audits))
    review = strictest(tuple(each.review for each in audits))
    if review is not None:
        handling.line(review)
    begun = st.session_state.pop("begun", None)
    if begun is not None:
        go_to_case_audit(begun)


def _chosen(audits: list[Published]) -> Published:
    """One of several checklists: what each asks of an agency differs, though the agencies have the same names."""
    by_id = {each.id: each for each in audits}
    return by_id[
        st.selectbox(
            "Checklist",
            list(by_id),
            format_func=lambda key: by_id[key].checklist.title,
            key="one-now-checklist",
        )
    ]


def _agencies(desk: Desk, published: Published) -> None:
    text.draw(f"{published.checklist.title}. Whose file is it?", "statement")
    with st.container(horizontal=True):
        for agency in published.checklist.agencies:
            name = f"one-now-{published.id}-{agency.key}"
            st.button(
                text.plain(agency.name),
                key=name,
                on_click=_begin,
                args=(desk, published.id, agency.key, name, once(name)),
            )


def _begin(desk: Desk, checklist_id: str, agency: str, name: str, key: str) -> None:
    reference = st.session_state["one-now-reference"].strip() or None
    begun = act(
        lambda: audit_one_now(desk.db, desk.by, checklist_id, agency, reference=reference, key=key)
    )
    if begun is not None:
        st.session_state["begun"] = begun
        used(name)


def go_to_case_audit(case_audit_id: str) -> None:
    """Open the case audit page on one case audit."""
    st.switch_page(st.session_state["pages"]["case-audit"], query_params={"id": case_audit_id})
