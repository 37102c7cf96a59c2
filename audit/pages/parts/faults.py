"""What is to be put right in a workbook that was brought back, before any of it is kept."""

from collections.abc import Sequence

import streamlit as st

from audit.pages.parts import text
from audit.rules.headline import many

SHOWN = 20
"""Complaints drawn at most."""


def faults_of_workbook(faults: Sequence[object]) -> None:
    """Say how many there are, and each with its place."""
    st.error(
        f"Nothing was kept: {many(len(faults), 'thing')} to put right in the workbook first.",
        icon=":material/block:",
    )
    for each in faults[:SHOWN]:
        text.draw(str(each))
    if len(faults) > SHOWN:
        text.draw(f"And {len(faults) - SHOWN} more.", "muted")
