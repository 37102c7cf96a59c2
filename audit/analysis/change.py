"""Change between two shares, with the interval that their own intervals make."""

from math import hypot
from typing import NamedTuple


class Share(NamedTuple):
    """A share with its 95% limits."""

    value: float
    low: float
    high: float


def difference(now: Share, before: Share) -> Share:
    """Return now − before with Newcombe's hybrid score limits (Newcombe 1998, method 10, Stat Med 17:873).

    Each limit is as far from the difference as the nearer limits of the two shares are from these, taken
    together as the sides of a right angle: so limits that allow for clusters make one that does.
    """
    value = now.value - before.value
    return Share(
        value,
        value - hypot(now.value - now.low, before.high - before.value),
        value + hypot(now.high - now.value, before.value - before.low),
    )
