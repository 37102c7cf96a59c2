"""Where a figure stands against its target: from the interval, never from the bare share."""

import pytest

from audit.analysis.compliance import wilson
from audit.model.figure import Figure, Standing
from audit.rules.standing import standing


def figure(low: float | None, high: float | None, cases: int = 5) -> Figure:
    return Figure(met=1, applicable=2, cases=cases, low=low, high=high)


@pytest.mark.parametrize(
    ("low", "high", "cases", "expected"),
    [
        (None, None, 0, Standing.NONE),
        (0.1, None, 5, Standing.NONE),
        (None, 0.9, 5, Standing.NONE),
        (0.1, 0.79, 5, Standing.BELOW),
        (0.1, 0.8, 5, Standing.UNCLEAR),
        (0.79, 0.99, 5, Standing.UNCLEAR),
        (0.8, 0.99, 5, Standing.MEETS),
        (0.1, 0.2, 1, Standing.UNCLEAR),
        (0.9, 1.0, 1, Standing.UNCLEAR),
        (0.1, 0.2, 2, Standing.BELOW),
        (0.9, 1.0, 2, Standing.MEETS),
    ],
)
def test_the_whole_interval_decides(
    low: float | None, high: float | None, cases: int, expected: Standing
) -> None:
    assert standing(figure(low, high, cases), 0.8) is expected


def test_three_of_four_says_nothing_yet() -> None:
    limits = wilson(3, 4)
    few = Figure(met=3, applicable=4, cases=4, low=float(limits.low), high=float(limits.high))
    assert standing(few, 0.9) is Standing.UNCLEAR


def test_no_round_of_one_case_ever_stands_anywhere() -> None:
    for met in range(31):
        limits = wilson(met, 30)
        one = Figure(
            met=met, applicable=30, cases=1, low=float(limits.low), high=float(limits.high)
        )
        assert standing(one, 0.8) is Standing.UNCLEAR
