"""Answering one's own case files away from the tool, on the first page: a workbook out, and the same back in."""

from functools import partial

import streamlit as st

from audit.commands.scoring import take
from audit.documents.column import Column
from audit.documents.scoring_name import file_name
from audit.model.language import N_, _
from audit.model.refusal import Refusal
from audit.model.scoring import Choice, Choices, Filled, Preview, ShownDifference
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.faults import faults_of_workbook
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.rules.headline import many
from audit.views.desk import DeskEntry
from audit.views.scoring import preview

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHANGES: tuple[Column[ShownDifference], ...] = (
    Column(N_("Change"), lambda each: each.difference.kind.value, "words"),
    Column(N_("Answer"), lambda each: each.what, "text"),
    Column(N_("Kept here"), lambda each: each.kept or "–", "text"),
    Column(N_("In the workbook"), lambda each: each.filled or "–", "text"),
)
KEPT, FILLED = N_("Keep what is here"), N_("Take the workbook's")


def scoring(desk: Desk, waiting: tuple[DeskEntry, ...]) -> None:
    """Offer a workbook for each round in which something waits, and take one back."""
    if not waiting:
        return
    # Its standing is kept: a message above it, once a workbook is taken, would shut it.
    with st.expander(
        _("Answer them in Excel, away from here"), key="scoring-away", on_change="rerun"
    ):
        text.draw(
            _(
                "One workbook holds your case files of a round, a sheet each. Fill it in with Excel or LibreOffice,"
                " then bring it back here: you see what it changes before anything is kept."
            ),
            "muted",
        )
        rounds = {each.audit.round_id: each.audit.round_title for each in waiting}
        for round_id, title in rounds.items():
            _offer(desk, round_id, title)
        _bring(desk)


def _offer(desk: Desk, round_id: str, title: str) -> None:
    st.download_button(
        _("Scoring workbook for {title}").format(title=text.plain(title)),
        data=partial(_made, desk, round_id),
        file_name=file_name(title, desk.by.name, desk.db.clock()),
        mime=WORKBOOK,
        on_click="ignore",
        key=f"scoring-{round_id}",
    )


def _made(desk: Desk, round_id: str) -> bytes:
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.scoring import scoring_workbook

    return scoring_workbook(desk.db, desk.by, round_id)[1]


def _bring(desk: Desk) -> None:
    number = st.session_state.setdefault("scoring-number", 0)
    brought = st.file_uploader(
        _("Bring a filled workbook back"), type="xlsx", key=f"scoring-file-{number}"
    )
    if brought is None:
        return
    filled = _read(desk, brought.getvalue(), brought.name)
    if filled is None:
        return
    try:
        found = preview(desk.db, desk.by, filled)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    _show(desk, filled, found)


def _read(desk: Desk, content: bytes, name: str) -> Filled | None:
    from audit.documents.scoring_read import read

    try:
        filled, faults = read(desk.db, desk.by, content, name)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return None
    if filled is None:
        faults_of_workbook(faults)
    return filled


def _show(desk: Desk, filled: Filled, found: Preview) -> None:
    if not found.shown:
        st.info(_("Nothing new: all that is in the workbook is kept already."))
        return
    text.draw(
        _("{answers} in {case_files} of {round_title} would change.").format(
            answers=many(len(found.shown), "answer"),
            case_files=many(found.files, "case file"),
            round_title=found.round_title,
        ),
        "statement",
    )
    table(found.shown, CHANGES, _("What the workbook changes"))
    for each in found.shown:
        if each.suspects:
            text.draw(
                _("{place}: looks like an identifier: {suspects}").format(
                    place=each.place, suspects=each.suspects
                )
            )
    choices = _choices(found)
    waits = len(found.conflicts) - len(choices)
    if waits:
        text.draw(
            _("Choose for {answers} more, or take the file out again: nothing is kept.").format(
                answers=many(waits, "answer")
            )
        )
    st.button(
        _("Keep all of it"),
        type="primary",
        disabled=waits > 0,
        on_click=_take,
        args=(desk, filled, choices),
        key="scoring-take",
    )


def _choices(found: Preview) -> Choices:
    """What the person chose where both were changed; what is not chosen yet is not in it."""
    choices: Choices = {}
    for each in found.conflicts:
        one = each.difference
        text.draw(
            _("{what}: changed in the workbook and, since you took it out, here too.").format(
                what=each.what
            )
        )
        text.draw(
            _("Here: {kept}\nIn the workbook: {filled}").format(
                kept=each.kept or "–", filled=each.filled or "–"
            )
        )
        chosen = st.radio(
            _("What stands for {what}").format(what=text.plain(each.what)),
            (KEPT, FILLED),
            format_func=_,
            index=None,
            horizontal=True,
            label_visibility="collapsed",
            key=f"scoring-{one.case_audit_id}-{one.slot}",
        )
        if chosen is not None:
            choices[one.case_audit_id, one.slot] = Choice(seen=one.kept, workbook=chosen == FILLED)
    return choices


def _take(desk: Desk, filled: Filled, choices: Choices) -> None:
    kept = act(lambda: take(desk.db, desk.by, filled, choices))
    if kept is not None:
        st.session_state["unsaid"] = (
            "done",
            _("{answers} kept from the workbook.").format(answers=many(kept, "answer")),
        )
        st.session_state["scoring-number"] += 1
