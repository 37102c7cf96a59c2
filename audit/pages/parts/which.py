"""Choosing one of several things that people name, and may name anew or alike."""

from collections import Counter
from collections.abc import Mapping
from zlib import crc32

import streamlit as st

from audit.model.language import _


def which(name: str, things: Mapping[str, str], label: str = "") -> str:
    """Let one of the things be chosen, each by its id, and return the id, which stands in the address too.

    The browser knows an option by its words alone. So words that are those of another get a number, and where
    somebody puts one in other words, the box is a new one in which the same thing is chosen.
    """
    words = told_apart(things)
    key = f"{name}-{crc32(repr([*words.items()]).encode())}"
    at = st.query_params.get(name, "")
    st.session_state.setdefault(key, at if at in words else next(iter(words)))
    chosen: str = st.selectbox(
        label or _("Which"), list(words), format_func=words.__getitem__, key=key
    )
    if chosen != at:
        st.query_params[name] = chosen
    return chosen


def told_apart(things: Mapping[str, str]) -> dict[str, str]:
    """Return the words of each thing, with a number behind those that an earlier one has."""
    found: dict[str, str] = {}
    seen: Counter[str] = Counter()
    for key, words in things.items():
        seen[words] += 1
        found[key] = words if seen[words] == 1 else f"{words} ({seen[words]})"
    return found
