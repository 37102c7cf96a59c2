"""A sampling log in sentences: how a sample was drawn, and how anybody can work it out again."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import NamedTuple

from audit.model.frame import Frame
from audit.model.language import N_, _
from audit.model.sample import (
    Chosen,
    Design,
    Part,
    Sample,
    SampleCase,
    SeedFrom,
    Shares,
    Stratum,
)
from audit.rules.headline import many
from audit.rules.retention import day, today
from audit.rules.sample import standing

NAMED = 12
"""References or strata that are named where there are many; the list of cases has them all."""


def design_words(design: Design) -> Iterator[str]:
    """Say how a sample was asked for."""
    yield strata_words(design)
    yield _("{cases} to be drawn at random, {shared_out}.").format(
        cases=many(design.asked, "case"), shared_out=shared_out(design)
    )
    if design.reserve:
        yield _(
            "Reserves: the next {reserve}% of what is drawn in each stratum, rounded up, as far as it has them."
        ).format(reserve=design.reserve)
    if design.months:
        yield _(
            "Left out: cases that another round had within {months} months before, or still had."
        ).format(months=design.months)
    for each in design.exclusions:
        yield _("Left out: {chosen}").format(chosen=_chosen(each))
    for each in design.certainty:
        yield _("Taken for certain: {chosen}").format(chosen=_chosen(each))


def strata_words(design: Design) -> str:
    """Say by which columns of the list its cases are put into strata."""
    if design.strata:
        return _("Strata by {strata}.").format(strata=_(" and ").join(design.strata))
    return _("No strata: all cases of the list together.")


def shared_out(design: Design) -> str:
    """Say how the cases to draw are shared out between the strata."""
    if not design.strata:
        return _("each as likely as any other")
    least = (
        _(", {minimum} from each at least").format(minimum=design.minimum) if design.minimum else ""
    )
    return {
        Shares.PROPORTIONAL: _("shared out between the strata in proportion to their cases")
        + least,
        Shares.EQUAL: _("the same number from each stratum") + least,
        Shares.FIXED: _("with a number given for each stratum"),
    }[design.shares]


def _chosen(chosen: Chosen) -> str:
    parts = []
    if chosen.condition is not None:
        parts.append(
            _("cases whose {column} is {values}").format(
                column=chosen.condition.column, values=_(" or ").join(chosen.condition.values)
            )
        )
    if chosen.references:
        parts.append(named(chosen.references))
    return _("{parts}. Why: {reason}").format(parts="; ".join(parts), reason=chosen.reason)


def named(names: Sequence[str]) -> str:
    """Name the first of them, and how many more there are."""
    rest = len(names) - NAMED
    named = ", ".join(names[:NAMED])
    return _("{named} and {rest} more").format(named=named, rest=rest) if rest > 0 else named


def method_words(sample: Sample, ticket: tuple[str, str] | None) -> Iterator[str]:
    """Say how the cases came out of the list; `ticket` is a case with its own, to be worked out again."""
    yield _(
        "First the cases that were to be left out were left out, and then those that were to be taken for"
        " certain were taken."
    )
    yield _(
        "Each other case has a ticket: the SHA-256 of the seed, a colon and its reference in small letters."
        " Within each stratum the cases stand in the order of their tickets, the smallest first. The first"
        " so many are drawn, and the next ones are the reserves in their order."
    )
    if ticket is not None:
        reference, found = ticket
        yield _(
            "Anybody can work a ticket out again. For the case {reference}:"
            " printf '%s' {quoted} | sha256sum prints {found}."
        ).format(
            reference=reference,
            quoted=_quoted(f"{sample.seed}:{reference.casefold()}"),
            found=found,
        )
    yield _(
        "A case that cannot be audited is replaced by the next reserve of its stratum, with a reason, and by"
        " no other; where the reserve is used up it is left out. What was audited is never replaced."
    )
    yield _(
        "The same list, design and seed give the same sample whatever the order of the rows. What they do not"
        " tell is which cases other rounds had when it was drawn: that is listed, case by case."
    )


def _quoted(words: str) -> str:
    """Words as a shell takes them, whatever is in them."""
    return "'" + words.replace("'", "'\\''") + "'"


def seed_words(sample: Sample) -> str:
    """Say who chose the seed."""
    if sample.seed_from is SeedFrom.PERSON:
        return _("The seed was typed by {name}: {seed}").format(
            name=sample.drawn_by, seed=sample.seed
        )
    return _(
        "The tool chose the seed at random as it drew, so nobody could know it before: {seed}"
    ).format(seed=sample.seed)


def total(strata: Sequence[Stratum]) -> Stratum:
    """Return all strata together."""
    names = ("frame", "excluded", "certain", "eligible", "drawn", "reserve", "short")
    sums = {name: sum(getattr(each, name) for each in strata) for name in names}
    return Stratum(name=N_("All"), **sums)


# ---- The cases -----------------------------------------------------------------------------------------


class CaseLine(NamedTuple):
    """One case of a sample: how it came, and where it stands now."""

    reference: str
    stratum: str
    how: str
    place: int | None
    """In the drawn order of its stratum; None where chance had no part."""
    reason: str
    now: str


class Replaced(NamedTuple):
    """One case that went, and what came."""

    reference: str
    stratum: str
    by: str
    because: str
    at: datetime | None


def lines(cases: Sequence[SampleCase]) -> tuple[CaseLine, ...]:
    """Return every case that is in the sample, was, or may come into it; in the order of strata and tickets."""
    current = {each.reference for each in standing(cases)}
    for_whom = {each.replaced_by: each.reference for each in cases if each.replaced_by}
    return tuple(
        CaseLine(
            each.reference,
            each.stratum,
            each.part.value,
            each.position,
            each.reason,
            _now(each, for_whom.get(each.reference), is_in=each.reference in current),
        )
        for each in cases
        if each.part is not Part.EXCLUDED
    )


def _now(case: SampleCase, came_for: str | None, *, is_in: bool) -> str:
    if is_in:
        if came_for:
            return _("in the sample, for {came_for}").format(came_for=came_for)
        return _("in the sample")
    if case.replaced_because:
        if case.replaced_by:
            return _("replaced by {case}").format(case=case.replaced_by)
        return _("left out")
    return _("in reserve")


def replaced(cases: Sequence[SampleCase]) -> tuple[Replaced, ...]:
    """Return the cases that went, in the order in which they did."""
    went = [each for each in cases if each.replaced_at is not None]
    went.sort(key=lambda each: (str(each.replaced_at), each.reference))
    return tuple(
        Replaced(
            each.reference,
            each.stratum,
            each.replaced_by or _("nothing: left out"),
            each.replaced_because,
            each.replaced_at,
        )
        for each in went
    )


def standing_words(cases: Sequence[SampleCase]) -> str:
    """Say how many cases are in the sample, and how they came."""
    found = standing(cases)
    certain = sum(each.part is Part.CERTAINTY for each in found)
    came = sum(each.part is Part.RESERVE for each in found)
    drawn = len(found) - certain - came
    parts = [_("{n:,} drawn").format(n=drawn)]
    if came:
        parts.append(_("{n:,} from the reserve").format(n=came))
    if certain:
        parts.append(_("{n:,} taken for certain").format(n=certain))
    return _("{cases} in the sample: {parts}.").format(
        cases=many(len(found), "case"), parts=", ".join(parts)
    )


def taken_words(sample: Sample) -> str:
    """Say which list was drawn from."""
    frame = sample.frame
    name = f"“{frame.name}”, " if frame.name else ""
    return f"{name}{many(frame.cases, 'case')}, {list_words(frame)}"


def list_words(frame: Frame) -> str:
    """Say when a list was taken, by whom, and by which hash it is known: nothing of what is in it."""
    return _(
        "taken on {today} by {name}. SHA-256 of what is kept of it, whatever the order of its rows: {hash}"
    ).format(today=day(today(frame.taken_at)), name=frame.taken_by, hash=frame.hash)
