"""Where else one is signed in: in which other browsers, since when, and one button to end that."""

import streamlit as st

from audit.commands.session import end_others
from audit.model.language import _
from audit.model.refusal import Refusal
from audit.model.session import Session
from audit.pages.desk import Desk, day_and_time
from audit.pages.parts import text
from audit.pages.parts.fault import plain_fragment
from audit.pages.parts.text import plain
from audit.rules.headline import many
from audit.rules.session import Limits
from audit.views.session import open_ones, session


@plain_fragment
def foot(desk: Desk, mark: str, limits: Limits) -> None:
    """Draw the choice; what it holds is looked up only once it is open."""
    opened = st.popover(
        _("Where you are signed in"), key="sign-ins", type="tertiary", on_change="rerun"
    )
    here = session(desk.db, mark) if opened.open else None
    if here is None:
        return
    with opened:
        _list(desk, here, limits)


def _list(desk: Desk, here: Session, limits: Limits) -> None:
    text.draw(
        _("Here, since {began_at}.").format(began_at=day_and_time(here.began_at)), "statement"
    )
    others = open_ones(desk.db, here, limits)[1:]
    for each in others:
        text.draw(
            _("In another browser, since {began_at}; last used {used_at}.").format(
                began_at=day_and_time(each.began_at), used_at=day_and_time(each.used_at)
            )
        )
    if others:
        st.button(
            _("Sign out there: {places}").format(places=many(len(others), "place")),
            on_click=_end,
            args=(desk, here),
        )
    else:
        text.draw(_("Nowhere else."), "muted")
    if said := st.session_state.pop("sign-ins-said", ""):
        st.error(plain(said), icon=":material/block:")


def _end(desk: Desk, here: Session) -> None:
    try:
        _ = desk.by  # whoever has been signed out meanwhile ends nobody's session
        end_others(desk.db, here)
    except Refusal as refusal:
        st.session_state["sign-ins-said"] = str(refusal)
