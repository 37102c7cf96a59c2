"""Where somebody would sit and wait, the work is asked for instead, and this says where it then stands."""

from collections.abc import Mapping
from functools import partial

import streamlit as st

from audit.commands.job import ask
from audit.model.job import JobKind
from audit.model.language import N_, _
from audit.pages.desk import Desk
from audit.pages.parts.once import once, used
from audit.pages.parts.telling import act, tell

ASKED = N_(
    "It is asked for. You can go on, close this page or switch off: it is done meanwhile, and stands under"
    " “Long work”, on your first page too."
)


def asking(
    desk: Desk, kind: JobKind, round_id: str, details: Mapping[str, object], label: str
) -> None:
    """Draw what asks for long work, and the way to where one sees how far it is."""
    name = f"ask-{kind.name}-{round_id}"
    st.button(
        label,
        key=name,
        type="primary",
        on_click=partial(asked, desk, kind, round_id, details, name),
        help=_("So much takes a while: it is made while you do something else."),
    )
    st.page_link(st.session_state["pages"]["long-work"], label=_("Long work"))
    tell()  # where a part of a page is drawn anew by itself, nothing else on it would say so


def asked(
    desk: Desk, kind: JobKind, round_id: str, details: Mapping[str, object], name: str
) -> None:
    """Ask for it, from a callback."""
    made = act(lambda: ask(desk.db, desk.by, kind, round_id, details, key=once(name)), _(ASKED))
    if made is not None:
        used(name)
