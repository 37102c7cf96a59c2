"""What a sample can show and what it cannot, in plain words."""

from collections.abc import Iterator
from math import ceil

from audit.model.figure import percent
from audit.model.language import _
from audit.model.sample import Before, Precision, Sample
from audit.rules.headline import many
from audit.rules.sample_words import named, total


def precision_words(found: Precision, before: Before | None = None) -> Iterator[str]:
    """Say in plain words what so many cases can show, and what they cannot."""
    if not found.n:
        return
    if found.n >= found.population:
        yield _(
            "All {cases} are in it: what is found is what there is, and chance has no part in it."
        ).format(cases=many(found.population, "case"))
    else:
        yield _(
            "With {n:,} of {cases} drawn, how often a criterion is met is known to within {points}, 19 times out of"
            " 20, if it is rated in each of them."
        ).format(n=found.n, cases=many(found.population, "case"), points=_points(found.margin))
    takes = ", ".join(
        _("{n:,} for {points}").format(n=n, points=_points(wanted)) for wanted, n in found.needed
    )
    yield _("Of {cases} it takes {takes}.").format(
        cases=many(found.population, "case"), takes=takes
    )
    yield _change_words(found, before)
    if found.n < found.population:
        yield _(
            "What is seen in none of the {n:,} may still happen in up to {percent}% of all (the rule of three)."
        ).format(n=found.n, percent=percent(found.unseen))


def limit_words(sample: Sample) -> Iterator[str]:
    """Say what a figure over all cases of a sample is not."""
    every = total(sample.strata)
    silent = [each for each in sample.strata if each.eligible and not each.drawn]
    if silent and every.drawn:
        yield _(
            "Nothing was drawn from {strata}: of the {cases} there chance had no say, and the sample says nothing."
        ).format(
            strata=named([each.name for each in silent]),
            cases=many(sum(each.eligible for each in silent), "case"),
        )
    fractions = [each.fraction for each in sample.strata if each.fraction]
    if fractions and max(fractions) > 1.5 * min(fractions):
        yield _(
            "The strata were not drawn from in the same measure: a figure over all of them leans towards those"
            " with the larger sampling fraction. Look at them one by one before speaking of all."
        )
    if every.certain:
        yield _(
            "{cases} taken for certain: what they show is true of them, and says nothing of the others. The numbers"
            " above are about the cases drawn at random."
        ).format(cases=many(every.certain, "case"))


def _points(share: float) -> str:
    return _("±{percent} points").format(percent=percent(share))


def _change_words(found: Precision, before: Before | None) -> str:
    if before is None:
        against = _("Beside another round of {cases} in which half was met").format(
            cases=many(found.compared_with, "case")
        )
    else:
        against = _(
            "Beside “{round_title}” ({met:,} of {applicable:,} applicable ratings met, in {cases})"
        ).format(
            round_title=before.round_title,
            met=before.met,
            applicable=before.applicable,
            cases=many(before.cases, "case"),
        )
    if found.shows_from is None:
        return _("{against}, no improvement would be sure to show, not even to all met.").format(
            against=against
        )
    return _(
        "{against}, an improvement to {percent}% met or more would show four times out of five; a smaller one may"
        " well go unseen."
    ).format(against=against, percent=ceil(found.shows_from * 100))
