"""Which counts a board's picture tells, and how a reader can add them up: what masking has to know.

Told are, of the round, each standard, criterion and learning point: applicable, met, not evidenced, starred. Nobody is
told how many fell short, were not applicable, or come from which agency, but all that can be taken from what is told
and from the checklist, which everybody can read; so it is in the sums, and small ones among it are protected, too.
"""

from collections.abc import Iterator, Mapping, Sequence
from math import floor
from typing import NamedTuple

from audit.model.checklist import Checklist
from audit.model.disclosure import Audience, Count, Key, Mark, Masked, MaskedTables, Sum, Tables
from audit.model.figure import Figure
from audit.rules.disclosure import SMALL, key, mask

APPLICABLE, MET, SILENT, STARRED = "applicable", "met", "not evidenced", "starred"
SHORT, OTHERWISE, OUT = "short of met", "otherwise short", "not applicable"
TOLD = (APPLICABLE, MET, SILENT, STARRED)
UNTOLD = (SHORT, OTHERWISE, OUT)
FILES, CASES, JUDGED = key(counts="files"), key(counts="cases"), key(counts="judged")


class Counted(NamedTuple):
    """A count, and how many cases it comes from."""

    value: int
    cases: int


class Group(NamedTuple):
    """A criterion, or several: what was found in it, by what is counted."""

    dimension: str
    name: str
    found: Mapping[str, Counted]
    criteria: tuple[str, ...] = ()
    """Keys of those that it pools; none for a criterion."""

    def key(self, counts: str) -> Key:
        """The name of one of its counts."""
        return key(**{self.dimension: self.name}, counts=counts)


class Whole(NamedTuple):
    """What is counted of the round's files themselves."""

    files: Counted
    by_agency: Mapping[str, Counted]
    judgements: Mapping[str, Counted]
    """Overall judgement on the whole file, by its key."""
    judged: Counted
    unjudged: Counted


def masked(
    checklist: Checklist, groups: Sequence[Group], whole: Whole, audience: Audience
) -> tuple[Tables, MaskedTables]:
    """Return the true counts, and each as the audience may see it.

    Criterion by criterion they are told only where that leaves more to read than it hides: to hide most of them
    would take the standards and the learning points along.
    """
    if _mostly_small([each for each in groups if not each.criteria]):
        return _without_criteria(checklist, groups, whole, audience)
    true = tables(checklist, groups, whole)
    shown = mask(true, audience)
    met = [shown.of(each.key(MET)) for each in groups if not each.criteria]
    if sum(each.is_hidden for each in met) * 2 > len(met):
        return _without_criteria(checklist, groups, whole, audience)
    return true, shown


def _without_criteria(
    checklist: Checklist, groups: Sequence[Group], whole: Whole, audience: Audience
) -> tuple[Tables, MaskedTables]:
    true = tables(checklist, groups, whole, criteria=False)
    return true, mask(true, audience)


def _mostly_small(criteria: Sequence[Group]) -> bool:
    small = [each for each in criteria if any(_is_small(each.found[one]) for one in (MET, SHORT))]
    return len(small) * 2 > len(criteria)


def _is_small(counted: Counted) -> bool:
    return 0 < min(counted.value, counted.cases) <= SMALL


def tables(
    checklist: Checklist, groups: Sequence[Group], whole: Whole, *, criteria: bool = True
) -> Tables:
    """Return every count of a round's picture, told or not, with all the sums that link them.

    Without criteria theirs are told nobody, and protected all the same.
    """
    counts = [
        *_of_files(whole),
        *(
            each
            for group in groups
            for each in _of_group(group, told=criteria or bool(group.criteria))
        ),
    ]
    sums = [*_file_sums(whole), *(each for group in groups for each in _group_sums(group))]
    single = {each.name: each for each in groups if not each.criteria}
    for which, agencies in _asked(checklist, whole).items():
        more, linked = _asked_sums(whole, agencies, [single[each] for each in which])
        counts += more
        sums += linked
    return Tables(counts=tuple(counts), sums=tuple(sums))


def _of_group(group: Group, *, told: bool) -> Iterator[Count]:
    for counts in (*TOLD, *UNTOLD):
        value, cases = group.found[counts]
        printed = told and counts in TOLD
        yield Count(key=group.key(counts), value=value, cases=cases, printed=printed)


