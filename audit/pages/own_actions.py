"""On the first page: the actions that this person owns and has to do, and those that wait for their check."""

import streamlit as st

from audit.model.action import Action, ActionState
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.action import state
from audit.rules.headline import many
from audit.rules.permission import may
from audit.rules.retention import day
from audit.views import action as views

SHOWN = 5
"""Actions named at most; the page has them all."""


def own_actions(desk: Desk) -> None:
    """Draw what is yours to do of what was promised; nothing where nothing is."""
    if not may(desk.by, "action.read"):
        return
    page = views.actions(desk.db, desk.by)
    mine = [
        each
        for each in page.actions
        if each.owner_id == desk.by.id and state(each, page.today).is_open
    ]
    waiting = [each for each in page.actions if _waits(desk, each, state(each, page.today))]
    if not mine and not waiting:
        return
    st.header("Actions", anchor=False)
    if mine:
        text.draw(f"{many(len(mine), 'action')} of yours to do.", "statement")
        for each in mine[:SHOWN]:
            found = state(each, page.today)
            due = f", due {day(each.due)}" if each.due else ""
            text.draw(f"{found.sign} {each.what} ({found.value}{due})")
    if waiting:
        text.draw(f"{many(len(waiting), 'action')} done, for you to verify.", "statement")
    if st.button("Open the actions", key="home-actions"):
        to = {"part": "Actions"}
        st.switch_page(st.session_state["pages"]["findings"], query_params=to)


def _waits(desk: Desk, action: Action, found: ActionState) -> bool:
    """True if it is done and this person may verify it."""
    return (
        found is ActionState.COMPLETED
        and may(desk.by, "action.verify")
        and desk.by.id not in (action.owner_id, action.completed_by_id)
    )
