"""What a reader can work out of a table with hidden counts: each one's range, found by linear programming.

A reader knows every printed count, every sum, that counts are whole, and that a hidden one is at least 1,
because zeros are printed. The least and the most that a hidden count can be under all that is a pair of linear
programmes (Fischetti and Salazar 2001, Management Science 47:1008; the auditing problem of Hundepool and others
2012, Statistical Disclosure Control, section 4.4). Where a corner of the programme is not whole, it is solved again
over whole numbers, so that what is said to be possible is possible.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from math import inf
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

SPAN = 4
"""A hidden count is protected where its range is at least this wide: five values, as many as “1 to 5” leaves."""
SWEEPS = 12
"""Times that the sums are gone through one by one, at most, before a programme is asked."""
NEAR = 1e-6
"""Under this, a difference from a whole number is the solver's."""

Total = tuple[int, tuple[int, ...]]
"""A sum that a reader can check: the place of the total, the places of its parts."""


class Reader(NamedTuple):
    """What the reader has before them; counts are called by their places."""

    known: Mapping[int, int]
    """The counts that are printed."""
    least: Mapping[int, int]
    """The others, with the least that each can be."""
    totals: Sequence[Total]


class Range(NamedTuple):
    """The least a hidden count can be, and the most, as far as it was looked into: `least + reach`."""

    low: int
    high: int

    @property
    def span(self) -> int:
        """How wide it is."""
        return self.high - self.low


def ranges(reader: Reader, wanted: Iterable[int], reach: int = SPAN) -> dict[int, Range]:
    """Return the range of each hidden count asked for, no further than `reach` above its least."""
    programme = _Programme(reader)
    found: dict[int, Range] = {}
    for each in _in_turns(programme.parts, wanted):
        low, _ = programme.ends(each, -1, None)
        high, _ = programme.ends(each, 1, {place: at + reach for place, at in low.items()})
        found |= {place: Range(low[place], high[place]) for place in each}
    return found


def plainly_exposed(reader: Reader, sensitive: Collection[int]) -> frozenset[int]:
    """Return those whose range is too narrow by going through the sums one by one, without a programme.

    What it finds is exposed; what it does not find may be exposed all the same.
    """
    low = dict(reader.least) | dict(reader.known)
    high = dict.fromkeys(reader.least, inf) | dict(reader.known)
    concerned = [each for each in reader.totals if any(n in reader.least for n in _all(each))]
    sums_with: dict[int, list[int]] = {}
    for number, total in enumerate(concerned):
        for place in _all(total):
            sums_with.setdefault(place, []).append(number)
    waiting = set(range(len(concerned)))
    for _ in range(SWEEPS):
        told = {place for each in sorted(waiting) for place in _tighten(concerned[each], low, high)}
        waiting = {each for place in told for each in sums_with[place]}
        if not waiting:
            break
    return frozenset(each for each in sensitive if high[each] - low[each] < SPAN)


def _tighten(total: Total, low: dict[int, int], high: dict[int, float]) -> list[int]:
    """Narrow the counts of a sum by what the others of it can be; return those of which that told anything."""
    whole, of = total
    told = []
    least, open_ = sum(low[each] for each in of), sum(high[each] == inf for each in of)
    most = sum(high[each] for each in of if high[each] != inf)
    if least > low[whole] or (not open_ and most < high[whole]):
        low[whole] = max(low[whole], least)
        high[whole] = min(high[whole], inf if open_ else most)
        told.append(whole)
    for each in of:
        was_low, was_high = low[each], high[each]
        others_open = open_ - (was_high == inf)
        others_most = most - (0 if was_high == inf else was_high)
        top = min(was_high, high[whole] - (least - was_low))
        foot = was_low if others_open else max(was_low, low[whole] - int(others_most))
        if (foot, top) == (was_low, was_high):
            continue
        low[each], high[each] = foot, top
        least += foot - was_low
        open_ -= was_high == inf and top != inf
        most += (0 if top == inf else top) - (0 if was_high == inf else was_high)
        told.append(each)
    return told


