"""A page with nothing on it yet: what will stand here, and the next step as a button."""

from typing import NamedTuple

import streamlit as st

from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules import permission


class Step(NamedTuple):
    """What brings something onto an empty page."""

    page: str
    label: str
    verb: str
    """Who may do this is offered it."""


OPEN = Step("rounds", N_("Open a round"), "round.open")
AUDIT = Step("home", N_("Audit one case file now"), "case_audit.own")
READ = Step("checklists", N_("Read what is asked"), "")
WRITE = Step("write", N_("Write a checklist"), "checklist.draft")
PEOPLE = Step("people", N_("Let somebody in"), "person.admit")
RESULTS = Step("board", N_("Look at the results"), "board.read")


def empty(desk: Desk, words: str, *steps: Step) -> None:
    """Say what there is none of, and lead whoever may take a step to where it is taken."""
    text.draw(words)
    pages = st.session_state["pages"]
    offered = [
        each
        for each in steps
        if each.page in pages and (not each.verb or permission.may(desk.by, each.verb))
    ]
    if offered:
        with st.container(key="empty-steps", horizontal=True):
            for each in offered:
                st.page_link(pages[each.page], label=_(each.label))
