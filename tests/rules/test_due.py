"""Late, soon and later; the order in which one does things; and the pace in words."""

from datetime import date, timedelta
from itertools import pairwise, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case_audit import CaseAuditStatus as S
from audit.model.progress import Pace
from audit.rules import due as rules
from audit.rules.due import Turn

TODAY = date(2026, 3, 2)  # a Monday
DAYS = st.dates(date(2024, 1, 1), date(2028, 12, 31))
DUE = st.none() | DAYS


def in_days(n: int) -> date:
    return TODAY + timedelta(days=n)


# ---- Late and soon -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "words"),
    [
        (-30, "late by 30 days, due 31 January 2026"),
        (-2, "late by 2 days, due 28 February 2026"),
        (-1, "late by 1 day, due 1 March 2026"),
        (0, "due today, 2 March 2026"),
        (1, "due tomorrow, 3 March 2026"),
        (3, "due in 3 days, 5 March 2026"),
        (7, "due in 7 days, 9 March 2026"),
        (8, "due in 8 days, 10 March 2026"),
    ],
)
def test_the_due_day_and_what_it_is_called(left: int, words: str) -> None:
    assert rules.in_words(in_days(left), TODAY) == words
    assert rules.is_late(in_days(left), TODAY) == (left < 0)
    assert rules.is_soon(in_days(left), TODAY) == (0 <= left <= 7)


def test_what_has_no_due_day_is_neither_late_nor_soon() -> None:
    assert not rules.is_late(None, TODAY)
    assert not rules.is_soon(None, TODAY)
    assert rules.in_words(None, TODAY) == "no due day"


@pytest.mark.parametrize("due", [None, in_days(-1), in_days(0), in_days(30)])
def test_what_came_back_is_first_and_what_is_in_is_last_whatever_the_day(due: date | None) -> None:
    assert rules.turn(S.RETURNED, due, TODAY) is Turn.RETURNED
    assert rules.turn(S.SUBMITTED, due, TODAY) is Turn.SUBMITTED


@pytest.mark.parametrize(
    ("left", "begun", "waiting"),
    [
        (-1, Turn.LATE, Turn.LATE),
        (0, Turn.SOON, Turn.SOON),
        (7, Turn.SOON, Turn.SOON),
        (8, Turn.IN_PROGRESS, Turn.NOT_STARTED),
    ],
)
def test_the_turn_of_what_is_still_to_be_done(left: int, begun: Turn, waiting: Turn) -> None:
    assert rules.turn(S.IN_PROGRESS, in_days(left), TODAY) is begun
    assert rules.turn(S.NOT_STARTED, in_days(left), TODAY) is waiting


def test_the_order_is_the_one_that_makes_sense() -> None:
    """Each line comes before the next; the references run against the order, so that they do not make it."""
    expected = [
        (S.RETURNED, in_days(30), "Z"),
        (S.RETURNED, None, "Y"),
        (S.IN_PROGRESS, in_days(-9), "X"),
        (S.NOT_STARTED, in_days(-9), "W"),
        (S.IN_PROGRESS, in_days(-1), "V"),
        (S.NOT_STARTED, in_days(2), "U"),
        (S.IN_PROGRESS, in_days(3), "T"),
        (S.IN_PROGRESS, in_days(40), "S"),
        (S.IN_PROGRESS, None, "R"),
        (S.NOT_STARTED, in_days(20), "Q"),
        (S.NOT_STARTED, in_days(40), "O"),
        (S.NOT_STARTED, in_days(40), "P"),
        (S.NOT_STARTED, None, "N"),
        (S.SUBMITTED, in_days(-50), "A"),
    ]
    keys = [rules.order(status, due, TODAY, name) for status, due, name in expected]
    assert all(one < other for one, other in pairwise(keys))


@given(st.lists(st.tuples(st.sampled_from(S), DUE, st.text(max_size=3)), max_size=12))
def test_the_order_is_total_and_does_not_depend_on_where_one_begins(
    entries: list[tuple[S, date | None, str]],
) -> None:
    def key(each: tuple[S, date | None, str]) -> tuple[object, ...]:
        return rules.order(each[0], each[1], TODAY, each[2])

    turned = entries[::-1]
    forwards, backwards = sorted(entries, key=key), sorted(turned, key=key)
    assert [key(each) for each in forwards] == [key(each) for each in backwards]
    turns = [rules.turn(status, due, TODAY) for status, due, _ in forwards]
    assert turns == sorted(turns)


