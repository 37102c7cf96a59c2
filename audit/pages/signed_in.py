"""Who sits at the desk: whom the gate let in, or the one person of a single machine."""

import os
from functools import partial

import streamlit as st

from audit.commands.person import LOCAL, local
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.pages.desk import Desk
from audit.pages.frames import IDENTITY
from audit.pages.parts import idle, sign_ins, trying
from audit.pages.parts.text import plain
from audit.rules.accessibility import ADDRESS, LINK
from audit.rules.session import limits
from audit.rules.sign_in import is_configured
from audit.store.database import Database
from audit.views.session import signed_in


def seated(db: Database) -> Desk | None:
    """Return the desk of whoever is signed in, with the line that says who; None once they are not.

    Nothing of any page is drawn before this has answered; Refusal while the database is away.
    """
    if not is_configured(os.environ):
        person: Person = trying.tried(local(db))
        return Desk(db, lambda: person)
    known = limits(os.environ)
    desk = Desk(db, partial(signed_in, db, _mark(), known))
    try:
        by = desk.by
    except Refusal as refusal:
        if refusal.passes:
            raise
        st.title(_("Practice audit"), anchor=False)
        st.error(plain(str(refusal)), icon=":material/block:")
        idle.over()
        return None
    idle.watch(by.name, known)
    return desk


def foot(desk: Desk) -> None:
    """Draw what stands below every page: the statement; a single machine's choice of roles, or where one is signed in."""
    statement_link()  # first: what the keyboard comes to next would lie below what the other opens
    if not is_configured(os.environ):
        trying.foot(desk.db, desk.by, LOCAL)
    elif (mark := _mark()) is not None:
        sign_ins.foot(desk, mark, limits(os.environ))


def statement_link() -> None:
    """Draw the way to the accessibility statement, which is open to everybody."""
    st.link_button(_(LINK), ADDRESS, type="tertiary")


def _mark() -> str | None:
    mark = st.user.get(IDENTITY)
    return mark if isinstance(mark, str) else None
