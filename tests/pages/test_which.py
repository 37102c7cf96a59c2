"""One of several things is chosen by its id, whatever it is called, and whatever it is called next."""

from streamlit.testing.v1 import AppTest

from audit.pages.parts.which import told_apart


def page():
    import streamlit as st

    from audit.pages.parts.which import which

    st.session_state["chosen"] = which("thing", st.session_state["things"])


def test_what_is_called_alike_is_told_apart():
    assert told_apart({"a": "Ask", "b": "Tell", "c": "Ask", "d": "Ask"}) == {
        "a": "Ask",
        "b": "Tell",
        "c": "Ask (2)",
        "d": "Ask (3)",
    }


def test_what_was_chosen_stays_chosen_when_somebody_puts_it_in_other_words():
    at = AppTest.from_function(page)
    at.session_state["things"] = {"a": "Ask", "b": "Ask", "c": "Tell"}
    at.run()
    assert at.session_state["chosen"] == "a"
    at.selectbox[0].select("b").run()
    assert at.session_state["chosen"] == "b"
    at.session_state["things"] = {"a": "Ask", "b": "Ask them all", "c": "Tell"}
    at.run()
    assert at.session_state["chosen"] == "b"
    assert at.query_params["thing"] in ("b", ["b"])
    at.session_state["things"] = {"a": "Ask", "c": "Tell"}
    assert at.run().session_state["chosen"] == "a"
