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
from audit.model.language import N_, _
from audit.model.retention import REASON_LIMIT, Retention, Standing
from audit.pages.case_extract import WORKBOOK, search
from audit.pages.desk import Desk
from audit.pages.parts import keeping, text, words
from audit.pages.parts.empty import OPEN, empty
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
    st.title(_("Records"), anchor=False)
    tell()
    page = views.records(desk.db, desk.by)
    _rounds(desk, page)
    if permission.may(desk.by, "case.extract"):
        search(desk)


def _rounds(desk: Desk, page: views.Records) -> None:
    text.draw(
        _(
            "Every round has a day until which its records are kept, with a reason and somebody who answers"
            " for it. The tool says what is due. It never erases by itself."
        )
    )
    words.line("retention", "hold")
    if not page.rounds:
        empty(
            desk,
            _(
                "There is no round yet. How long the records of each are kept, and why, stands here."
            ),
            OPEN,
        )
        return
    text.draw(_waiting(page), "statement")
    table(
        page.rounds,
        COLUMNS,
        _("Rounds, what has to be looked at first; today is {today}").format(today=day(page.today)),
    )
    known = {each.id: each for each in page.rounds}
    chosen = st.selectbox(
        _("Round"),
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
        f"{many(standings.count(standing), 'round')} {_(words)}"
        for standing, words in WAITING.items()
        if standing in standings
    ]
    return f"{'; '.join(found)}." if found else _("Nothing is waiting for you here.")


WAITING = {
    Standing.NO_DATE: N_("without a date"),
    Standing.UNFINISHED: N_("whose erasure is to be finished"),
    Standing.DUE: N_("due for disposal"),
}


def _kept(entry: views.RoundRecords) -> str:
    return day(entry.retention.until) if entry.retention else _("No date yet")


def _standing(entry: views.RoundRecords) -> str:
    if entry.disposed_at is not None:
        said = _("Disposed of on {today}").format(today=day(today(entry.disposed_at)))
        return (
            _("{said}, to be finished").format(said=said)
            if entry.standing is Standing.UNFINISHED
            else said
        )
    held = _("Held: {because}").format(because=entry.hold.because) if entry.hold else ""
    due = _("Due for disposal") if entry.standing is Standing.DUE else ""
    return held or due or (_("Kept") if entry.retention else "")


COLUMNS: tuple[Column[views.RoundRecords], ...] = (
    Column(N_("Round"), lambda r: r.title, "text", N_("Its title.")),
    Column(N_("Opened"), lambda r: day(today(r.opened_at)), "words", N_("When it was opened.")),
    Column(N_("Case files"), lambda r: r.case_files, "whole", N_("How many it has.")),
    Column(N_("Kept until"), _kept, "words", N_("The last day on which its records are kept.")),
    Column(
        N_("Why"),
        lambda r: r.retention.reason if r.retention else "",
        "text",
        N_("Why until then."),
    ),
    Column(
        N_("Who answers"),
        lambda r: r.retention.owner if r.retention else "",
        "text",
        N_("For that."),
    ),
    Column(N_("Standing"), _standing, "text", N_("Where its records stand today.")),
)


# ---- Date, hold, disposal ------------------------------------------------------------------------------


def _date(desk: Desk, page: views.Records, entry: views.RoundRecords) -> None:
    name = f"keep-{entry.id}"
    stands = entry.retention or Retention(until=page.today, reason="", owner="")
    if f"{name}-until" not in st.session_state:
        ahead = stands.until if stands.until > page.today else None
        keeping.fill(name, ahead, stands.reason, stands.owner)
    with st.form(f"date-{entry.id}"):
        text.draw(_("How long its records are kept"), "statement")
        keeping.ask(name, page.today)
        st.form_submit_button(_("Keep until then"), on_click=_dated, args=(desk, entry, name))


