"""Somebody who was let in and sees nothing yet reads on each page what is true for them, and whom to ask."""

from html import unescape

import pytest

from audit.model.person import Role
from audit.pages.navigation import places
from tests.builders import admitted, local, open_round, published, submitted
from tests.pages.test_pages import assert_whole, drawn, opened, pages_db

__all__ = ["pages_db"]
UNTRUE = (
    "There is no round yet.",
    "No round has",
    "There is no story to tell yet",
    "Nothing has begun",
    "No concern is open",
    "No file of your agency",
)
"""What is true of the tool only while there is nothing in it."""
NO_AGENCY, NO_FILE = "No agency is entered for you", "your agency has a case file. If you miss"
NO_TEAM = "your team has a case file. If you miss"
LED = ("home", "board", "story", "findings", "progress", "supervision", "good-practice")
WHO = {
    "an auditor without an agency": ((Role.AUDITOR,), {}, NO_AGENCY, ("board", "story")),
    "an auditor of another agency": (
        (Role.AUDITOR,),
        {"agency": "gp"},
        NO_FILE,
        ("board", "story"),
    ),
    "a lead without an agency": ((Role.AGENCY_LEAD,), {}, NO_AGENCY, LED),
    "a lead of another agency": (
        (Role.AGENCY_LEAD,),
        {"agency": "gp"},
        NO_FILE,
        (*LED, "my-agency"),
    ),
    "a lead of another team": (
        (Role.AGENCY_LEAD,),
        {"agency": "csc", "team": "North", "team_id": "north"},
        NO_TEAM,
        (*LED, "my-agency"),
    ),
}


@pytest.fixture
def begun(pages_db):
    """A round with a file of children's social care, submitted."""
    submitted(pages_db, open_round(pages_db, title="Spring"), "S-001", agency="csc")
    return pages_db


def seen_by(at, person, path):
    """What that person reads on that page."""
    at.session_state["tried"] = person
    at.run()
    at._page_hash = at.session_state["pages"][path]._script_hash
    at.run()
    assert_whole(at)
    return unescape(" ".join(drawn(at)))


@pytest.mark.parametrize("who", WHO)
def test_nobody_is_told_that_there_is_nothing_where_they_see_nothing(begun, who):
    roles, more, why, where = WHO[who]
    person = local(begun).model_copy(update={"id": "robin", "roles": roles, **more})
    offered = [each.path for each in places(person) if each.listed or each.path == "story"]
    assert set(where) <= set(offered)
    at = opened("home")
    for path in offered:
        told = seen_by(at, person, path)
        assert [each for each in UNTRUE if each in told] == [], path
        assert (why in told) is (path in where), path


def test_an_auditor_without_a_file_is_told_who_gives_them_out(begun):
    told = seen_by(opened("home"), admitted(begun, Role.AUDITOR), "home")
    assert "No case file has been given to you yet. A QA lead gives them out" in told


def test_a_board_member_s_story_begins_with_a_release(begun):
    told = seen_by(opened("home"), admitted(begun, Role.BOARD_MEMBER), "story")
    assert "it begins with what is first released to the board" in told


def test_whoever_sees_all_is_told_that_there_is_none(pages_db):
    published(pages_db)
    everybody = local(pages_db)
    assert "There is no round yet. Results appear" in seen_by(opened("home"), everybody, "board")
    assert "No round has a case file yet." in seen_by(opened("home"), everybody, "good-practice")
