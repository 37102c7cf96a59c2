"""When the rest will be done, against published tables, another library, and the probability that it promises."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.analysis.pace import finish

COUNTS = st.integers(1, 300)


def test_it_gives_what_the_published_tables_of_f_give() -> None:
    """97.5% points of F (Pearson & Hartley 1966, table 18): F(2, 6) = 7.26, F(8, 2) = 39.37."""
    found = finish(done=3, days=6, left=1)
    assert found.expected == 2
    assert found.high == pytest.approx(6 / 3 * 7.26, rel=1e-3)
    assert found.low == pytest.approx(6 / 4 / 39.37, rel=1e-3)


@settings(max_examples=60)
@given(COUNTS, COUNTS, COUNTS)
def test_it_agrees_with_scipy(done: int, days: int, left: int) -> None:
    """The interval as it is usually written, with quantiles of F."""
    from scipy.stats import f

    found = finish(done, days, left)
    low = days * left / (done + 1) * f.ppf(0.025, 2 * left, 2 * (done + 1))
    high = days * left / done * f.ppf(0.975, 2 * left, 2 * done)
    assert found.low == pytest.approx(low, rel=1e-8)
    assert found.high == pytest.approx(high, rel=1e-8)
    assert found.expected == pytest.approx(left * days / done)
    assert 0 < found.low < found.expected < found.high


@pytest.mark.parametrize("done", [3, 10, 40])
def test_with_much_left_it_closes_in_on_garwood_s_interval_of_the_rate(done: int) -> None:
    from scipy.stats import chi2

    days, left = 20, 20_000
    slowest, fastest = chi2.ppf(0.025, 2 * done) / 2, chi2.ppf(0.975, 2 * (done + 1)) / 2
    found = finish(done, days, left)
    assert found.high == pytest.approx(left * days / slowest, rel=0.02)
    assert found.low == pytest.approx(left * days / fastest, rel=0.02)


@pytest.mark.parametrize("left", [1, 6, 60])
@pytest.mark.parametrize("rate", [0.2, 0.7, 3.0])
def test_it_is_wrong_at_most_once_in_forty_on_either_side(rate: float, left: int) -> None:
    """Every count that 15 days can bring, each with its probability, at a rate that only the test knows."""
    import numpy as np
    from scipy.stats import gamma, poisson

    days = 15
    counts = np.arange(1, int(rate * days + 12 * (rate * days) ** 0.5) + 12)
    chances = poisson.pmf(counts, rate * days)
    limits = [finish(int(count), days, left) for count in counts]
    taken = gamma(left, scale=1 / rate)
    too_late = sum(p * taken.sf(each.high) for p, each in zip(chances, limits, strict=True))
    too_soon = sum(p * taken.cdf(each.low) for p, each in zip(chances, limits, strict=True))
    assert 0 < too_late <= 0.025
    assert 0 < too_soon <= 0.025


def test_more_done_in_the_same_time_is_sooner_and_surer() -> None:
    found = [finish(done, 10, 20) for done in (3, 6, 12, 24, 48)]
    for name in ("expected", "low", "high"):
        values = [getattr(each, name) for each in found]
        assert values == sorted(values, reverse=True)
    ratios = [each.high / each.low for each in found]
    assert ratios == sorted(ratios, reverse=True)


@pytest.mark.parametrize("given_", [(0, 5, 5), (5, 0, 5), (5, 5, 0), (-1, 5, 5)])
def test_without_a_pace_there_is_no_answer(given_: tuple[int, int, int]) -> None:
    with pytest.raises(ValueError, match=str(given_[0])):
        finish(*given_)
