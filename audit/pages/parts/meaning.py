"""What a number means: folded beside it, in plain words and with the reader's own numbers."""

from collections.abc import Callable, Sequence

import streamlit as st

from audit.model.language import N_, _
from audit.model.meaning import Meaning
from audit.pages.parts import text
from audit.pages.parts.terms import items

ONE, SEVERAL = N_("What does this number mean?"), N_("What do these numbers mean?")


def meaning(found: Meaning) -> None:
    """Draw the explanation of one number, folded."""
    with st.expander(_(ONE)):
        _draw(found)


def meanings(names: Sequence[str], make: Callable[[int], Meaning], key: str) -> None:
    """Draw the explanation of whichever of several numbers is chosen, folded; the first until one is."""
    if not names:
        return
    with st.expander(_(SEVERAL)):
        places = range(len(names))
        place = st.selectbox(
            _("Explain"), places, format_func=names.__getitem__, key=f"meaning-{key}"
        )
        _draw(make(place if place in places else 0))


def _draw(found: Meaning) -> None:
    text.draw(found.about, "statement")
    items(each for each in found.sentences if each)
    text.draw(_(found.method), "muted")
