"""Agreement of two readings of the same files: how often two auditors gave the same rating, chance aside.

A pair is two ratings of one criterion in one file. Pairs of one file hang together, so every standard
error treats the file as the cluster: the linearised value of each pair is added up within its file, and
the variance is that of these sums, × files ÷ (files − 1). With one pair a file it is the textbook's.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from audit.analysis.compliance import Z, clustered
from audit.analysis.student import student_t

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]


class Coefficient(NamedTuple):
    """One coefficient for each group, its 95% limits beside it; NaN where it is not defined."""

    value: Floats
    low: Floats
    high: Floats


class Agreement(NamedTuple):
    """What there is to say of each group of pairs (a criterion, a standard, two auditors, a round)."""

    pairs: Ints
    """Pairs in the group: the n of every figure."""
    files: Ints
    """Files that the pairs come from."""
    agreed: Ints
    """Pairs of equal ratings."""
    percent: Coefficient
    """agreed ÷ pairs."""
    gwet: Coefficient
    """AC1; with weights, AC2. Stays sensible where nearly all ratings are alike."""
    alpha: Coefficient
    """Krippendorff's alpha."""
    kappa: Coefficient
    """Cohen's kappa. Near 0 at high agreement where nearly all ratings are alike: never shown alone."""


class _Found(NamedTuple):
    """A coefficient of each group, and by how much one pair in each cell of its table moves it."""

    value: Floats
    linear: Floats


class _Members(NamedTuple):
    """The pairs of one group: where in the table each falls, and its file."""

    cells: Ints
    files: Ints


def linear_weights(categories: int) -> Floats:
    """Return how much two ratings of an ordered scale agree: 1 for the same, 0 for its ends, even steps between."""
    place = np.arange(categories)
    return np.asarray(1 - np.abs(place[:, None] - place) / max(categories - 1, 1), dtype=float)


def agreement(
    first: ArrayLike,
    second: ArrayLike,
    file: ArrayLike,
    groups: Sequence[ArrayLike],
    categories: int,
    weights: Floats | None = None,
) -> Agreement:
    """Return the agreement of each group.

    `first` and `second` hold a pair's two ratings, as places on the scale from 0; `file` numbers its
    file from 0; each of `groups` holds the places of its pairs. `weights` (categories × categories, 1
    for full agreement) makes AC2, weighted alpha and weighted kappa of an ordered scale; without them
    only equal ratings agree. Percent agreement is always that of equal ratings.
    """
    cells = np.asarray(first, dtype=np.int64) * categories + np.asarray(second, dtype=np.int64)
    where = np.asarray(file, dtype=np.int64)
    w = np.eye(categories) if weights is None else np.asarray(weights, dtype=float)
    places = [np.asarray(each, dtype=np.int64) for each in groups]
    members = [_Members(cells[each], where[each]) for each in places]
    shape = (len(members), categories, categories)
    counted = [np.bincount(each.cells, minlength=categories**2) for each in members]
    counts = np.array(counted, dtype=float).reshape(shape)
    total = int(where.max(initial=-1)) + 1
    same = np.eye(categories, dtype=bool).ravel()
    met = _by_file([each.files[same[each.cells]] for each in members], total)
    of = _by_file([each.files for each in members], total)
    pairs, files = of.sum(axis=0), (of > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        several = np.sqrt(np.where(files < pairs, files / (files - 1), 1.0))
        t = several * student_t(np.asarray(files) - 1)
        z = several * np.where(files > 1, Z, np.nan)
        share = met.sum(axis=0) / pairs
        p = counts / pairs[:, None, None]
        gwet, alpha, kappa = _gwet(p, w), _alpha(p, w, pairs), _kappa(p, w)
        equal = clustered(met, of)
        return Agreement(
            pairs,
            files,
            met.sum(axis=0),
            Coefficient(share, equal.low, equal.high),
            _limits(gwet, members, total, t),
            _limits(alpha, members, total, t),
            _limits(kappa, members, total, z),
        )


def _by_file(members: list[Ints], total: int) -> Ints:
    """How many of each group's pairs each file has, files × groups."""
    counted = [np.bincount(each, minlength=total) for each in members]
    return np.array(counted, dtype=np.int64).reshape(len(members), total).T


def _gwet(p: Floats, w: Floats) -> _Found:
    """AC1 and AC2: chance is what ratings at random would share (Gwet 2008, BJMSP 61:29; 2014, ch. 4–6)."""
    k = len(w)
    rate = (p.sum(axis=2) + p.sum(axis=1)) / 2
    size = w.sum() / (k * (k - 1)) if k > 1 else np.nan
    chance = size * (rate * (1 - rate)).sum(axis=1)
    return _corrected(w, (p * w).sum(axis=(1, 2)), chance, size * (1 - rate))


def _alpha(p: Floats, w: Floats, pairs: Ints) -> _Found:
    """Krippendorff's alpha of two readers (Krippendorff 2011): chance is to draw two of all ratings given."""
    rate = (p.sum(axis=2) + p.sum(axis=1)) / 2
    # The first drawn is not put back: of 2n ratings, 2n − 1 are left.
    again = (1 / (2 * pairs))[:, None, None]
    kept = (1 - again) * w + again
    return _corrected(kept, (p * kept).sum(axis=(1, 2)), ((rate @ w) * rate).sum(axis=1), rate @ w)


def _corrected(w: Floats, observed: Floats, chance: Floats, of_one: Floats) -> _Found:
    """(observed − chance) ÷ (1 − chance), linearised where chance is a sum of squared rates (Gwet 2014, ch. 5).

    `of_one` is what chance owes to one rating of each category.
    """
    value = (observed - chance) / (1 - chance)
    left, by_chance = (1 - chance)[:, None, None], chance[:, None, None]
    of_pair = (of_one[:, :, None] + of_one[:, None, :]) / 2
    of = value[:, None, None]
    return _Found(value, ((w - by_chance) - 2 * (1 - of) * (of_pair - by_chance)) / left - of)


def _kappa(p: Floats, w: Floats) -> _Found:
    """Cohen's kappa with its large-sample error (Cohen 1968; Fleiss, Cohen & Everitt 1969, Psych Bull 72:323)."""
    one, other = p.sum(axis=2), p.sum(axis=1)
    chance = ((one @ w) * other).sum(axis=1)
    observed = (p * w).sum(axis=(1, 2))
    mean = (other @ w)[:, :, None] + (one @ w)[:, None, :]
    left = (1 - chance)[:, None, None]
    linear = (w * left - mean * (1 - observed)[:, None, None]) / left**2
    return _Found(
        (observed - chance) / (1 - chance), linear - (p * linear).sum(axis=(1, 2), keepdims=True)
    )


def _limits(found: _Found, members: list[_Members], total: int, deviate: Floats) -> Coefficient:
    """The coefficient with its 95% limits, never beyond −1 and 1; none where nothing differs between files."""
    error = np.empty(len(members))
    for group, (each, linear) in enumerate(zip(members, found.linear, strict=True)):
        sums = np.bincount(each.files, weights=linear.ravel()[each.cells], minlength=total)
        error[group] = np.sqrt((sums**2).sum()) / len(each.cells) if len(each.cells) else np.nan
    # Floating point leaves a little where all is equal: an interval of no width would claim certainty.
    spread = deviate * np.where(error < 1e-12, np.nan, error)
    value = np.where(np.isfinite(found.value), found.value, np.nan)
    return Coefficient(value, np.maximum(value - spread, -1), np.minimum(value + spread, 1))
