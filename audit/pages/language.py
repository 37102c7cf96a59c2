"""Which language the person at this tab reads: what they chose in this browser, else what the browser prefers.

Both come with the tab's own connection, so no tab can be spoken to in another's language; and reading them
asks nothing of Streamlit that could end a run, as a sentence may be wanted in the middle of a change.
"""

import os

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from audit.model.language import COOKIE, ask, chosen

PSEUDO_SETTING = "AUDIT_PSEUDO_LANGUAGE"
"""Where tests say that the imitation of a language may be chosen."""


def told() -> str | None:
    """Return the language of this tab; None where there is no tab, as while a document is made."""
    if get_script_run_ctx(suppress_warning=True) is None:
        return None
    pseudo = bool(os.environ.get(PSEUDO_SETTING))
    return chosen(st.context.cookies.get(COOKIE), st.context.locale, pseudo=pseudo)


ask(told)
