"""Telling a person, on the page that is drawn next, what a callback did or why it did not."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

import streamlit as st

from audit.model.refusal import Refusal
from audit.pages.parts.record import refusal_of_access
from audit.pages.parts.text import plain

Result = TypeVar("Result")


def act(verb: Callable[[], Result], done: str = "") -> Result | None:
    """Call a command from a callback; remember a refusal, or what was done, for `tell` to say."""
    try:
        result = verb()
    except Refusal as refusal:
        refusal_of_access(refusal)
        st.session_state["unsaid"] = ("refused", str(refusal))
        return None
    if done:
        st.session_state["unsaid"] = ("done", done)
    return result


def tell(*, refusals: bool = True) -> None:
    """Say what `act` remembered; on a long page a refusal is left for beside its button, where it is seen.

    It is said once, in a run that comes to its end: see `told`.

    It takes its place where it says nothing too: a message that goes would move what stands below it, and the
    browser draws a box that moves afresh, without what is being typed in it.
    """
    place = st.empty()
    unsaid = st.session_state.get("unsaid")
    if unsaid is None or unsaid == st.session_state.get("said"):
        return
    kind, words = unsaid
    if kind == "refused" and not refusals:
        return
    st.session_state["said"] = unsaid
    if kind == "refused":
        with place.container(
            key="refused"
        ):  # brought to the eye where it is out of sight (sight.js)
            st.error(plain(words), icon=":material/block:")
    elif kind == "done":
        with place.container(key="done"):  # it stays in sight however far down the page one is
            st.success(plain(words), icon=":material/check_circle:")


@contextmanager
def telling(*, whole: bool) -> Iterator[None]:
    """Forget what was said once the run that said it, of the `whole` page or of a fragment, has come to its end.

    Of a run that somebody's next click ends, the browser may have received nothing: whoever was refused must still
    read it, so the next run says it again.
    """
    state = st.session_state
    if whole:
        state.pop("said", None)
    is_first = "said" not in state
    yield
    if is_first and "said" in state and state.pop("said") == state.get("unsaid"):
        state.pop("unsaid")
