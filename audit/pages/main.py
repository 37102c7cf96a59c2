"""The main script: every page begins here, and at every act."""

from functools import partial

import streamlit as st

from audit.model.language import _
from audit.model.refusal import Refusal
from audit.pages import language  # noqa: F401 - from now on the tab says in which language it is
from audit.pages.desk import Desk, database_url, opened
from audit.pages.navigation import EVERYBODY, Place, closed, menus, places
from audit.pages.parts import handling, languages, line, paper, tour, words
from audit.pages.parts.fault import plainly
from audit.pages.parts.telling import telling
from audit.pages.parts.text import STYLE
from audit.pages.signed_in import foot, seated


def main() -> None:
    """Draw the page that was asked for, to who may see it."""
    st.set_page_config(page_title=_("Practice audit"), page_icon="📋", layout="wide")
    st.html(
        STYLE + paper.style()
    )  # first of all: a run that a quick click ends early has it all the same
    line.watch()
    words.begin()
    languages.draw()
    with plainly():
        try:
            desk = seated(opened(database_url()))
        except Refusal as refusal:
            if refusal.passes:  # so that the address stands until the page can be drawn
                st.navigation([_blank(each) for each in places(EVERYBODY)], position="hidden")
            raise
        if desk is None:
            return
        current = st.navigation(_pages(desk), position="top")
        tour.draw(current.url_path or "home")
        handling.begin()
        with telling(whole=True), plainly():
            current.run()
        handling.end(desk.db)
        with st.container(key="foot"):
            foot(desk)  # below a refusal, too: it leads out of a role that is only tried
        at = current.url_path or "home"
        if at in st.session_state["pages"]:
            st.session_state["at"] = at


def _pages(desk: Desk) -> dict[str, list[st.Page]]:
    """The pages of whoever sits at the desk in their menus, also kept for pages to lead on to; and those shut to them."""
    by = desk.by
    offered = places(by)
    pages = {each.path: _page(desk, each) for each in offered}
    st.session_state["pages"] = pages
    at = st.session_state.get("at", "home")
    others = [_page(desk, each) for each in closed(by) if each.path != at]
    if at not in pages:
        # They were on a page that is theirs no more: home, and not an address that does not exist.
        home = partial(st.switch_page, pages["home"])
        others.append(st.Page(home, title=_("Home"), url_path=at, visibility="hidden"))
    others += [pages[each.path] for each in offered if not each.listed]
    shown = {
        _(menu) if menu else "": [pages[each.path] for each in listed]
        for menu, listed in menus(offered).items()
    }
    return {**shown, "": [*shown.get("", ()), *others]}


def _page(desk: Desk, place: Place) -> st.Page:
    return st.Page(
        partial(place.page, desk),
        title=_(place.title),
        url_path=place.path,
        default=place.path == "home",
        visibility="visible" if place.listed else "hidden",
    )


def _blank(place: Place) -> st.Page:
    """A page of that address with nothing on it."""
    is_home = place.path == "home"
    return st.Page(lambda: None, title=_(place.title), url_path=place.path, default=is_home)


main()
