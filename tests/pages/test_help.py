"""Help: the tour goes with somebody from page to page, and words are found and explained."""

import pytest
from streamlit.testing.v1 import AppTest

from audit.pages.parts import tour as part
from audit.rules.glossary import TERMS, term
from audit.rules.tour import TOURS
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
NEWCOMER = TOURS["newcomer"]


def press(at, label):
    next(each for each in at.button if each.label == label).click()
    return at.run()


def labels(at):
    return [each.label for each in at.button]


def words(at):
    return "".join(drawn(at))


def test_a_tour_is_offered_once_and_never_again(pages_db):
    at = opened("home")
    assert "New here?" in words(at)
    press(at, "Not now")
    assert "New here?" not in words(at)
    assert NEWCOMER.steps[0].words not in words(at)
    assert_whole(at)


def test_a_tour_is_walked_left_and_taken_up_again(pages_db):
    at = press(opened("home"), "Take the tour")
    assert "New here?" not in words(at)
    assert NEWCOMER.steps[0].words in words(at)
    assert "Step back" not in labels(at)
    press(at, "Next step")
    press(at, "Next step")
    press(at, "Step back")
    assert "step 2 of 6" in words(at)
    assert "You are on the page that this is about." in words(at)
    at._page_hash = at.session_state["pages"]["help"]._script_hash
    at.run()
    assert "step 2 of 6" in words(at)  # it goes along
    assert_whole(at)
    press(at, "Leave the tour")
    assert "step 2 of 6" not in words(at)
    press(at, f"Go on with “{NEWCOMER.title}” at step 2")
    for _ in NEWCOMER.steps[2:]:
        press(at, "Next step")
    press(at, "Finish the tour")
    assert "Go on with" not in "".join(labels(at))
    assert f"Start “{NEWCOMER.title}”" in labels(at)


def test_what_is_left_is_said_aloud_once(pages_db):
    at = press(opened("home"), "Take the tour")
    press(at, "Leave the tour")
    assert part.SAID not in at.session_state


@pytest.mark.parametrize("key", TOURS)
def test_every_step_can_be_drawn(pages_db, key):
    at = opened("help")
    press(at, f"Start “{TOURS[key].title}”")
    for each in TOURS[key].steps[1:]:
        press(at, "Next step")
        assert each.title in words(at)
    assert_whole(at)


def test_a_page_that_is_shut_gets_no_way():
    at = AppTest.from_function(_only_people).run()
    assert not at.exception
    assert "step 1 of 6" in words(at)
    assert not at.get("page_link")


def _only_people():
    import streamlit as st

    from audit.pages.parts import tour

    st.session_state["pages"] = {}
    st.session_state[tour.NOW] = ("administrator", 0)
    tour.draw("help")


def test_words_are_found_by_what_is_typed(pages_db):
    at = opened("help")
    assert all(each.word in words(at) for each in TERMS[:5])
    at.text_input(key="word").set_value("kappa").run()
    assert term("kappa").meaning.split(",")[0] in words(at)
    assert term("hold").meaning not in words(at)
    assert_whole(at)
    at.text_input(key="word").set_value("giraffe").run()
    assert f"0 words of {len(TERMS)}." in words(at)


def _tables():
    from audit.documents.column import Column
    from audit.pages.parts import words
    from audit.pages.parts.table import table

    columns = (
        Column("Target", lambda each: each, "words", "What <b>is</b> asked."),
        Column("Auditor", lambda each: each, "words", "Who."),
    )
    words.begin()
    words.line("hold")
    table(["1"], columns, "One")
    table(["1"], columns, "Two")
    words.line("hold")  # nothing is left to say


def test_a_word_is_explained_where_it_first_stands():
    at = AppTest.from_function(_tables).run()
    assert not at.exception
    line, one, two = drawn(at)
    assert line.count("<button") == 1
    assert 'aria-describedby="pa-word-hold">Hold</button>' in line
    assert one.count("<button") == 1
    assert 'aria-describedby="pa-word-target">Target</button>' in one
    assert "<br>What &lt;b&gt;is&lt;/b&gt; asked.</span>" in one
    assert 'title="Who.">Auditor</th>' in one
    assert "<button" not in two
    assert 'title="What &lt;b&gt;is&lt;/b&gt; asked."' in two
