"""What a trend rests on, and what each of its lines and points is, in words."""

from datetime import UTC, date, datetime, timedelta

import pytest

from audit.model.change import Sameness
from audit.model.figure import Figure
from audit.model.trend import (
    Direction,
    Kind,
    Measure,
    Period,
    Place,
    Point,
    Rebase,
    Trends,
)
from audit.rules.trend import trend
from audit.rules.trend_words import compared, counted, has_line, legend, limits, scope, shows

FIRST = date(2024, 1, 1)
RISEN = (9, 10, 8, 10, 9, 8, 10, 16, 17, 16, 18, 17, 16, 18)


def measure(
    *met: int,
    n: int = 20,
    direction: Direction = Direction.UP,
    rebases: tuple[Rebase, ...] = (),
    target: float | None = 0.9,
    **more: object,
) -> Measure:
    days = [FIRST + timedelta(days=30 * place) for place in range(len(met))]
    points = [Point(at=at, met=each, applicable=n) for at, each in zip(days, met, strict=True)]
    found = trend(points, direction, target, rebases)
    places = tuple(
        Place(
            period=Period(
                id=str(at), title=f"Round {at}", at=at, versions=(1,), case_audits=9, cases=9
            ),
            figure=Figure(met=each, applicable=n, cases=9, low=0.1, high=0.9),
            found=one,
        )
        for at, each, one in zip(days, met, found.points, strict=True)
    )
    return Measure(kind=Kind.ALL, key="", name="All", trend=found, places=places, **more)


def trends(**more: object) -> Trends:
    told = {"by_month": False, "periods": (), "later": 0, "measures": (), "rebases": ()}
    return Trends(at=datetime(2026, 3, 2, tzinfo=UTC), checklist="Small audit", **{**told, **more})


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({}, ("Each point is a round on “Small audit”",)),
        ({"later": 1}, ("Each point is a round", "1 later round is not drawn")),
        ({"later": 2}, ("Each point is a round", "2 later rounds are not drawn")),
        ({"by_month": True}, ("Each point is a month: files audited one by one on “Small audit”",)),
    ],
)
def test_it_says_what_a_point_is(more: dict[str, object], told: tuple[str, ...]) -> None:
    found = scope(trends(**more))
    assert len(found) == len(told)
    assert all(each.startswith(begin) for each, begin in zip(found, told, strict=True))


def test_it_says_what_was_asked_otherwise() -> None:
    assert compared(measure(1)) == ()
    left = Sameness(key="C2", why=("its statement was changed", "it is asked of other agencies"))
    assert compared(measure(1, begins="Spring", left_out=(left,))) == (
        "The line begins with “Spring”: before that, nothing of it was asked in the same way.",
        "Not the same in every version, so left out where it was another: C2 (its statement was changed,"
        " it is asked of other agencies).",
    )


def test_a_point_of_a_p_chart_says_by_which_rule() -> None:
    found = measure(*RISEN)
    told = [shows(found, each) for each in found.places]
    assert told[0].startswith("▼ special cause, concern: seven in a row")
    assert told[-1].startswith("▲ special cause, improvement: ")
    neither = measure(*RISEN, direction=Direction.NEITHER)
    assert shows(neither, neither.places[0]).startswith("◆ special cause, neither: ")
    steady = measure(*[12, 13] * 7)
    assert {shows(steady, each) for each in steady.places} == {"~ no more than chance"}


def test_a_point_of_a_run_chart_says_on_which_side_it_lies() -> None:
    found = measure(9, 10, 12)
    assert [shows(found, each) for each in found.places] == [
        "below the median",
        "on the median",
        "above the median",
    ]
    few = measure(9, 10)
    assert not has_line(few)
    assert shows(few, few.places[0]) == "too few points"


def test_the_lines_are_named_with_their_numbers() -> None:
    assert legend(measure(9)).endswith("no percentage. Dotted line: the target, 90%.")
    assert "Line across: the median, 50%." in legend(measure(9, 10, 12))
    assert "target" not in legend(measure(9, target=None))
    rebase = Rebase(on=FIRST + timedelta(days=30 * 7), reason="New form")
    told = legend(measure(*RISEN, rebases=(rebase,)))
    assert "Line across: the mean, 84%. Dashed lines: " in told
    assert told.endswith("Upright line: the chart begins anew.")


def test_under_ten_there_is_no_percentage() -> None:
    assert counted(measure(3, n=4).places[0]) == "3 of 4"
    assert counted(measure(13).places[0]) == "13 of 20, 65%"


def test_limits_are_there_from_thirteen_points_on() -> None:
    assert limits(measure(9, 10, 12).places[0]) == ""
    assert limits(measure(*[10] * 13).places[0]) == "16–84%"
