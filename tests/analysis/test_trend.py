"""Trends against published charts: Montgomery's p-charts, Anhøj's table, the tests of NHSRplotthedots."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from audit.analysis.trend import (
    Limits,
    Runs,
    crossings_min,
    longest_max,
    median,
    p_limits,
    part_of_seven,
    runs,
    shift_ends,
    side,
    signals,
    trend_ends,
    two_in_three,
)

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))
PHASE_1, VARIABLE = PUBLISHED["p_chart"]
MDC = PUBLISHED["mdc_rules"]


def flat(n: int, centre: float = 0.5, wide: float = 0.3) -> Limits:
    level = np.ones(n)
    return Limits(
        centre,
        level * (centre - wide),
        level * (centre + wide),
        level * (centre - wide * 2 / 3),
        level * (centre + wide * 2 / 3),
    )


# ---- p-charts ----------------------------------------------------------------------------------------


def test_the_limits_of_a_published_chart() -> None:
    n = [PHASE_1["n"]] * len(PHASE_1["counts"])
    found, told = p_limits(PHASE_1["counts"], n), PHASE_1["all30"]
    assert sum(PHASE_1["counts"]) == told["sum"]
    assert found.centre == pytest.approx(told["pbar"], abs=5e-7)
    assert found.low == pytest.approx([told["lcl"]] * 30, abs=5e-7)
    assert found.high == pytest.approx([told["ucl"]] * 30, abs=5e-7)


def test_the_same_chart_without_two_points() -> None:
    told = PHASE_1["excluding_15_and_23"]
    counts, size = np.array(PHASE_1["counts"]), PHASE_1["n"]
    base = np.ones(30, dtype=bool)
    base[[14, 22]] = False
    found = p_limits(counts, [size] * 30, base=base)
    assert counts[base].sum() == told["sum"]
    assert found.centre == pytest.approx(told["pbar"])
    assert found.low[0] == pytest.approx(told["lcl"], abs=1e-15)
    assert found.high[0] == pytest.approx(told["ucl"], abs=1e-15)
    outside = np.flatnonzero(signals(counts / size, found).beyond) + 1
    assert outside.tolist() == told["points_outside"]
    assert runs(counts[base] / size, found.centre) == Runs(
        told["n_useful"],
        told["longest_run"],
        told["longest_run_max"],
        told["crossings"],
        told["crossings_min"],
    )


def test_limits_go_by_how_many_were_counted() -> None:
    counts, sizes = np.array(VARIABLE["counts"]), np.array(VARIABLE["n"])
    found = p_limits(counts, sizes)
    assert found.centre == pytest.approx(VARIABLE["pbar"], abs=5e-6)
    for size, (low, high) in VARIABLE["limits_by_n"].items():
        at = sizes == int(size)
        assert found.low[at] == pytest.approx([low] * at.sum(), abs=5e-7)
        assert found.high[at] == pytest.approx([high] * at.sum(), abs=5e-7)
    outside = np.flatnonzero(signals(counts / sizes, found).beyond) + 1
    assert outside.tolist() == VARIABLE["points_outside"]
    about = runs(counts / sizes, found.centre)
    assert about.longest == VARIABLE["longest_run"]
    assert about.longest_max == VARIABLE["longest_run_max"]
    assert about.crossings == VARIABLE["crossings"]
    assert about.crossings_min == VARIABLE["crossings_min"]


# ---- Anhøj -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("n", "told"), PUBLISHED["anhoej"]["table"].items())
def test_what_chance_bears_among_so_many_points(n: str, told: list[int]) -> None:
    assert [longest_max(int(n)), crossings_min(int(n))] == told


@pytest.mark.filterwarnings("ignore")  # the oracle's own
def test_the_fewest_crossings_are_the_binomial_quantile() -> None:
    from scipy.stats import binom

    for n in range(1, 300):
        assert crossings_min(n) == max(binom.ppf(0.05, n - 1, 0.5), 0)


def test_points_on_the_median_make_no_run() -> None:
    y = [0.4, 0.5, 0.6, 0.5, 0.7, 0.3]
    assert median(y) == 0.5
    assert runs(y, 0.5) == Runs(4, 2, 5, 2, 0)


def test_a_share_that_floating_point_puts_beside_the_centre_is_on_it() -> None:
    assert side([0.1 + 0.2], 0.3).tolist() == [0]


def test_no_useful_point_makes_no_run() -> None:
    assert runs([0.5, 0.5], 0.5) == Runs(0, 0, 0, 0, 0)


# ---- Making Data Count -------------------------------------------------------------------------------


@pytest.mark.parametrize("row", MDC["shift"])
def test_the_published_shifts(row: dict[str, Any]) -> None:
    assert shift_ends(row["rel"]).astype(int).tolist() == row["out"]


@pytest.mark.parametrize("row", MDC["trend"])
def test_the_published_trends(row: dict[str, Any]) -> None:
    assert trend_ends(row["y"]).astype(int).tolist() == row["out"]


@pytest.mark.parametrize("row", MDC["two_in_three"])
def test_the_published_two_of_three(row: dict[str, Any]) -> None:
    assert two_in_three(row["close"], row["rel"]).astype(int).tolist() == row["out"]


def test_every_point_of_a_seven_is_marked() -> None:
    assert part_of_seven([False] * 6 + [True, False]).tolist() == [True] * 7 + [False]
    assert part_of_seven([False] * 6).tolist() == [False] * 6


def test_a_falling_trend_is_a_trend() -> None:
    assert trend_ends([7, 6, 5, 4, 3, 2, 1]).tolist() == [False] * 6 + [True]


def test_of_three_the_ones_that_are_near_are_marked_and_one_beyond_is_not_near() -> None:
    found = signals([0.75, 0.6, 0.75, 0.5], flat(4))
    assert found.near.tolist() == [True, False, True, False]
    assert signals([0.75, 0.6, 0.85, 0.5], flat(4)).near.tolist() == [False] * 4
    assert signals([0.75, 0.6, 0.85, 0.5], flat(4)).beyond.tolist() == [False, False, True, False]


def test_a_share_of_none_or_all_is_not_beyond_a_limit_that_is_there() -> None:
    limits = p_limits([0, 1, 0], [5, 5, 5])
    assert not signals([0.0, 0.2, 0.0], limits).any.any()
    same = p_limits([5, 5], [5, 5])
    assert not signals([1.0, 1.0], same).any.any()


def test_limits_are_wider_where_ratings_are_worth_fewer_independent_ones() -> None:
    plain, pooled = p_limits([12, 30], [20, 50]), p_limits([12, 30], [20, 50], worth=[5, 50])
    assert plain.centre == pooled.centre == pytest.approx(0.6)
    assert pooled.near_low[0] == pytest.approx(0.6 - 2 * (0.24 / 5) ** 0.5)
    assert (plain.low[1], plain.high[1]) == (pooled.low[1], pooled.high[1])
