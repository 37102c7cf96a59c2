"""Words of the glossary, explained where they stand: by the pointer, by the keyboard, and read out with the word.

The word is a button that does nothing by itself; `words.js` shows its meaning beside it while the pointer or the
keyboard is on it, and Escape puts it away. A word is explained where it first stands on a page, and not again.
"""

from html import escape
from pathlib import Path

import streamlit as st

from audit.model.glossary import Term
from audit.model.language import _
from audit.pages.parts.text import lines
from audit.rules.glossary import term

SEEN = "words-seen"
_HTML = '<div id="word" popover="manual" aria-hidden="true"></div>'
_CSS = """
#word { position: fixed; inset: auto; margin: 0; box-sizing: border-box; max-width: min(24rem, calc(100vw - 1rem));
  padding: 0.6rem 0.8rem; border: 1px solid currentColor; border-radius: 6px; font-size: 0.92rem; line-height: 1.45;
  white-space: pre-line; overflow-wrap: anywhere; color: var(--st-text-color);
  background: var(--st-background-color); box-shadow: 0 4px 18px #0005; }
"""

_words = st.components.v2.component(
    "practice_audit_words",
    html=_HTML,
    css=_CSS,
    js=Path(__file__).with_name("words.js").read_text("utf-8"),
)


def begin() -> None:
    """Begin a page: no word has been explained on it yet."""
    st.session_state[SEEN] = set()
    _words(key="words", height=1)


def explained(of: Term, shown: str, more: str = "") -> str:
    """Return the word as HTML with its meaning; empty where it was explained above on this page.

    `shown` is how it stands there; `more` is what else there is to say of it in that place.
    """
    seen: set[str] = st.session_state.setdefault(SEEN, set())
    if of.key in seen:
        return ""
    seen.add(of.key)
    name = f"pa-word-{of.key}"
    meaning = lines("\n".join(filter(None, (_(of.meaning), more))))
    return (
        f'<button type="button" class="pa-word" aria-describedby="{name}">{escape(shown)}</button>'
        f'<span id="{name}" hidden>{meaning}</span>'
    )


def line(*keys: str) -> None:
    """Draw the words that the part of the page below is full of, each explained; those explained above are left out."""
    found = " · ".join(filter(None, (explained(term(key), _(term(key).word)) for key in keys)))
    if found:
        st.html(f'<div class="pa-muted">{escape(_("Words here:"))} {found}</div>')
