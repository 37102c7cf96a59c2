"""Compliance and its intervals, against published answers, other people's code and worked examples."""

import json
from fractions import Fraction
from math import isnan
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from audit.analysis.compliance import Z, clustered, wilson

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))


def half_a_digit(printed: float) -> float:
    """Half of the last digit that was printed, and never less than floating point can hold."""
    return max(0.5 * 10.0 ** -len(repr(printed).partition(".")[2]), 1e-15)


# ---- Wilson ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("row", PUBLISHED["wilson"], ids=lambda row: f"{row['x']} of {row['n']}")
def test_wilson_gives_the_published_answer_to_its_last_digit(row: dict[str, Any]) -> None:
    found = wilson(row["x"], row["n"])
    assert found.low == pytest.approx(row["lo"], abs=half_a_digit(row["lo"]))
    assert found.high == pytest.approx(row["hi"], abs=half_a_digit(row["hi"]))


def test_the_published_rows_are_all_there() -> None:
    assert len(PUBLISHED["wilson"]) == 10
    assert all(row["src"] for row in PUBLISHED["wilson"])


@pytest.mark.filterwarnings("ignore")  # the oracle's own
def test_wilson_agrees_with_statsmodels() -> None:
    from statsmodels.stats.proportion import proportion_confint

    pairs = [
        (x, n) for n in (1, 2, 3, 4, 7, 10, 48, 1000) for x in range(0, n + 1, max(1, n // 12))
    ]
    met, applicable = np.array(pairs).T
    low, high = proportion_confint(met, applicable, method="wilson")
    found = wilson(met, applicable)
    np.testing.assert_allclose(found.low, low, atol=1e-12)
    np.testing.assert_allclose(found.high, high, atol=1e-12)


def test_the_deviate_is_the_one_of_95_per_cent() -> None:
    from statistics import NormalDist

    assert pytest.approx(NormalDist().inv_cdf(0.975), abs=1e-15) == Z


@given(st.integers(1, 500), st.data())
def test_wilson_keeps_within_bounds_and_around_the_share(n: int, data: st.DataObject) -> None:
    x = data.draw(st.integers(0, n))
    found = wilson(x, n)
    assert 0 <= found.low <= x / n <= found.high <= 1
    assert (found.low == 0) == (x == 0)
    assert (found.high == 1) == (x == n)
    mirrored = wilson(n - x, n)
    assert mirrored.low == pytest.approx(1 - found.high, abs=1e-12)


def test_more_of_the_same_is_surer() -> None:
    widths = [wilson(3 * k, 4 * k).high - wilson(3 * k, 4 * k).low for k in (1, 2, 5, 20, 100)]
    assert widths == sorted(widths, reverse=True)


def test_nothing_applicable_has_no_interval() -> None:
    found = wilson([0, 3], [0, 4])
    assert isnan(found.low[0])
    assert isnan(found.high[0])
    assert found.low[1] == wilson(3, 4).low


# ---- Clustered ---------------------------------------------------------------------------------------


def effective(met: list[int], applicable: list[int]) -> float:
    column = clustered(np.array(met)[:, None], np.array(applicable)[:, None])
    return float(column.effective_n[0])


def limits(met: list[int], applicable: list[int]) -> tuple[float, float]:
    column = clustered(np.array(met)[:, None], np.array(applicable)[:, None])
    return float(column.low[0]), float(column.high[0])


def test_an_example_worked_by_hand() -> None:
    """Four cases: 2 of 3, 1 of 2, 0 of 2, 3 of 3. p = 6/10; residuals 0.2, −0.2, −1.2, 1.2.

    Their squares add up to 2.96; variance 4/3 × 2.96/100; effective n 0.24 ÷ that = 225/37.
    """
    assert effective([2, 1, 0, 3], [3, 2, 2, 3]) == pytest.approx(225 / 37, rel=1e-12)
    n = 225 / 37
    expected = wilson(0.6 * n, n)
    assert limits([2, 1, 0, 3], [3, 2, 2, 3]) == pytest.approx(
        (float(expected.low), float(expected.high))
    )


def by_hand(met: list[int], applicable: list[int]) -> Fraction | None:
    """The definition in exact fractions; None where the variance is nothing."""
    k, n = sum(a > 0 for a in applicable), sum(applicable)
    p = Fraction(sum(met), n)
    squares = sum((m - p * a) ** 2 for m, a in zip(met, applicable, strict=True))
    variance = Fraction(k, k - 1) * squares / n**2
    return p * (1 - p) / variance if variance else None


cases = st.lists(
    st.integers(0, 9).flatmap(lambda a: st.tuples(st.integers(0, a), st.just(a))),
    min_size=1,
    max_size=20,
)


@given(cases)
def test_it_is_the_definition(given_cases: list[tuple[int, int]]) -> None:
    met, applicable = map(list, zip(*given_cases, strict=True))
    n, k = sum(applicable), sum(a > 0 for a in applicable)
    assume(n > 0)
    found = effective(met, applicable)
    if k < 2 or sum(met) in (0, n):
        assert found == k
    else:
        exact = by_hand(met, applicable)
        assert found == pytest.approx(float(min(n, exact) if exact is not None else n), rel=1e-6)


@given(cases)
def test_it_is_never_surer_than_independent_ratings(given_cases: list[tuple[int, int]]) -> None:
    met, applicable = map(list, zip(*given_cases, strict=True))
    n = sum(applicable)
    assume(n > 0)
    assert 0 < effective(met, applicable) <= n
    low, high = limits(met, applicable)
    naive = wilson(sum(met), n)
    assert low <= naive.low + 1e-12
    assert high >= naive.high - 1e-12
    assert 0 <= low <= sum(met) / n + 1e-12
    assert sum(met) / n - 1e-12 <= high <= 1


@given(st.lists(st.integers(0, 1), min_size=2, max_size=60))
def test_with_one_rating_a_case_it_is_wilson_on_one_rating_less(met: list[int]) -> None:
    """k/(k−1) takes exactly one: p(1−p) ÷ (p(1−p)/(k−1)) = k − 1; all met or none counts each case."""
    k = len(met)
    wanted = k if sum(met) in (0, k) else k - 1
    assert effective(met, [1] * k) == pytest.approx(wanted)
    share = sum(met) / k
    expected = wilson(share * wanted, wanted)
    assert limits(met, [1] * k) == pytest.approx(
        (float(expected.low), float(expected.high)), abs=1e-12
    )


@given(cases, st.integers(0, 5))
def test_a_case_in_which_nothing_applied_says_nothing(
    given_cases: list[tuple[int, int]], empty: int
) -> None:
    met, applicable = map(list, zip(*given_cases, strict=True))
    assume(sum(applicable) > 0)
    padded = effective(met + [0] * empty, applicable + [0] * empty)
    assert padded == pytest.approx(effective(met, applicable))


def test_it_agrees_with_statsmodels() -> None:
    """The linearised variance is the cluster-robust variance of a regression on nothing but a constant."""
    from statsmodels.regression.linear_model import OLS

    random = np.random.default_rng(7)
    for _ in range(10):
        applicable = random.integers(1, 9, 12)
        met = random.binomial(applicable, random.beta(2, 1, 12))
        y = np.concatenate([[1] * m + [0] * (a - m) for m, a in zip(met, applicable, strict=True)])
        groups = np.repeat(np.arange(12), applicable)
        fit = OLS(y, np.ones(len(y))).fit(cov_type="cluster", cov_kwds={"groups": groups})
        p, variance = y.mean(), fit.cov_params()[0, 0]
        expected = min(p * (1 - p) / variance, len(y))
        assert effective(list(met), list(applicable)) == pytest.approx(expected, rel=1e-9)


def test_all_of_one_kind_within_each_case_is_worth_about_the_cases() -> None:
    assert effective([10, 0] * 10, [10] * 20) == pytest.approx(19)


def test_the_same_share_in_every_case_is_worth_all_ratings() -> None:
    assert effective([1] * 8, [2] * 8) == 16


@pytest.mark.parametrize(("met", "edge"), [(0, 0.0), (10, 1.0)])
def test_all_or_none_counts_each_case_once(met: int, edge: float) -> None:
    found = clustered(np.full((5, 1), met), np.full((5, 1), 10))
    assert found.effective_n.tolist() == [5]
    five = wilson(5 * edge, 5)
    assert (found.low[0], found.high[0]) == (five.low, five.high)
    assert edge in (found.low[0], found.high[0])


def test_one_case_is_one_however_much_was_rated_in_it() -> None:
    assert effective([15], [30]) == 1
    low, high = limits([15], [30])
    assert (low, high) == pytest.approx((float(wilson(0.5, 1).low), float(wilson(0.5, 1).high)))


def test_figures_stand_side_by_side_and_an_empty_one_has_no_limits() -> None:
    met = np.array([[2, 0, 1], [1, 0, 3], [0, 0, 0], [3, 0, 2]])
    applicable = np.array([[3, 0, 2], [2, 0, 4], [2, 0, 0], [3, 0, 5]])
    found = clustered(met, applicable)
    for column in (0, 2):
        alone = clustered(met[:, [column]], applicable[:, [column]])
        assert found.low[column] == alone.low[0]
        assert found.effective_n[column] == alone.effective_n[0]
    assert isnan(found.low[1])
    assert isnan(found.high[1])


def test_no_cases_at_all() -> None:
    found = clustered(np.zeros((0, 2)), np.zeros((0, 2)))
    assert all(isnan(each) for each in (*found.low, *found.high))


def coverage(cases: int, share: float, sameness: float, runs: int = 2000) -> tuple[float, float]:
    """How often the interval holds the true share: with the case as cluster, and taken as independent."""
    random = np.random.default_rng(20260302)
    a, b = share * (1 / sameness - 1), (1 - share) * (1 / sameness - 1)
    applicable = random.choice([4, 8, 12], size=(cases, runs))
    met = random.binomial(applicable, random.beta(a, b, size=(cases, runs)))
    ours, naive = clustered(met, applicable), wilson(met.sum(axis=0), applicable.sum(axis=0))
    return (
        float(np.mean((ours.low <= share) & (share <= ours.high))),
        float(np.mean((naive.low <= share) & (share <= naive.high))),
    )


@pytest.mark.parametrize(
    ("cases", "share", "sameness"),
    [(40, 0.7, 0.3), (40, 0.5, 0.3), (20, 0.7, 0.3), (30, 0.7, 0.15)],
)
def test_it_holds_the_truth_nearly_as_often_as_it_says_where_wilson_alone_does_not(
    cases: int, share: float, sameness: float
) -> None:
    ours, naive = coverage(cases, share, sameness)
    assert 0.92 <= ours <= 0.98
    assert naive < 0.87
    assert ours - naive > 0.08


def test_where_ratings_hardly_hang_together_it_costs_little() -> None:
    ours, naive = coverage(40, 0.7, 0.01)
    assert 0.93 <= ours <= 0.98
    assert abs(ours - naive) < 0.03
