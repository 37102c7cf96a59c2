"""Funnel limits: published binomial chances, and what they promise of groups that are all alike."""

from math import comb

import numpy as np
import pytest

from audit.analysis.funnel import ALARM, WARNING, design_effect, limits


def chance_outside(centre: float, n: int, tail: float) -> tuple[float, float]:
    """How likely a group like the others is to lie below and above, by adding up binomial chances one by one."""
    low, high = (float(each[0]) for each in limits(centre, n, tail))
    chance = [comb(n, k) * centre**k * (1 - centre) ** (n - k) for k in range(n + 1)]
    below = sum(p for k, p in enumerate(chance) if k / n < low - 1e-9)
    above = sum(p for k, p in enumerate(chance) if k / n > high + 1e-9)
    return below, above


def test_a_limit_stands_where_published_tables_put_it() -> None:
    """Binomial tables, n = 20, p = 0.5: P(X ≤ 5) = 0.0207 and P(X ≤ 6) = 0.0577, so 2.5% lies between 5 and 6."""
    low, high = limits(0.5, 20, WARNING)
    expected = (6 - (0.0577 - 0.025) / (0.0577 - 0.0207)) / 20
    assert low[0] == pytest.approx(expected, abs=1e-4)
    assert high[0] == pytest.approx(1 - expected, abs=1e-4)


def test_another_published_table() -> None:
    """Binomial tables, n = 10, p = 0.3: P(X ≤ 6) = 0.9894 and P(X ≤ 5) = 0.9527, so 7 is too many and 6 is not."""
    _, high = limits(0.3, 10, WARNING)
    five, six = 1 - 0.9527, 1 - 0.9894
    assert high[0] == pytest.approx((6 + (five - 0.025) / (five - six)) / 10, abs=1e-4)


@pytest.mark.parametrize("tail", [WARNING, ALARM])
@pytest.mark.parametrize("centre", [0.05, 0.3, 0.5, 0.71, 0.9, 0.99])
def test_a_group_like_the_others_is_seldom_outside(centre: float, tail: float) -> None:
    """The promise that is printed beside the chart: never more often than 1 in 20, or 1 in 500."""
    for n in (1, 2, 5, 10, 17, 40, 200, 900):
        below, above = chance_outside(centre, n, tail)
        assert below <= tail + 1e-12
        assert above <= tail + 1e-12


def test_limits_claim_as_much_as_they_may() -> None:
    """The next count inwards would be too common to be called outside."""
    for n in (10, 40, 200):
        low, high = (float(each[0]) for each in limits(0.6, n, WARNING))
        chance = np.array([comb(n, k) * 0.6**k * 0.4 ** (n - k) for k in range(n + 1)])
        first_in = int(np.ceil(low * n - 1e-9))
        last_in = int(np.floor(high * n + 1e-9))
        assert chance[: first_in + 1].sum() > WARNING
        assert chance[last_in:].sum() > WARNING


def test_limits_of_large_numbers_come_close_to_the_normal_ones() -> None:
    low, high = limits(0.7, 100_000, WARNING)
    half = 1.96 * (0.7 * 0.3 / 100_000) ** 0.5
    assert (low[0], high[0]) == pytest.approx((0.7 - half, 0.7 + half), abs=2e-5)


def test_an_n_between_two_numbers_has_its_limits_between_theirs() -> None:
    low, high = limits(0.7, [20, 20.5, 21], WARNING)
    assert low[1] == pytest.approx((low[0] + low[2]) / 2)
    assert high[1] == pytest.approx((high[0] + high[2]) / 2)


def test_one_rating_or_less_is_never_outside() -> None:
    low, high = limits(0.7, [0.2, 1], ALARM)
    assert list(low) == [0, 0]
    assert list(high) == [1, 1]


@pytest.mark.parametrize("centre", [0.0, 1.0])
def test_where_all_are_alike_the_limits_are_what_they_share(centre: float) -> None:
    low, high = limits(centre, 12, WARNING)
    assert low[0] == high[0] == centre


# ---- Ratings of one case hang together ------------------------------------------------------------------


def test_independent_ratings_count_as_they_are() -> None:
    rng = np.random.default_rng(1)
    met = rng.binomial(1, 0.7, 4000)
    group = np.repeat(np.arange(4), 1000)
    found = design_effect(met, np.ones(4000), group.tolist())
    assert found == pytest.approx(1, abs=0.05)


def test_cases_rated_alike_throughout_count_once_each() -> None:
    """Ten ratings a case, all alike: ten of them are worth one."""
    rng = np.random.default_rng(2)
    met = 10 * rng.binomial(1, 0.6, 2000)
    found = design_effect(met, np.full(2000, 10), [0] * 1000 + [1] * 1000)
    assert found == pytest.approx(10, rel=0.02)


def test_groups_that_differ_do_not_widen_it() -> None:
    rng = np.random.default_rng(3)
    met = np.concatenate([rng.binomial(10, 0.3, 500), rng.binomial(10, 0.9, 500)])
    found = design_effect(met, np.full(1000, 10), [0] * 500 + [1] * 500)
    assert found == pytest.approx(1, abs=0.15)


def test_where_nothing_tells_each_case_counts_once() -> None:
    assert design_effect([5, 3], [5, 3], [0, 1]) == 4
    assert design_effect([], [], []) == 1
    assert design_effect([0], [0], [0]) == 1


def test_clustered_groups_that_are_alike_lie_within_the_limits() -> None:
    """Six agencies of twenty cases, ten ratings a case, rated alike within a case: naive limits cry wolf."""
    rng = np.random.default_rng(4)
    agencies, cases, ratings, rounds = 6, 20, 10, 400
    naive = told = 0
    for _ in range(rounds):
        met = rng.binomial(ratings, rng.beta(1.4, 0.6, agencies * cases))
        group = np.repeat(np.arange(agencies), cases)
        applicable = np.full(agencies * cases, ratings)
        shares = np.bincount(group, met) / (cases * ratings)
        centre = met.sum() / applicable.sum()
        effect = design_effect(met, applicable, group.tolist())
        for n, is_naive in ((cases * ratings, True), (cases * ratings / effect, False)):
            low, high = (each[0] for each in limits(centre, n, WARNING))
            outside = int(((shares < low) | (shares > high)).sum())
            naive, told = (naive + outside, told) if is_naive else (naive, told + outside)
    assert naive / (agencies * rounds) > 0.2
    assert told / (agencies * rounds) < 0.055
