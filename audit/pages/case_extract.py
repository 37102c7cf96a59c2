"""All that is held on one case: found by its reference, drawn, and taken out as a workbook."""

from collections.abc import Sequence
from typing import TypeVar

import streamlit as st

from audit.documents import case_extract_tables as tables
from audit.documents.case_extract_pointed import POINTED_COLUMNS, pointed_words
from audit.documents.column import Column
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import text
from audit.pages.parts.table import table
from audit.pages.parts.telling import act
from audit.views import case_extract as views

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
SHOWN = 300
"""Rows of a table drawn at most; the workbook holds them all."""
Row = TypeVar("Row")


def search(desk: Desk) -> None:
    """Ask for a case reference, and draw all that is held on it."""
    st.header(_("All that is held on one case"), anchor=False)
    text.draw(
        _(
            "For a subject access request, or an inquiry. Give the whole reference; capitals do not matter."
            " That you looked stands in the trail."
        )
    )
    with st.form("extract", border=False, enter_to_submit=True):
        st.text_input(_("Case reference"), key="extract-reference")
        st.form_submit_button(_("Find what is held"), on_click=_sought, args=(desk,))
    said = st.session_state.pop("extract-said", "")
    if said:
        st.error(text.plain(said), icon=":material/block:")
    reference = st.session_state.get("extract-found")
    if reference is not None:
        _found(desk, views.case_extract(desk.db, desk.by, reference))


def _sought(desk: Desk) -> None:
    reference = st.session_state["extract-reference"]
    st.session_state.pop("extract-found", None)
    found = act(lambda: tables.looked_up(desk.db, desk.by, reference))
    if found is not None:
        st.session_state["extract-found"] = found.reference
    else:  # said beside the box, which is far below the top of the page
        _, st.session_state["extract-said"] = st.session_state.pop("unsaid", ("", ""))


def _found(desk: Desk, found: views.CaseExtract) -> None:
    text.draw(
        _("Held on {reference}: {held_words}.").format(
            reference=found.reference, held_words=tables.held_words(found)
        ),
        "statement",
    )
    text.draw(f"{tables.HANDLING.label}. {tables.HANDLING_REASON}", "handling")
    suspects = tables.pointed_in(desk.db, desk.by, found)
    if suspects:
        st.warning(text.plain(pointed_words(suspects)), icon=":material/warning:")
        _part(_("Looks like an identifier"), suspects, POINTED_COLUMNS)

    def book() -> bytes:
        # Imported where it is used: a workbook's library would slow down the start for everybody.
        from audit.documents.case_extract import case_extract

        return case_extract(desk.db, desk.by, found.reference)[1]

    st.download_button(
        _("Download all of it (Excel)"),
        data=book,
        file_name=tables.file_name(found),
        mime=WORKBOOK,
        on_click="ignore",
        type="primary",
    )
    _part(_("Case lists"), found.listings, tables.LISTING_COLUMNS)
    _part(_("Samples"), found.draws, tables.DRAW_COLUMNS)
    _part(_("Case audits"), found.audits, tables.AUDIT_COLUMNS)
    _part(_("Case facts"), found.facts, tables.FACT_COLUMNS)
    _part(_("Answers"), found.answers, tables.ANSWER_COLUMNS)
    _part(_("Judgements"), found.judgements, tables.JUDGEMENT_COLUMNS)
    _part(_("Quotes"), found.quotes, tables.QUOTE_COLUMNS)
    _part(_("Moderation"), found.moderation, tables.MODERATION_COLUMNS)
    _part(_("Conversations"), found.conversations, tables.TALK_COLUMNS)
    _part(_("Immediate concerns"), found.concerns, tables.CONCERN_COLUMNS)
    _part(_("Panel"), found.panels, tables.PANEL_COLUMNS)
    _part(_("Findings"), found.findings, tables.FINDING_COLUMNS)
    _part(_("Who did what, when"), found.entries, tables.ENTRY_COLUMNS)


def _part(name: str, rows: Sequence[Row], columns: Sequence[Column[Row]]) -> None:
    with st.expander(f"{name}: {len(rows):,}"):
        rest = (
            _(", the first {shown} of them; the workbook holds all").format(shown=SHOWN)
            if len(rows) > SHOWN
            else ""
        )
        table(rows[:SHOWN], columns, f"{name}, {len(rows):,}{rest}")
