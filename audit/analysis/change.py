"""Change between two rounds: the difference of shares with its interval, and how likely chance alone makes it."""

from collections.abc import Iterable
from math import erfc, lgamma, log, sqrt
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from audit.analysis.compliance import Interval, clustered, wilson

Floats = NDArray[np.float64]
Cells = ArrayLike
"""Counts with one row a case and one column a figure."""


class Share(NamedTuple):
    """A share with its 95% limits, or many side by side; NaN where n is 0."""

    value: ArrayLike
    low: ArrayLike
    high: ArrayLike


class Difference(NamedTuple):
    """Now − before with its 95% limits, element by element; NaN where one of the two has an n of 0."""

    value: Floats
    low: Floats
    high: Floats


def difference(now: Share, before: Share, correlation: ArrayLike = 0.0) -> Difference:
    """Return now − before with Newcombe's hybrid score limits (Newcombe 1998, method 10, Stat Med 17:873).

    Each limit is as far from the difference as the nearer limits of the two shares are from these, taken
    together as the sides of a right angle: so limits that allow for clusters make one that does. Where the
    same files are read again the two shares go together, and `correlation` closes the angle (Newcombe 1998,
    method 10 for paired data, Stat Med 17:2635).
    """
    after, low, high = (np.asarray(each, dtype=float) for each in now)
    first, lowest, highest = (np.asarray(each, dtype=float) for each in before)
    value = after - first
    return Difference(
        value,
        value - _third_side(after - low, highest - first, correlation),
        value + _third_side(high - after, first - lowest, correlation),
    )


def _third_side(one: Floats, other: Floats, correlation: ArrayLike) -> Floats:
    squared = one**2 + other**2 - 2 * np.asarray(correlation) * one * other
    # Where both are alike and go together wholly, floating point may fall just below nought.
    return np.asarray(np.sqrt(np.maximum(squared, 0.0)))


def score_p(now: ArrayLike, n: ArrayLike, before: ArrayLike, m: ArrayLike) -> Floats:
    """Return the two-sided p of two independent shares, `now` of n and `before` of m: the score test.

    It is Pearson's chi-squared of the two by two table without correction (Pearson 1900). n and m may be
    effective n, so that clusters are allowed for. Where all ratings of both are met, or none, nothing
    differs and p is 1; where n or m is 0 there is nothing to compare and p is NaN.
    """
    p, q = np.asarray(now, dtype=float), np.asarray(before, dtype=float)
    with np.errstate(divide="ignore", invalid="ignore"):
        pooled = (p * n + q * m) / (np.asarray(n) + np.asarray(m))
        spread = np.sqrt(pooled * (1 - pooled) * (1 / np.asarray(n) + 1 / np.asarray(m)))
        z = np.where(p == q, 0.0, np.abs(p - q) / spread)
    given = (np.asarray(n) > 0) & (np.asarray(m) > 0)
    return np.where(given, np.vectorize(erfc, otypes=[float])(z / sqrt(2)), np.nan)


def holm(p: Iterable[float]) -> Floats:
    """Return p values adjusted for being looked at together: Holm's step-down (Holm 1979, Scand J Stat 6:65).

    The smallest is taken times how many there are, the next times one fewer, and so on, never below the one
    before and never above 1: the chance that any of what is called a change is none stays under 5%. NaN is
    not looked at, and stays NaN.
    """
    given = np.asarray(list(p), dtype=float)
    looked_at = np.flatnonzero(~np.isnan(given))
    order = looked_at[np.argsort(given[looked_at], kind="stable")]
    adjusted = np.full(given.shape, np.nan)
    times = np.arange(len(order), 0, -1)
    adjusted[order] = np.minimum(np.maximum.accumulate(given[order] * times), 1.0)
    return adjusted


# ---- The same files read again -----------------------------------------------------------------------------


class Exact(NamedTuple):
    """Two-sided p of an exact test, element by element."""

    p: Floats
    mid_p: Floats
    """Half of the chance of just what was found is left out: nearer to 5%, and not always under it."""


class Again(NamedTuple):
    """Ratings of the same files in two rounds: how they moved, figure by figure."""

    pairs: Floats
    """Criteria of a file that were applicable both times."""
    cases: Floats
    gained: Floats
    """Met now and not before."""
    lost: Floats
    """Met before and not now."""
    difference: Difference
    exact: Exact


def mcnemar(gained: ArrayLike, lost: ArrayLike) -> Exact:
    """Return McNemar's exact test of pairs that changed (McNemar 1947; Fagerland et al. 2013, BMC MRM 13:91).

    Of the pairs that changed as many should have got better as worse: a toss of a coin for each. Where none
    changed there is nothing to toss for, and p is 1.
    """
    pairs = np.broadcast_arrays(np.asarray(gained, dtype=int), np.asarray(lost, dtype=int))
    found = [_coins(int(b), int(c)) for b, c in zip(*(each.ravel() for each in pairs), strict=True)]
    exact, mid = np.array(found, dtype=float).reshape(-1, 2).T
    return Exact(exact.reshape(pairs[0].shape), mid.reshape(pairs[0].shape))


