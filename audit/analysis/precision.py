"""What a number of cases can show, and what it cannot."""

from math import ceil, erf, sqrt

from audit.analysis.compliance import Z
from audit.model.sample import Precision

POWER = 0.8
"""The chance of seeing a change that is there, which is usually asked for."""
MARGINS = (0.05, 0.1, 0.15, 0.2)
HALF = 0.5
"""The share of which a sample says least: whatever is found, its margin is no wider."""


def precision(
    n: int, population: int, before: float | None = None, compared_with: int | None = None
) -> Precision:
    """Return what n of a population can show; without a round before, as if half had been met in as many cases."""
    share = HALF if before is None else before
    other = n if compared_with is None else compared_with
    return Precision(
        n=n,
        population=population,
        margin=margin(n, population),
        unseen=0.0 if n >= population else most_unseen(n),
        needed=tuple((each, files_for(each, population)) for each in MARGINS),
        before=share,
        compared_with=other,
        shows_from=smallest_shown(share, other, n) if n and other else None,
    )


def margin(n: int, population: int, share: float = HALF) -> float:
    """Return half the width of a 95% interval around a share seen in n of a population (Cochran 1977, §3.2).

    Simple random sampling without putting back: the finite population correction is (N − n) ÷ (N − 1).
    """
    if n <= 0 or population <= 0:
        return 1.0
    if n >= population:
        return 0.0
    return min(1.0, Z * sqrt(share * (1 - share) / n * (population - n) / (population - 1)))


def files_for(wanted: float, population: int, share: float = HALF) -> int:
    """Return how many of a population it takes to know a share to within ± `wanted`, 95% of the time."""
    return min(population, ceil(corrected(Z**2 * share * (1 - share) / wanted**2, population)))


def ratings_to_tell(share: float, target: float) -> int | None:
    """Return how many independent ratings it takes until the 95% interval leaves the target out, at this share.

    Wilson's interval holds exactly the targets that the score test would not reject, so it is z²·t(1 − t) ÷
    (p − t)²; None where the share is the target itself, which no number of ratings tells from it.
    """
    if share == target:
        return None
    return max(1, ceil(Z**2 * target * (1 - target) / (share - target) ** 2))


def corrected(at_large: float, population: int) -> float:
    """Return n₀ for a finite population: n₀ ÷ (1 + (n₀ − 1) ÷ N) (Cochran 1977, §4.4)."""
    return at_large / (1 + (at_large - 1) / population) if population else 0.0


def power(before: float, now: float, n_before: float, n_now: float) -> float:
    """Return the chance that two rounds of these sizes show a change from one share to the other.

    Two independent samples, two-sided 5%, pooled variance where nothing changed, no continuity correction
    (Fleiss, Levin & Paik 2003, ch. 4).
    """
    pooled = (n_before * before + n_now * now) / (n_before + n_now)
    unchanged = sqrt(pooled * (1 - pooled) * (1 / n_before + 1 / n_now))
    changed = sqrt(before * (1 - before) / n_before + now * (1 - now) / n_now)
    beyond = abs(now - before) - Z * unchanged
    if not changed:  # from none to all, or from all to none
        return float(beyond > 0)
    return 0.5 * (1 + erf(beyond / changed / sqrt(2)))


def smallest_shown(
    before: float, n_before: float, n_now: float, wanted: float = POWER
) -> float | None:
    """Return the least share that two rounds of these sizes would show as an improvement, to a thousandth.

    None where even all met would not show.
    """
    if power(before, 1.0, n_before, n_now) < wanted:
        return None
    low, high = before, 1.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (
            (low, middle) if power(before, middle, n_before, n_now) >= wanted else (middle, high)
        )
    return ceil(high * 1000 - 1e-2) / 1000


def ratings_for_change(
    before: float, now: float, n_before: float, wanted: float = POWER, most: int = 100_000
) -> int | None:
    """Return how many independent ratings now show a change from `before` to `now`, where there were `n_before` then.

    The size of the second of two samples, the first being given (Fleiss, Levin & Paik 2003, §4.4); None where
    `most` would not do: what was read too seldom then cannot be made good now.
    """
    if power(before, now, n_before, most) < wanted:
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (
            (low, middle) if power(before, now, n_before, middle) >= wanted else (middle, high)
        )
    return high


def most_unseen(n: int) -> float:
    """Return the share up to which something may happen that was seen in none of n: the rule of three.

    3 ÷ n, at most 1 (Hanley & Lippman-Hand 1983, JAMA 249:1743).
    """
    return min(1.0, 3 / n) if n else 1.0
