"""Rounds: open one, add case files by hand, give them to auditors, see how far they are."""

import streamlit as st

from audit.commands.case import add_file
from audit.commands.case_audit import allocate
from audit.commands.opening import round_read
from audit.commands.round import open_
from audit.documents.column import Column
from audit.model.case import AgeBand
from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.pages.desk import Desk, day_and_time
from audit.pages.home import STATUS, go_to_case_audit
from audit.pages.parts import handling, keeping, text
from audit.pages.parts.once import once
from audit.pages.parts.record import opening
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.rules import retention as rules
from audit.views import checklist as checklists
from audit.views import round as views

NOBODY = ""
SHOWN = 300
"""Rows of the table drawn at most; the list for opening one holds them all."""


def rounds(desk: Desk) -> None:
    """Open a round on a checklist, add its case files and give each to an auditor."""
    st.title("Rounds", anchor=False)
    tell()
    known = {each.id: each for each in views.rounds(desk.db, desk.by)}
    with st.expander("Open a round", expanded=not known):
        _open(desk)
    if not known:
        text.draw("There is no round yet.")
        return
    chosen = st.selectbox(
        "Round",
        list(known),
        format_func=lambda key: known[key].title,
        key="round",
        bind="query-params",
    )
    page = views.round_page(desk.db, desk.by, chosen)
    opening(desk, f"round:{chosen}", lambda db, by: round_read(db, by, chosen))
    handling.line(page.review)
    _summary(page.entry)
    with st.expander("Add a case file", expanded=not page.audits):
        _add(desk, page)
    _files(desk, page)


def _open(desk: Desk) -> None:
    published = {
        each.id: each
        for each in checklists.published(desk.db)
        if each.checklist.purpose == "case file audit"
    }
    with st.form("open-round", border=False):
        st.text_input("Title, for instance Spring 2026", key="open-title", max_chars=80)
        st.selectbox(
            "Checklist",
            list(published),
            format_func=lambda key: (
                f"{published[key].checklist.title}, version {published[key].checklist.version}"
            ),
            key="open-checklist",
        )
        st.date_input("Case audits are due by", value=None, key="open-due", format="DD/MM/YYYY")
        keeping.ask("open-keep", rules.today(desk.db.clock()))
        st.form_submit_button(
            "Open the round", on_click=_opened, args=(desk, once("open-round")), type="primary"
        )


def _opened(desk: Desk, key: str) -> None:
    state = st.session_state
    title, due = state["open-title"], state["open-due"]
    until, reason, owner = keeping.asked("open-keep")
    made = act(
        lambda: open_(
            desk.db,
            desk.by,
            title,
            state["open-checklist"],
            due=due,
            retain_until=until,
            retain_reason=reason,
            retain_owner=owner,
            # With the title: a second click may come after the form was drawn anew with another key.
            key=f"{key} {title}",
        ),
        f"Round “{title}” is open.",
    )
    if made is not None:
        state["round"], state["open-title"], state["open-due"] = made, "", None
        keeping.clear("open-keep")


def _summary(entry: views.RoundEntry) -> None:
    counts = ", ".join(f"{n} {status.value}" for status, n in entry.case_audits.items() if n)
    due = f" Due {entry.due.day} {entry.due:%B %Y}." if entry.due else ""
    text.draw(f"{entry.checklist}. Opened {day_and_time(entry.opened_at)}.{due}", "muted")
    text.draw(_kept(entry), "muted")
    text.draw(f"{entry.total} case files: {counts}." if entry.total else "No case file yet.")


def _kept(entry: views.RoundEntry) -> str:
    if entry.disposed_at is not None:
        return f"Disposed of on {rules.day(rules.today(entry.disposed_at))}."
    if entry.retain_until is None:
        return "No date yet until which its records are kept: give one on the Records page."
    return f"Its records are kept until {rules.day(entry.retain_until)}."


