"""A paper to take out: as Word or slides at once, as PDF where LibreOffice is installed."""

from collections.abc import Callable
from functools import partial
from typing import NamedTuple, Protocol

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


class Kept(NamedTuple):
    """A PDF that was made, and what it was made from."""

    made: Made
    matter: object


def taking(
    key: str,
    label: str,
    make: Make,
    name: Callable[[str], str],
    ending: str,
    matter: Callable[[], object],
) -> None:
    """Draw what takes a paper out; `name` gives the file's name for an ending, `matter` what it is made from."""
    with st.container(horizontal=True):
        st.download_button(
            f"{label} ({_(NAMES[ending])})",
            data=partial(_content, make),
            file_name=name(ending),
            mime=MIME[ending],
            on_click="ignore",
            key=f"take-{key}",
        )
        if not is_there(ending):
            return
        # The name says of what: read out, one "PDF" is like the other.
        if st.button(_("{label} (PDF)").format(label=label), key=f"pdf-{key}"):
            _pdf(key, make, matter)
        _save(key, label, matter)


def no_pdf(ending: str = "docx") -> None:
    """Say once why there is no PDF to be had, where that is so."""
    if not is_there(ending):
        text.draw(_(NO_PDF), "muted")


def _content(make: Make) -> bytes:
    return make().content


def _pdf(key: str, make: Make, matter: Callable[[], object]) -> None:
    """Making it takes seconds, so it is made when asked for, and then handed over."""
    try:
        before = matter()
        with st.spinner(_("LibreOffice is making the PDF")):
            made = make(as_pdf=True)
    except Refusal as refusal:
        st.session_state.pop(f"made-{key}", None)
        st.error(text.plain(str(refusal)), icon=":material/block:")
        return
    st.session_state[f"made-{key}"] = Kept(made, before)


def _save(key: str, label: str, matter: Callable[[], object]) -> None:
    """Offer what was made for as long as it would be made alike."""
    kept: Kept | None = st.session_state.get(f"made-{key}")
    if kept is None:
        return
    try:
        is_same = matter() == kept.matter
    except Refusal:
        is_same = False
    if not is_same:
        del st.session_state[f"made-{key}"]
        return
    st.download_button(
        _("Save “{label}” as PDF").format(label=text.plain(label)),
        data=kept.made.content,
        file_name=kept.made.file_name,
        mime=MIME["pdf"],
        on_click="ignore",
        key=f"save-{key}",
        type="primary",
    )
