"""Help: a tour of two minutes for each kind of person, and the words of the field and of the tool."""

import streamlit as st

from audit.model.tour import Tour
from audit.pages.desk import Desk
from audit.pages.parts import text, tour
from audit.pages.parts.terms import terms
from audit.rules.glossary import TERMS, grouped, search
from audit.rules.headline import many
from audit.rules.tour import others, own


def help_page(desk: Desk) -> None:
    """Take a tour of two minutes, or look a word up."""
    st.title("Help", anchor=False)
    st.header("A tour of two minutes", anchor=False)
    text.draw(
        "It says in a few steps what you do here, with the way to each page. It stands above the page, covers nothing,"
        " and can be left and taken up again here."
    )
    for each in own(desk.by):
        _offered(each)
    rest = others(desk.by)
    if rest:
        with st.expander("Tours of the other roles"):
            for each in rest:
                _offered(each)
    st.header("Words", anchor=False)
    text.draw(
        "A word with a dotted line below it is explained where it stands: point at it, or go to it with the Tab key;"
        " Escape puts the explanation away. “What does this number mean?” beside a number explains it with your own"
        " figures."
    )
    _words()


def _offered(each: Tour) -> None:
    at = tour.left(each.key)
    with st.container(horizontal=True, vertical_alignment="center"):
        text.draw(f"{each.title}\nFor the role of {each.role}: {each.about}.")
        if at:
            label = f"Go on with “{each.title}” at step {at + 1}"
            st.button(label, key=f"tour-on-{each.key}", on_click=tour.begin, args=(each.key, at))
        st.button(
            f"Start “{each.title}”",
            key=f"tour-start-{each.key}",
            on_click=tour.begin,
            args=(each.key,),
        )


def _words() -> None:
    typed = st.text_input(
        "Find a word",
        key="word",
        bind="query-params",
        max_chars=60,
        placeholder="For instance interval, kappa, hold",
    )
    found = search(typed)
    text.draw(f"{many(len(found), 'word')} of {len(TERMS)}.", "muted")
    for group, several in grouped(found):
        st.subheader(group.value, anchor=False)
        terms((each.word, each.meaning) for each in several)
