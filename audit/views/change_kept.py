"""Figures to hold against each other that the kept counts of two boards say: no rating is read for them."""

from collections.abc import Collection, Sequence
from typing import Generic, NamedTuple, TypeVar

from audit.model.board import Board
from audit.model.change import Compared
from audit.model.figure import Figure
from audit.model.language import N_, _

Groups = dict[str, Collection[str]]
"""What a figure is of, to the keys of its criteria."""
Each = TypeVar("Each")
NO_ROUND = N_("there is no round before to compare with")
NOT_THE_SAME = N_("none of its criteria is the same in both rounds")


class Kinds(NamedTuple, Generic[Each]):
    """One for each kind of figure; figures of a kind are compared at once."""

    overall: Each
    standards: Each
    points: Each
    criteria: Each


def from_kept(groups: Kinds[Groups], found: Sequence[Board]) -> Kinds[list[Compared]]:
    """The figures of a board, and of the round before where there is one, whose checklist is the same."""
    figures = [_figures_of(each) for each in found]
    return Kinds(*(_beside(of, [each[kind] for each in figures]) for kind, of in enumerate(groups)))


def _figures_of(board: Board) -> Kinds[dict[str, Figure]]:
    return Kinds(
        overall={"": board.overall.figure},
        standards={each.standard.key: each.figure for each in board.standards},
        points={each.point.key: each.figure for each in board.points},
        criteria={each.criterion.key: each.figure for each in board.criteria},
    )


def _beside(groups: Groups, figures: Sequence[dict[str, Figure]]) -> list[Compared]:
    return [
        Compared(
            key=key,
            now=figures[0][key],
            before=figures[1][key] if len(figures) > 1 else None,
            why_not=why_not(len(figures), asked=bool(of)),
            criteria=len(of),
            same=len(of),
        )
        for key, of in groups.items()
    ]


def why_not(rounds_read: int, *, asked: bool) -> str:
    """Return why two figures may not be compared, as the end of a sentence; empty where they may."""
    if rounds_read < 2:
        return _(NO_ROUND)
    return "" if asked else _(NOT_THE_SAME)
