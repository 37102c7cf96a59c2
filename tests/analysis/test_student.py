"""Student's t, against another's code and the printed tables."""

import numpy as np
import pytest

from audit.analysis.compliance import Z
from audit.analysis.student import SERIES, TABLE, student_t


def test_it_agrees_with_scipy_to_seven_digits() -> None:
    from scipy.stats import t

    degrees = np.array([*range(1, 400), 1_000, 12_345, 10_000_000])
    np.testing.assert_allclose(student_t(degrees), t.ppf(0.975, degrees), atol=6e-8)


@pytest.mark.parametrize(
    ("degrees", "printed"),
    [(1, 12.706), (3, 3.182), (11, 2.201), (30, 2.042), (60, 2.000), (120, 1.980)],
)
def test_it_is_what_books_of_tables_print(degrees: int, printed: float) -> None:
    assert round(float(student_t(degrees)), 3) == printed


def test_it_falls_towards_the_normal_deviate() -> None:
    found = student_t(np.arange(1, 2000))
    assert (np.diff(found) < 0).all()
    assert found[-1] > Z == SERIES[0]
    assert len(TABLE) == 30


def test_no_degrees_of_freedom_give_no_point() -> None:
    assert np.isnan(student_t([0, -1, np.nan])).all()
