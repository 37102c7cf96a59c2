"""Compliance: met ÷ applicable, with the interval that the way it was sampled deserves."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from audit.analysis.student import student_t

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

Z = 1.959963984540054
"""The normal deviate of a two-sided 95% interval."""


class Interval(NamedTuple):
    """Lower and upper 95% limits, element by element; NaN where n is 0."""

    low: Floats
    high: Floats


class Clustered(NamedTuple):
    """Limits for pooled ratings, and how many independent ratings they are worth."""

    low: Floats
    high: Floats
    effective_n: Floats


def wilson(met: ArrayLike, n: ArrayLike) -> Interval:
    """Return Wilson's 95% score interval of met ÷ n, element by element (Wilson 1927, JASA 22:209)."""
    x, total = np.asarray(met, dtype=float), np.asarray(n, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = x / total
        centre = p + Z**2 / (2 * total)
        spread = Z * np.sqrt(p * (1 - p) / total + Z**2 / (4 * total**2))
        scale = 1 + Z**2 / total
        low, high = (centre - spread) / scale, (centre + spread) / scale
    # At 0 and n the limit is exactly 0 and 1; floating point says almost.
    low = np.where(x == 0, 0.0, low)
    high = np.where(x == total, 1.0, high)
    empty = total == 0
    return Interval(np.where(empty, np.nan, low), np.where(empty, np.nan, high))


class Sums(NamedTuple):
    """All that `clustered` asks of the cases, as whole numbers, one of each a figure: they add up, and can be kept."""

    cases: Ints
    """Cases with a rating that applies."""
    met: Ints
    applicable: Ints
    met_met: Ints
    """Met × met of each case, added up over the cases; the two below likewise."""
    met_applicable: Ints
    applicable_applicable: Ints


def sums(met: ArrayLike, applicable: ArrayLike) -> Sums:
    """Return what is kept of met and applicable ratings, one row a case and one column a figure."""
    m = np.atleast_2d(np.asarray(met, dtype=np.int64))
    a = np.atleast_2d(np.asarray(applicable, dtype=np.int64))
    return Sums(
        (a > 0).sum(axis=0),
        m.sum(axis=0),
        a.sum(axis=0),
        (m * m).sum(axis=0),
        (m * a).sum(axis=0),
        (a * a).sum(axis=0),
    )


def clustered(met: ArrayLike, applicable: ArrayLike) -> Clustered:
    """Return 95% limits for ratings pooled over cases; ratings of one case hang together.

    `met` and `applicable` hold one row a case and one column a figure (a standard, a learning point).
    """
    return pooled(sums(met, applicable))


def pooled(kept: Sums) -> Clustered:
    """Return 95% limits for ratings pooled over cases, from the sums over the cases.

    The variance is the linearised variance of the ratio with the case as cluster (Kish 1965). The
    effective n is p(1−p) ÷ variance, times (t of n − 1 ÷ t of cases − 1)²: a variance told from few cases
    is itself unsure, and the 97.5% points of Student's t say how much (Korn & Graubard 1998, Survey
    Methodology 24:193). It is never above n and never below one; Wilson's interval is taken on it.

    Where the variance says nothing (one case, or all met, or none), each case is counted once: all of
    such cases may be alike within. And no limit says more than that one would: a rating that is not met
    never makes a figure surer than all met, as a variance told from one or two ratings would have it.
    """
    total, cases = kept.applicable.astype(float), kept.cases.astype(float)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = kept.met / total
        variance = cases / (cases - 1) * _residuals(kept) / total**2
        unsure = (student_t(total - 1) / student_t(cases - 1)) ** 2
        effective = p * (1 - p) / variance * unsure
    silent = (cases < 2) | (p == 0) | (p == 1)
    effective = np.where(silent, cases, np.clip(effective, 1, total))
    low, high = wilson(p * effective, effective)
    low = np.where(p == 0, 0.0, np.minimum(low, wilson(cases, cases).low))
    high = np.where(p == 1, 1.0, np.maximum(high, wilson(np.zeros_like(p), cases).high))
    return Clustered(low, high, effective)


def _residuals(kept: Sums) -> Floats:
    """The squares of met − p × applicable, added up over the cases.

    In whole numbers of any size until the last division: what cancels out is nothing, not nearly nothing.
    """
    found = []
    for _, met, n, met_met, met_n, n_n in zip(*(each.tolist() for each in kept), strict=True):
        found.append((met_met * n * n - 2 * met * n * met_n + met * met * n_n) / (n * n or 1))
    return np.array(found, dtype=float)