def _dated(desk: Desk, entry: views.RoundRecords, name: str) -> None:
    until, reason, owner = keeping.asked(name)
    if until is None:
        st.session_state["unsaid"] = (
            "refused",
            _("Choose the day until which the records are kept."),
        )
        return
    act(
        lambda: keep_until(desk.db, desk.by, entry.id, until, reason, owner),
        _("The records of “{title}” are kept until {until}.").format(
            title=entry.title, until=day(until)
        ),
    )


def _hold(desk: Desk, entry: views.RoundRecords) -> None:
    if not permission.may(desk.by, "round.hold"):
        return
    name = f"hold-{entry.id}"
    with st.form(f"form-{name}", clear_on_submit=True):
        text.draw(_("Legal hold"), "statement")
        if entry.hold is None:
            if entry.released_because:
                text.draw(
                    _("The last hold was released because: {released_because}").format(
                        released_because=entry.released_because
                    ),
                    "muted",
                )
            words, verb = _("Why nothing of it may be erased, whatever the date"), _("Hold it")
        else:
            text.draw(
                _("{by} holds it since {today}, because: {because}").format(
                    by=entry.hold.by, today=day(today(entry.hold.since)), because=entry.hold.because
                )
            )
            words, verb = _("Why it may be released"), _("Release it")
        st.text_input(words, key=name, max_chars=REASON_LIMIT)
        st.form_submit_button(verb, on_click=_held, args=(desk, entry, name))


def _held(desk: Desk, entry: views.RoundRecords, name: str) -> None:
    because = st.session_state[name]
    if entry.hold is None:
        act(
            lambda: hold(desk.db, desk.by, entry.id, because),
            _("“{title}” is held: nothing of it can be erased.").format(title=entry.title),
        )
    else:
        act(
            lambda: release(desk.db, desk.by, entry.id, because),
            _("“{title}” is released.").format(title=entry.title),
        )


def _disposal(desk: Desk, entry: views.RoundRecords) -> None:
    if entry.standing is not Standing.DUE or not permission.may(desk.by, "round.dispose"):
        return
    name = f"dispose-{entry.id}"
    with st.form(f"form-{name}", clear_on_submit=True):
        text.draw(_("Disposal"), "statement")
        text.draw(
            _(
                "Every line of evidence, reason and rationale of this round is erased for ever, and the case"
                " references that no other round uses. Its numbers stay, so that the totals of the past"
                " still stand. Finish or export what is still wanted first."
            )
        )
        st.text_input(_("The title of the round, typed"), key=name, placeholder=entry.title)
        st.form_submit_button(
            _("Dispose of it for ever"), on_click=_disposed, args=(desk, entry, name)
        )


def _disposed(desk: Desk, entry: views.RoundRecords, name: str) -> None:
    confirm = st.session_state[name]
    if takes_long(JobKind.DISPOSAL, entry.case_files):
        asked(desk, JobKind.DISPOSAL, entry.id, {"confirm": confirm}, name)
        return
    act(
        lambda: dispose(desk.db, desk.by, entry.id, confirm=confirm),
        _("“{title}” is disposed of. Its certificate is below.").format(title=entry.title),
    )


def _certificate(desk: Desk, entry: views.RoundRecords) -> None:
    found = views.certificate(desk.db, desk.by, entry.id)
    with st.container(border=True):
        table(lines(found), CERTIFICATE_COLUMNS, _("Certificate of disposal"))
        if found.taken:
            table(
                found.taken, TAKEN_COLUMNS, _("Files that left the tool before, and are not erased")
            )
        with st.container(horizontal=True):
            if found.overwritten_at is None:
                st.button(
                    _("Finish the erasure"),
                    type="primary",
                    on_click=lambda: act(
                        lambda: finish(desk.db, desk.by, entry.id), _("The erasure is finished.")
                    ),
                )
            st.download_button(
                _("Download the certificate (Excel)"),
                data=lambda: disposal_certificate(desk.db, desk.by, entry.id)[1],
                file_name=file_name(found),
                mime=WORKBOOK,
                on_click="ignore",
            )