def _group_sums(group: Group) -> Iterator[Sum]:
    met_or_not = (group.key(MET), group.key(SHORT))
    yield Sum(total=group.key(APPLICABLE), parts=met_or_not, is_group=True)
    yield Sum(total=group.key(SHORT), parts=(group.key(SILENT), group.key(OTHERWISE)))
    if group.criteria:
        for counts in (*TOLD, OUT):
            parts = tuple(key(criterion=each, counts=counts) for each in group.criteria)
            yield Sum(total=group.key(counts), parts=parts)


def _of_files(whole: Whole) -> Iterator[Count]:
    yield Count(key=FILES, value=whole.files.value, cases=whole.files.cases)
    yield Count(key=CASES, value=whole.files.cases)
    yield Count(key=JUDGED, value=whole.judged.value, cases=whole.judged.cases)
    for name, (value, cases) in whole.judgements.items():
        yield Count(key=key(judgement=name), value=value, cases=cases)
    unjudged, cases = whole.unjudged
    yield Count(key=key(counts="unjudged"), value=unjudged, cases=cases, printed=False)
    for name, (value, cases) in whole.by_agency.items():
        yield Count(key=_files_of(name), value=value, cases=cases, printed=False)


def _file_sums(whole: Whole) -> Iterator[Sum]:
    yield Sum(total=FILES, parts=(JUDGED, key(counts="unjudged")))
    if whole.judgements:
        given = tuple(key(judgement=each) for each in whole.judgements)
        yield Sum(total=JUDGED, parts=given, is_group=True)
    if whole.by_agency:
        yield Sum(total=FILES, parts=tuple(map(_files_of, whole.by_agency)))


def _files_of(agency: str) -> Key:
    return key(agency=agency, counts="files")


def _asked(checklist: Checklist, whole: Whole) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Criteria to the agencies of the round that they are asked of: those asked of the same together."""
    by_agencies: dict[tuple[str, ...], list[str]] = {}
    for each in checklist.criteria:
        agencies = tuple(
            one for one in whole.by_agency if one in each.asked_of or not each.asked_of
        )
        by_agencies.setdefault(agencies, []).append(each.key)
    return {tuple(found): agencies for agencies, found in by_agencies.items()}


def _asked_sums(
    whole: Whole, agencies: tuple[str, ...], criteria: Sequence[Group]
) -> tuple[list[Count], list[Sum]]:
    """Each file that a criterion is asked of is applicable or not: so its number tells the files of its agencies."""
    value = sum(whole.by_agency[each].value for each in agencies)
    asked = FILES if len(agencies) == len(whole.by_agency) else key(asked="+".join(agencies))
    counts = [] if asked == FILES else [Count(key=asked, value=value, printed=False)]
    sums = [] if asked == FILES else [Sum(total=asked, parts=tuple(map(_files_of, agencies)))]
    sums += [
        Sum(total=asked, parts=(each.key(APPLICABLE), each.key(OUT)))
        for each in criteria
        if each.found[APPLICABLE].value + each.found[OUT].value == value
    ]
    return counts, sums


def for_ledger(groups: Sequence[Group], shown: MaskedTables) -> MaskedTables:
    """Return what the ledger remembers: what is shown, and how many fell short, as far as a reader can tell.

    A hidden zero is left out: the ledger takes what is hidden as one or more, since zeros are shown.
    """
    known = dict(shown.shown)
    for each in (one for one in groups if one.key(MET) in known):
        short = each.found[SHORT].value
        if all(shown.of(each.key(one)).number is not None for one in (APPLICABLE, MET)):
            known[each.key(SHORT)] = Masked(number=short)
        elif short:
            known[each.key(SHORT)] = Masked(mark=Mark.SMALL)
    return MaskedTables(audience=shown.audience, shown=known)


def told(figure: Figure) -> Figure:
    """Return the figure with what is printed of it and no more.

    Limits in tenths of a per cent, as the page has them; its cases as the fewest that a shown figure can come from.
    """
    return Figure(
        met=figure.met,
        applicable=figure.applicable,
        cases=min(figure.cases, SMALL + 1),
        low=_tenths(figure.low),
        high=_tenths(figure.high),
        effective_n=None
        if figure.effective_n is None
        else float(max(1, floor(figure.effective_n))),
    )


def _tenths(limit: float | None) -> float | None:
    return None if limit is None else floor(limit * 1000) / 1000