def exposed(
    reader: Reader,
    sensitive: Collection[int],
    truth: Sequence[int] | None = None,
    *,
    one_will_do: bool = False,
) -> frozenset[int]:
    """Return the sensitive hidden counts whose range is narrower than `SPAN`.

    Every solution found along the way is a table that could be the true one, and so is the truth, where it is
    handed in. Two of them that differ enough settle a count, so that few are left to be asked about by name.
    Where one of each part will do, the others of the part are not looked for.
    """
    if not sensitive:
        return frozenset()
    programme = _Programme(_about(reader, sensitive))
    seen = _Seen(programme.columns, programme.some(truth))
    waiting, narrow = set(sensitive), set[int]()
    while waiting:
        asked = next(iter(_in_turns(programme.parts, waiting)))
        found = _narrow_of(programme, seen, asked)
        narrow |= found
        waiting -= set(asked)
        waiting -= seen.wide(waiting)
        if one_will_do:
            done = {programme.parts[each] for each in found}
            waiting = {each for each in waiting if programme.parts[each] not in done}
    return frozenset(narrow)


def _narrow_of(programme: "_Programme", seen: "_Seen", asked: Sequence[int]) -> set[int]:
    """Those of the asked that cannot be far enough apart: up from a table that fits, then down."""
    high, table = programme.ends(asked, 1, seen.above(asked))
    seen.note(table)
    rest = [each for each in asked if each not in seen.wide(asked)]
    if not rest:
        return set()
    low, table = programme.ends(rest, -1, None)
    seen.note(table)
    return {each for each in rest if high[each] - low[each] < SPAN}


def parts(places: Iterable[int], totals: Iterable[Total]) -> dict[int, int]:
    """Return for each place the name of its part: what no sum links is in different parts."""
    parent = {each: each for each in places}

    def root(each: int) -> int:
        while parent[each] != each:
            parent[each] = parent[parent[each]]
            each = parent[each]
        return each

    for total, of in totals:
        linked = [each for each in (total, *of) if each in parent]
        for each in linked[1:]:
            parent[root(each)] = root(linked[0])
    return {each: root(each) for each in parent}


def _all(total: Total) -> tuple[int, ...]:
    """The total and its parts."""
    return (total[0], *total[1])


def _about(reader: Reader, places: Collection[int]) -> Reader:
    """What the reader has that bears on these counts: the parts in which they are."""
    part = parts(reader.least, reader.totals)
    wanted = {part[each] for each in places}
    least = {each: at for each, at in reader.least.items() if part[each] in wanted}
    totals = [
        (total, of) for total, of in reader.totals if any(each in least for each in (total, *of))
    ]
    return Reader(reader.known, least, totals)


def _in_turns(part: Mapping[int, int], wanted: Iterable[int]) -> list[list[int]]:
    """One count of each part at a time: parts do not touch, so one programme answers for all of them."""
    turns: list[list[int]] = []
    taken: dict[int, int] = {}
    for each in sorted(wanted):
        turn = taken.get(part[each], 0)
        taken[part[each]] = turn + 1
        if turn == len(turns):
            turns.append([])
        turns[turn].append(each)
    return turns


class _Seen:
    """The least and the most that each count was in a table that could be the true one."""

    def __init__(self, columns: Mapping[int, int], first: NDArray[np.float64]) -> None:
        self._columns = columns
        self._first = first
        self._low, self._high = first, first

    def note(self, table: NDArray[np.float64]) -> None:
        """Take a table in."""
        self._low = np.minimum(self._low, table)
        self._high = np.maximum(self._high, table)

    def wide(self, places: Iterable[int]) -> set[int]:
        """Those that are protected by the tables seen so far."""
        span = self._high - self._low
        return {each for each in places if span[self._columns[each]] >= SPAN}

    def above(self, places: Iterable[int]) -> dict[int, int]:
        """As far above the first table as is worth looking: there they are wide."""
        return {each: int(self._first[self._columns[each]]) + SPAN for each in places}


