"""May this be released, given what was released before? What two releases tell together counts, too."""

from collections.abc import Sequence
from itertools import pairwise

from audit.analysis.differencing import Told, few_cases, small_differences, uncovered
from audit.model.disclosure import Key
from audit.model.refusal import Refusal, refuse
from audit.model.release import Release, ReleasedSlice
from audit.rules.disclosure import SMALL


def require_safe(new: Release, earlier: Sequence[Release]) -> None:
    """Refuse a release that gives away, together with earlier ones, what is hidden in one of them.

    A member of the board reads what is published, too, so all releases count but those for professionals, who
    see real numbers anyway.
    """
    if not new.audience.masks:
        return
    others = _linked(new, sorted(earlier, key=lambda one: one.at))
    for each in others:
        _check_cases(new, each)
        _check_differences(new, each)
        _check_together(new, [each])
    if len(others) > 1:
        _check_left_over(new, others)
        _check_together(new, others)


def _linked(new: Release, earlier: Sequence[Release]) -> list[Release]:
    """Those that can be in one reader's hands with it and are of its case files, or of the files of such a one."""
    seen = [each for each in earlier if each.audience.masks]
    files, linked = _files(new), list[Release]()
    while more := [each for each in seen if each not in linked and _files(each) & files]:
        linked += more
        files = files.union(*map(_files, more))
    return [each for each in seen if each in linked]


def _files(release: Release) -> frozenset[str]:
    return frozenset().union(*(each.files for each in release.slices))


def _check_cases(new: Release, old: Release) -> None:
    """Two sets of files that differ in a few cases tell of those few by subtraction, whatever the numbers are."""
    for mine in new.slices:
        for theirs in old.slices:
            case = {**mine.files, **theirs.files}
            differ = {case[each] for each in mine.files.keys() ^ theirs.files.keys()}
            if (
                1 <= len(differ) <= SMALL
                and mine.files.keys() & theirs.files.keys()
                and _both_show(mine, theirs)
            ):
                raise _refusal("release.few-files", mine, old, then=theirs.name)


def _check_left_over(new: Release, others: Sequence[Release]) -> None:
    """Files of a few cases may also be left when several releases are taken from one another."""
    told = [(release, each) for release in (*others, new) for each in release.slices]
    case = {file: of for _, each in told for file, of in each.files.items()}
    for places in few_cases([_told(each) for _, each in told], case):
        (first, theirs), (last, mine) = told[min(places)], told[max(places)]
        if last is new and first is not new:
            raise _refusal("release.few-files", mine, first, then=theirs.name)


def _both_show(mine: ReleasedSlice, theirs: ReleasedSlice) -> bool:
    return any(
        each.number is not None and theirs.shown[name].number is not None
        for name, each in mine.shown.items()
        if name in theirs.shown
    )


def _check_differences(new: Release, old: Release) -> None:
    for mine in new.slices:
        for theirs in old.slices:
            for name in sorted(small_differences(_told(mine), _told(theirs))):
                raise _refusal("release.difference", mine, old, then=theirs.name, count=_said(name))


def _check_together(new: Release, others: Sequence[Release]) -> None:
    """Name the release in which the number is hidden; where that is the new one, the latest before it."""
    releases = [new, *others]
    told = [(release, each) for release in releases for each in release.slices]
    ends = [sum(len(each.slices) for each in releases[:n]) for n in range(len(releases) + 1)]
    alone = [range(start, end) for start, end in pairwise(ends)]
    sums = {(each.total, each.parts) for release in releases for each in release.sums}
    for each in sorted(uncovered([_told(one) for _, one in told], sorted(sums), alone)):
        release, where = told[each.told]
        named = others[-1] if release is new else release
        raise _refusal("release.uncovers", where, named, count=_said(each.name))


def _told(each: ReleasedSlice) -> Told:
    """What is told of a slice; a count that is not available or does not apply is not told."""
    shown = {
        name: masked.number
        for name, masked in each.shown.items()
        if masked.number is not None or masked.is_hidden
    }
    return Told(frozenset(each.files), shown)


def _refusal(code: str, where: ReleasedSlice, old: Release, **facts: str) -> Refusal:
    day = f"{old.at.day} {old.at:%B %Y}"
    return refuse(code, where=where.name, title=old.title, day=day, **facts)


def _said(key: Key) -> str:
    """A count in words, for instance "Fathers, Met"."""
    return ", ".join(each.partition("=")[2] for each in key) or "the number of ratings"
