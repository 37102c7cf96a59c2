"""How what is shown may be handled: on every page."""

from html import escape

import streamlit as st

from audit.model.source_review import SourceReview


def line(review: SourceReview) -> None:
    """Draw the handling of a review and the reason for it."""
    st.html(
        f'<div class="pa-handling"><strong>{escape(review.handling.label)}.</strong> '
        f"{escape(review.handling_reason)}</div>"
    )
