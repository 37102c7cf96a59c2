"""How many files for which margin, and what a number of files can show: against published numbers."""

from math import sqrt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.compliance import Z, wilson
from audit.analysis.precision import (
    corrected,
    files_for,
    margin,
    most_unseen,
    power,
    precision,
    ratings_for_change,
    ratings_to_tell,
    smallest_shown,
)

KREJCIE_MORGAN = {
    10: 10, 15: 14, 20: 19, 25: 24, 30: 28, 40: 36, 50: 44, 60: 52, 70: 59, 80: 66, 90: 73,
    100: 80, 120: 92, 150: 108, 200: 132, 250: 152, 300: 169, 400: 196, 500: 217, 1000: 278,
    1200: 291, 1500: 306, 2800: 338, 5000: 357, 9000: 368, 10_000: 370, 75_000: 382,
}  # fmt: skip
"""Population to sample for ±5% with 95% confidence: Table 1 of Krejcie & Morgan 1970, Educ Psychol Meas 30:608."""


@pytest.mark.parametrize(("population", "printed"), KREJCIE_MORGAN.items())
def test_files_for_a_margin_are_those_of_the_published_table(population: int, printed: int) -> None:
    """The table rounds to the nearest; the tool rounds up, so that the margin is kept."""
    exact = corrected(Z**2 * 0.25 / 0.05**2, population)
    assert round(exact) == printed
    assert printed <= files_for(0.05, population) <= printed + 1


def test_the_finite_population_as_in_cochran() -> None:
    """Cochran 1977, Sampling Techniques, §4.3–4.4: n₀ = 400, and 356 of the island's 3,200 people."""
    assert round(corrected(400, 3200)) == 356


@given(st.integers(1, 100_000), st.sampled_from([0.03, 0.05, 0.1, 0.15, 0.2]))
def test_so_many_files_keep_the_margin_and_one_fewer_does_not(
    population: int, wanted: float
) -> None:
    n = files_for(wanted, population)
    assert 1 <= n <= population
    assert margin(n, population) <= wanted + 1e-12
    if n > 1:
        assert margin(n - 1, population) > wanted - 1e-12


def test_the_margin_of_a_large_population_is_the_textbook_s() -> None:
    from statsmodels.stats.proportion import proportion_confint

    low, high = proportion_confint(50, 100, method="normal")
    assert margin(100, 10**9) == pytest.approx((high - low) / 2, rel=1e-6)
    assert margin(100, 200) == pytest.approx((high - low) / 2 * sqrt(100 / 199))


def test_all_of_them_leave_no_margin_and_none_leaves_nothing_else() -> None:
    assert margin(20, 20) == 0.0
    assert margin(0, 20) == margin(5, 0) == 1.0
    assert files_for(0.05, 0) == 0


# R's own examples: ?power.prop.test (stats). R's unknowns are given to four digits.


def test_power_is_that_of_r() -> None:
    assert power(0.50, 0.75, 50, 50) == pytest.approx(0.740, abs=5e-4)
    assert power(0.50, 0.75, 76, 76) < 0.90 < power(0.50, 0.75, 77, 77)  # n = 76.7


def test_the_smallest_change_is_that_of_r() -> None:
    """power.prop.test(n = 50, p1 = .5, power = .90): p2 = 0.8026."""
    assert smallest_shown(0.5, 50, 50, wanted=0.90) == pytest.approx(0.803)


def test_nothing_shows_where_r_says_that_nothing_can() -> None:
    """?power.prop.test: from 0.9 to 1 needs at least 74 of each for 80% power, and 30 show nothing."""
    assert smallest_shown(0.9, 30, 30) is None
    assert smallest_shown(0.9, 73, 73) is None
    assert smallest_shown(0.9, 74, 74) == 1.0


@given(st.floats(0, 0.99), st.integers(2, 500), st.integers(2, 500))
def test_the_smallest_change_shows_and_a_smaller_one_does_not(
    before: float, n_before: int, n_now: int
) -> None:
    found = smallest_shown(before, n_before, n_now)
    if found is None:
        assert power(before, 1.0, n_before, n_now) < 0.8
        return
    assert before < found <= 1
    assert power(before, found, n_before, n_now) >= 0.8 - 1e-3
    if found - 0.002 > before:
        assert power(before, found - 0.002, n_before, n_now) < 0.8


