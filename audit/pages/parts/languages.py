"""The head of every page: the wordmark, and the way to the other language; it tells the browser which one the page is in."""

import json
from pathlib import Path

import streamlit as st

from audit.model.language import LANGUAGES, N_, _, language

WORDMARK = Path(__file__).with_name("wordmark.svg").read_text("utf-8")
"""A case file with a share, its interval and its target on it, and the name of the tool in strokes: no font draws it."""

SCRIPTS = (
    N_(
        "Not connected. What you type or choose now is not taken. Keep this page open: what you entered"
        " before is still here, and what is not saved yet is saved once the connection is back."
    ),
    N_("Connected again."),
    N_("Not saved yet. Goes on once it is. Esc: stay here."),
    N_("Not saved yet"),
    N_("saving first"),
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
#languages { position: fixed; top: 0; right: 1rem; height: 3.75rem; z-index: 999991; display: flex; gap: 1rem;
  align-items: center; font-size: 0.9em; }
#languages a { color: inherit; display: inline-block; line-height: 24px; min-height: 24px; }
@media print { #languages { display: none; } }
"""

_languages = st.components.v2.component(
    "practice_audit_languages",
    html='<nav id="languages"></nav>',
    css=_CSS,
    js="".join(
        Path(__file__).with_name(name).read_text("utf-8")
        for name in ("sight.js", "head.js", "languages.js")
    ),
    isolate_styles=False,
)


def draw() -> None:
    """Draw the wordmark, and a way to each language that the page is not in."""
    st.logo(WORDMARK, size="small")
    now = language()
    others = [{"key": key, "name": name} for key, name in LANGUAGES.items() if key != now]
    said = {
        "now": now,
        "others": others,
        "words": {each: _(each) for each in SCRIPTS},
        "head": {
            "name": _("Practice audit"),
            "home": _("Practice audit: to the first page"),
            "menu": _("Menu"),
        },
    }
    # As one text: for a list or a dictionary Streamlit asks pandas whether it is a table, and loads it for that.
    _languages(
        key="languages",
        on_turned_change=lambda: None,  # the run that it brings is all
        data={"said": json.dumps(said)},
    )
