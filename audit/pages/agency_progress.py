"""How far an agency's own files of a round are, for its lead: the same picture, narrowed to their reach."""

import streamlit as st

from audit.commands.progress import read
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import handling
from audit.pages.parts.empty import READ, empty
from audit.pages.parts.record import opening
from audit.pages.parts.telling import tell
from audit.pages.progress import draw
from audit.rules.in_sight import none_of_theirs
from audit.views import progress as views
from audit.views import round as rounds


def agency_progress(desk: Desk) -> None:
    """See how far your agency's files of a round are, and who is late."""
    st.title(_("Progress"), anchor=False)
    tell()
    known = {each.id: each for each in rounds.rounds(desk.db, desk.by)}
    if not known:
        words = none_of_theirs(desk.by, "progress.read") or _("No round has a case file yet.")
        soon = _("Who has begun, and what is late, stands here once there is one.")
        empty(desk, f"{words} {soon}", READ)
        return
    chosen = st.selectbox(
        _("Round"),
        list(known),
        format_func=lambda key: known[key].title,
        key="progress-round",
        bind="query-params",
    )
    opening(desk, f"progress:{chosen}", lambda db, by: read(db, by, chosen))
    found = views.progress(desk.db, desk.by, chosen)
    handling.line(found.review)
    draw(desk, found)
