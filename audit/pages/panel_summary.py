"""The learning summary of a case: made from its panel, edited by the lead, printed and taken out."""

from functools import partial
from html import escape

import streamlit as st

from audit.commands.panel_summary import summarise
from audit.documents.case_summary_name import WORKBOOK, file_name
from audit.model.language import _
from audit.pages.desk import Desk
from audit.pages.parts import handling, text
from audit.pages.parts.minuted import box, keep
from audit.rules.panel_summary import sections
from audit.views.panel import PanelPage


def summary(desk: Desk, page: PanelPage) -> None:
    """Draw the summary as it prints; whoever holds the panel edits it and takes it out."""
    panel = page.panel
    if page.can_hold:
        _edit(desk, page)
    if not panel.summary:
        if not page.can_hold:
            text.draw(_("No learning summary is written yet."))
        return
    if (
        page.can_hold
        and panel.summary_at
        and panel.signed_off_at
        and panel.summary_at < panel.signed_off_at
    ):
        text.draw(_("It was written before the panel was signed off: read it through."), "pointed")
    st.html(_printed(page))
    handling.line(page.review)
    if page.can_hold:
        st.download_button(
            _("Take the learning summary out as a workbook"),
            data=partial(_made, desk, panel.id),
            file_name=file_name(page, desk.db.clock()),
            mime=WORKBOOK,
            on_click="ignore",
            key="panel-summary-out",
        )


def _edit(desk: Desk, page: PanelPage) -> None:
    panel = page.panel
    name = f"panel-summary-{panel.id}"
    text.draw(
        _(
            "It begins as what the panel says. Edit it for whoever learns from the case; it names nobody."
        ),
        "muted",
    )
    typed = box(name, _("Learning summary"), panel.summary or page.draft, panel.version, height=360)

    def kept(*, looked: bool) -> None:
        words = st.session_state[typed]
        summarise(desk.db, desk.by, panel.id, words, version=panel.version, looked=looked)

    with st.container(horizontal=True):
        keep(name, _("Keep the summary"), kept, typed=typed, done=_("The summary is kept."))
        _anew(page, name, typed)


def _anew(page: PanelPage, name: str, typed: str) -> None:
    """Offer to fill the box from the panel: nothing is kept by it, and what stood in the box can be put back."""
    shown, before = st.session_state[typed], f"{name}-before"
    if shown != page.draft:
        st.button(
            _("Write it anew from the panel"), on_click=_fill, args=(typed, page.draft, before)
        )
    elif before in st.session_state:
        back = st.session_state[before]
        st.button(_("Put back what stood in the box"), on_click=_fill, args=(typed, back, before))
        if shown != page.panel.summary:
            text.draw(_("The box holds what the panel says now. It is not kept yet."), "muted")


def _fill(typed: str, words: str, before: str) -> None:
    st.session_state[before], st.session_state[typed] = st.session_state[typed], words


def _printed(page: PanelPage) -> str:
    panel = page.panel
    parts = "".join(
        (f"<h2>{escape(heading)}</h2>" if heading else "")
        + "".join(f"<p>{text.lines(each)}</p>" for each in lines)
        for heading, lines in sections(panel.summary)
    )
    head = _("Learning summary of case {reference}").format(reference=panel.reference)
    return (
        "<style>.pa-paper { max-width: 46rem; line-height: 1.5; overflow-wrap: anywhere; }"
        ".pa-paper h2 { font-size: 1.15rem; margin: 1.1em 0 0.3em; padding: 0; }"
        ".pa-paper p { margin: 0 0 0.5em; }"
        "@media print { @page { size: A4; margin: 18mm; } .pa-paper { font-size: 11pt; }"
        " .stButton, .stDownloadButton, .stTextArea, [data-testid='stHeader'] { display: none; } }</style>"
        f'<article class="pa-paper"><h2>{escape(head)}</h2>{parts}</article>'
    )


def _made(desk: Desk, panel_id: str) -> bytes:
    from audit.documents.case_summary import case_summary

    return case_summary(desk.db, desk.by, panel_id)
