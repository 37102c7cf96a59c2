"""A text that is minuted in a meeting: what looks like an identifier is pointed out before it is kept."""

from typing import Protocol

import streamlit as st

from audit.model.refusal import Refusal
from audit.pages.parts import text
from audit.pages.parts.telling import act


class Keep(Protocol):
    """A command with what is to be kept."""

    def __call__(self, *, looked: bool) -> object:
        """Keep it; `looked` says that somebody looked and found that it identifies nobody."""


def box(name: str, label: str, stored: str, version: int, *, height: int = 90) -> str:
    """Draw the box and return the key that its text stands under; another version is another box.

    What was not kept, as somebody else changed the text first, stands below, so that no word is lost.
    """
    mine = st.session_state.get(f"mine-{name}")
    key = f"{name}-{version}"
    st.text_area(label, stored, key=key, height=height)
    if mine and mine != stored:
        st.warning("Yours was not kept. It was:", icon=":material/warning:")
        st.text(mine)
    return key


def keep(name: str, label: str, verb: Keep, *, typed: str, done: str = "Kept.") -> None:
    """Draw the button that keeps; where something was pointed out, it says what pressing again means.

    `typed` is the key under which the text stands.
    """
    told = st.session_state.get(f"told-{name}")
    if told:
        text.draw(told, "pointed")
    st.button(
        "It identifies nobody: keep it" if told else label,
        key=f"keep-{name}",
        on_click=attempt,
        args=(name, verb, typed, done),
        type="primary",
    )


def attempt(name: str, verb: Keep, typed: str, done: str) -> None:
    """Keep it; what looks like an identifier only when the same was pointed out before."""
    state = st.session_state
    told, mine = state.get(f"told-{name}"), state.get(typed, "")

    def tried() -> bool:
        try:
            verb(looked=False)
        except Refusal as refusal:
            if not refusal.complaint.code.endswith(".identifier"):
                state[f"mine-{name}"] = mine
                raise
            if told != str(refusal):
                state[f"told-{name}"] = str(refusal)
                raise
            verb(looked=True)
        return True

    if act(tried, done):
        state.pop(f"told-{name}", None)
        state.pop(f"mine-{name}", None)
