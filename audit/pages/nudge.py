"""Reminding an auditor: an e-mail draft, its text, and a calendar file. The tool itself sends nothing."""

from functools import partial

import streamlit as st

from audit.commands.nudge import made
from audit.documents import calendar_file
from audit.documents import nudge as documents
from audit.model.language import _
from audit.model.progress import Group
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.telling import act
from audit.views import nudge as views
from audit.views.progress import Progress

SHOWN = "nudge-shown"
"""Whose reminder is shown as text in this tab."""


def nudge(desk: Desk, found: Progress) -> None:
    """Draw what can be taken out to remind somebody; nothing once all is submitted."""
    if not found.whole.waiting:
        return
    st.header(_("Remind"), anchor=False)
    text.draw(
        _(
            "A reminder lists an auditor's own case files by reference, how each stands and when it is due,"
            " and nothing of what is in them. It opens as a draft in your own mail program: this tool keeps"
            " no addresses and sends nothing. What is taken out stands in the trail."
        )
    )
    waiting = {each.key: each for each in found.auditors if each.key and each.waiting}
    if waiting:
        _one(desk, found, waiting)
    if found.due is not None:
        st.download_button(
            _("Calendar file for everybody"),
            data=partial(calendar_file.of_round, desk.db, desk.by, found.round_id),
            file_name=calendar_file.file_name(found.round_title, desk.db.clock()),
            mime=calendar_file.MIME,
            on_click="ignore",
            help=_(
                "The due day with how many are to be submitted, for a team's calendar; no references."
            ),
            key="nudge-everybody",
        )


def _one(desk: Desk, found: Progress, waiting: dict[str, Group]) -> None:
    chosen = st.selectbox(
        _("Whom to remind"),
        list(waiting),
        format_func=lambda key: _label(waiting[key]),
        key="nudge-auditor",
    )
    last = views.nudged(desk.db, desk.by, found.round_id).get(chosen)
    if last is not None:
        text.draw(
            _("Last taken out for them: {at}, by {by}.").format(
                at=day_and_time(last.at), by=last.by
            ),
            "muted",
        )
    at = desk.db.clock()
    with st.container(horizontal=True):
        st.download_button(
            _("E-mail draft"),
            data=partial(documents.email, desk.db, desk.by, found.round_id, chosen),
            file_name=documents.file_name(found.round_title, at),
            mime=documents.MIME,
            on_click="ignore",
            type="primary",
            key="nudge-email",
        )
        st.button(
            _("Show the text to copy"),
            on_click=_show,
            args=(desk, found.round_id, chosen),
            key="nudge-text",
        )
        if found.due is not None:
            st.download_button(
                _("Calendar file for them"),
                data=partial(calendar_file.of_round, desk.db, desk.by, found.round_id, chosen),
                file_name=calendar_file.file_name(found.round_title, at),
                mime=calendar_file.MIME,
                on_click="ignore",
                key="nudge-calendar",
            )
    if st.session_state.get(SHOWN) == (found.round_id, chosen):
        words = documents.as_text(views.nudge(desk.db, desk.by, found.round_id, chosen))
        st.code(words, language=None, wrap_lines=True)


def _label(group: Group) -> str:
    late = _(", {late} late").format(late=group.late) if group.late else ""
    return _("{name}: {waiting} waiting{late}").format(
        name=group.name, waiting=group.waiting, late=late
    )


def _show(desk: Desk, round_id: str, auditor_id: str) -> None:
    """Show the text, once it stands in the trail that it was taken out."""

    def recorded() -> bool:
        made(desk.db, desk.by, round_id, "text", auditor_id=auditor_id)
        return True

    if act(recorded):
        st.session_state[SHOWN] = (round_id, auditor_id)
