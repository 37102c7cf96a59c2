"""A paper to take out: as Word or slides at once, as PDF where LibreOffice is installed."""

from collections.abc import Callable
from functools import partial
from typing import Protocol

import streamlit as st

from audit.documents.paper_name import MIME, Made
from audit.documents.paper_pdf import is_there
from audit.model.language import N_, _
from audit.model.refusal import Refusal
from audit.pages.parts import text

NAMES = {"docx": N_("Word"), "pptx": N_("PowerPoint")}
NO_PDF = N_(
    "PDFs are made by LibreOffice, which is not installed where this tool runs: save as PDF from Word or PowerPoint."
)


class Make(Protocol):
    """What makes the paper, and records that it was taken out."""

    def __call__(self, *, as_pdf: bool = False) -> Made:
        """Return the file."""


def taking(key: str, label: str, make: Make, name: Callable[[str], str], ending: str) -> None:
    """Draw what takes a paper out; `name` gives the file's name for an ending."""
    with st.container(horizontal=True):
        st.download_button(
            f"{label} ({_(NAMES[ending])})",
            data=partial(_content, make),
            file_name=name(ending),
            mime=MIME[ending],
            on_click="ignore",
            key=f"take-{key}",
        )
        # The name says of what: read out, one "PDF" is like the other.
        if is_there(ending) and st.button(_("{label} (PDF)").format(label=label), key=f"pdf-{key}"):
            _pdf(key, label, make)


def no_pdf(ending: str = "docx") -> None:
    """Say once why there is no PDF to be had, where that is so."""
    if not is_there(ending):
        text.draw(_(NO_PDF), "muted")


def _content(make: Make) -> bytes:
    return make().content


def _pdf(key: str, label: str, make: Make) -> None:
    """Making it takes seconds, so it is made when asked for, and then handed over."""
    try:
        with st.spinner(_("LibreOffice is making the PDF")):
            made = make(as_pdf=True)
    except Refusal as refusal:
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    st.download_button(
        _("Save {label} as PDF").format(label=text.plain(label)),
        data=made.content,
        file_name=made.file_name,
        mime=MIME["pdf"],
        on_click="ignore",
        key=f"save-{key}",
        type="primary",
    )
