"""The board page: every view answers a question, and an address that names one opens it."""

import pytest

from audit.pages.board import DATA, QUESTION, QUESTIONS, VIEWS
from tests.pages.test_pages import filled, opened, pages_db

__all__ = ["filled", "pages_db"]


def test_every_view_answers_one_question():
    """A view that stands under none would be out of sight for good."""
    assert [each for views in QUESTIONS.values() for each in views] == list(VIEWS)


@pytest.mark.parametrize("view", ["Learning points", "Trend", DATA])
def test_an_address_that_names_a_view_opens_its_question(filled, view):
    """Links to a view are in briefings and mails: they must go on leading to it."""
    at = opened("board", view=view)
    assert not at.exception
    assert view in QUESTIONS[at.session_state[QUESTION]]


def test_a_question_opens_its_first_view(filled):
    at = opened("board", view=DATA)
    at.segmented_control(key=QUESTION).set_value("Is it better?").run()
    assert not at.exception
    assert at.session_state["view"] == "Change"
    assert at.session_state[QUESTION] == "Is it better?"


def test_with_one_view_there_is_nothing_to_ask(pages_db):
    """Before anything is submitted there is only who was audited."""
    from tests.builders import open_round

    open_round(pages_db)
    at = opened("board")
    assert not at.exception
    assert QUESTION not in at.session_state
