"""How what is shown may be handled: on every page."""

from html import escape

import streamlit as st

from audit.model.language import _
from audit.model.source_review import Handling, SourceReview, strictest
from audit.model.wording import worded
from audit.pages.parts import paper
from audit.store.database import Database
from audit.views import checklist as checklists

_SAID = "handling_said"
_LABEL = "handling_label"


def begin() -> None:
    """Note that the page about to be drawn has not said it yet."""
    st.session_state[_SAID] = False
    st.session_state[_LABEL] = ""


def line(review: SourceReview) -> None:
    """Draw the handling of a review in one line, which opens on the reason for it.

    Where a page has several, the strictest of them stands on paper.
    """
    st.session_state[_SAID] = True
    st.html(
        f'<details class="pa-handling"><summary><strong>{escape(_(review.handling.label))}</strong>'
        f"</summary>{escape(worded(review).handling_reason)}</details>"
    )
    if st.session_state.get(_LABEL) != Handling.PROFESSIONALS_ONLY.label:
        paper.handled(_(review.handling.label))
        st.session_state[_LABEL] = review.handling.label


def end(db: Database) -> None:
    """Below a page that is of no one review, draw how the strictest of them is handled; on paper, in any case."""
    if not st.session_state.get(_SAID):
        review = strictest(tuple(each.review for each in checklists.published(db)))
        if review is not None:
            line(review)
    if st.session_state.get(_LABEL):
        paper.end(_(st.session_state[_LABEL]))
