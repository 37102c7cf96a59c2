"""Sharing readings out: fair loads, whole readings within one of them, and then one wish after the other.

It is a flow from groups of like files to auditors. Files that nothing tells apart make one group, so that
2,000 files are a few hundred unknowns. Such a programme has whole numbers at its corners, and HiGHS, a
solver of linear programmes, ends at a corner: nothing is rounded.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from highspy import HighsSolution

Numbers = NDArray[np.float64]

TINY = 1e-6
"""Under this, a difference is the solver's and not the world's: fair loads are fractions of some thousands."""


class Group(NamedTuple):
    """Files that nothing tells apart; auditors are called by their places."""

    files: int
    readings: int
    """Of each file that are to be given out: 1 or 2. Two go to two different auditors."""
    readers: tuple[int, ...]
    """Who may read them; at least as many as there are readings."""
    held: tuple[int, ...]
    """For each reader, how many they have already; of two readings, all of them or none."""
    distance: tuple[int, ...]
    """For each reader, how far their expertise is from what is asked, from 0."""


class Shared(NamedTuple):
    """The outcome."""

    fair: tuple[float, ...]
    """For each auditor, the readings that would be fair to the hair."""
    counts: tuple[tuple[int, ...], ...]
    """For each group, how many each of its readers gets."""


def share_out(groups: Sequence[Group], weights: Sequence[float], done: Sequence[float]) -> Shared:
    """Return who gets how many of each group.

    `done` is what each auditor has already: loads count it, so whoever did more gets less. Whole readings
    come within one of the fair load; among all such ways, first as few readings as can be change hands, then
    an odd one goes where the fair load is nearest to the next whole, then to the experts.
    """
    if not groups:
        return Shared(tuple(0.0 for _ in weights), ())
    arcs = _Arcs(groups)
    flow = _Flow(arcs, weights, done)
    fair = flow.fair()
    low = np.floor(fair + TINY)
    flow.bound(low, np.ceil(fair - TINY))
    odd = np.round(1000 * (1 - 2 * (fair - low)))
    for cost in (-arcs.is_kept, odd[arcs.reader], arcs.distance):
        flow.narrow(cost)
    return Shared(tuple(fair.tolist()), arcs.counts(flow.value()))


class _Arcs:
    """Two arcs from a group to each of its readers: what they keep, and what comes to them."""

    def __init__(self, groups: Sequence[Group]) -> None:
        self._groups = groups
        self.supply = np.array([each.files * each.readings for each in groups], float)
        pairs = [(n, *each) for n, group in enumerate(groups) for each in _readers(group)]
        origin, reader, held, room, distance = (np.array(each) for each in zip(*pairs, strict=True))
        self.origin = np.tile(origin, 2)
        self.reader = np.tile(reader, 2)
        self.room = np.concatenate([held, room]).astype(float)
        self.is_kept = np.concatenate([np.ones(len(pairs)), np.zeros(len(pairs))])
        self.distance = np.tile(distance, 2).astype(float)

    def counts(self, value: Numbers) -> tuple[tuple[int, ...], ...]:
        """What each reader of each group gets, kept and new together."""
        kept, new = np.split(np.rint(value).astype(int), 2)
        ends = np.cumsum([len(each.readers) for each in self._groups])[:-1]
        return tuple(tuple(each.tolist()) for each in np.split(kept + new, ends))


def _readers(group: Group) -> Iterable[tuple[int, int, int, int]]:
    """Place, readings held, readings that can come, and distance, for each reader of a group.

    Nobody reads a file twice: of a group of so many files, that is what can be theirs.
    """
    for reader, held, distance in zip(group.readers, group.held, group.distance, strict=True):
        yield reader, held, group.files - held, distance


class _Flow:
    """The programme: a row for each group and each auditor, a column for each arc and one for the level."""

    def __init__(self, arcs: _Arcs, weights: Sequence[float], done: Sequence[float]) -> None:
        from highspy import Highs, HighsLp, MatrixFormat

        self._groups, self._auditors = len(arcs.supply), len(weights)
        self._rows = np.arange(self._groups, self._groups + self._auditors, dtype=np.int32)
        self._columns = np.arange(len(arcs.room), dtype=np.int32)
        self._level = len(arcs.room)
        self._reached = np.isin(np.arange(self._auditors), arcs.reader)
        self._weights = np.array(weights) / max(weights)
        self._done = np.array(done, float)
        lp = HighsLp()
        lp.num_col_ = self._level + 1
        lp.num_row_ = self._groups + self._auditors
        lp.col_cost_ = np.append(np.zeros(self._level), 1.0)
        lp.col_lower_ = np.zeros(self._level + 1)
        lp.col_upper_ = np.append(arcs.room, np.inf)
        lp.row_lower_ = np.append(arcs.supply, np.full(self._auditors, -np.inf))
        lp.row_upper_ = np.append(arcs.supply, -self._done)
        lp.a_matrix_.format_ = MatrixFormat.kColwise
        ends = np.column_stack([arcs.origin, self._groups + arcs.reader]).ravel()
        lp.a_matrix_.index_ = np.append(ends, self._rows)
        lp.a_matrix_.value_ = np.append(np.ones(2 * self._level), -self._weights)
        lp.a_matrix_.start_ = np.append(
            np.arange(0, 2 * self._level + 1, 2), 2 * self._level + self._auditors
        )
        self._solver = Highs()  # type: ignore[no-untyped-call]
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(lp)

    def fair(self) -> Numbers:
        """Return for each auditor what is fair to the hair: the highest level is as low as can be, then the next.

        A level is an auditor's load over the share. Who is held to the level by the rules, which the
        solver's prices tell, is settled there; the others go on to a lower one. What would flow to them from
        files that somebody on a lower level may read is closed for good, for whole readings too.
        """
        found = np.zeros(self._auditors)
        waiting = self._reached.copy()
        self._settle(~waiting, found)
        while waiting.any():
            solution = self._solved()
            self._close(solution)
            level = solution.col_value[self._level]
            prices = np.abs(np.array(solution.row_dual)[self._groups :])
            held = waiting & ((prices > TINY) | (level <= TINY))
            found[held] = np.maximum(self._weights[held] * level - self._done[held], 0)
            self._settle(held, found)
            waiting &= ~held
        return found

    def _settle(self, who: NDArray[np.bool_], at: Numbers) -> None:
        """Give these auditors so much, whatever the level."""
        for place in np.flatnonzero(who):
            row = self._groups + int(place)
            self._solver.changeCoeff(row, self._level, 0.0)
            self._solver.changeRowBounds(row, at[place], at[place])

    def bound(self, low: Numbers, high: Numbers) -> None:
        """Give each auditor from so many to so many."""
        for row, least, most in zip(self._rows, low, high, strict=True):
            self._solver.changeRowBounds(int(row), least, most)
        self._solver.changeColCost(self._level, 0.0)

    def narrow(self, cost: Numbers) -> None:
        """Keep to the flows that cost least: what the prices forbid them is closed from here on.

        Then the next wish chooses among equals, and no weights have to say how much one counts against another.
        """
        self._solver.changeColsCost(self._level, self._columns, cost)
        solution = self._solved()
        self._close(solution)
        for place in np.flatnonzero(np.abs(np.array(solution.row_dual)) > TINY):
            at = round(solution.row_value[place])
            self._solver.changeRowBounds(int(place), at, at)

    def _close(self, solution: "HighsSolution") -> None:
        """Leave each arc that has a price at the bound where it is: no flow that costs as little differs there."""
        priced = np.abs(np.array(solution.col_dual)[: self._level]) > TINY
        closed = np.flatnonzero(priced).astype(np.int32)
        at = np.rint(np.array(solution.col_value)[closed])
        self._solver.changeColsBounds(len(closed), closed, at, at)

    def value(self) -> Numbers:
        """What flows along each arc."""
        return np.array(self._solver.getSolution().col_value)[: self._level]

    def _solved(self) -> "HighsSolution":
        self._solver.run()
        return self._solver.getSolution()
