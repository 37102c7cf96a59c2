"""An address names what is open by the words of the screen: whoever reads another language opens the same by it."""

from collections.abc import Callable, Iterable

import streamlit as st
from streamlit.errors import StreamlitAPIException

from audit.model.language import LANGUAGES, _, speaking


def in_any_language(key: str, options: Iterable[str], said: Callable[[str], str] = _) -> None:
    """Put the address into the words of this reader, before a widget of that key looks for its own there."""
    given, known = st.query_params.get(key), tuple(options)
    if given is None or given in map(said, known):
        return
    for language in LANGUAGES:
        with speaking(language):
            meant = next((each for each in known if said(each) == given), None)
        if meant is not None:
            try:
                st.query_params[key] = said(meant)
            except StreamlitAPIException:  # the widget has it already: somebody went back
                return
            st.rerun()
