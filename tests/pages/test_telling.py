"""What a button did, or why it did not, is said once, and in a run that came to its end.

If one of these fails, somebody whose act was refused goes on as if it had been kept.
"""

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from audit.pages.parts.telling import tell, telling

    state = st.session_state
    with telling(whole=True):
        if state.setdefault("runs", 0) == 0:
            state["unsaid"] = ("refused", "Not kept")
        tell()
        tell()
        state["runs"] += 1
        if state["runs"] == 1:
            st.rerun()


def test_a_refusal_is_said_again_where_the_run_that_said_it_was_ended() -> None:
    at = AppTest.from_function(page).run()
    assert at.session_state["runs"] == 2
    assert [each.value for each in at.error] == ["Not kept"]


def test_it_is_said_once() -> None:
    at = AppTest.from_function(page).run().run()
    assert not at.error
