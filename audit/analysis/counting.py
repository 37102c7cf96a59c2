"""Counting the tallies of case audits: one letter a criterion, one word a case audit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audit.model.checklist import Counts

Letters = NDArray[np.uint8]
"""Case audits × criteria, the code of a letter in each cell."""
Ints = NDArray[np.int64]
APPLICABLE = (Counts.MET, Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED)


def letters(tallies: Sequence[str], criteria: int) -> Letters:
    """Lay tallies of equal length out as a matrix, case audits × criteria; ValueError if one is of another length."""
    return np.frombuffer("".join(tallies).encode("ascii"), dtype=np.uint8).reshape(
        len(tallies), criteria
    )


def is_counted_as(cells: Letters, *counts: Counts) -> NDArray[np.bool_]:
    """Return where a cell counts as one of these, starred or not."""
    wanted = np.zeros(256, dtype=bool)
    wanted[[ord(letter) for each in counts for letter in (each.letter, each.letter.upper())]] = True
    looked_up: NDArray[np.bool_] = wanted[cells]
    return looked_up


def totals(cells: Letters) -> dict[Counts, Ints]:
    """Return how many ratings of each criterion count as what."""
    return {each: is_counted_as(cells, each).sum(axis=0) for each in Counts}


def starred(cells: Letters) -> Ints:
    """Return how often each criterion was starred as good practice."""
    total: Ints = is_starred(cells).sum(axis=0)
    return total


def by_case(cells: Letters, case: Sequence[int], groups: NDArray[np.bool_]) -> tuple[Ints, Ints]:
    """Return met and applicable ratings, cases × groups.

    `case` numbers the case of each case audit from 0; `groups` is criteria × groups, true where a
    criterion belongs to the group (a standard, a learning point, the whole checklist).
    """
    met, applicable = is_counted_as(cells, Counts.MET), is_counted_as(cells, *APPLICABLE)
    return per_case(met, case, groups), per_case(applicable, case, groups)


def per_case(chosen: NDArray[np.bool_], case: Sequence[int], groups: NDArray[np.bool_]) -> Ints:
    """Return how many of the chosen cells, case audits × criteria, there are in each case and group."""
    cases, criteria = max(case, default=-1) + 1, chosen.shape[1]
    place = np.asarray(case, dtype=np.int64)[:, None] * criteria + np.arange(criteria)
    each = np.bincount(place[chosen], minlength=cases * criteria).reshape(cases, criteria)
    return each @ groups.astype(np.int64)


def is_starred(cells: Letters) -> NDArray[np.bool_]:
    """Return where a cell is starred as good practice: its letter is a capital."""
    capital: NDArray[np.bool_] = (cells >= ord("A")) & (cells <= ord("Z"))
    return capital
