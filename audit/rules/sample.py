"""What may be drawn, what may take a case's place, and which cases a sample is made of now."""

from collections.abc import Container, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from audit.model.frame import FrameCase
from audit.model.language import _, in_english
from audit.model.refusal import near, refuse
from audit.model.sample import (
    REASON_LIMIT,
    SEED_LIMIT,
    SIZE_LIMIT,
    STRATA_LIMIT,
    Chosen,
    Design,
    Drawn,
    Listed,
    Part,
    SampleCase,
    Shares,
)
from audit.rules.retention import LONDON, day, today

LONGEST = 120
"""Months that can be looked back over for an earlier audit, at most."""


def since(at: datetime, months: int) -> datetime:
    """Return the time from which on an earlier audit is within so many months."""
    first = months_before(today(at), months) + timedelta(days=1)
    return datetime.combine(first, time(), LONDON)


@in_english  # a reason is kept with the sample
def listed(
    columns: tuple[str, ...],
    cases: Sequence[FrameCase],
    agencies: Mapping[str, str],
    elsewhere: Mapping[str, tuple[bool, datetime]],
) -> Listed:
    """Return a case list as a draw reads it; `elsewhere` is which cases another round has had, and when."""
    words = {
        reference: _("Audited on {day}").format(day=day(today(at)))
        if closed
        else _("In another round since {day}").format(day=day(today(at)))
        for reference, (closed, at) in elsewhere.items()
    }
    return Listed(columns, cases, agencies, words)


def check(listed: Listed, design: Design) -> Design:
    """Return the design with its reasons in order; refuse one that cannot be drawn by."""
    _check_sizes(design)
    chosen = (*design.certainty, *design.exclusions)
    conditions = [each.condition for each in chosen if each.condition is not None]
    for column in (*design.strata, *(each.column for each in conditions)):
        if column not in listed.known:
            told = {"column": column[:60], "near": near(column, list(listed.known))}
            raise refuse("sample.column", where="Sample", **told)
    known = {each.reference.casefold() for each in listed.cases} if _names_one(chosen) else set()
    for each in chosen:
        for reference in each.references:
            if reference.casefold() not in known:
                raise refuse("sample.reference", where=f"Case {reference[:60]}")
    return design.model_copy(
        update={
            "certainty": tuple(map(_told, design.certainty)),
            "exclusions": tuple(map(_told, design.exclusions)),
        }
    )


def _names_one(chosen: Sequence[Chosen]) -> bool:
    return any(each.references for each in chosen)


def _told(chosen: Chosen) -> Chosen:
    return chosen.model_copy(update={"reason": check_reason(chosen.reason)})


def _check_sizes(design: Design) -> None:
    least = min(design.minimum, design.reserve, design.months, *design.fixed.values(), 0)
    if (
        least < 0
        or not 0 <= design.asked <= SIZE_LIMIT
        or design.reserve > 1000
        or design.months > LONGEST
    ):
        raise refuse("sample.size", where="Sample", limit=f"{SIZE_LIMIT:,}", months=LONGEST)


def check_strata(design: Design, strata: Sequence[str]) -> None:
    """Refuse more strata than anybody could look at, a minimum that is more than the whole, and unknown ones."""
    if len(strata) > STRATA_LIMIT:
        raise refuse("sample.strata", where="Sample", limit=STRATA_LIMIT)
    if design.shares is Shares.FIXED:
        for name in design.fixed:
            if name not in strata:
                told = {"stratum": name[:60], "near": near(name, list(strata))}
                raise refuse("sample.stratum", where="Sample", **told)
    elif design.minimum * len(strata) > design.size:
        told = {"minimum": str(design.minimum), "size": str(design.size)}
        raise refuse("sample.minimum", where="Sample", strata=len(strata), **told)


def carried_over(design: Design, columns: Mapping[str, Mapping[str, int]]) -> Design:
    """Return the design of an earlier round as far as it goes for a list with these columns and their values.

    Cases chosen by their references were of the earlier list, and so were the numbers of its strata.
    """
    strata = tuple(each for each in design.strata if columns.get(each))
    shares = design.shares
    if not strata or shares is Shares.FIXED:
        shares = Shares.PROPORTIONAL
    return design.model_copy(
        update={
            "strata": strata,
            "shares": shares,
            "size": min(design.asked, SIZE_LIMIT),
            "fixed": {},
            "minimum": design.minimum if strata else 0,
            "certainty": _over(design.certainty, columns),
            "exclusions": _over(design.exclusions, columns),
        }
    )


def _over(chosen: Sequence[Chosen], columns: Mapping[str, Mapping[str, int]]) -> tuple[Chosen, ...]:
    found = []
    for each in chosen:
        if each.condition is not None:
            there = columns.get(each.condition.column, {})
            values = tuple(value for value in each.condition.values if value in there)
            condition = each.condition.model_copy(update={"values": values})
            if values:
                found.append(each.model_copy(update={"condition": condition, "references": ()}))
    return tuple(found)


def check_agencies(listed: Listed, excluded: Container[str], where: str) -> None:
    """Refuse a list in which a case that could be drawn brings no file; `excluded` are the references left out.

    Asked of all that could be drawn, whatever the seed: if only what came up were refused, whoever draws until
    a sample passes would leave such cases out without a word.
    """
    n = sum(not each.involved and each.reference not in excluded for each in listed.cases)
    if n:
        raise refuse("sample.no-agency", where=where, n=f"{n:,}")


def check_drawn(drawn: Drawn) -> None:
    """Refuse a sample without a case, and one that is too large with those taken for certain."""
    if not drawn.taken:
        raise refuse("sample.nothing", where="Sample")
    if len(drawn.taken) > SIZE_LIMIT:
        raise refuse("sample.size", where="Sample", limit=f"{SIZE_LIMIT:,}", months=LONGEST)


def check_seed(seed: str) -> str:
    """Return a seed that somebody typed; refuse one that could not be typed again."""
    if not seed or len(seed) > SEED_LIMIT or not seed.isprintable() or seed != seed.strip():
        raise refuse("sample.seed", where="Seed", limit=SEED_LIMIT)
    return seed


def check_reason(reason: str) -> str:
    """Return a reason without needless spaces; refuse one that is missing or too long."""
    told = " ".join(reason.split())
    if not told or len(told) > REASON_LIMIT or not told.isprintable():
        raise refuse("sample.reason", where="Reason", limit=REASON_LIMIT)
    return told


def months_before(today: date, months: int) -> date:
    """Return the day so many months before, the last of the month where it has no such day."""
    year, month = divmod(today.year * 12 + today.month - 1 - months, 12)
    for last in (today.day, 30, 29):
        try:
            return date(year, month + 1, min(last, today.day))
        except ValueError:
            continue
    return date(year, month + 1, 28)


def next_reserve(cases: Sequence[SampleCase], stratum: str) -> SampleCase | None:
    """Return the reserve of the stratum whose turn it is: strictly in drawn order; None when none is left."""
    used = {each.replaced_by for each in cases}
    reserves = [
        each
        for each in cases
        if each.part is Part.RESERVE and each.stratum == stratum and each.reference not in used
    ]
    return min(reserves, key=lambda each: each.position or 0, default=None)


def standing(cases: Sequence[SampleCase]) -> tuple[SampleCase, ...]:
    """Return the cases that are of the sample now: drawn, certain, or come in another's place."""
    came = {each.replaced_by for each in cases}
    return tuple(
        each
        for each in cases
        if not each.replaced_because
        and (each.part in (Part.CERTAINTY, Part.DRAWN) or each.reference in came)
    )
