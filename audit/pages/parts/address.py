"""An address names what is open by the words of the screen: whoever reads another language opens the same by it."""

from collections.abc import Callable, Iterable

import streamlit as st
from streamlit.errors import StreamlitAPIException

from audit.model.language import LANGUAGES, _, speaking
from audit.model.retold import retold

LONGEST = 200
"""Characters of a word in an address: what is longer is none of ours, and is not looked for."""


def in_any_language(key: str, options: Iterable[str], said: Callable[[str], str] = _) -> None:
    """Put the address into the words of this reader, before a widget of that key looks for its own there.

    `said` is how an option stands on the screen: a word of the tool's, one of a checklist, or both.
    """
    given = st.query_params.get(key)
    if given is None or len(given) > LONGEST:
        return
    shown = [said(each) for each in options]
    if given in shown:
        return
    for language in LANGUAGES:
        with speaking(language):
            wanted = retold(given)
            meant = next((each for each in shown if retold(each) == wanted), None)
        if meant is not None:
            try:
                st.query_params[key] = meant
            except StreamlitAPIException:  # the widget has it already: somebody went back
                return
            st.rerun()
