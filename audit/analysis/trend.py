"""Trends: a run chart up to 12 points, a p-chart from 13, and the rules that tell a change from chance.

Run chart: Anhøj's rules (Anhøj and Olesen 2014, PLOS ONE 9:e113825; qicharts2). p-chart: Montgomery, Introduction to
Statistical Quality Control, chapter 7. The rules on points are those of NHS England's Making Data Count, as the
package NHSRplotthedots counts them. Laney's p′ is left out: it widens limits for subgroups of thousands, where a
round has dozens, and a dozen points tell its factor too roughly.
"""

from itertools import accumulate
from math import comb, log2
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

RUN = 7
"""Points in a row for a shift, and for a trend."""
ON_THE_LINE = 1e-12
"""A share nearer than this to the centre is on it: floating point says almost."""


class Runs(NamedTuple):
    """The longest run on one side of the centre and the crossings of it, with what chance bears."""

    useful: int
    longest: int
    longest_max: int
    crossings: int
    crossings_min: int


class Limits(NamedTuple):
    """The centre and, point by point, three standard deviations down and up, within 0 and 1; two of three too."""

    centre: float
    low: Floats
    high: Floats
    near_low: Floats
    near_high: Floats


class Signals(NamedTuple):
    """Point by point, which rules say that more than chance is at work."""

    beyond: Flags
    shift: Flags
    trend: Flags
    near: Flags

    @property
    def any(self) -> Flags:
        """Whether one of them does."""
        return self.beyond | self.shift | self.trend | self.near


def shares(met: ArrayLike, n: ArrayLike) -> Floats:
    """Return met ÷ n, point by point; n is never 0."""
    share: Floats = np.asarray(met, dtype=float) / np.asarray(n, dtype=float)
    return share


def side(y: ArrayLike, centre: float) -> NDArray[np.int64]:
    """Return 1 above the centre, -1 under it, 0 on it."""
    away = np.asarray(y, dtype=float) - centre
    return np.where(np.abs(away) < ON_THE_LINE, 0, np.sign(away)).astype(np.int64)


def runs(y: ArrayLike, centre: float) -> Runs:
    """Return runs and crossings about the centre; points on it are left out."""
    useful = side(y, centre)
    useful = useful[useful != 0]
    n = len(useful)
    if n == 0:
        return Runs(0, 0, longest_max(0), 0, crossings_min(0))
    turns = np.flatnonzero(np.diff(useful)) + 1
    lengths = np.diff(np.concatenate([[0], turns, [n]]))
    return Runs(n, int(lengths.max()), longest_max(n), len(turns), crossings_min(n))


def longest_max(n: int) -> int:
    """Return the longest run that chance bears among n useful points (Schilling 2012)."""
    return round(log2(n)) + 3 if n else 0


def crossings_min(n: int) -> int:
    """Return the fewest crossings that chance bears: the 5% point of n - 1 tosses of a coin (Chen 2010)."""
    tosses = max(n - 1, 0)
    reached = accumulate(comb(tosses, k) for k in range(tosses + 1))
    # In whole numbers: 20 × the ways with so many heads or fewer against all ways that the tosses can fall.
    return next(k for k, ways in enumerate(reached) if 20 * ways >= 2**tosses)


def median(y: ArrayLike) -> float:
    """Return the centre of a run chart."""
    return float(np.median(np.asarray(y, dtype=float)))


def p_limits(
    met: ArrayLike, n: ArrayLike, *, base: ArrayLike | None = None, worth: ArrayLike | None = None
) -> Limits:
    """Return a p-chart's centre and limits; `base` says which points they are worked out from, all by default.

    `worth` says how many independent ratings each point is worth, where that is fewer than n: ratings of one
    case hang together, and limits that took each as independent would cry out at chance.
    """
    x, size = np.asarray(met, dtype=float), np.asarray(n, dtype=float)
    chosen = np.ones(len(x), dtype=bool) if base is None else np.asarray(base, dtype=bool)
    centre = float(x[chosen].sum() / size[chosen].sum())
    spread = np.sqrt(centre * (1 - centre) / (size if worth is None else np.asarray(worth, float)))
    return _limits(centre, spread)


def _limits(centre: float, spread: Floats) -> Limits:
    low, high, near_low, near_high = (
        np.clip(centre + k * spread, 0.0, 1.0) for k in (-3, 3, -2, 2)
    )
    return Limits(centre, low, high, near_low, near_high)


def signals(y: ArrayLike, limits: Limits) -> Signals:
    """Return which rules each point of one segment breaks."""
    share = np.asarray(y, dtype=float)
    about = side(share, limits.centre)
    beyond = (share > limits.high + ON_THE_LINE) | (share < limits.low - ON_THE_LINE)
    # Beyond a limit is not near it: the package's rule is for points between two and three deviations.
    near = ((share > limits.near_high) | (share < limits.near_low)) & ~beyond
    return Signals(
        beyond,
        part_of_seven(shift_ends(about)),
        part_of_seven(trend_ends(share)),
        near & two_in_three(near, about),
    )


def shift_ends(about: ArrayLike) -> Flags:
    """Return the points that are the seventh or later in a row on one side of the centre."""
    where = np.asarray(about)
    return np.array(
        [
            i >= RUN - 1 and bool(where[i]) and bool((where[i - RUN + 1 : i + 1] == where[i]).all())
            for i in range(len(where))
        ],
        dtype=bool,
    )


def trend_ends(y: ArrayLike) -> Flags:
    """Return the points that are the seventh or later in a row, each above the last or each below."""
    step = np.sign(np.diff(np.asarray(y, dtype=float), prepend=np.nan))
    return np.array(
        [
            i >= RUN - 1 and abs(step[i - RUN + 2 : i + 1].sum()) == RUN - 1
            for i in range(len(step))
        ],
        dtype=bool,
    )


def part_of_seven(ends: ArrayLike) -> Flags:
    """Return the points that are in a row of seven which ends at one of these."""
    flags = np.asarray(ends, dtype=bool)
    return np.array([bool(flags[i : i + RUN].any()) for i in range(len(flags))], dtype=bool)


def two_in_three(near: ArrayLike, about: ArrayLike) -> Flags:
    """Return the points in three consecutive ones on one side of the centre of which two are near a limit."""
    close, where = np.asarray(near, dtype=bool), np.asarray(about)
    found = np.zeros(len(close), dtype=bool)
    for i in range(len(close) - 2):
        if close[i : i + 3].sum() >= 2 and abs(where[i : i + 3].sum()) == 3:
            found[i : i + 3] = True
    return found
