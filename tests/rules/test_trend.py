"""Which chart, what it shows, and how that is said."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from audit.model.trend import Assurance, Cause, ChartKind, Direction, Point, Rebase, Rule, Trend
from audit.rules.trend import assurance_icon, sentences, trend, variation_icon

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))
FIRST = date(2024, 1, 1)


def points(*met: int, n: int = 20) -> list[Point]:
    return [
        Point(at=FIRST + timedelta(days=30 * i), met=each, applicable=n)
        for i, each in enumerate(met)
    ]


STEADY = (12, 14, 13, 11, 12, 14, 13, 11, 12, 14, 13, 11, 13)
RISEN = (9, 10, 8, 10, 9, 8, 10, 16, 17, 16, 18, 17, 16, 18)


def test_a_run_chart_up_to_twelve_points_and_a_p_chart_from_thirteen() -> None:
    assert trend(points(*STEADY[:12])).kind is ChartKind.RUN
    assert trend(points(*STEADY)).kind is ChartKind.P


def test_a_published_p_chart_marks_the_published_points() -> None:
    published = PUBLISHED["p_chart"][1]
    told = [
        Point(at=FIRST + timedelta(days=i), met=met, applicable=n)
        for i, (met, n) in enumerate(zip(published["counts"], published["n"], strict=True))
    ]
    found = trend(told, Direction.DOWN)
    beyond = [n + 1 for n, each in enumerate(found.points) if Rule.BEYOND in each.rules]
    assert beyond == published["points_outside"]
    assert found.points[10].cause is Cause.CONCERN
    assert found.points[0].high == pytest.approx(published["limits_by_n"]["100"][1], abs=5e-7)
    assert found.runs[0].longest == published["longest_run"]


@pytest.mark.parametrize(
    ("direction", "first", "last"),
    [
        (Direction.UP, Cause.CONCERN, Cause.IMPROVEMENT),
        (Direction.DOWN, Cause.IMPROVEMENT, Cause.CONCERN),
        (Direction.NEITHER, Cause.NEITHER, Cause.NEITHER),
    ],
)
def test_a_shift_is_good_or_bad_by_which_way_is_better(
    direction: Direction, first: Cause, last: Cause
) -> None:
    found = trend(points(*RISEN), direction)
    assert [found.points[0].cause, found.points[-1].cause, found.cause] == [first, last, last]
    assert Rule.SHIFT in found.points[-1].rules


def test_chance_is_common_cause() -> None:
    found = trend(points(*STEADY))
    assert found.cause is Cause.COMMON
    assert all(each.rules == () for each in found.points)
    assert variation_icon(found).sign == "~"


def test_order_is_time_and_nothing_applicable_is_left_out() -> None:
    told = [*reversed(points(1, 2, 3)), Point(at=FIRST, met=0, applicable=0)]
    assert [each.point.met for each in trend(told).points] == [1, 2, 3]


# ---- run charts --------------------------------------------------------------------------------------


def test_a_run_chart_that_crosses_once_has_shifted() -> None:
    found = trend(points(8, 9, 8, 7, 9, 15, 16, 15, 17, 16))
    assert (found.runs[0].longest, found.runs[0].crossings) == (5, 1)
    assert found.cause is Cause.IMPROVEMENT
    assert "crossed once (by chance alone seldom fewer than 2 times)" in " ".join(sentences(found))
    assert variation_icon(found).name == "Improvement, high"


def test_a_run_chart_that_never_leaves_its_median_shows_nothing() -> None:
    found = trend(points(9, 9, 9))
    assert found.cause is Cause.COMMON
    assert found.runs[0].useful == 0
    assert "Only 0 points stand off the median" in " ".join(sentences(found))


def test_a_run_chart_makes_no_claim_about_a_target() -> None:
    assert trend(points(9, 10, 11), target=0.9).assurance is None


def test_a_run_chart_with_points_enough_and_no_signal_says_no_more() -> None:
    found = trend(points(8, 12, 9, 13, 8, 12, 7, 13, 9, 12))
    assert found.cause is Cause.COMMON
    assert len(sentences(found)) == 1


# ---- the target --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("target", "direction", "told"),
    [
        (0.99, Direction.UP, Assurance.FAILS),
        (0.05, Direction.UP, Assurance.PASSES),
        (0.62, Direction.UP, Assurance.HIT_AND_MISS),
        (0.99, Direction.DOWN, Assurance.PASSES),
        (0.05, Direction.DOWN, Assurance.FAILS),
        (0.99, Direction.NEITHER, None),
        (0.62, Direction.NEITHER, None),
        (None, Direction.UP, None),
    ],
)
def test_what_may_be_expected_against_the_target(
    target: float | None, direction: Direction, told: Assurance | None
) -> None:
    found = trend(points(*STEADY), direction, target)
    assert found.assurance is told
    assert (assurance_icon(found) is None) is (told is None)
    assert any("Target" in each for each in sentences(found)) is (told is not None)


def test_the_latest_limits_decide_after_a_rebase() -> None:
    rebase = Rebase(on=FIRST + timedelta(days=30 * 7), reason="New form.")
    assert trend(points(*RISEN), target=0.6).assurance is Assurance.HIT_AND_MISS
    since = trend(points(*RISEN, *RISEN[-6:], n=40), target=0.15, rebases=[rebase])
    assert since.assurance is Assurance.PASSES


def test_a_few_points_since_the_chart_began_anew_promise_nothing() -> None:
    rebase = Rebase(on=FIRST + timedelta(days=30 * 7), reason="New form.")
    found = trend(points(*RISEN, n=40), target=0.15, rebases=[rebase])
    assert found.assurance is None
    assert variation_icon(found).name == "No signal yet"


# ---- rebasing ----------------------------------------------------------------------------------------


def test_a_rebase_begins_anew_and_says_why() -> None:
    rebase = Rebase(on=FIRST + timedelta(days=30 * 7), reason="Consent form changed.")
    found = trend(points(*RISEN), rebases=[rebase])
    assert [each.segment for each in found.points] == [0] * 7 + [1] * 7
    assert len({each.centre for each in found.points}) == 2
    assert found.cause is Cause.COMMON
    assert sentences(found)[-1] == "The chart begins anew on 29 July 2024: Consent form changed."
    assert len(found.runs) == 2


def test_a_rebase_with_nothing_before_or_after_it_is_none() -> None:
    early, late = (Rebase(on=FIRST + timedelta(days=days), reason="x") for days in (0, 9_000))
    assert trend(points(*STEADY), rebases=[early, late]).rebases == ()


def test_of_two_rebases_between_the_same_points_the_later_counts() -> None:
    one, two = (Rebase(on=FIRST + timedelta(days=days), reason=str(days)) for days in (31, 40))
    found = trend(points(*STEADY), rebases=[two, one])
    assert found.rebases == (two,)
    assert [each.segment for each in found.points[:4]] == [0, 0, 1, 1]


# ---- words -------------------------------------------------------------------------------------------


def test_every_number_has_its_n_and_small_ones_no_percentage() -> None:
    assert sentences(trend(points(3, 4, n=4)))[0].startswith("Latest: 4 of 4. ")
    assert sentences(trend(points(*STEADY)))[0] == (
        "Latest: 13 of 20, 65%. Common cause: what is seen is no more than chance from time to time."
    )


def test_the_rule_that_spoke_is_named() -> None:
    told = " ".join(sentences(trend(points(*RISEN))))
    assert "Why: seven in a row on one side of the mean" in told
    assert "Improvement, high: more than chance, and the better way." in told


def test_nothing_counted_has_nothing_to_draw() -> None:
    found: Trend = trend([])
    assert found.cause is Cause.COMMON
    assert sentences(found) == ("Nothing has been counted yet, so there is nothing to draw.",)


def test_low_has_its_own_letter() -> None:
    found = trend(points(*reversed(RISEN)))
    assert variation_icon(found).sign == "L"
    assert variation_icon(found).name == "Concern, low"
    assert variation_icon(trend(points(*RISEN), Direction.NEITHER)).name == "Change, high"


# ---- few points ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("n", [1, 2])
def test_of_one_or_two_points_no_trend_is_spoken_of(n: int) -> None:
    found = trend(points(*STEADY[:n]))
    assert variation_icon(found).name == "Too few points"
    assert sentences(found) == (
        f"Latest: {STEADY[n - 1]} of 20, {STEADY[n - 1] * 5}%. Too few points: it takes at least 3 points"
        " to speak of a trend.",
    )


def test_a_short_run_chart_without_a_signal_does_not_say_that_all_is_chance() -> None:
    found = trend(points(9, 10, 12))
    assert (variation_icon(found).name, variation_icon(found).sign) == ("No signal yet", "~")
    assert sentences(found)[1] == (
        "Only 2 points stand off the median, and it takes 10 for the rules to find much."
    )


def test_what_hangs_together_widens_the_limits() -> None:
    many = points(*(4 * each for each in RISEN), n=80)
    wide = [each.model_copy(update={"worth": 20.0}) for each in many]

    def beyond(told: list[Point]) -> int:
        return sum(Rule.BEYOND in each.rules for each in trend(told).points)

    assert (beyond(many), beyond(wide)) == (8, 0)


def test_almost_all_does_not_round_to_all() -> None:
    assert sentences(trend(points(999, n=1000)))[0].startswith("Latest: 999 of 1,000, over 99%. ")
