"""The workbook of actions on the page: taken out, written into elsewhere, brought back."""

from functools import partial

import streamlit as st

from audit.commands.action_book import take
from audit.documents.column import Column
from audit.model.action import Action, Line
from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages.desk import Desk
from audit.pages.parts import minuted, text
from audit.pages.parts.faults import faults_of_workbook
from audit.pages.parts.table import table
from audit.views.action import ActionsPage

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def action_book(desk: Desk, page: ActionsPage) -> None:
    """Offer the workbook, and take one back."""
    with st.expander(_("Write to them in Excel, away from here")):
        text.draw(
            _(
                "The workbook holds every action that you see here. Write notes, where they can be seen, and yes"
                " beside what is done; bring it back, and see what it says before anything is kept."
            ),
            "muted",
        )
        st.download_button(
            _("Workbook of actions"),
            data=partial(_made, desk),
            file_name="actions.xlsx",
            mime=WORKBOOK,
            on_click="ignore",
            key="actions-book",
        )
        number = st.session_state.setdefault("actions-number", 0)
        brought = st.file_uploader(
            _("Bring a workbook of actions back"), type="xlsx", key=f"actions-file-{number}"
        )
        if brought is not None:
            _take(desk, page, brought.getvalue(), brought.name)


def _made(desk: Desk) -> bytes:
    # Imported where it is used: a workbook's library would slow down the start for everybody.
    from audit.documents.action_book import action_workbook

    return action_workbook(desk.db, desk.by)[1]


def _take(desk: Desk, page: ActionsPage, content: bytes, name: str) -> None:
    from audit.documents.action_book import read

    try:
        lines, faults = read(desk.db, desk.by, content, name)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    if faults:
        faults_of_workbook(faults)
        return
    if not lines:
        st.info(_("Nothing is written into it: a row with a note, or a yes, is what is taken."))
        return
    known = {each.id: each for each in page.actions}
    table(lines, _columns(known), _("What the workbook says"))
    minuted.keep(
        "actions-take",
        _("Keep all of it"),
        partial(_taken, desk, lines),
        typed=f"actions-file-{st.session_state['actions-number']}",
        done=_("Kept from the workbook."),
    )


def _columns(known: dict[str, Action]) -> tuple[Column[Line], ...]:
    return (
        Column(_("Action"), lambda r: known[r.action_id].what, "text"),
        Column(_("Says"), lambda r: _("it is done") if r.is_done else _("how far it is"), "words"),
        Column(_("Note"), lambda r: r.note, "text"),
        Column(_("Where it can be seen"), lambda r: r.evidence, "text"),
    )


def _taken(desk: Desk, lines: tuple[Line, ...], *, looked: bool) -> None:
    take(desk.db, desk.by, lines, looked=looked)
    st.session_state["actions-number"] += 1
