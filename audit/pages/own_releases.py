"""What was released, on the first page of who is shown a round only by that: a board member, a scrutineer."""

import streamlit as st

from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.one_release import named
from audit.pages.story import way
from audit.rules import permission
from audit.rules.released_words import headline
from audit.views.released import released

NONE_YET = N_(
    "Nothing has been released to the board yet. A QA lead releases a picture of a round, with its small numbers"
    " hidden, on the page “Releases”; from then on it stands here."
)


def own_releases(desk: Desk) -> None:
    """Draw the latest and what it says, with the way to it; nothing for who sees the rounds themselves."""
    if not permission.may(desk.by, "release.read") or permission.may(desk.by, "board.read"):
        return
    kept = released(desk.db, desk.by)
    st.header(_("The latest release"), anchor=False)
    if not kept:
        text.draw(_(NONE_YET))
        return
    with st.container(border=True):
        text.draw(named(kept[0]), "statement")
        for each in headline(kept[0]):
            text.draw(each)
        if st.button(_("Read what was released"), type="primary", key="own-releases"):
            st.switch_page(st.session_state["pages"]["releases"])
        way(kept[0].round_id, label=_("The whole story of a learning point"))
