"""Records: until when each round's are kept, what is due, and all that is held on one case."""

import streamlit as st

from audit.commands.retention import dispose, finish, hold, keep_until, release
from audit.documents.column import Column
from audit.documents.disposal_certificate import (
    CERTIFICATE_COLUMNS,
    TAKEN_COLUMNS,
    disposal_certificate,
    file_name,
    lines,
)
from audit.model.job import JobKind
from audit.model.retention import REASON_LIMIT, Retention, Standing
from audit.pages.case_extract import WORKBOOK, search
from audit.pages.desk import Desk
from audit.pages.parts import keeping, text
from audit.pages.parts.long_work import asked
from audit.pages.parts.table import table
from audit.pages.parts.telling import act, tell
from audit.rules import permission
from audit.rules.headline import many
from audit.rules.job import takes_long
from audit.rules.retention import day, today
from audit.views import retention as views


def records(desk: Desk) -> None:
    """Say until when each round's records are kept, hold them, dispose of them; find what is held on a case."""
    st.title("Records", anchor=False)
    tell()
    page = views.records(desk.db, desk.by)
    _rounds(desk, page)
    if permission.may(desk.by, "case.extract"):
        search(desk)


def _rounds(desk: Desk, page: views.Records) -> None:
    text.draw(
        "Every round has a day until which its records are kept, with a reason and somebody who answers"
        " for it. The tool says what is due. It never erases by itself."
    )
    if not page.rounds:
        text.draw("There is no round yet.")
        return
    text.draw(_waiting(page), "statement")
    table(
        page.rounds, COLUMNS, f"Rounds, what has to be looked at first; today is {day(page.today)}"
    )
    known = {each.id: each for each in page.rounds}
    chosen = st.selectbox(
        "Round",
        list(known),
        format_func=lambda key: known[key].title,
        key="records-round",
        bind="query-params",
    )
    entry = known[chosen]
    if entry.disposed_at is not None:
        _certificate(desk, entry)
        return
    _date(desk, page, entry)
    _hold(desk, entry)
    _disposal(desk, entry)


def _waiting(page: views.Records) -> str:
    """What somebody has to do, in a sentence."""
    standings = [each.standing for each in page.rounds]
    found = [
        f"{many(standings.count(standing), 'round')} {words}"
        for standing, words in WAITING.items()
        if standing in standings
    ]
    return f"{'; '.join(found)}." if found else "Nothing is waiting for you here."


WAITING = {
    Standing.NO_DATE: "without a date",
    Standing.UNFINISHED: "whose erasure is to be finished",
    Standing.DUE: "due for disposal",
}


def _kept(entry: views.RoundRecords) -> str:
    return day(entry.retention.until) if entry.retention else "No date yet"


def _standing(entry: views.RoundRecords) -> str:
    if entry.disposed_at is not None:
        said = f"Disposed of on {day(today(entry.disposed_at))}"
        return f"{said}, to be finished" if entry.standing is Standing.UNFINISHED else said
    held = f"Held: {entry.hold.because}" if entry.hold else ""
    due = "Due for disposal" if entry.standing is Standing.DUE else ""
    return held or due or ("Kept" if entry.retention else "")


COLUMNS: tuple[Column[views.RoundRecords], ...] = (
    Column("Round", lambda r: r.title, "text", "Its title."),
    Column("Opened", lambda r: day(today(r.opened_at)), "words", "When it was opened."),
    Column("Case files", lambda r: r.case_files, "whole", "How many it has."),
    Column("Kept until", _kept, "words", "The last day on which its records are kept."),
    Column("Why", lambda r: r.retention.reason if r.retention else "", "text", "Why until then."),
    Column("Who answers", lambda r: r.retention.owner if r.retention else "", "text", "For that."),
    Column("Standing", _standing, "text", "Where its records stand today."),
)


# ---- Date, hold, disposal ------------------------------------------------------------------------------


