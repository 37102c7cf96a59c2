"""The choice of a round, for whoever leads an agency."""

import streamlit as st

from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.rules.in_sight import none_of_theirs
from audit.views import round as rounds


def own_round(desk: Desk, key: str) -> str | None:
    """Draw the choice of a round with files in the person's reach and return its id; say so where there is none.

    `key` names the choice in the page's address.
    """
    known = {each.id: each.title for each in rounds.rounds(desk.db, desk.by) if each.has_files}
    if not known:
        text.draw(none_of_theirs(desk.by, "board.read") or _("No round has a case file yet."))
        return None
    return st.selectbox(
        _("Round"), list(known), format_func=known.__getitem__, key=key, bind="query-params"
    )
