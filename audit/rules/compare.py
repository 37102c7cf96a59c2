"""What differences between agencies or teams are worth, said in words: none is ranked, and noise is called noise."""

from audit.model.compare import Chance, Compared, Limit, Side
from audit.model.figure import Figure
from audit.model.language import N_, _
from audit.rules.headline import many

NEAR_ZERO = 1e-9
"""What floating point may add to or take from a share."""
NAMED = 4
"""Groups outside the limits that are named; the table marks the others."""
RULE = N_(
    "The limits show how far shares would lie apart by chance if practice were the same everywhere: all"
    " but 1 in 20 within the 95% limits, all but 1 in 500 within the 99.8% limits. Ratings of one case hang"
    " together, so they count as fewer than they are. Agencies are not all asked the same criteria, and"
    " their cases differ: a share outside the limits is a question to ask, never a place in a league."
)


def chance(figure: Figure, limit: Limit) -> Chance:
    """Return where a share lies among those that chance alone would give at its n."""
    share = figure.share
    if share is None:
        return Chance.NONE
    if share < limit.far_low - NEAR_ZERO:
        return Chance.FAR_BELOW
    if share < limit.low - NEAR_ZERO:
        return Chance.BELOW
    if share > limit.far_high + NEAR_ZERO:
        return Chance.FAR_ABOVE
    return Chance.ABOVE if share > limit.high + NEAR_ZERO else Chance.WITHIN


def verdict(side: Side, noun: str, plural: str) -> tuple[str, ...]:
    """Say what the differences are worth: "All 5 agencies lie within what chance alone would give."."""
    there = [each for each in side.units if each.chance is not Chance.NONE]
    if not there:
        return (
            _("Nothing was applicable yet, so there are no {plural} to compare.").format(
                plural=plural
            ),
        )
    if len(there) == 1:
        return (
            _("Only one {noun} has results here, so there is nothing to compare it with.").format(
                noun=noun
            ),
        )
    outside = [each for each in there if each.chance.is_outside]
    if not outside:
        return (_all_within(len(there), plural),)
    return (_outside(outside, len(there), plural), *_expected(outside, len(there), plural))


def _all_within(n: int, plural: str) -> str:
    who = (
        _("Both {plural}").format(plural=plural)
        if n == 2
        else _("All {n} {plural}").format(n=n, plural=plural)
    )
    return _(
        "{who} lie within what chance alone would give: the differences between them may be noise."
    ).format(who=who)


def _outside(outside: list[Compared], n: int, plural: str) -> str:
    named = "; ".join(f"{each.name} ({_figure(each.figure)})" for each in outside[:NAMED])
    more = _("; and {n} more").format(n=len(outside) - NAMED) if len(outside) > NAMED else ""
    lies = "lies" if len(outside) == 1 else "lie"
    if any(each.chance in (Chance.FAR_BELOW, Chance.FAR_ABOVE) for each in outside):
        worth = _("at least one of them beyond 99.8%, which chance would hardly give")
        if len(outside) == 1:
            worth = _("beyond 99.8%, which chance would hardly give")
    else:
        worth = _("beyond 95%")
    return _("{n} of {n_2} {plural} {verb} outside the limits, {worth}: {named}{more}.").format(
        n=len(outside), n_2=n, plural=plural, verb=lies, worth=worth, named=named, more=more
    )


def _expected(outside: list[Compared], n: int, plural: str) -> tuple[str, ...]:
    """How often chance alone puts one outside: with many groups it nearly always does."""
    if any(each.chance in (Chance.FAR_BELOW, Chance.FAR_ABOVE) for each in outside):
        return ()
    at_least_one = 1 - 0.95**n
    times = max(1, round(at_least_one * 20))
    return (
        _(
            "With {shares} to look at, chance alone puts at least one outside the 95% limits in up to"
            " {times} of 20 rounds, though all {plural} were alike."
        ).format(shares=many(n, "share"), times=times, plural=plural),
    )


def _figure(figure: Figure) -> str:
    return _("{met:,} of {applicable:,} met").format(met=figure.met, applicable=figure.applicable)
