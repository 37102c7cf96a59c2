"""Kept counts: everything that a board totals of one place, as one row of whole numbers that add up.

A row holds no case and no case audit, only sums: two rows of different cases can be added, and a row
of some cases can be taken away. So a round's rows are kept by adding what a case counts for after an act
and taking away what it counted for before.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from audit.analysis import counting
from audit.analysis.compliance import Sums
from audit.analysis.counting import APPLICABLE, Ints
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Checklist, Counts
from audit.model.counts import WHOLE, Lying, Number, Place

Rows = dict[Place, Ints]

_HEAD = ("counted", "cases", "overruled", *CaseAuditStatus)
_EACH = (*Counts, "starred", "cases")
_GROUP = ("cases", "met_met", "met_applicable", "applicable_applicable")


class Layout:
    """Where in a row each number stands: as a published checklist has it, which never changes."""

    def __init__(self, checklist: Checklist) -> None:
        """Lay a row out for this checklist."""
        self.criteria = tuple(each.key for each in checklist.criteria)
        standards = {each.key: [one.key for one in each.criteria] for each in checklist.standards}
        points: dict[str, list[str]] = {}
        for each in checklist.criteria:
            for point in each.learning_points:
                points.setdefault(point, []).append(each.key)
        self.standards, self.points = tuple(standards), tuple(points)
        groups = [*standards.values(), *points.values(), self.criteria]
        self.groups = self.membership(groups)
        """Criteria × groups, true where a criterion belongs: the standards, the points, the whole checklist."""
        scale = checklist.judgement_scale
        values = () if scale is None else tuple(each.key for each in scale.values)
        self.judged = tuple((of, value) for of in ("", *standards) for value in values)
        sizes = (
            len(_HEAD),
            len(_EACH) * len(self.criteria),
            len(_GROUP) * len(groups),
            len(self.judged),
        )
        self.ends = tuple(int(end) for end in np.cumsum(sizes))

    def membership(self, groups: Sequence[Sequence[str]]) -> NDArray[np.bool_]:
        """Return criteria × groups, true where a criterion belongs."""
        return np.array([[key in group for group in groups] for key in self.criteria], dtype=bool)

    @property
    def size(self) -> int:
        """How many numbers a row has."""
        return self.ends[-1]

    def nothing(self) -> Rows:
        """Return the rows of a round in which nothing is yet."""
        return {WHOLE: np.zeros(self.size, dtype=np.int64)}


class Counted:
    """One row, its numbers by their names."""

    def __init__(self, layout: Layout, row: Ints) -> None:
        """Read a row that was laid out so."""
        self.layout, self._row = layout, row

    def head(self, name: str) -> int:
        """Case audits that count, cases, ratings overruled, or how many first readings stand where."""
        return int(self._row[_HEAD.index(name)])

    def of_criteria(self, name: str) -> Ints:
        """Ratings of each criterion that count as what, that are starred, or cases in which it applies."""
        found: Ints = self._each[_EACH.index(name)]
        return found

    @cached_property
    def applicable(self) -> Ints:
        """Applicable ratings of each criterion."""
        total: Ints = sum((self.of_criteria(each) for each in APPLICABLE[1:]), self.met)
        return total

    @property
    def met(self) -> Ints:
        """Ratings of each criterion that are met."""
        return self.of_criteria(Counts.MET)

    def standards(self) -> Sums:
        """Return what the limits of each standard are worked out from."""
        return self._sums(0, len(self.layout.standards))

    def points(self, wanted: Sequence[str]) -> Sums:
        """Return the same of these learning points; of one that nothing cites it is nothing."""
        first, last = len(self.layout.standards), len(self.layout.groups[0]) - 1
        found = self._sums(first, last)
        places = [
            self.layout.points.index(each) if each in self.layout.points else last - first
            for each in wanted
        ]
        return Sums(*(np.append(each, 0)[places] for each in found))

    def overall(self) -> Sums:
        """Return the same of the whole checklist."""
        whole = len(self.layout.groups[0])
        return self._sums(whole - 1, whole)

    def judgements(self) -> dict[str, dict[str, int]]:
        """Return how often each value was given, by standard, nothing for the whole file; only where any was."""
        found: dict[str, dict[str, int]] = {}
        for (standard, value), n in zip(
            self.layout.judged, self._row[self.layout.ends[2] :].tolist(), strict=True
        ):
            found.setdefault(standard, {})[value] = n
        return {standard: given for standard, given in found.items() if any(given.values())}

    @cached_property
    def _each(self) -> Ints:
        block = self._row[self.layout.ends[0] : self.layout.ends[1]]
        return block.reshape(len(_EACH), len(self.layout.criteria))

    def _sums(self, first: int, last: int) -> Sums:
        member = self.layout.groups[:, first:last].astype(np.int64)
        block = self._row[self.layout.ends[1] : self.layout.ends[2]]
        squares = block.reshape(len(_GROUP), -1)[:, first:last]
        return Sums(squares[0], self.met @ member, self.applicable @ member, *squares[1:])


def rolled_up(layout: Layout, lying: Lying, *, whole: bool = False) -> Rows:
    """Return what some cases count for in each place that counts any of it; or only as a `whole`."""
    finest = dict.fromkeys(
        each.place
        for part in (lying.tallied, lying.statuses, lying.judgements, lying.overruled)
        for each in part
    )
    above = {place: {WHOLE} if whole else place.above() for place in finest}
    number = {place: at for at, place in enumerate(sorted(set().union(*above.values())))}
    found = np.zeros((len(number), layout.size), dtype=np.int64)
    _additive(
        layout, lying, {place: [number[each] for each in above[place]] for place in finest}, found
    )
    if lying.tallied:
        for up in _levels(lying, above, number):
            _clustered(layout, lying, up, found)
    return {place: found[at] for place, at in number.items()}


def added(rows: Mapping[Place, Ints], more: Mapping[Place, Ints], *, times: int = 1) -> Rows:
    """Return the sum of both; with `times=-1` the rows with the others taken away."""
    found = dict(rows)
    for place, row in more.items():
        found[place] = found[place] + times * row if place in found else times * row
    return found


def _additive(layout: Layout, lying: Lying, up: Mapping[Place, Sequence[int]], found: Ints) -> None:
    """Add what can be counted without looking at cases: each thing counts in every place above its own."""
    spots: dict[tuple[str, ...], int] = {
        (each.value,): _HEAD.index(each) for each in CaseAuditStatus
    }
    spots[()] = _HEAD.index("overruled")
    start = layout.ends[2]
    spots |= {of: start + at for at, of in enumerate(layout.judged)}
    numbers: Iterable[Number] = (*lying.statuses, *lying.judgements, *lying.overruled)
    for each in numbers:
        found[up[each.place], spots[each.of]] += each.n


def _levels(
    lying: Lying, above: Mapping[Place, Iterable[Place]], number: Mapping[Place, int]
) -> Iterable[Ints]:
    """For each way of being narrowed the place of every case audit that counts; −1 where it has none of that kind."""
    shapes = sorted({_shape(each) for places in above.values() for each in places})
    of = {
        place: [
            next((number[each] for each in above[place] if _shape(each) == shape), -1)
            for shape in shapes
        ]
        for place in above
    }
    table = np.array([of[each.place] for each in lying.tallied], dtype=np.int64)
    return table.T


def _shape(place: Place) -> tuple[bool, ...]:
    return tuple(bool(part) for part in place)


def _clustered(layout: Layout, lying: Lying, up: Ints, found: Ints) -> None:
    """Add ratings, cases and the sums over cases to one place for each case audit."""
    here = np.flatnonzero(up >= 0)
    cases: dict[str, int] = {}
    case = np.array([cases.setdefault(each.case, len(cases)) for each in lying.tallied])[here]
    pairs, at = np.unique(up[here] * len(cases) + case, return_inverse=True)
    pair = at.tolist()
    place = pairs // len(cases)
    cells = counting.letters([each.tally for each in lying.tallied], len(layout.criteria))[here]
    alone = np.eye(len(layout.criteria), dtype=bool)
    met, applicable = counting.by_case(cells, pair, alone)
    kinds = [
        *(counting.per_case(counting.is_counted_as(cells, each), pair, alone) for each in Counts),
        counting.per_case(counting.is_starred(cells), pair, alone),
        (applicable > 0).astype(np.int64),
    ]
    m, a = met @ layout.groups, applicable @ layout.groups
    head = np.zeros((len(pairs), len(_HEAD)), dtype=np.int64)
    head[:, 0], head[:, 1] = np.bincount(pair, minlength=len(pairs)), 1
    squares = [(a > 0).astype(np.int64), m * m, m * a, a * a]
    rows = np.hstack([head, *kinds, *squares])
    np.add.at(found[:, : rows.shape[1]], place, rows)