def test_no_change_is_seen_by_chance_once_in_forty_each_way() -> None:
    assert power(0.5, 0.5, 100, 100) == pytest.approx(0.025, abs=1e-9)
    assert power(0.0, 1.0, 2, 2) == 1.0
    assert power(1.0, 1.0, 2, 2) == 0.0


@pytest.mark.parametrize(("n", "printed"), [(14, 0.214), (30, 0.1), (100, 0.03), (3, 1), (1, 1)])
def test_the_rule_of_three(n: int, printed: float) -> None:
    """Hanley & Lippman-Hand 1983, JAMA 249:1743: none of 14 reactions leaves up to 3/14, 21%."""
    assert most_unseen(n) == pytest.approx(printed, abs=5e-4)


@given(st.integers(10, 500))
def test_the_rule_of_three_is_the_exact_limit_or_a_little_more(n: int) -> None:
    """Exactly: none of n is seen with 5% chance at 1 − 0.05^(1/n)."""
    exact = 1 - 0.05 ** (1 / n)
    assert exact <= most_unseen(n) <= exact * 1.2


def test_what_a_number_of_cases_shows() -> None:
    found = precision(24, 240)
    assert (found.n, found.population, found.compared_with) == (24, 240, 24)
    assert found.margin == pytest.approx(0.19, abs=0.005)
    assert found.unseen == 0.125
    assert found.needed == ((0.05, 148), (0.1, 69), (0.15, 37), (0.2, 22))
    assert found.shows_from == smallest_shown(0.5, 24, 24)
    assert precision(24, 240, 0.61, 40).shows_from == smallest_shown(0.61, 40, 24)
    assert precision(24, 24).unseen == 0.0
    assert precision(0, 24).shows_from is None
    assert most_unseen(0) == 1.0


@given(st.floats(0.01, 0.99), st.floats(0.05, 0.99))
def test_so_many_ratings_tell_a_share_from_its_target_and_fewer_do_not(
    share: float, target: float
) -> None:
    """Wilson's interval at that n just leaves the target out; at two ratings fewer it holds it."""
    n = ratings_to_tell(share, target)
    if n is None or n > 100_000:
        return

    def holds(ratings: int) -> bool:
        found = wilson(share * ratings, ratings)
        return bool(found.low < target - 1e-9 and found.high > target + 1e-9)

    assert not holds(n)
    if n > 3:
        assert holds(n - 2)


def test_a_share_at_its_target_is_told_from_it_by_no_number() -> None:
    assert ratings_to_tell(0.8, 0.8) is None


FLEISS = {(0.1, 0.2): 219, (0.2, 0.3): 313, (0.3, 0.4): 376, (0.4, 0.5): 407}
"""Files of each round for 80% power at two-sided 5%: Fleiss, Levin & Paik 2003, Table A.4."""


def balanced(before: float, now: float) -> int:
    """Files of each round where both have as many."""
    return next(n for n in range(2, 2000) if power(before, now, n, n) >= 0.8)


def test_so_many_files_are_those_of_fleiss_before_its_continuity_correction() -> None:
    """The table has a continuity correction, which the rules of change have not: n = n′/4 (1 + √(1 + 4/(n′δ)))², (4.18)."""
    for (before, now), printed in FLEISS.items():
        n = balanced(before, now)
        corrected_n = n / 4 * (1 + sqrt(1 + 4 / (n * (now - before)))) ** 2
        assert abs(corrected_n - printed) <= 1
        assert ratings_for_change(before, now, n) in (n - 1, n)


def test_a_second_sample_beside_one_that_is_given_has_the_power_that_statsmodels_says() -> None:
    from statsmodels.stats.proportion import power_proportions_2indep

    for before, now, n_before in ((0.3, 0.5, 80), (0.3, 0.6, 50), (0.8, 0.6, 150)):
        n = ratings_for_change(before, now, n_before)
        assert n is not None
        for each, enough in ((n, True), (n - 1, False)):
            said = power_proportions_2indep(now - before, before, each, n_before / each).power
            assert bool(said >= 0.8) is enough


def test_what_was_read_too_seldom_then_no_number_makes_good() -> None:
    assert ratings_for_change(0.3, 0.4, 50) is None
    assert ratings_for_change(0.5, 0.5, 500) is None
