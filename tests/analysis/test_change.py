"""The interval of a difference, against a published answer and another's code."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.change import Share, difference
from audit.analysis.compliance import wilson


def share(x: int, n: int) -> Share:
    limits = wilson(x, n)
    return Share(x / n, float(limits.low), float(limits.high))


def test_the_published_answer() -> None:
    """Fagerland, Lydersen & Laake 2015, Stat Methods Med Res 24:224: 7 of 34 against 1 of 34."""
    found = difference(share(7, 34), share(1, 34))
    assert found.value == pytest.approx(6 / 34)
    assert (round(found.low, 3), round(found.high, 2)) == (0.019, 0.34)
    assert found.low == pytest.approx(0.018921443885772937)
    assert found.high == pytest.approx(0.3403686870327074)


@given(st.integers(1, 60), st.integers(1, 60), st.data())
def test_it_agrees_with_statsmodels_and_turns_round(n: int, m: int, data: st.DataObject) -> None:
    from statsmodels.stats.proportion import confint_proportions_2indep

    x, y = data.draw(st.integers(0, n)), data.draw(st.integers(0, m))
    found, turned = difference(share(x, n), share(y, m)), difference(share(y, m), share(x, n))
    low, high = confint_proportions_2indep(x, n, y, m, method="newcomb")
    assert (found.low, found.high) == pytest.approx((low, high), abs=1e-9)
    assert (turned.low, turned.high) == pytest.approx((-found.high, -found.low))
