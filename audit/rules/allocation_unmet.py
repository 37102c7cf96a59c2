"""What an allocation cannot meet: which rule, for which files, and what to do."""

from collections import Counter
from collections.abc import Iterable, Sequence

from audit.model.allocation import Basis, FileReading, Place
from audit.model.language import _, of_checklist
from audit.model.refusal import Complaint, complaint
from audit.rules.allocation import Rule, broken
from audit.rules.headline import many

NAMED = 3
"""References told in a sentence."""

Short = dict[Place, tuple[Sequence[int], list[FileReading]]]
"""Files that have too few readers, and the places of those whom they have."""


def unmet(basis: Basis, short: Short) -> Iterable[Complaint]:
    """Return a sentence for each kind of file that has too few readers."""
    for place, (able, readings) in short.items():
        where = _files(basis, readings)
        agency = dict(basis.agencies).get(place.agency, place.agency)
        if able:
            name = basis.auditors[able[0]].name
            yield complaint("allocation.one-reader", where=where, name=name, agency=agency)
        else:
            yield complaint("allocation.no-reader", where, why=_why(basis, place), agency=agency)


def _files(basis: Basis, readings: Sequence[FileReading]) -> str:
    """For instance "4 files of North, Children's social care (S-001, S-004, S-007 and 1 more)"."""
    files = sorted({each.case_file_id: each.reference for each in readings}.values())
    one = readings[0]
    agency = of_checklist(dict(basis.agencies).get(one.agency, one.agency))
    of = f"{one.team}, {agency}" if one.team else agency
    rest = _(" and {n:,} more").format(n=len(files) - NAMED) if len(files) > NAMED else ""
    return _("{files} of {of} ({named}{rest})").format(
        files=many(len(files), "file"), of=of, named=", ".join(files[:NAMED]), rest=rest
    )


def _why(basis: Basis, place: Place) -> str:
    """How many auditors each rule keeps out, each counted under the first that does."""
    first = Counter(broken(each, place, basis.days)[0] for each in basis.auditors)
    told = [f"“{_(rule)}” {first[rule]:,}" for rule in Rule if first[rule]]
    of = len(basis.auditors)
    return _("The rules keep out {n:,} of {of:,}: {told}.").format(
        n=of, of=of, told=", ".join(told)
    )


def unchecked(basis: Basis) -> int:
    """Return how many files name no team although their agency's auditors do: for these, nobody can tell whose they are."""
    agencies = {each.agency for each in basis.auditors if each.team_id is not None}
    return len(
        {
            each.case_file_id
            for each in basis.readings
            if each.team_id is None and each.agency in agencies
        }
    )