def _add(desk: Desk, page: views.RoundPage) -> None:
    agency = st.selectbox(
        "Agency whose file it is",
        list(page.agencies),
        format_func=page.agencies.__getitem__,
        key="add-agency",
    )
    with st.form("add-file", border=False):
        st.text_input(
            "Case reference, which only your partnership can resolve", key="add-reference"
        )
        st.selectbox(
            "Team",
            page.teams.get(agency, ()),
            index=None,
            accept_new_options=True,
            placeholder="Choose, or type a new one",
            key="add-team",
        )
        st.selectbox("Age of the child", list(AgeBand), index=len(AgeBand) - 1, key="add-age")
        st.selectbox(
            "Auditor",
            [NOBODY, *page.auditors],
            format_func=lambda key: page.auditors.get(key, "Nobody yet"),
            key="add-auditor",
        )
        st.form_submit_button(
            "Add the case file",
            on_click=_added,
            args=(desk, page.entry.id, once("add-file")),
            type="primary",
        )


def _added(desk: Desk, round_id: str, key: str) -> None:
    state = st.session_state
    reference = state["add-reference"]
    made = act(
        lambda: add_file(
            desk.db,
            desk.by,
            round_id,
            reference,
            state["add-agency"],
            team=state["add-team"] or "",
            age_band=AgeBand(state["add-age"]),
            auditor_id=state["add-auditor"] or None,
            # With what was entered: a second click may come after the form was drawn anew.
            key=f"{key} {round_id} {state['add-agency']} {reference}",
        ),
        f"Case file {reference} is in the round.",
    )
    if made is not None:
        state["add-reference"] = ""


def _files(desk: Desk, page: views.RoundPage) -> None:
    if not page.audits:
        return
    st.header("Case files", anchor=False)
    waiting = [each for each in page.audits if each.status is CaseAuditStatus.NOT_STARTED]
    shown = page.audits[:SHOWN]
    rest = (
        f" The first {SHOWN} of {len(page.audits)} are shown." if len(page.audits) > SHOWN else ""
    )
    table(shown, _columns(page), f"Case audits of {page.entry.title}.{rest}")
    if waiting:
        _allocate(desk, page, waiting)
    _open_one(page)


def _columns(page: views.RoundPage) -> tuple[Column[CaseAudit], ...]:
    return (
        Column("Reference", lambda each: each.case_file.reference, "text"),
        Column("Agency", lambda each: page.agencies[each.case_file.agency], "words"),
        Column("Team", lambda each: each.case_file.team or "", "words"),
        Column("Age", lambda each: each.case_file.age_band.value, "words"),
        Column("Reading", lambda each: each.reading.value, "words"),
        Column("Auditor", lambda each: each.auditor or "nobody yet", "words"),
        Column("Status", lambda each: STATUS[each.status].replace(" to you", ""), "words"),
    )


def _label(page: views.RoundPage, each: CaseAudit) -> str:
    agency = page.agencies[each.case_file.agency]
    return f"{each.case_file.reference} · {agency} · {each.reading} reading"


def _allocate(desk: Desk, page: views.RoundPage, waiting: list[CaseAudit]) -> None:
    with st.form("allocate", border=True):
        text.draw("Give a case file to an auditor", "statement")
        audits = {each.id: each for each in waiting}
        st.selectbox(
            "Case file",
            list(audits),
            format_func=lambda key: _label(page, audits[key]),
            key="allocate-file",
        )
        st.selectbox(
            "Auditor",
            list(page.auditors),
            format_func=page.auditors.__getitem__,
            key="allocate-auditor",
        )
        st.form_submit_button("Give it", on_click=_allocated, args=(desk,))


def _allocated(desk: Desk) -> None:
    state = st.session_state
    act(
        lambda: allocate(desk.db, desk.by, state["allocate-file"], state["allocate-auditor"]),
        "The case file has its auditor.",
    )


def _open_one(page: views.RoundPage) -> None:
    audits = {each.id: each for each in page.audits}
    with st.container(horizontal=True, vertical_alignment="bottom"):
        chosen = st.selectbox(
            "Open a case audit, to read it or to return it",
            list(audits),
            format_func=lambda key: _label(page, audits[key]),
            key="open-one",
            index=None,
        )
        if st.button("Open", disabled=chosen is None) and chosen is not None:
            go_to_case_audit(chosen)
