"""How what is shown may be handled: on every page."""

from html import escape

import streamlit as st

from audit.model.source_review import SourceReview


def line(review: SourceReview) -> None:
    """Draw the handling of a review in one line, which opens on the reason for it."""
    st.html(
        f'<details class="pa-handling"><summary><strong>{escape(review.handling.label)}</strong>'
        f"</summary>{escape(review.handling_reason)}</details>"
    )