def _date(desk: Desk, page: views.Records, entry: views.RoundRecords) -> None:
    name = f"keep-{entry.id}"
    stands = entry.retention or Retention(until=page.today, reason="", owner="")
    if f"{name}-until" not in st.session_state:
        ahead = stands.until if stands.until > page.today else None
        keeping.fill(name, ahead, stands.reason, stands.owner)
    with st.form(f"date-{entry.id}"):
        text.draw("How long its records are kept", "statement")
        keeping.ask(name, page.today)
        st.form_submit_button("Keep until then", on_click=_dated, args=(desk, entry, name))


def _dated(desk: Desk, entry: views.RoundRecords, name: str) -> None:
    until, reason, owner = keeping.asked(name)
    if until is None:
        st.session_state["unsaid"] = ("refused", "Choose the day until which the records are kept.")
        return
    act(
        lambda: keep_until(desk.db, desk.by, entry.id, until, reason, owner),
        f"The records of “{entry.title}” are kept until {day(until)}.",
    )


def _hold(desk: Desk, entry: views.RoundRecords) -> None:
    if not permission.may(desk.by, "round.hold"):
        return
    name = f"hold-{entry.id}"
    with st.form(f"form-{name}", clear_on_submit=True):
        text.draw("Legal hold", "statement")
        if entry.hold is None:
            if entry.released_because:
                text.draw(f"The last hold was released because: {entry.released_because}", "muted")
            words, verb = "Why nothing of it may be erased, whatever the date", "Hold it"
        else:
            text.draw(
                f"{entry.hold.by} holds it since {day(today(entry.hold.since))}, because:"
                f" {entry.hold.because}"
            )
            words, verb = "Why it may be released", "Release it"
        st.text_input(words, key=name, max_chars=REASON_LIMIT)
        st.form_submit_button(verb, on_click=_held, args=(desk, entry, name))


def _held(desk: Desk, entry: views.RoundRecords, name: str) -> None:
    because = st.session_state[name]
    if entry.hold is None:
        act(
            lambda: hold(desk.db, desk.by, entry.id, because),
            f"“{entry.title}” is held: nothing of it can be erased.",
        )
    else:
        act(lambda: release(desk.db, desk.by, entry.id, because), f"“{entry.title}” is released.")


def _disposal(desk: Desk, entry: views.RoundRecords) -> None:
    if entry.standing is not Standing.DUE or not permission.may(desk.by, "round.dispose"):
        return
    name = f"dispose-{entry.id}"
    with st.form(f"form-{name}", clear_on_submit=True):
        text.draw("Disposal", "statement")
        text.draw(
            "Every line of evidence, reason and rationale of this round is erased for ever, and the case"
            " references that no other round uses. Its numbers stay, so that the totals of the past"
            " still stand. Finish or export what is still wanted first."
        )
        st.text_input("The title of the round, typed", key=name, placeholder=entry.title)
        st.form_submit_button(
            "Dispose of it for ever", on_click=_disposed, args=(desk, entry, name)
        )


def _disposed(desk: Desk, entry: views.RoundRecords, name: str) -> None:
    confirm = st.session_state[name]
    if takes_long(JobKind.DISPOSAL, entry.case_files):
        asked(desk, JobKind.DISPOSAL, entry.id, {"confirm": confirm}, name)
        return
    act(
        lambda: dispose(desk.db, desk.by, entry.id, confirm=confirm),
        f"“{entry.title}” is disposed of. Its certificate is below.",
    )


def _certificate(desk: Desk, entry: views.RoundRecords) -> None:
    found = views.certificate(desk.db, desk.by, entry.id)
    with st.container(border=True):
        table(lines(found), CERTIFICATE_COLUMNS, "Certificate of disposal")
        if found.taken:
            table(found.taken, TAKEN_COLUMNS, "Files that left the tool before, and are not erased")
        with st.container(horizontal=True):
            if found.overwritten_at is None:
                st.button(
                    "Finish the erasure",
                    type="primary",
                    on_click=lambda: act(
                        lambda: finish(desk.db, desk.by, entry.id), "The erasure is finished."
                    ),
                )
            st.download_button(
                "Download the certificate (Excel)",
                data=lambda: disposal_certificate(desk.db, desk.by, entry.id)[1],
                file_name=file_name(found),
                mime=WORKBOOK,
                on_click="ignore",
            )