# ---- Elapsed days --------------------------------------------------------------------------------------


def test_a_round_that_begins_on_a_sunday_has_had_a_day_by_monday_and_on_sunday() -> None:
    sunday = date(2026, 3, 1)
    assert rules.elapsed(sunday, sunday) == 1
    assert rules.elapsed(sunday, TODAY) == 1
    assert rules.elapsed(sunday, date(2026, 3, 3)) == 2


def test_a_begun_day_is_a_whole_one_and_what_is_too_far_is_no_day() -> None:
    assert rules.on(TODAY, 0.2) == date(2026, 3, 3)
    assert rules.on(TODAY, 4.0) == date(2026, 3, 6)
    assert rules.on(TODAY, 4.1) == date(2026, 3, 9)
    assert rules.on(TODAY, rules.HORIZON) == date(2028, 3, 1)
    assert rules.on(TODAY, rules.HORIZON + 0.1) is None


# ---- The pace in words ---------------------------------------------------------------------------------

PACE = Pace(
    submitted=6,
    working_days=9,
    waiting=18,
    expected=date(2026, 4, 14),
    earliest=date(2026, 4, 7),
    latest=date(2026, 5, 2),
)
SO_FAR = (
    "At the pace so far, 6 submitted in 9 working days, the last of the 18 that are waiting would be in"
    " about 14 April 2026 (between 7 April 2026 and 2 May 2026, 19 times out of 20)"
)


@pytest.mark.parametrize(
    ("due", "said"),
    [
        (None, "."),
        (date(2026, 4, 30), "; due is 30 April 2026. Whether that is in time cannot be said yet."),
        (date(2026, 5, 1), "; due is 1 May 2026. Whether that is in time cannot be said yet."),
        (date(2026, 5, 2), "; due is 2 May 2026. That is in time."),
        (date(2026, 4, 7), "; due is 7 April 2026. Whether that is in time cannot be said yet."),
        (date(2026, 4, 6), "; due is 6 April 2026. That is late."),
        (date(2026, 3, 1), "; due was 1 March 2026."),
    ],
)
def test_the_whole_range_must_bear_what_is_said_of_the_due_day(due: date | None, said: str) -> None:
    assert rules.pace_in_words(PACE, due, TODAY) == SO_FAR + said


def test_too_few_say_nothing_yet() -> None:
    for submitted in range(rules.ENOUGH):
        assert not rules.tells(submitted, 5)
        found = Pace(submitted=submitted, working_days=1, waiting=5, expected=None)
        assert rules.pace_in_words(found, None, TODAY) == (
            f"When the last will be in cannot be said yet: {submitted} submitted in 1 working day,"
            " and a pace needs at least 3."
        )
    assert rules.tells(rules.ENOUGH, 1)
    assert not rules.tells(rules.ENOUGH, 0)


def test_what_lies_beyond_the_horizon_is_no_day() -> None:
    far = PACE.model_copy(update={"latest": None})
    said = rules.pace_in_words(far, date(2026, 12, 1), TODAY)
    assert "between 7 April 2026 and more than two years from now" in said
    assert said.endswith("cannot be said yet.")
    farther = far.model_copy(update={"expected": None})
    assert "would not be in for more than two years" in rules.pace_in_words(farther, None, TODAY)


def test_nothing_waiting_needs_no_pace() -> None:
    done = Pace(submitted=24, working_days=9, waiting=0, expected=None)
    assert rules.pace_in_words(done, TODAY, TODAY) == "All are submitted."


@given(*(st.integers(0, 60) for _ in range(3)), DUE)
def test_a_verdict_is_never_given_that_part_of_the_range_denies(
    low: int, more: int, most: int, due: date | None
) -> None:
    days = [in_days(low), in_days(low + more), in_days(low + more + most)]
    found = PACE.model_copy(update=dict(zip(("earliest", "expected", "latest"), days, strict=True)))
    said = rules.pace_in_words(found, due, TODAY)
    for day, verdict in product(days, ("That is in time.", "That is late.")):
        if verdict in said:
            assert due is not None
            assert (day <= due) == (verdict == "That is in time.")