class _Programme:
    """A column for each count that is not printed, a row for each sum that has one."""

    def __init__(self, reader: Reader) -> None:
        from highspy import Highs, HighsLp, MatrixFormat

        self.columns = {place: n for n, place in enumerate(reader.least)}
        self.parts = parts(reader.least, reader.totals)
        rows = [_row(each, reader.known, self.columns) for each in reader.totals]
        rows = [each for each in rows if each[0]]
        self._least = np.array(list(reader.least.values()), float)
        self._solver = Highs()  # type: ignore[no-untyped-call]
        lp = HighsLp()
        lp.num_col_, lp.num_row_ = len(self.columns), len(rows)
        lp.col_cost_ = np.zeros(len(self.columns))
        lp.col_lower_ = self._least
        lp.col_upper_ = np.full(len(self.columns), np.inf)
        lp.row_lower_ = lp.row_upper_ = np.array([each[2] for each in rows], float)
        lp.a_matrix_.format_ = MatrixFormat.kRowwise
        lp.a_matrix_.start_ = np.cumsum([0, *(len(each[0]) for each in rows)])
        lp.a_matrix_.index_ = np.array([n for each in rows for n in each[0]], int)
        lp.a_matrix_.value_ = np.array([n for each in rows for n in each[1]], float)
        self._solver.silent()
        self._solver.setOptionValue("threads", 1)
        self._solver.passModel(lp)

    def some(self, truth: Sequence[int] | None) -> NDArray[np.float64]:
        """A table that fits: the true one, or any."""
        if truth is None:
            return self._whole()
        return np.array([truth[each] for each in self.columns], float)

    def ends(
        self, places: Sequence[int], way: int, most: Mapping[int, int] | None
    ) -> tuple[dict[int, int], NDArray[np.float64]]:
        """Return how far these counts, one a part, go down (-1) or up (1), and the table where they are there."""
        at = np.array([self.columns[each] for each in places], np.int32)
        self._bound(at, None if most is None else np.array([most[each] for each in places], float))
        self._solver.changeColsCost(len(at), at, np.full(len(at), -float(way)))
        table = self._whole()
        self._solver.changeColsCost(len(at), at, np.zeros(len(at)))
        self._bound(at, None)
        return dict(zip(places, table[at].astype(int).tolist(), strict=True)), table

    def _bound(self, at: NDArray[np.int32], most: NDArray[np.float64] | None) -> None:
        upper = np.full(len(at), np.inf) if most is None else most
        self._solver.changeColsBounds(len(at), at, self._least[at], upper)

    def _whole(self) -> NDArray[np.float64]:
        """Solve; where the corner is not whole, solve over whole numbers."""
        table = self._solved()
        if np.abs(table - np.rint(table)).max(initial=0.0) > NEAR:
            self._integral(1)
            table = self._solved()
            self._integral(0)
        return np.rint(table)

    def _integral(self, kind: int) -> None:
        every = np.arange(len(self.columns), dtype=np.int32)
        self._solver.changeColsIntegrality(
            len(every), every, np.full(len(every), kind, dtype=np.uint8)
        )

    def _solved(self) -> NDArray[np.float64]:
        from highspy import HighsModelStatus

        self._solver.run()
        if self._solver.getModelStatus() != HighsModelStatus.kOptimal:
            raise ValueError("the sums do not agree with the counts")
        return np.array(self._solver.getSolution().col_value, float)


def _row(
    total: Total, known: Mapping[int, int], columns: Mapping[int, int]
) -> tuple[list[int], list[int], int]:
    """A sum as a row: columns, coefficients, and what the known counts leave for them."""
    signed = [(total[0], -1), *((each, 1) for each in total[1])]
    at = [columns[place] for place, _ in signed if place in columns]
    by = [sign for place, sign in signed if place in columns]
    rest = -sum(sign * known[place] for place, sign in signed if place in known)
    return at, by, rest
