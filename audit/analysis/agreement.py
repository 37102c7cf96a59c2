"""Agreement of two readings of the same files: how often two auditors gave the same rating, chance aside.

A pair is two ratings of one criterion in one file. Pairs of one file hang together, so every standard
error treats the file as the cluster: the linearised value of each pair is added up within its file, and
the variance is that of these sums, × files ÷ (files − 1). With one pair a file it is the textbook's.
"""

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from audit.analysis.compliance import Z, clustered
from audit.analysis.student import student_t

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

ROOM = 4
"""So many times the pairs of a group the cells of all files may be, for the pairs to be counted by cell."""


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
    """The pairs of one group."""

    counts: Floats | Ints
    """Pairs in each cell of the table."""
    by_file: Callable[[Floats], Floats]
    """Given what a pair in each cell is worth (cells × figures), what each file's pairs are worth together."""


class Counted(NamedTuple):
    """Groups of pairs, counted once for whatever is then worked out of them."""

    categories: int
    files: int
    groups: tuple[_Members, ...]


def linear_weights(categories: int) -> Floats:
    """Return how much two ratings of an ordered scale agree: 1 for the same, 0 for its ends, even steps between."""
    place = np.arange(categories)
    return np.asarray(1 - np.abs(place[:, None] - place) / max(categories - 1, 1), dtype=float)


def counted(
    first: ArrayLike,
    second: ArrayLike,
    file: ArrayLike,
    groups: Sequence[ArrayLike],
    categories: int,
) -> Counted:
    """Count the pairs of each group.

    `first` and `second` hold a pair's two ratings, as places on the scale from 0; `file` numbers its
    file from 0; each of `groups` holds the places of its pairs.
    """
    total, cells = int(np.max(file, initial=-1)) + 1, categories**2
    keys = _keys(first, second, file, categories, np.min_scalar_type(-total * cells))
    members = (_members(keys[np.asarray(each, dtype=np.int64)], total, cells) for each in groups)
    return Counted(categories, total, tuple(members))


def agreement(
    pairs: Counted, weights: Floats | None = None, among: Sequence[int] | None = None
) -> Agreement:
    """Return the agreement of each group.

    `weights` (categories × categories, 1 for full agreement) makes AC2, weighted alpha and weighted kappa
    of an ordered scale; without them only equal ratings agree. Percent agreement is always that of equal
    ratings. `among` are the categories that count, if not all do: a pair with any other is left out.
    """
    chosen = range(pairs.categories) if among is None else among
    return _agreement(_among(pairs, chosen), pairs.files, len(chosen), weights)


def _among(pairs: Counted, chosen: Sequence[int]) -> list[_Members]:
    """Narrow the tables to some categories."""
    place = np.asarray(chosen, dtype=np.int64)
    cells = (place[:, None] * pairs.categories + place).ravel()

    def narrowed(each: _Members) -> _Members:
        def by_file(worth: Floats) -> Floats:
            whole = np.zeros((pairs.categories**2, worth.shape[1]))
            whole[cells] = worth
            return each.by_file(whole)

        return _Members(each.counts[cells], by_file)

    return [narrowed(each) for each in pairs.groups]


def _agreement(
    members: Sequence[_Members], total: int, categories: int, weights: Floats | None
) -> Agreement:
    w = np.eye(categories) if weights is None else np.asarray(weights, dtype=float)
    shape = (len(members), categories, categories)
    counts = np.array([each.counts for each in members]).reshape(shape)
    of_each = np.column_stack([np.ones(categories**2), np.eye(categories).ravel()])
    found = [each.by_file(of_each).T for each in members]
    by_group = np.array(found, dtype=np.int64).reshape(len(members), 2, total)
    of, met = by_group.transpose(1, 2, 0)
    pairs, files = of.sum(axis=0), (of > 0).sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        several = np.sqrt(np.where(files < pairs, files / (files - 1), 1.0))
        t = several * student_t(np.asarray(files) - 1)
        z = several * np.where(files > 1, Z, np.nan)
        share = met.sum(axis=0) / pairs
        p = counts / pairs[:, None, None]
        corrected = _gwet(p, w), _alpha(p, w, pairs), _kappa(p, w)
        gwet, alpha, kappa = _limits(corrected, members, pairs, (t, t, z))
        equal = clustered(met, of)
        return Agreement(
            pairs,
            files,
            met.sum(axis=0),
            Coefficient(share, equal.low, equal.high),
            gwet,
            alpha,
            kappa,
        )


def _keys(
    first: ArrayLike, second: ArrayLike, file: ArrayLike, categories: int, wide: np.dtype[Any]
) -> Ints:
    """Number each file's cells through: a pair's file and its two ratings in one number."""
    # As narrow as they fit and in place: to carry them about takes longer than to reckon.
    keys = np.multiply(file, categories, dtype=wide, casting="unsafe")
    np.add(keys, first, out=keys, casting="unsafe")
    keys *= categories
    return np.add(keys, second, out=keys, casting="unsafe")


def _members(keys: Ints, total: int, cells: int) -> _Members:
    """Count a group's pairs once, file by file, where that takes less room than the pairs do; else look at each."""
    if total * cells <= ROOM * len(keys):
        table = np.bincount(keys, minlength=total * cells).reshape(total, cells).astype(float)
        return _Members(np.ones(total) @ table, table.__matmul__)
    file, cell = np.divmod(keys, cells)

    def by_file(worth: Floats) -> Floats:
        each = [np.bincount(file, weights=one[cell], minlength=total) for one in worth.T]
        return np.array(each, dtype=float).T

    return _Members(np.bincount(cell, minlength=cells), by_file)


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


def _limits(
    found: Sequence[_Found],
    members: Sequence[_Members],
    pairs: Ints,
    deviates: Sequence[Floats],
) -> list[Coefficient]:
    """Each coefficient with its 95% limits, never beyond −1 and 1; none where nothing differs between files."""
    error = np.empty((len(found), len(members)))
    for group, each in enumerate(members):
        linear = np.column_stack([one.linear[group].ravel() for one in found])
        error[:, group] = np.sqrt((each.by_file(linear) ** 2).sum(axis=0)) / pairs[group]
    return [
        _limited(one.value, of, deviate)
        for one, of, deviate in zip(found, error, deviates, strict=True)
    ]


def _limited(value: Floats, error: Floats, deviate: Floats) -> Coefficient:
    # Floating point leaves a little where all is equal: an interval of no width would claim certainty.
    spread = deviate * np.where(error < 1e-12, np.nan, error)
    value = np.where(np.isfinite(value), value, np.nan)
    return Coefficient(value, np.maximum(value - spread, -1), np.minimum(value + spread, 1))
