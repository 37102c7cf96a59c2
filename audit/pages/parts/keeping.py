"""The three boxes that say how long a round's records are kept: until when, why, and who answers for it."""

from datetime import date, timedelta

import streamlit as st

from audit.model.language import _
from audit.model.retention import OWNER_LIMIT, REASON_LIMIT
from audit.rules.retention import furthest

PARTS = ("until", "reason", "owner")


def ask(name: str, today: date) -> None:
    """Draw the boxes under that name; what stands in the session under their keys stands in them."""
    st.date_input(
        _("Its records are kept until"),
        value=None,
        key=f"{name}-until",
        min_value=today
        - timedelta(days=366),  # a page may stay open overnight; the command refuses the past
        max_value=furthest(today),
        format="DD/MM/YYYY",
    )
    st.text_input(
        _("Why until then, for instance the line of your retention schedule"),
        key=f"{name}-reason",
        max_chars=REASON_LIMIT,
    )
    st.text_input(
        _("Who answers for that: a post, such as the partnership's business manager"),
        key=f"{name}-owner",
        max_chars=OWNER_LIMIT,
    )


def asked(name: str) -> tuple[date | None, str, str]:
    """Return what stands in the boxes."""
    until, reason, owner = (st.session_state[f"{name}-{part}"] for part in PARTS)
    return until, reason, owner


def fill(name: str, until: date | None, reason: str, owner: str) -> None:
    """Put this into the boxes before they are drawn."""
    for part, value in zip(PARTS, (until, reason, owner), strict=True):
        st.session_state[f"{name}-{part}"] = value


def clear(name: str) -> None:
    """Empty the boxes."""
    fill(name, None, "", "")
