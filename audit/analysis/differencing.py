"""What can be worked out from several releases put together, though from none of them alone.

Case files are sorted into groups that nothing released tells apart. A count of a release is the sum of that count over
its groups, in every release, so that all releases make one set of linked tables, and the bounds of
`suppression_range` hold for it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.analysis.disclosure import SMALL
from audit.analysis.suppression_range import Reader, Total, exposed, parts, ranges
from audit.model.disclosure import Key


class Told(NamedTuple):
    """What is shown of one set of files; None for a count that is hidden."""

    files: frozenset[str]
    shown: Mapping[Key, int | None]


class Uncovered(NamedTuple):
    """A hidden count, by the place of what was told and its name."""

    told: int
    name: Key


def small_differences(new: Told, old: Told) -> frozenset[Key]:
    """Return the counts that come to 1 to 5 when one is taken from the other, where one holds all files of the other."""
    if new.files == old.files or not (new.files < old.files or old.files < new.files):
        return frozenset()
    both = (name for name in new.shown if name in old.shown)
    pairs = ((name, new.shown[name], old.shown[name]) for name in both)
    return frozenset(
        name for name, a, b in pairs if a is not None and b is not None and 1 <= abs(a - b) <= SMALL
    )


def few_cases(told: Sequence[Told], case: Mapping[str, str]) -> Iterator[frozenset[int]]:
    """Yield the places of what was told that, taken from one another, leave the files of 1 to 5 cases.

    Files are left where their group is a sum of rows of the table that says what is in what: count by count, as
    only those that show a count can be subtracted. `case` is file to case.
    """
    names = {name for each in told for name in each.shown}
    shown = {
        tuple(n for n, each in enumerate(told) if each.shown.get(name) is not None)
        for name in names
    }
    for places in sorted(each for each in shown if len(each) > 1):
        some = [told[n] for n in places]
        members = list(_memberships(some))
        files = sorted(frozenset().union(*(each.files for each in some)))
        groups = sorted(set(members), key=sorted)
        rows = np.array([[n in group for n in range(len(some))] for group in groups], dtype=float)
        for g, group in enumerate(groups):
            cases = {case[file] for file, of in zip(files, members, strict=True) if of == group}
            used = _taken(rows, g) if len(cases) <= SMALL else ()
            if len(used) > 1:
                yield frozenset(places[n] for n in used)


def _taken(rows: NDArray[np.float64], group: int) -> tuple[int, ...]:
    """Which of what was told, added and subtracted, are this group and no other; none where they cannot be."""
    wanted = np.eye(len(rows))[group]
    times = np.linalg.lstsq(rows, wanted, rcond=None)[0]
    if not np.allclose(rows @ times, wanted):
        return ()
    return tuple(int(n) for n in np.flatnonzero(np.abs(times) > 1e-9))


def uncovered(
    told: Sequence[Told],
    sums: Sequence[tuple[Key, tuple[Key, ...]]],
    alone: Sequence[Collection[int]],
) -> frozenset[Uncovered]:
    """Return the hidden counts that could be small and that all of it together gives away.

    `alone` says which places were released together: what one release gives away by itself (a large count that
    is hidden for another may have a narrow range) is not the doing of two.
    """
    together = _given_away(told, sums)
    by_itself = {
        Uncovered(group[each.told], each.name)
        for group in map(list, alone)
        for each in _given_away([told[place] for place in group], sums)
    }
    return frozenset(together - by_itself)


def _given_away(
    told: Sequence[Told], sums: Sequence[tuple[Key, tuple[Key, ...]]]
) -> set[Uncovered]:
    """Part by part: where ratings were changed between releases the sums disagree, and nothing follows from them."""
    linked = _Linked(told, sums)
    part = parts(linked.reader.least, linked.reader.totals)
    found: set[Uncovered] = set()
    for _, places in groupby(sorted(linked.hidden, key=part.__getitem__), key=part.__getitem__):
        found |= {linked.hidden[each] for each in _small(linked.reader, list(places))}
    return found


def _small(reader: Reader, hidden: Sequence[int]) -> set[int]:
    """The hidden counts of one part that are given away and could be small."""
    try:
        narrow = exposed(reader, hidden)
        low = ranges(_only(reader, hidden), narrow) if narrow else {}
    except ValueError:
        return set()
    return {each for each, at in low.items() if at.low <= SMALL}


def _only(reader: Reader, hidden: Sequence[int]) -> Reader:
    """The part in which these are."""
    part = parts(reader.least, reader.totals)
    least = {each: n for each, n in reader.least.items() if part[each] == part[hidden[0]]}
    totals = [each for each in reader.totals if any(n in least for n in (each[0], *each[1]))]
    return Reader(reader.known, least, totals)


class _Linked:
    """All that was told as one set of tables: places for what is shown, and for what is counted in each group."""

    def __init__(self, told: Sequence[Told], sums: Sequence[tuple[Key, tuple[Key, ...]]]) -> None:
        self._place: dict[tuple[str, int, Key], int] = {}
        names = sorted({name for each in told for name in each.shown})
        groups = _groups(told)
        totals: list[Total] = []
        known: dict[int, int] = {}
        self.hidden: dict[int, Uncovered] = {}
        for n, each in enumerate(told):
            inside = [g for g, members in enumerate(groups) if n in members]
            for name, number in each.shown.items():
                place = self._at("told", n, name)
                totals.append((place, tuple(self._at("group", g, name) for g in inside)))
                if number is None:
                    self.hidden[place] = Uncovered(n, name)
                else:
                    known[place] = number
        totals += [
            (self._at("group", g, total), tuple(self._at("group", g, part) for part in of))
            for g in range(len(groups))
            for total, of in sums
            if all(name in names for name in (total, *of))
        ]
        # A hidden count is at least 1, since zeros are shown; what is counted in a group may be none.
        least = {
            place: int(place in self.hidden) for place in self._place.values() if place not in known
        }
        self.reader = Reader(known, least, totals)

    def _at(self, kind: str, number: int, name: Key) -> int:
        return self._place.setdefault((kind, number, name), len(self._place))


def _groups(told: Sequence[Told]) -> list[frozenset[int]]:
    """The sets of what was told in which a file can be: files of one group are in the same."""
    return sorted(set(_memberships(told)), key=sorted)


def _memberships(told: Sequence[Told]) -> Iterator[frozenset[int]]:
    for file in sorted(frozenset().union(*(each.files for each in told))):
        yield frozenset(n for n, each in enumerate(told) if file in each.files)
