"""What is to be put right in a workbook that was brought back, before any of it is kept."""

from collections.abc import Sequence

import streamlit as st

from audit.model.language import _
from audit.pages.parts import text
from audit.rules.headline import many

SHOWN = 20
"""Complaints drawn at most."""


def faults_of_workbook(faults: Sequence[object]) -> None:
    """Say how many there are, and each with its place."""
    st.error(
        _("Nothing was kept: {things} to put right in the workbook first.").format(
            things=many(len(faults), "thing")
        ),
        icon=":material/block:",
    )
    for each in faults[:SHOWN]:
        text.draw(str(each))
    if len(faults) > SHOWN:
        text.draw(_("And {n} more.").format(n=len(faults) - SHOWN), "muted")
