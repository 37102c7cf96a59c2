"""When the rest will be done at the pace so far: a count of events in a stretch of time, carried on.

Submissions are taken as events that come at a steady, unknown rate (a Poisson process): `done` of them in
`days`. Of the rate alone, Garwood's exact interval (Garwood 1936, Biometrika 28:437) would be the limits.
But chance plays in the days to come as it did in those past, so what is given is the exact interval of the
*prediction*: the time until `left` more have come (Nelson 1970, IEEE Transactions on Reliability R-19:42;
Hahn & Meeker 1991, Statistical Intervals, ch. 7). With more and more left to come it closes in on Garwood's.

The time until `left` more, divided by that sum and the time that `done` took, follows a beta distribution
whatever the rate is; with whole numbers its distribution function is a sum of binomial terms. The stretch
was ended by today, not by an event: so the earlier limit counts one event more than there was, as Garwood's
does, which makes the interval at least as wide as it says.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TAIL = 0.025
"""Probability that is left out on each side of a 95% interval."""
STEPS = 60
"""Halvings until a limit is exact to the last digit."""


class Finish(NamedTuple):
    """Days from now until the last is in: about, at the earliest, at the latest."""

    expected: float
    low: float
    high: float


def finish(done: int, days: int, left: int) -> Finish:
    """Return the days that `left` more events take after `done` in `days`, with the 95% prediction interval.

    ValueError where nothing was done, nothing is left, or no day has passed: then there is no pace.
    """
    if min(done, days, left) < 1:
        raise ValueError((done, days, left))
    low, high = _beta(TAIL, left, done + 1), _beta(1 - TAIL, left, done)
    return Finish(left * days / done, days * low / (1 - low), days * high / (1 - high))


def _beta(probability: float, a: int, b: int) -> float:
    """The quantile of the beta distribution with whole parameters, by halving."""
    terms = _log_binomials(a + b - 1)[a:]
    low, high = 0.0, 1.0
    for _ in range(STEPS):
        middle = (low + high) / 2
        if _tail(terms, a, b, middle) < probability:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _tail(terms: NDArray[np.float64], a: int, b: int, x: float) -> float:
    """P(Beta(a, b) ≤ x): of a + b − 1 trials at x, a or more succeed."""
    k = np.arange(a, a + b)
    logs = terms + k * np.log(x) + (a + b - 1 - k) * np.log1p(-x)
    return float(np.exp(logs).sum())


def _log_binomials(n: int) -> NDArray[np.float64]:
    """The logarithms of the binomial coefficients of n."""
    factorials = np.concatenate(([0.0], np.cumsum(np.log(np.arange(1, n + 1)))))
    return np.asarray(factorials[n] - factorials - factorials[::-1])
