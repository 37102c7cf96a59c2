"""Help: a tour of two minutes for each kind of person, and the words of the field and of the tool."""

import streamlit as st

from audit.model.language import _
from audit.model.tour import Tour
from audit.pages.desk import Desk
from audit.pages.parts import text, tour
from audit.pages.parts.terms import terms
from audit.rules.accessibility import TITLE
from audit.rules.glossary import TERMS, grouped, search
from audit.rules.headline import many
from audit.rules.tour import others, own


def help_page(desk: Desk) -> None:
    """Take a tour of two minutes, or look a word up."""
    st.title(_("Help"), anchor=False)
    st.header(_("A tour of two minutes"), anchor=False)
    text.draw(
        _(
            "It says in a few steps what you do here, with the way to each page. It stands above the page,"
            " covers nothing, and can be left and taken up again here."
        )
    )
    for each in own(desk.by):
        _offered(each)
    rest = others(desk.by)
    if rest:
        with st.expander(_("Tours of the other roles")):
            for each in rest:
                _offered(each)
    st.header(_("Words"), anchor=False)
    text.draw(
        _(
            "A word with a dotted line below it is explained where it stands: point at it, or go to it with"
            " the Tab key; Escape puts the explanation away. “What does this number mean?” beside a number"
            " explains it with your own figures."
        )
    )
    _words()
    st.header(_(TITLE), anchor=False)
    text.draw(
        _(
            "How far the tool can be used by everybody, what does not work yet and the way round, and whom to"
            " tell: in the accessibility statement, which stands below every page and is open without signing in."
        )
    )


def _offered(each: Tour) -> None:
    at, title = tour.left(each.key), _(each.title)
    with st.container(horizontal=True, vertical_alignment="center", key=f"beside-tour-{each.key}"):
        text.draw(
            _("{title}\nFor the role of {role}: {about}.").format(
                title=title, role=_(each.role.value), about=_(each.about)
            )
        )
        if at:
            label = _("Go on with “{title}” at step {step}").format(title=title, step=at + 1)
            st.button(label, key=f"tour-on-{each.key}", on_click=tour.begin, args=(each.key, at))
        st.button(
            _("Start “{title}”").format(title=title),
            key=f"tour-start-{each.key}",
            on_click=tour.begin,
            args=(each.key,),
        )


def _words() -> None:
    typed = st.text_input(
        _("Find a word"),
        key="word",
        bind="query-params",
        max_chars=60,
        placeholder=_("For instance interval, kappa, hold"),
    )
    found = search(typed)
    text.draw(
        _("{words} of {every}.").format(words=many(len(found), "word"), every=len(TERMS)), "muted"
    )
    for group, several in grouped(found):
        st.subheader(_(group.value), anchor=False)
        terms((_(each.word), _(each.meaning)) for each in several)
