"""The way in: `streamlit run app.py`."""

from functools import partial

import streamlit as st

from audit.commands.person import local
from audit.documents.checklist_library import ready
from audit.pages.collector import govern
from audit.pages.desk import Desk, database_url
from audit.pages.navigation import places
from audit.pages.parts.fault import plainly
from audit.pages.parts.text import STYLE
from audit.store.database import Database


@st.cache_resource(show_spinner=False)
def opened(url: str) -> Database:
    """Open the database once a process, with the checklists of this folder published."""
    govern()
    db = Database(url)
    ready(db, local(db))
    return db


def main() -> None:
    """Draw the page that was asked for."""
    st.set_page_config(page_title="Practice audit", page_icon="📋", layout="wide")
    st.html(STYLE)
    with plainly():
        db = opened(database_url())
        desk = Desk(db, local(db))
        known = places(desk.by)
        pages = {
            each.path: st.Page(
                partial(each.page, desk),
                title=each.title,
                url_path=each.path,
                default=each.path == "home",
                visibility="visible" if each.listed else "hidden",
            )
            for each in known
        }
        st.session_state["pages"] = pages
        current = st.navigation(list(pages.values()), position="top")
        with st.container(key="pa-page"):
            current.run()
            st.html(
                '<div class="pa-muted">On this computer only: one local person with every role,'
                " no sign-in.</div>"
            )


main()
