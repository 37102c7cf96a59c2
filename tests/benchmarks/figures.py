"""The figures of a board, whoever worked them out: a peer that counts something else proves nothing."""

from collections.abc import Mapping
from typing import NamedTuple

import numpy as np

from audit.analysis.compliance import Sums, pooled
from audit.model.board import Board, Result
from audit.model.checklist import Counts


class Found(NamedTuple):
    """What a peer found of one criterion, standard or learning point, or altogether."""

    counts: Mapping[str, int]
    starred: int
    cases: int
    met: int
    applicable: int
    met_met: int
    """Met × met of each case, added up over the cases; the two below likewise."""
    met_applicable: int
    applicable_applicable: int


NOTHING = Found({}, 0, 0, 0, 0, 0, 0, 0)


def differences(board: Board, found: Mapping[tuple[str, str], Found]) -> list[str]:
    """Name every figure of the board that a peer counts differently."""
    shown: dict[tuple[str, str], Result] = {
        **{("criterion", each.criterion.key): each for each in board.criteria},
        **{("standard", each.standard.key): each for each in board.standards},
        **{("point", each.point.key): each for each in board.points},
        ("everything", "all"): board.overall,
    }
    return [
        f"{way} {key}"
        for (way, key), result in shown.items()
        if not _same(result, found.get((way, key), NOTHING), pooled_over_cases=way != "criterion")
    ]


def _same(result: Result, found: Found, *, pooled_over_cases: bool) -> bool:
    figure = result.figure
    same = (
        result.counts == {each: found.counts.get(each, 0) for each in Counts}
        and result.starred == found.starred
        and (figure.met, figure.applicable, figure.cases)
        == (found.met, found.applicable, found.cases)
    )
    if same and pooled_over_cases and figure.applicable:
        limits = pooled(Sums(*(np.array([each]) for each in found[2:])))
        same = abs(limits.low[0] - figure.low) + abs(limits.high[0] - figure.high) < 1e-9
    return same
