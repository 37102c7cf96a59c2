"""A funnel plot's arithmetic: how far shares of groups that are all alike would lie apart by chance alone."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]

WARNING, ALARM = 0.025, 0.001
"""The chance that a group like the others lies below the lower limits of 95% and of 99.8%; above the upper, too."""
WIDE = 12
"""Standard deviations of a binomial count beyond which its chances are nothing."""


class Limits(NamedTuple):
    """Lower and upper control limits of a share, element by element."""

    low: Floats
    high: Floats


def design_effect(met: ArrayLike, applicable: ArrayLike, group: Sequence[int]) -> float:
    """Return how many times wider chance scatters the shares, as ratings of one case hang together; at least 1.

    `met` and `applicable` hold one number a case of a group, and `group` numbers its group. The linearised
    variance of each group's share, with the case as the cluster, is set against the binomial one and pooled
    over the groups: residuals are taken from each group's own share, so groups that truly differ do not
    widen it (Spiegelhalter 2005, Stat Med 24:1185, takes a pooled factor for over-dispersion likewise).
    Groups of one case, and of which all or nothing is met, say nothing about it. Where no group does, each
    case is counted once.
    """
    m, a = np.asarray(met, dtype=float), np.asarray(applicable, dtype=float)
    where = np.asarray(group, dtype=np.int64)[a > 0]
    m, a = m[a > 0], a[a > 0]
    if not len(a):
        return 1.0
    cases = np.bincount(where)
    total = np.bincount(where, a)
    with np.errstate(divide="ignore", invalid="ignore"):
        p = np.bincount(where, m) / total
        residual = np.bincount(where, (m - p[where] * a) ** 2) * cases / (cases - 1)
    telling = (cases > 1) & (p > 0) & (p < 1)
    if not telling.any():
        return float(max(1.0, a.sum() / len(a)))
    binomial = (total * p * (1 - p))[telling].sum()
    return float(max(1.0, residual[telling].sum() / binomial))


def limits(centre: float, n: ArrayLike, tail: float) -> Limits:
    """Return the control limits around a share for n independent ratings.

    A count lies outside a limit exactly when the binomial chance of one at least as far out is no more than
    `tail`; between the counts the limit is interpolated (Spiegelhalter 2005, appendix A.1; the rule that
    never claims too much is the first of Manktelow & Seaton 2012, PLoS ONE 7:e45723). An n between two whole
    numbers, as an effective n is, has its limits between theirs; below 1 it counts as 1.
    """
    sizes = np.maximum(np.atleast_1d(np.asarray(n, dtype=float)), 1.0)
    factorials = _log_factorials(int(np.ceil(sizes.max(initial=1.0))))
    low = np.array([_between(centre, each, tail, factorials) for each in sizes])
    high = np.array([1 - _between(1 - centre, each, tail, factorials) for each in sizes])
    return Limits(low, high)


def _between(centre: float, n: float, tail: float, factorials: Floats) -> float:
    under, over = int(np.floor(n)), int(np.ceil(n))
    low = _lower(centre, under, tail, factorials)
    if over == under:
        return low
    return low + (n - under) * (_lower(centre, over, tail, factorials) - low)


def _lower(centre: float, n: int, tail: float, factorials: Floats) -> float:
    """The lower limit for a whole n: between the first count that is not too rare and the one below it."""
    if centre in (0.0, 1.0):
        return centre
    spread = WIDE * np.sqrt(n * centre * (1 - centre)) + WIDE
    first = max(0, int(n * centre - spread))
    counts = np.arange(first, min(n, int(n * centre + spread)) + 1)
    log_chance = factorials[n] - factorials[counts] - factorials[n - counts]
    log_chance += counts * np.log(centre) + (n - counts) * np.log1p(-centre)
    chance = np.exp(log_chance)
    place = int(np.searchsorted(np.cumsum(chance), tail, side="right"))
    beyond = (float(np.cumsum(chance)[place]) - tail) / float(chance[place])
    return float(max(0.0, (counts[place] - beyond) / n))


def _log_factorials(most: int) -> Floats:
    return np.concatenate([[0.0], np.cumsum(np.log(np.arange(1, most + 1)))])
