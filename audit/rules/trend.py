"""Is it getting better, or is that chance? Points are put on the chart that they bear, and it is said in words."""

from collections.abc import Sequence
from typing import NamedTuple

from audit.analysis import trend as arithmetic
from audit.model.figure import SMALL, percent, share_words
from audit.model.language import N_, _
from audit.model.trend import (
    Assurance,
    Cause,
    ChartKind,
    Direction,
    Point,
    PointFound,
    Rebase,
    Rule,
    Runs,
    Trend,
)
from audit.rules.headline import many

P_CHART_FROM = 13
"""Points from which a p-chart is drawn; with fewer its limits are too rough, and a run chart says more."""
FEWEST = 3
"""Points from which a trend is spoken of."""
FEW = 10
"""Useful points under which Anhøj's rules seldom find anything, whatever there is."""


class Icon(NamedTuple):
    """What stands on a chart in place of a colour: its name, a sign that reads in black and white, and its meaning."""

    name: str
    sign: str
    meaning: str


ASSURANCE = {
    Assurance.PASSES: Icon(
        N_("Consistently passes"), "P", N_("If nothing changes, the target will be met every time.")
    ),
    Assurance.FAILS: Icon(
        N_("Consistently fails"),
        "F",
        N_("If nothing changes, the target will be missed every time."),
    ),
    Assurance.HIT_AND_MISS: Icon(
        N_("Hit and miss"),
        "?",
        N_("If nothing changes, chance decides each time whether the target is met."),
    ),
}


def trend(
    points: Sequence[Point],
    direction: Direction = Direction.UP,
    target: float | None = None,
    rebases: Sequence[Rebase] = (),
) -> Trend:
    """Return the chart of these points, in the order of time; those with nothing applicable are left out."""
    counted = sorted((each for each in points if each.applicable), key=lambda each: each.at)
    kind = ChartKind.P if len(counted) >= P_CHART_FROM else ChartKind.RUN
    cuts = _cuts(counted, rebases)
    segments = [
        [each for each in counted if _segment(each, cuts) == n] for n in range(len(cuts) + 1)
    ]
    drawn = [_drawn(kind, segment, n, direction) for n, segment in enumerate(segments) if segment]
    found = tuple(each for segment, _ in drawn for each in segment)
    tests = tuple(each for _, each in drawn)
    return Trend(
        kind=kind,
        direction=direction,
        target=target,
        points=found,
        runs=tests,
        rebases=tuple(cuts),
        cause=_latest(kind, found, tests, direction),
        assurance=_assurance(found, direction, target) if found else None,
    )


def _cuts(points: Sequence[Point], rebases: Sequence[Rebase]) -> list[Rebase]:
    """Only where points stand before and after; of two between the same points the later."""
    cuts: dict[int, Rebase] = {}
    for each in sorted(rebases, key=lambda rebase: rebase.on):
        before = sum(point.at < each.on for point in points)
        if 0 < before < len(points):
            cuts[before] = each
    return list(cuts.values())


def _segment(point: Point, cuts: Sequence[Rebase]) -> int:
    return sum(point.at >= each.on for each in cuts)


def _drawn(
    kind: ChartKind, points: Sequence[Point], segment: int, direction: Direction
) -> tuple[list[PointFound], Runs]:
    met, size = [each.met for each in points], [each.applicable for each in points]
    share = arithmetic.shares(met, size)
    if kind is ChartKind.RUN:
        centre = arithmetic.median(share)
        plain = [
            PointFound(point=each, share=float(y), segment=segment, centre=centre)
            for each, y in zip(points, share, strict=True)
        ]
        return plain, _runs(share, centre)
    worth = [each.applicable if each.worth is None else each.worth for each in points]
    limits = arithmetic.p_limits(met, size, worth=worth)
    flags = arithmetic.signals(share, limits)
    about = arithmetic.side(share, limits.centre)
    found = [
        PointFound(
            point=each,
            share=float(share[n]),
            segment=segment,
            centre=limits.centre,
            low=float(limits.low[n]),
            high=float(limits.high[n]),
            rules=_rules(flags, n),
            cause=_cause(int(about[n]), direction) if flags.any[n] else Cause.COMMON,
        )
        for n, each in enumerate(points)
    ]
    return found, _runs(share, limits.centre)


def _runs(share: arithmetic.Floats, centre: float) -> Runs:
    found = arithmetic.runs(share, centre)
    return Runs(**found._asdict())


def _rules(flags: arithmetic.Signals, n: int) -> tuple[Rule, ...]:
    told = {
        Rule.BEYOND: flags.beyond,
        Rule.SHIFT: flags.shift,
        Rule.TREND: flags.trend,
        Rule.NEAR: flags.near,
    }
    return tuple(rule for rule, at in told.items() if at[n])


def _cause(side: int, direction: Direction) -> Cause:
    """By the side of the centre on which the point stands, as the package NHSRplotthedots has it."""
    better = {Direction.UP: 1, Direction.DOWN: -1, Direction.NEITHER: 0}[direction]
    if better == 0:
        return Cause.NEITHER
    return Cause.IMPROVEMENT if side == better else Cause.CONCERN


