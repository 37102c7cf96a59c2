"""Who sees no round is told why, in words that are true for them."""

import pytest

from audit.model.person import Person, Role
from audit.rules.in_sight import none_of_theirs


def reader(*roles, **more):
    return Person(id="p", name="Robin", roles=roles, **more)


@pytest.mark.parametrize(
    ("by", "why"),
    [
        (reader(Role.AUDITOR), "No agency is entered for you"),
        (
            reader(Role.AGENCY_LEAD, agency="gp"),
            "your agency has a case file. If you miss one, ask",
        ),
        (
            reader(Role.AGENCY_LEAD, agency="gp", team="North", team_id="t"),
            "your team has a case file. If you miss one, ask",
        ),
    ],
)
def test_whoever_sees_their_own_agency_alone_is_told_so_and_whom_to_ask(by, why):
    assert why in none_of_theirs(by, "board.read")


def test_where_all_is_seen_there_is_none():
    assert none_of_theirs(reader(Role.QA_LEAD, Role.AUDITOR), "board.read") == ""


def test_who_sees_what_they_audited_themselves_misses_no_agency():
    assert none_of_theirs(reader(Role.AUDITOR), "finding.read") == ""


def test_who_is_led_nowhere_by_the_verb_is_told_nothing():
    assert none_of_theirs(reader(Role.BOARD_MEMBER), "board.read") == ""
