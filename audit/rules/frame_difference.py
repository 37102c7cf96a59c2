"""What a corrected list changes, and what the cases of a list come to."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audit.model.case import AgeBand
from audit.model.frame import Count, Counts, Difference, FrameCase
from audit.model.language import _, of_checklist

SHOWN = 12
"""Values of a column that are told with their numbers of cases."""
EXAMPLES = 20
"""Cases that are named in a difference."""
HELD = ("Agency", "Team", "Age band", "Agencies involved")
"""What every case has, before the columns that a list brings."""


def difference(
    columns: Sequence[str],
    cases: Sequence[FrameCase],
    new_columns: Sequence[str],
    new_cases: Sequence[FrameCase],
) -> Difference:
    """Return what the new list changes; two references that differ by capitals alone are one."""
    stands = {each.reference.casefold(): each for each in cases}
    comes = {each.reference.casefold(): each for each in new_cases}
    both = [heading for heading in columns if heading in new_columns]
    places = [(columns.index(each), new_columns.index(each)) for each in both]
    counts: Counter[str] = Counter()
    examples: list[tuple[str, str]] = []
    changed = 0
    for reference, new in comes.items():
        old = stands.get(reference)
        if old is None:
            _example(examples, new.reference, _("added"))
            continue
        if old[2:] == new[2:] and columns == new_columns:
            continue
        names = _changed(old, new, places, both)
        if names:
            changed += 1
            counts.update(names)
            _example(examples, new.reference, _("changed: {names}").format(names=", ".join(names)))
    gone = [each.reference for key, each in stands.items() if key not in comes]
    for each in gone[:EXAMPLES]:
        _example(examples, each, _("gone"))
    added = len(comes) - (len(stands) - len(gone))
    return Difference(
        added=added,
        gone=len(gone),
        changed=changed,
        same=len(comes) - added - changed,
        columns=dict(counts),
        new_columns=tuple(each for each in new_columns if each not in columns),
        lost_columns=tuple(each for each in columns if each not in new_columns),
        examples=tuple(examples[:EXAMPLES]),
    )


def _example(examples: list[tuple[str, str]], reference: str, what: str) -> None:
    if len(examples) < EXAMPLES:
        examples.append((reference, what))


def _changed(
    old: FrameCase, new: FrameCase, places: Sequence[tuple[int, int]], both: Sequence[str]
) -> list[str]:
    held = ((each.agency, each.team, each.age_band, each.involved) for each in (old, new))
    names = [name for name, was, now in zip(HELD, *held, strict=True) if was != now]
    return names + [
        heading
        for heading, (was, now) in zip(both, places, strict=True)
        if old.carried[was] != new.carried[now]
    ]


# ---- Counts ------------------------------------------------------------------------------------------------


@dataclass
class Weighed:
    """What `counts` adds up, each with its number of cases."""

    held: Counter[tuple[str, str, str]]
    """Agency that holds the case, team and age band."""
    involved: Counter[tuple[tuple[str, str], ...]]
    carried: Counter[tuple[str, ...]]


def weighed(cases: Sequence[FrameCase]) -> Weighed:
    """Return what single cases come to."""
    return Weighed(
        Counter((each.agency, each.team, each.age_band.value) for each in cases),
        Counter(each.involved for each in cases),
        Counter(each.carried for each in cases),
    )


def counts(
    agencies: Mapping[str, str], columns: Sequence[str], cases: Weighed
) -> tuple[Counts, ...]:
    """Return how many cases there are by agency, team, age band, agency involved and kept column."""
    held: Counter[str] = Counter()
    teams: Counter[str] = Counter()
    bands: Counter[str] = Counter()
    for (agency, team, band), n in cases.held.items():
        name = of_checklist(agencies.get(agency, agency))
        held[name] += n
        if team:
            teams[f"{name}, {team}" if name else team] += n
        bands[band] += n
    total = cases.held.total()
    in_order = tuple(
        Count(value=_(each.value), cases=bands[each.value]) for each in AgeBand if bands[each.value]
    )
    found = [
        _told(_("Agency that holds the case"), held, total),
        _told(_("Team"), teams, total),
        Counts(heading=_("Age band"), counts=in_order, values=len(bands), n=total),
        _told(_("Agencies involved"), _agencies(agencies, cases.involved), total),
    ]
    for n, heading in enumerate(columns):
        column: Counter[str] = Counter()
        for values, of in cases.carried.items():
            column[values[n]] += of
        found.append(_told(heading, column, total))
    return tuple(each for each in found if each.counts)


def _agencies(
    names: Mapping[str, str], involved: Counter[tuple[tuple[str, str], ...]]
) -> Counter[str]:
    found: Counter[str] = Counter()
    for agencies, n in involved.items():
        for agency, __ in agencies:
            found[names.get(agency, agency)] += n
    return found


def _told(heading: str, found: Counter[str], n: int) -> Counts:
    if set(found) == {""}:
        found = Counter()
    order = sorted(found.items(), key=lambda each: (-each[1], each[0].casefold()))
    shown = tuple(Count(value=value, cases=of) for value, of in order[:SHOWN])
    return Counts(heading=heading, counts=shown, values=len(found), n=n)
