"""Which release a page shows: the one that was chosen, at first the latest, and a new one once it is out."""

import streamlit as st

from audit.documents.sheet_text import slug
from audit.model.language import _
from audit.model.released import ReleasedPicture
from audit.pages.desk import Desk
from audit.pages.parts import paper
from audit.rules.released_words import audience
from audit.rules.retention import day, today
from audit.views.released import released

CHOSEN = "release"


def choose(kept: tuple[ReleasedPicture, ...]) -> ReleasedPicture:
    """Let one be chosen: the latest of all first; the earlier ones of a round stay where they can be read."""
    known = {_key(each): each for each in kept}
    chosen = st.selectbox(
        _("Release"),
        list(known),
        format_func=lambda key: named(known[key]),
        key=CHOSEN,
        bind="query-params",
    )
    paper.chosen(named(known[chosen]))
    return known[chosen]


def newest(desk: Desk) -> None:
    """Let the page show what was let out a moment ago, whichever was looked at before; for a callback."""
    st.session_state[CHOSEN] = _key(released(desk.db, desk.by)[0])


def named(found: ReleasedPicture) -> str:
    """Return which it is, in a line."""
    when = day(today(found.at))
    return _("{round_title}: release {number}, for the {audience}, {when}").format(
        round_title=found.round_title,
        number=found.number,
        audience=audience(found.audience),
        when=when,
    )


def _key(found: ReleasedPicture) -> str:
    return f"{slug(found.round_title)}-{found.round_id}-{found.number}"
