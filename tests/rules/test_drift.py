"""Which way moderation changed a rating, how what stood is counted, and when a movement is claimed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.compliance import clustered
from audit.model.checklist import Counts, Rating, RatingScale
from audit.model.drift import CriterionDrift, DriftPicture, Movement, OwnDrift, Stood, Way
from audit.rules import drift_words as words
from audit.rules.drift import Compared, by_criterion, moved, over_time, stood, way
from tests.builders import SCALE, START

B, W, F, M, IN, OUT = Way.BETTER, Way.WORSE, Way.FOUND, Way.MISSED, Way.INTO, Way.OUT


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        #          yes   part  no    silent na   ruled out: what it is settled as
        ("yes", (None, W, W, M, OUT, OUT)),
        ("part", (B, None, W, M, OUT, OUT)),
        ("no", (B, B, None, M, OUT, OUT)),
        ("silent", (F, F, F, None, OUT, OUT)),
        ("na", (IN, IN, IN, IN, None, None)),
        (None, (IN, IN, IN, IN, None, None)),
    ],
)
def test_which_way(given: str | None, expected: tuple[Way | None, ...]) -> None:
    settled = ("yes", "part", "no", "silent", "na", None)
    assert tuple(way(SCALE, given, each) for each in settled) == expected


def test_a_scale_of_other_words_listed_worst_first_is_read_by_what_they_count_as() -> None:
    counts = (Counts.NOT_MET, Counts.PARTLY, Counts.MET, Counts.MET)
    scale = RatingScale(
        ratings=tuple(
            Rating(key=f"r{place}", label=str(place), counts_as=each)
            for place, each in enumerate(counts)
        )
    )
    assert way(scale, "r0", "r1") is way(scale, "r1", "r3") is Way.BETTER
    assert way(scale, "r2", "r0") is Way.WORSE
    assert way(scale, "r2", "r3") is way(scale, "r3", "r2") is Way.ASIDE
    assert way(scale, None, "r0") is Way.INTO


# ---- Counting ------------------------------------------------------------------------------------------


def rows(*files: tuple[int, int], criterion: str = "C1") -> list[Compared]:
    """Of each file how many ratings stood, and how many were made worse."""
    return [
        Compared("a", "Robin", f"file {place}", criterion, None if number < stand else Way.WORSE)
        for place, (stand, changed) in enumerate(files)
        for number in range(stand + changed)
    ]


def test_what_stood_is_counted_with_the_file_as_the_cluster() -> None:
    found = stood(rows((4, 1), (5, 0), (2, 3)))
    limits = clustered([[4], [5], [2]], [[5], [5], [5]])
    assert (found.n, found.files, found.stood, found.changed) == (15, 3, 11, 4)
    assert found.ways == {Way.WORSE: 4}
    assert (found.low, found.high) == (limits.low[0], limits.high[0])
    assert found.words.startswith("11 of 15, 73% (95% CI ")


def test_under_ten_no_percentage_and_of_nothing_no_figure() -> None:
    few = stood(rows((3, 1)))
    assert few.share is None
    assert few.words.startswith("3 of 4 (95% CI ")
    nothing = stood([])
    assert (nothing.n, nothing.low, nothing.share) == (0, None, None)
    assert nothing.words == "none moderated yet"


@given(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 3)).filter(any), min_size=1, max_size=6)
)
def test_the_interval_holds_the_share(files: list[tuple[int, int]]) -> None:
    found = stood(rows(*files))
    assert found.low is not None
    assert found.high is not None
    assert 0 <= found.low <= found.stood / found.n <= found.high <= 1
    assert sum(found.ways.values()) == found.changed


def test_criteria_come_by_how_often_they_were_changed_then_as_in_the_checklist() -> None:
    given = [*rows((2, 1), criterion="C2"), *rows((3, 0), criterion="C1"), *rows((1, 1))]
    given += rows((2, 0), criterion="S1")
    found = by_criterion(given, {"S1": "s", "C1": "c", "C2": "d", "S2": "never moderated"})
    assert [(each.key, each.stood.changed, each.stood.n) for each in found] == [
        ("C1", 1, 5),
        ("C2", 1, 3),
        ("S1", 0, 2),
    ]


# ---- From round to round --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (((9, 1),) * 8, ((5, 5),) * 8, Movement.FEWER),
        (((5, 5),) * 8, ((9, 1),) * 8, Movement.MORE),
        (((8, 2),) * 2, ((7, 3),) * 2, Movement.UNCLEAR),
        (((3, 6),), ((9, 1),) * 8, Movement.FEW),
        (((9, 1),) * 8, ((3, 6),), Movement.FEW),
        (((40, 0),), ((2, 8),) * 8, Movement.FEW),
        (((9, 1),) * 8, ((0, 40),), Movement.FEW),
        (((9, 1),) * 8, (), Movement.NONE),
    ],
)
def test_a_movement_is_claimed_from_its_interval_alone(
    now: tuple[tuple[int, int], ...], before: tuple[tuple[int, int], ...], expected: Movement
) -> None:
    assert moved(stood(rows(*now)), stood(rows(*before))) is expected


# ---- In words -----------------------------------------------------------------------------------------


def criteria(*changed: int) -> tuple[CriterionDrift, ...]:
    return tuple(
        CriterionDrift(key=f"C{place}", statement="s", stood=stood(rows((12 - n, n))))
        for place, n in enumerate(changed)
    )


def test_a_round_is_told_with_its_n_and_kindly() -> None:
    picture = DriftPicture(
        at=START,
        overall=stood(rows((9, 1), (8, 2))),
        criteria=criteria(7, 6, 5, 4, 3, 1),
        auditors=(),
        before="",
    )
    first, second, third, last = words.of_round(picture)
    assert first.startswith("Moderation left 17 of 20 ratings as they were given, 85% (95% CI ")
    assert first.endswith("%), in 2 files signed off.")
    assert second == "3 were changed: 3 towards worse."
    assert third == (
        "Changed more than once: C0 (7 of 12), C1 (6 of 12), C2 (5 of 12), C3 (4 of 12), and 1 more."
    )
    assert last == words.KINDLY


def test_where_nothing_is_moderated_it_is_said_so_and_to_oneself_nothing() -> None:
    nothing = stood([])
    empty = DriftPicture(at=START, overall=nothing, criteria=(), auditors=(), before="")
    assert words.of_round(empty) == (words.NOTHING,)
    assert words.of_oneself(OwnDrift(overall=nothing, criteria=(), rounds=())) == ()
    assert words.ways(nothing) == ""


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ((0,), ("On 1 of 1 criterion every one stood.", "None was changed.")),
        ((1, 0, 0), ("On 2 of 3 criteria every one stood.", "1 was changed: 1 towards worse.")),
        ((1,), ("1 was changed: 1 towards worse.",)),
    ],
)
def test_to_oneself_the_strengths_come_first(
    changed: tuple[int, ...], said: tuple[str, ...]
) -> None:
    overall = stood(rows((12 * len(changed) - sum(changed), sum(changed))))
    found = words.of_oneself(OwnDrift(overall=overall, criteria=criteria(*changed), rounds=()))
    assert found[0] == (
        f"{overall.stood} of your {overall.n} ratings in 1 file that moderation looked at stood as you"
        f" gave them{overall.beside}."
    )
    assert found[1:] == (*said, words.KINDLY)


def test_a_movement_is_said_with_both_its_counts() -> None:
    now, before = stood(rows((4, 1), (4, 1))), stood(rows((3, 2), (4, 1)))
    found = over_time("Robin", now, before)
    assert words.moved_words(found) == (
        "no clear change: 2 of 10 changed, 3 of 10 the round before"
    )
    assert words.moved_words(over_time("Robin", now, stood([]))) == Movement.NONE


def test_every_way_is_told_in_words() -> None:
    every = Stood(n=9, files=1, stood=2, ways=dict.fromkeys(Way, 1), low=0.1, high=0.9)
    assert all(f"1 {each}" in words.ways_in_short(every).split(", ") for each in Way)