def _coins(gained: int, lost: int) -> tuple[float, float]:
    tosses, fewer = gained + lost, min(gained, lost)
    if not tosses:
        return 1.0, 1.0
    k = np.arange(fewer + 1)
    ways = lgamma(tosses + 1) - np.array([lgamma(i + 1) + lgamma(tosses - i + 1) for i in k])
    chances = np.exp(ways - tosses * log(2))
    exact = min(1.0, float(2 * chances.sum()))
    return exact, exact - float(chances[-1]) * (0.5 if gained == lost else 1.0)


def turned_whole(net: Iterable[int]) -> tuple[float, float]:
    """Return McNemar's exact p and mid-p where a case brings several pairs: each case is turned whole.

    `net` is gained − lost of each case. Had nothing changed but by chance, each case might as well have come
    out the other way round, all its pairs together: of all such ways, how many are as far from nought as what
    was found? With one pair a case it is McNemar's exact test to the digit (Fisher's randomisation, with the
    case as the unit; compare Obuchowski 1998, Stat Med 17:1495).
    """
    changed = [each for each in net if each]
    steps, found = [abs(each) for each in changed], abs(sum(changed))
    if not steps:
        return 1.0, 1.0
    reach = sum(steps)
    chances = np.zeros(2 * reach + 1)
    chances[reach] = 1.0
    for step in steps:
        chances = (np.roll(chances, step) + np.roll(chances, -step)) / 2
    sums = np.abs(np.arange(-reach, reach + 1))
    exact = min(1.0, float(chances[sums >= found].sum()))
    return exact, exact - float(chances[sums == found].sum()) / 2


def again(both: Cells, gained: Cells, lost: Cells, neither: Cells) -> Again:
    """Return what the same files show in two rounds; one row a case and one column a figure.

    Cells are counts of criteria met both times, met only now, met only before, and neither time. The interval
    is Newcombe's for paired data; with more than one pair a case the limits of both shares have the case as
    the cluster, and the two are taken to go together as the cases do, or as the pairs do if that is less.
    """
    cells = [np.atleast_2d(np.asarray(each, dtype=float)) for each in (both, gained, lost, neither)]
    a, b, c, d = cells
    pairs = a + b + c + d
    n = pairs.sum(axis=0)
    now, before = _share(a + b, pairs), _share(a + c, pairs)
    together = np.fmin(_phi(*(each.sum(axis=0) for each in cells)), _by_case(a + b, a + c, pairs))
    tested = np.array([turned_whole(int(each) for each in column) for column in (b - c).T])
    exact = Exact(*tested.reshape(-1, 2).T)
    return Again(
        n,
        (pairs > 0).sum(axis=0).astype(float),
        b.sum(axis=0),
        c.sum(axis=0),
        difference(now, before, np.nan_to_num(together)),
        Exact(np.where(n > 0, exact.p, np.nan), np.where(n > 0, exact.mid_p, np.nan)),
    )


def _share(met: Floats, pairs: Floats) -> Share:
    """A share with Wilson's limits, the case as the cluster wherever a case brings more than one pair."""
    x, n = met.sum(axis=0), pairs.sum(axis=0)
    alone, pooled = wilson(x, n), clustered(met, pairs)
    one_each = (pairs <= 1).all(axis=0)
    low, high = (
        np.where(one_each, *each) for each in zip(alone, Interval(*pooled[:2]), strict=True)
    )
    with np.errstate(invalid="ignore"):
        return Share(x / n, low, high)


def _phi(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """How pairs go together, held back by half a pair as Newcombe's method 10 has it; 0 where a margin is empty."""
    n = a + b + c + d
    margins = (a + b) * (c + d) * (a + c) * (b + d)
    over = a * d - b * c
    held_back = np.where(over > n / 2, over - n / 2, np.minimum(over, 0))
    return np.where(margins > 0, held_back / np.sqrt(np.where(margins > 0, margins, 1)), 0.0)


def _by_case(now: Floats, before: Floats, pairs: Floats) -> Floats:
    """How the two shares go together, told from the cases; NaN where one of them does not vary."""
    with np.errstate(divide="ignore", invalid="ignore"):
        n = pairs.sum(axis=0)
        one, other = (met - met.sum(axis=0) / n * pairs for met in (now, before))
        spread = np.sqrt((one**2).sum(axis=0) * (other**2).sum(axis=0))
        return np.where(spread > 1e-12, (one * other).sum(axis=0) / spread, np.nan)