def _latest(
    kind: ChartKind,
    points: Sequence[PointFound],
    tests: Sequence[Runs],
    direction: Direction,
) -> Cause:
    if not points:
        return Cause.COMMON
    if kind is ChartKind.P:
        return points[-1].cause
    latest = [each for each in points if each.segment == points[-1].segment]
    sides = arithmetic.side([each.share for each in latest], latest[0].centre)
    useful = sides[sides != 0]
    return _cause(int(useful[-1]), direction) if tests[-1].is_signal else Cause.COMMON


def _assurance(
    points: Sequence[PointFound], direction: Direction, target: float | None
) -> Assurance | None:
    """By the latest limits: outside them the target is always met or always missed, within them chance decides.

    None where the limits come of a few points since the chart began anew: the next ones would move them.
    """
    latest = points[-1]
    if sum(each.segment == latest.segment for each in points) < P_CHART_FROM:
        return None
    if target is None or latest.low is None or latest.high is None:
        return None
    if direction is Direction.NEITHER or latest.low <= target <= latest.high:
        return None if direction is Direction.NEITHER else Assurance.HIT_AND_MISS
    is_above = target > latest.high
    return Assurance.FAILS if is_above == (direction is Direction.UP) else Assurance.PASSES


# ---- in words ----------------------------------------------------------------------------------------


def variation_icon(found: Trend) -> Icon:
    """What the measure shows, as an icon: H for high, L for low, a wave for chance, a dash for too few points."""
    if len(found.points) < FEWEST:
        meaning = _("It takes at least {fewest} points to speak of a trend.").format(fewest=FEWEST)
        return Icon(_("Too few points"), "–", meaning)
    if found.cause is Cause.COMMON and _is_short(found):
        meaning = _("So few points seldom tell a real change from chance.")
        return Icon(_("No signal yet"), "~", meaning)
    if found.cause is Cause.COMMON:
        return Icon(
            _("Common cause"), "~", _("What is seen is no more than chance from time to time.")
        )
    latest = found.points[-1]
    high = latest.share > latest.centre
    sign, where = ("H", _("high")) if high else ("L", _("low"))
    name, meaning = {
        Cause.IMPROVEMENT: (_("Improvement"), _("More than chance, and the better way.")),
        Cause.CONCERN: (_("Concern"), _("More than chance, and the worse way.")),
        Cause.NEITHER: (_("Change"), _("More than chance; neither way is the better.")),
    }[found.cause]
    return Icon(f"{name}, {where}", sign, meaning)


def _is_short(found: Trend) -> bool:
    """True where the points since the chart last began would seldom show a change, whatever there is."""
    latest = found.points[-1].segment
    return sum(each.segment == latest for each in found.points) < FEW or (
        found.kind is ChartKind.RUN and found.runs[-1].useful < FEW
    )


def assurance_icon(found: Trend) -> Icon | None:
    """What may be expected against the target, as an icon; None where that cannot be said."""
    if found.assurance is None:
        return None
    name, sign, meaning = ASSURANCE[found.assurance]
    return Icon(_(name), sign, _(meaning))


def sentences(found: Trend) -> tuple[str, ...]:
    """What the chart shows, for a reader who does not read charts: each number with its n."""
    if not found.points:
        return (_("Nothing has been counted yet, so there is nothing to draw."),)
    told = (_now(found), _why(found), _expected(found), *map(_began, found.rebases))
    return tuple(each for each in told if each)


def _now(found: Trend) -> str:
    latest = found.points[-1].point
    share = share_words(latest.met, latest.applicable)
    bare = f", {share}" if latest.applicable >= SMALL else ""
    return _("Latest: {met:,} of {applicable:,}{bare}. {name}: {lower}{meaning}").format(
        met=latest.met,
        applicable=latest.applicable,
        bare=bare,
        name=variation_icon(found).name,
        lower=variation_icon(found).meaning[0].lower(),
        meaning=variation_icon(found).meaning[1:],
    )


def _why(found: Trend) -> str:
    if found.kind is ChartKind.P:
        rules = found.points[-1].rules
        return _("Why: {rules}.").format(rules="; ".join(rules)) if rules else ""
    test = found.runs[-1]
    if len(found.points) < FEWEST:
        return ""
    if test.is_signal:
        return _(
            "Why: the longest run on one side of the median is {longest} (by chance alone seldom more"
            " than {longest_max}), and the median is crossed {times} (by chance alone seldom"
            " fewer than {crossings_min} times)."
        ).format(
            longest=test.longest,
            longest_max=test.longest_max,
            times=_times(test.crossings),
            crossings_min=test.crossings_min,
        )
    if _is_short(found):
        return _(
            "Only {points} {verb} off the median, and it takes {few} for the rules to find much."
        ).format(
            points=many(test.useful, "point"),
            verb="stands" if test.useful == 1 else "stand",
            few=FEW,
        )
    return ""


def _times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, _("{n} times").format(n=n))


def _expected(found: Trend) -> str:
    icon = assurance_icon(found)
    if icon is None or found.target is None:
        return ""
    return _("Target {percent}%: {lower}. {meaning}").format(
        percent=percent(found.target), lower=icon.name.lower(), meaning=icon.meaning
    )


def _began(rebase: Rebase) -> str:
    day = f"{rebase.on.day} {rebase.on:%B %Y}"
    return _("The chart begins anew on {day}: {reason}").format(day=day, reason=rebase.reason)
