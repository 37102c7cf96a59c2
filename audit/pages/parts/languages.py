"""The way to the other language, at the head of every page; it also tells the browser which one the page is in."""

from pathlib import Path

import streamlit as st

from audit.model.language import LANGUAGES, N_, _, language

SCRIPTS = (
    N_(
        "Not connected. What you type or choose now is not taken. Keep this page open: what you entered"
        " before is still here, and what is not saved yet is saved once the connection is back."
    ),
    N_("Connected again."),
    N_("Not saved yet. Goes on once it is. Esc: stay here."),
    N_("Not saved yet"),
    N_("Not saved yet. Keep this page open."),
    N_("Not saved: it was changed or closed elsewhere meanwhile."),
    N_(" You had written: “{words}”"),
    N_("as nothing was done here for a while"),
    N_("as you have been signed in for long"),
    N_(" Any key keeps you signed in."),
    N_("You will be signed out at {at}, {why}.{how} What you have written stays here until then."),
    N_("Signed in as {name}"),
    N_("Sign out"),
    N_("Stay signed in"),
)
"""What the scripts of the page say by themselves."""
_CSS = """
#languages { text-align: right; font-size: 0.9em; line-height: 1.3; margin-bottom: -0.6rem; }
#languages a { color: inherit; position: relative; z-index: 1; display: inline-block; line-height: 24px; min-height: 24px; }
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
    _languages(
        key="languages",
        data={"now": now, "others": others, "words": {each: _(each) for each in SCRIPTS}},
    )
