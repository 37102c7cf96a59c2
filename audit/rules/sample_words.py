"""A sampling log in sentences: how a sample was drawn, how anybody can work it out again, what it can show."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from math import ceil
from typing import NamedTuple

from audit.model.figure import percent
from audit.model.frame import Frame
from audit.model.sample import (
    Before,
    Chosen,
    Design,
    Part,
    Precision,
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
    yield f"{many(design.asked, 'case')} to be drawn at random, {shared_out(design)}."
    if design.reserve:
        yield (
            f"Reserves: the next {design.reserve}% of what is drawn in each stratum, rounded up, as far as"
            " it has them."
        )
    if design.months:
        yield f"Left out: cases that another round had within {design.months} months before, or still had."
    for each in design.exclusions:
        yield f"Left out: {_chosen(each)}"
    for each in design.certainty:
        yield f"Taken for certain: {_chosen(each)}"


def strata_words(design: Design) -> str:
    """Say by which columns of the list its cases are put into strata."""
    if design.strata:
        return f"Strata by {' and '.join(design.strata)}."
    return "No strata: all cases of the list together."


def shared_out(design: Design) -> str:
    """Say how the cases to draw are shared out between the strata."""
    if not design.strata:
        return "each as likely as any other"
    least = f", {design.minimum} from each at least" if design.minimum else ""
    return {
        Shares.PROPORTIONAL: f"shared out between the strata in proportion to their cases{least}",
        Shares.EQUAL: f"the same number from each stratum{least}",
        Shares.FIXED: "with a number given for each stratum",
    }[design.shares]


def _chosen(chosen: Chosen) -> str:
    parts = []
    if chosen.condition is not None:
        parts.append(
            f"cases whose {chosen.condition.column} is {' or '.join(chosen.condition.values)}"
        )
    if chosen.references:
        parts.append(_named(chosen.references))
    return f"{'; '.join(parts)}. Why: {chosen.reason}"


def _named(names: Sequence[str]) -> str:
    rest = len(names) - NAMED
    named = ", ".join(names[:NAMED])
    return f"{named} and {rest} more" if rest > 0 else named


def method_words(sample: Sample, ticket: tuple[str, str] | None) -> Iterator[str]:
    """Say how the cases came out of the list; `ticket` is a case with its own, to be worked out again."""
    yield (
        "First the cases that were to be left out were left out, and then those that were to be taken for"
        " certain were taken."
    )
    yield (
        "Each other case has a ticket: the SHA-256 of the seed, a colon and its reference in small letters."
        " Within each stratum the cases stand in the order of their tickets, the smallest first. The first"
        " so many are drawn, and the next ones are the reserves in their order."
    )
    if ticket is not None:
        reference, found = ticket
        yield (
            f"Anybody can work a ticket out again. For the case {reference}:"
            f" printf '%s' {_quoted(f'{sample.seed}:{reference.casefold()}')} | sha256sum prints {found}."
        )
    yield (
        "A case that cannot be audited is replaced by the next reserve of its stratum, with a reason, and by"
        " no other; where the reserve is used up it is left out. What was audited is never replaced."
    )
    yield (
        "The same list, design and seed give the same sample whatever the order of the rows. What they do not"
        " tell is which cases other rounds had when it was drawn: that is listed, case by case."
    )


def _quoted(words: str) -> str:
    """Words as a shell takes them, whatever is in them."""
    return "'" + words.replace("'", "'\\''") + "'"


def seed_words(sample: Sample) -> str:
    """Say who chose the seed."""
    if sample.seed_from is SeedFrom.PERSON:
        return f"The seed was typed by {sample.drawn_by}: {sample.seed}"
    return f"The tool chose the seed at random as it drew, so nobody could know it before: {sample.seed}"


def total(strata: Sequence[Stratum]) -> Stratum:
    """Return all strata together."""
    names = ("frame", "excluded", "certain", "eligible", "drawn", "reserve", "short")
    sums = {name: sum(getattr(each, name) for each in strata) for name in names}
    return Stratum(name="All", **sums)


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
        return f"in the sample, for {came_for}" if came_for else "in the sample"
    if case.replaced_because:
        return f"replaced by {case.replaced_by}" if case.replaced_by else "left out"
    return "in reserve"


def replaced(cases: Sequence[SampleCase]) -> tuple[Replaced, ...]:
    """Return the cases that went, in the order in which they did."""
    went = [each for each in cases if each.replaced_at is not None]
    went.sort(key=lambda each: (str(each.replaced_at), each.reference))
    return tuple(
        Replaced(
            each.reference,
            each.stratum,
            each.replaced_by or "nothing: left out",
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
    parts = [f"{drawn:,} drawn"]
    if came:
        parts.append(f"{came:,} from the reserve")
    if certain:
        parts.append(f"{certain:,} taken for certain")
    return f"{many(len(found), 'case')} in the sample: {', '.join(parts)}."


# ---- What a sample can show ----------------------------------------------------------------------------


def precision_words(found: Precision, before: Before | None = None) -> Iterator[str]:
    """Say in plain words what so many cases can show, and what they cannot."""
    if not found.n:
        return
    if found.n >= found.population:
        yield (
            f"All {many(found.population, 'case')} are in it: what is found is what there is, and chance has"
            " no part in it."
        )
    else:
        yield (
            f"With {found.n:,} of {many(found.population, 'case')} drawn, how often a criterion is met is known to"
            f" within {_points(found.margin)}, 19 times out of 20, if it is rated in each of them."
        )
    takes = ", ".join(f"{n:,} for {_points(wanted)}" for wanted, n in found.needed)
    yield f"Of {many(found.population, 'case')} it takes {takes}."
    yield _change_words(found, before)
    if found.n < found.population:
        yield (
            f"What is seen in none of the {found.n:,} may still happen in up to {percent(found.unseen)}% of all"
            " (the rule of three)."
        )


def limit_words(sample: Sample) -> Iterator[str]:
    """Say what a figure over all cases of a sample is not."""
    every = total(sample.strata)
    silent = [each for each in sample.strata if each.eligible and not each.drawn]
    if silent and every.drawn:
        yield (
            f"Nothing was drawn from {_named([each.name for each in silent])}: of the"
            f" {many(sum(each.eligible for each in silent), 'case')} there chance had no say, and the"
            " sample says nothing."
        )
    fractions = [each.fraction for each in sample.strata if each.fraction]
    if fractions and max(fractions) > 1.5 * min(fractions):
        yield (
            "The strata were not drawn from in the same measure: a figure over all of them leans towards those"
            " with the larger sampling fraction. Look at them one by one before speaking of all."
        )
    if every.certain:
        yield (
            f"{many(every.certain, 'case')} taken for certain: what they show is true of them, and says nothing"
            " of the others. The numbers above are about the cases drawn at random."
        )


def _points(share: float) -> str:
    return f"±{percent(share)} points"


def _change_words(found: Precision, before: Before | None) -> str:
    if before is None:
        against = (
            f"Beside another round of {many(found.compared_with, 'case')} in which half was met"
        )
    else:
        against = (
            f"Beside “{before.round_title}” ({before.met:,} of {before.applicable:,} applicable ratings met,"
            f" in {many(before.cases, 'case')})"
        )
    if found.shows_from is None:
        return f"{against}, no improvement would be sure to show, not even to all met."
    return (
        f"{against}, an improvement to {ceil(found.shows_from * 100)}% met or more would show four times out"
        " of five; a smaller one may well go unseen."
    )


def taken_words(sample: Sample) -> str:
    """Say which list was drawn from."""
    frame = sample.frame
    name = f"“{frame.name}”, " if frame.name else ""
    return f"{name}{many(frame.cases, 'case')}, {list_words(frame)}"


def list_words(frame: Frame) -> str:
    """Say when a list was taken, by whom, and by which hash it is known: nothing of what is in it."""
    return (
        f"taken on {day(today(frame.taken_at))} by {frame.taken_by}."
        f" SHA-256 of what is kept of it, whatever the order of its rows: {frame.hash}"
    )
