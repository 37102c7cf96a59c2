"""The board page: every view answers a question, and an address that names one opens it."""

import pytest
from sqlalchemy import select

from audit.commands.case import audit_one_now
from audit.commands.case_audit import submit
from audit.commands.person import local
from audit.model.person import Role
from audit.pages.board import VIEWS
from audit.pages.board_questions import DATA, QUESTION, QUESTIONS
from audit.pages.parts.empty import AUDIT, OPEN, PEOPLE, READ, RESULTS
from audit.store.tables import event
from audit.views import checklist as checklists
from tests.builders import complete, open_round, small_review, submitted
from tests.pages.test_pages import assert_whole, drawn, filled, opened, pages_db

STEPS = [each.label for each in (OPEN, AUDIT, READ, PEOPLE, RESULTS)]
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


def test_what_narrows_it_is_folded_on_a_phone_until_something_is_chosen(filled):
    """The answer comes first; but what is chosen is never out of sight."""
    at = opened("board")
    assert at.toggle(key="board-narrow").value is False
    at.selectbox(key="board-age").set_value("under 1").run()
    assert not at.exception
    assert [each.key for each in at.toggle if each.key == "board-narrow"] == []


def test_it_opens_on_the_newest_planned_round_and_not_on_single_files(pages_db):
    made = open_round(pages_db)
    submitted(pages_db, made)
    by = local(pages_db)
    every = checklists.published(pages_db)
    checklist = next(each.id for each in every if each.review.key == small_review().key)
    single = audit_one_now(pages_db, by, checklist, "csc")
    complete(pages_db, by, single)
    submit(pages_db, by, single)
    assert opened("board").selectbox(key="board-round").value == made


def test_with_one_view_there_is_nothing_to_ask(pages_db):
    """Before anything is submitted there is only who was audited."""
    open_round(pages_db)
    at = opened("board")
    assert not at.exception
    assert QUESTION not in at.session_state


def test_with_no_round_the_next_step_is_offered_to_who_may_take_it(pages_db):
    """An empty page that only says so sends people away; a step that is refused sends them further."""
    at = opened("board")
    assert next_steps(at) == ["Open a round", "Audit one case file now", "Read what is asked"]
    at.session_state["tried"] = local(pages_db).model_copy(update={"roles": (Role.AUDITOR,)})
    at.run()
    assert next_steps(at) == ["Audit one case file now", "Read what is asked"]


@pytest.mark.parametrize(
    "path",
    [
        "findings",
        "good-practice",
        "records",
        "scrutiny",
        "programme",
        "releases",
        "identifiers",
        "documents",
        "long-work",
        "story",
    ],
)
def test_an_empty_page_leads_on(pages_db, path):
    """Whoever opens it first has nowhere else to learn what fills it."""
    assert next_steps(opened(path))


@pytest.mark.parametrize(
    ("role", "first"),
    [
        (Role.AUDITOR, "Read what is asked"),
        (Role.QA_LEAD, "Open a round"),
        (Role.AGENCY_LEAD, "Read what is asked"),
        (Role.ADMINISTRATOR, "Let somebody in"),
    ],
)
def test_the_first_page_of_a_new_tool_leads_on(pages_db, role, first):
    """A first page with nothing on it looks broken to whoever comes first."""
    at = opened("home")
    at.session_state["tried"] = local(pages_db).model_copy(update={"roles": (role,)})
    at.run()
    assert next_steps(at)[0] == first


def next_steps(at):
    """The labels of what leads on from an empty page."""
    steps = at.get("page_link")
    return [each.proto.label for each in steps if each.proto.label in STEPS]


def quotes(at):
    return sum(each.count('class="pa-quote"') for each in drawn(at))


def openings(db):
    with db.reading() as connection:
        acts = select(event.c.about).where(event.c.act == "lines.opened")
        return len(connection.execute(acts).all())


@pytest.mark.parametrize(
    ("view", "what"),
    [("Learning points", "Learning point"), ("Standards", "Standard"), ("Criteria", "Criterion")],
)
def test_lines_are_read_and_recorded_once_somebody_asks_for_them(pages_db, filled, view, what):
    at = opened("board", view=view)
    assert (quotes(at), openings(pages_db)) == (0, 0)
    at.toggle(key=f"ratings-{what}").set_value(True).run()
    assert_whole(at)
    assert quotes(at)
    assert openings(pages_db) == 1
    at.toggle(key=f"ratings-{what}").set_value(False).run()
    assert quotes(at) == 0


def test_an_address_that_names_a_bar_opens_its_ratings(pages_db, filled):
    """It was sent to show them."""
    at = opened("board", view="Standards", **{"counted-Standard": "not met"})
    assert_whole(at)
    assert at.toggle(key="ratings-Standard").value is True
    assert openings(pages_db) == 1
