"""Hiding small counts, and as few others as keep them hidden.

First the small ones (primary), then, while a reader could still work one out, the smallest open count in a sum
with it (secondary), then back what turns out not to be needed, largest first. What a reader could work out is not
guessed: `suppression_range` bounds every hidden count.

A reader who also knew this recipe and which count was hidden first could narrow a range further; as in all published
practice, neither is told: a count that is hidden for itself and one that is hidden for another look the same.
"""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from audit.analysis.suppression_range import Reader, Total, exposed, parts, plainly_exposed

SMALL = 5
"""Counts from 1 to this are small (DfE, Explore education statistics conventions)."""

WORK = 5_000
"""Of each part: how often what is hidden for others is tried to be shown again, times how many are hidden."""


class Counts(NamedTuple):
    """True counts by their places, and the sums that link them."""

    values: Sequence[int]
    totals: Sequence[Total]
    unprinted: frozenset[int] = frozenset()
    """Counts that nobody prints, but that follow from others: how many were not met, if met and all are told."""


class Hidden(NamedTuple):
    """Which counts are not shown."""

    primary: frozenset[int]
    """Hidden for themselves."""
    secondary: frozenset[int]
    """Hidden because they would give one of those away."""


def hide(counts: Counts, small: Collection[int]) -> Hidden:
    """Return what to hide so that no small count can be worked out.

    It ends: each step hides one count more, and where all of a part but its zeros are hidden, every multiple of
    the true table fits, so that nothing in it is bounded above.
    """
    primary = frozenset(small)
    hidden = _widen(counts, primary)
    secondary = _put_back(counts, primary, hidden - primary - counts.unprinted)
    return Hidden(primary - counts.unprinted, secondary)


def reader_of(counts: Counts, hidden: Collection[int]) -> Reader:
    """What a reader has before them when these are hidden."""
    closed = set(hidden) | counts.unprinted
    known = {place: n for place, n in enumerate(counts.values) if place not in closed}
    least = {place: 0 if place in counts.unprinted else 1 for place in sorted(closed)}
    return Reader(known, least, counts.totals)


def _widen(counts: Counts, primary: frozenset[int]) -> frozenset[int]:
    """Hide more for those that can be worked out, until none can: first the plain cases, then by programmes."""
    around = _around(counts)
    hidden = primary | counts.unprinted
    while narrow := plainly_exposed(reader_of(counts, hidden), primary):
        hidden |= _complements(counts, around, hidden, narrow)
    asked: Collection[int] = primary
    while narrow := exposed(reader_of(counts, hidden), asked, counts.values):
        more = _complements(counts, around, hidden, narrow)
        hidden |= more
        part = parts(hidden, counts.totals)
        touched = {part[each] for each in more}
        asked = [each for each in primary if part[each] in touched]
    return hidden


def _complements(
    counts: Counts,
    around: Mapping[int, list[Total]],
    hidden: frozenset[int],
    narrow: Collection[int],
) -> frozenset[int]:
    """One more for each of these, but for those that stand in a sum with one that was just hidden: ask again first."""
    more: set[int] = set()
    for place in sorted(narrow, key=lambda each: (counts.values[each], each)):
        beside = {one for total, of in around[place] for one in (total, *of)}
        if not beside & more:
            more |= _complement(counts, around, hidden | more, place)
    return frozenset(more)


def _around(counts: Counts) -> Mapping[int, list[Total]]:
    """The sums in which each count stands."""
    around: dict[int, list[Total]] = {place: [] for place in range(len(counts.values))}
    for each in counts.totals:
        for place in (each[0], *each[1]):
            around[place].append(each)
    return around


def _complement(
    counts: Counts, around: Mapping[int, list[Total]], hidden: Collection[int], place: int
) -> set[int]:
    """The count to hide for this one: in a sum with it, else in a sum with what is hidden beside it."""
    seen, edge = {place}, [place]
    while edge:
        sums = [each for one in edge for each in around[one]]
        if found := _cheapest(counts, sums, hidden):
            return {found[-1]}
        beside = {one for total, of in sums for one in (total, *of) if one in hidden}
        edge = sorted(beside - seen)
        seen |= beside
    return set()


def _cheapest(
    counts: Counts, sums: Sequence[Total], hidden: Collection[int]
) -> tuple[int, ...] | None:
    """A part before a total, from the sum with the fewest hidden, the smallest; a zero tells nothing, so never."""
    choices = [
        (place == total, sum(one in hidden for one in (total, *of)), counts.values[place], place)
        for total, of in sums
        for place in (total, *of)
        if place not in hidden and counts.values[place] > 0
    ]
    return min(choices, default=None)


def _put_back(counts: Counts, primary: frozenset[int], secondary: frozenset[int]) -> frozenset[int]:
    """Show again what the small counts do not need, the largest first: half of a part at once, then half of that.

    It stops after `WORK`: what is still hidden then is hidden without need, and nothing else is amiss.
    """
    part = parts(primary | secondary | counts.unprinted, counts.totals)
    waiting: dict[int, list[list[int]]] = {}
    for each in sorted(secondary, key=lambda place: (-counts.values[place], place)):
        waiting.setdefault(part[each], [[]])[0].append(each)
    kept = set(secondary)
    asked_about = dict.fromkeys(waiting, 0)
    size = Counter(part.values())
    while trial := {name: batches.pop() for name, batches in waiting.items() if batches}:
        hidden = primary | counts.unprinted | kept.difference(*trial.values())
        asked = [each for each in primary if part[each] in trial]
        needed = _parts_with_one_exposed(counts, hidden, asked, part)
        for name, batch in trial.items():
            asked_about[name] += size[name]
            if name not in needed:
                kept.difference_update(batch)
            elif half := len(batch) // 2:
                waiting[name] += [batch[half:], batch[:half]]
            if asked_about[name] > WORK:
                waiting[name].clear()
    return frozenset(kept)


def _parts_with_one_exposed(
    counts: Counts, hidden: Collection[int], asked: Collection[int], part: Mapping[int, int]
) -> set[int]:
    """The plain cases first: they cost little, and programmes are asked about the other parts alone."""
    reader = reader_of(counts, hidden)
    found = {part[each] for each in plainly_exposed(reader, asked)}
    rest = [each for each in asked if part[each] not in found]
    narrow = exposed(reader, rest, counts.values, one_will_do=True)
    return found | {part[each] for each in narrow}
