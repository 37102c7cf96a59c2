"""Counting the tallies of case audits: one letter a criterion, one word a case audit."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from audit.model.checklist import Counts

Letters = NDArray[np.uint8]
"""Case audits × criteria, the code of a letter in each cell."""
Ints = NDArray[np.int64]
CAPITAL = 32
"""What lies between a small letter and its capital."""
APPLICABLE = (Counts.MET, Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED)


def letters(tallies: Sequence[str], criteria: int) -> Letters:
    """Lay tallies of equal length out as a matrix, case audits × criteria; ValueError if one is of another length."""
    return np.frombuffer("".join(tallies).encode("ascii"), dtype=np.uint8).reshape(
        len(tallies), criteria
    )


def is_counted_as(cells: Letters, *counts: Counts) -> NDArray[np.bool_]:
    """Return where a cell counts as one of these, starred or not."""
    wanted = [ord(each.letter) for each in counts]
    return np.isin(cells | CAPITAL, wanted)


def totals(cells: Letters) -> dict[Counts, Ints]:
    """Return how many ratings of each criterion count as what."""
    return {each: is_counted_as(cells, each).sum(axis=0) for each in Counts}


def starred(cells: Letters) -> Ints:
    """Return how often each criterion was starred as good practice."""
    capital: Ints = ((cells >= ord("A")) & (cells <= ord("Z"))).sum(axis=0)
    return capital


def by_case(
    cells: Letters, case: Sequence[int], groups: NDArray[np.bool_]
) -> tuple[Ints, Ints]:
    """Return met and applicable ratings, cases × groups.

    `case` numbers the case of each case audit from 0; `groups` is criteria × groups, true where a
    criterion belongs to the group (a standard, a learning point, the whole checklist).
    """
    member = groups.astype(np.float64)
    index = np.asarray(case, dtype=np.int64)
    size = int(index.max()) + 1 if len(index) else 0
    shape = (size, groups.shape[1])
    met, applicable = np.zeros(shape), np.zeros(shape)
    # Matrix products in floating point are exact here: the sums stay far under 2**53.
    np.add.at(met, index, is_counted_as(cells, Counts.MET).astype(np.float64) @ member)
    np.add.at(applicable, index, is_counted_as(cells, *APPLICABLE).astype(np.float64) @ member)
    return met.astype(np.int64), applicable.astype(np.int64)
