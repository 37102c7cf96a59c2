"""How many cases a list has by agency, team, age band and each column that is kept: as it stands, and as it would."""

import streamlit as st

from audit.documents.case_list_tables import COUNT_COLUMNS
from audit.model.frame import Counts
from audit.model.language import _
from audit.pages.parts.table import table

ACROSS = 2
"""Tables beside one another."""


def counts(found: tuple[Counts, ...]) -> None:
    """Draw how many cases there are by agency, team, age band and kept column."""
    for start in range(0, len(found), ACROSS):
        for place, each in zip(st.columns(ACROSS), found[start : start + ACROSS], strict=False):
            with place:
                shown = len(each.counts)
                rest = (
                    _(", the {shown} commonest of {values} values").format(
                        shown=shown, values=each.values
                    )
                    if each.values > shown
                    else ""
                )
                table(each.counts, COUNT_COLUMNS, f"{each.heading}, n = {each.n:,}{rest}")
