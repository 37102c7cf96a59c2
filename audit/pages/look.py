"""Where a QA lead looks first: one line each, with its reason and the way there."""

from itertools import groupby

import streamlit as st

from audit.model.board import Board, Filter
from audit.model.language import N_, _
from audit.model.look import Look
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.terms import items
from audit.rules.headline import many
from audit.views import look as views

PART = N_("Where to look")
LABELS = {"board": N_("See {}"), "rounds": N_("Go to {}"), "scrutiny": N_("Go to Scrutiny")}
KEYS = {
    "board": ("board-round", "view"),
    "rounds": ("round", "round-part"),
    "scrutiny": ("scrutiny-round", ""),
}
"""Under which names a page's address has its round and its part."""


def look(desk: Desk, narrow: Filter, picture: Board) -> None:
    """List what wants a look in the whole round, what is most pressing first."""
    found = views.look(desk.db, desk.by, narrow.round_id)
    if not found:
        text.draw(_("Nothing in this round wants a look now."), "statement")
        return
    text.draw(
        _("{things} to look at, the most pressing first.").format(things=many(len(found), "thing")),
        "statement",
    )
    text.draw(
        _(
            "All of the round, whatever is chosen above. What is late comes first, then what the learning says, then"
            " what can be relied on, then what waits."
        ),
        "muted",
    )
    for wants, several in groupby(found, key=lambda each: each.wants):
        st.header(_(wants.value).capitalize(), anchor=False)
        each_of = list(several)
        if len({each.why for each in each_of}) == 1:
            # One reason where all have the same.
            items(each.said for each in each_of)
            text.draw(each_of[0].why, "muted")
        else:
            items(f"{each.said} {each.why}" for each in each_of)
        _way(each_of[0], picture.round_title)


def _way(each: Look, round_title: str) -> None:
    about, part = KEYS[each.page]
    asked = {about: round_title} | ({part: _(each.part)} if each.part else {})
    st.page_link(
        st.session_state["pages"][each.page],
        label=_(LABELS[each.page]).format(_(each.part)),
        query_params=asked,
    )
