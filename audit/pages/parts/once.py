"""Keys that make a submit count once."""

import secrets

import streamlit as st


def once(name: str) -> str:
    """Return a key for the form of that name, the same until `used`: a double click is one act."""
    keys = st.session_state.setdefault("once", {})
    key: str = keys.setdefault(name, secrets.token_hex(12))
    return key


def used(name: str) -> None:
    """Give the form a new key: what it asked for has been done."""
    st.session_state.setdefault("once", {}).pop(name, None)
