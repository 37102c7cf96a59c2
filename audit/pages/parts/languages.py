"""The way to the other language, at the head of every page; it also tells the browser which one the page is in."""

from pathlib import Path

import streamlit as st

from audit.model.language import LANGUAGES, language

_CSS = """
#languages { text-align: right; font-size: 0.9em; line-height: 1.3; margin-bottom: -1.2rem; }
#languages a { color: inherit; }
"""

_languages = st.components.v2.component(
    "practice_audit_languages",
    html='<nav id="languages"></nav>',
    css=_CSS,
    js=Path(__file__).with_name("languages.js").read_text("utf-8"),
    isolate_styles=False,
)


def draw() -> None:
    """Draw a way to each language that the page is not in."""
    now = language()
    others = [{"key": key, "name": name} for key, name in LANGUAGES.items() if key != now]
    _languages(key="languages", data={"now": now, "others": others})
