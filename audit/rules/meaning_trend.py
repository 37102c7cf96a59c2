"""What a trend's chart shows and what makes a signal, in plain words with the reader's own numbers."""

from collections.abc import Iterator

from audit.model.figure import percent
from audit.model.language import N_, _, ngettext
from audit.model.meaning import Meaning
from audit.model.trend import ChartKind, Measure, PointFound, Runs, Trend
from audit.rules.headline import many
from audit.rules.trend import FEWEST, assurance_icon, variation_icon

RUN_METHOD = N_(
    "Method: a run chart with the rules of Anhøj (Anhøj and Olesen 2014), used up to 12 points."
)
P_METHOD = N_(
    "Method: a p-chart, limits three standard deviations off the mean, with the rules of NHS Making"
    " Data Count; used from 13 points on."
)


def trend(measure: Measure) -> Meaning:
    """Explain a chart over time: its line, what chance does about it, and whether there is a signal."""
    found = measure.trend
    is_run = found.kind is ChartKind.RUN
    if len(found.points) < FEWEST:
        told: tuple[str, ...] = (_few(found),)
    else:
        told = tuple((_run if is_run else _p)(found))
    return Meaning(about=measure.name, sentences=told, method=RUN_METHOD if is_run else P_METHOD)


def _few(found: Trend) -> str:
    points = many(len(found.points), "point")
    return _(
        "There is a chart of {points} so far, and it takes at least {fewest} to speak of a trend: two"
        " make a difference, and no more."
    ).format(points=points, fewest=FEWEST)


def _run(found: Trend) -> Iterator[str]:
    points, centre = many(_since(found), "point"), percent(found.points[-1].centre)
    yield (
        _(
            "The line across is the median of {points}, {centre}%: half of them lie above it and half below."
            " Were nothing but chance at work, each point would fall to either side as a coin falls."
        ).format(points=points, centre=centre)
    )
    yield from _coin(found.runs[-1])
    yield _said(found)


def _coin(test: Runs) -> Iterator[str]:
    useful, longest, most = many(test.useful, "point"), f"{test.longest:,}", f"{test.longest_max:,}"
    is_long, is_still = test.longest > test.longest_max, test.crossings < test.crossings_min
    off = ngettext(
        "{useful} stands off the line.", "{useful} stand off the line.", test.useful
    ).format(useful=useful)
    signal = _signal(is_signal=is_long)
    yield (
        _(
            "{off} The most on one side without a break: {longest}. Chance alone seldom makes more than"
            " {most}, so that {signal}."
        ).format(off=off, longest=longest, most=most, signal=signal)
    )
    if test.crossings_min:
        crossed, least = _times(test.crossings), f"{test.crossings_min:,}"
        signal = _signal(is_signal=is_still)
        yield (
            _(
                "From point to point the line is crossed {crossed}. Chance alone seldom crosses it fewer than"
                " {least} times, so that {signal}."
            ).format(crossed=crossed, least=least, signal=signal)
        )


def _signal(*, is_signal: bool) -> str:
    return _("is a signal") if is_signal else _("is no signal")


def _times(n: int) -> str:
    return {0: _("never"), 1: _("once"), 2: _("twice")}.get(n, _("{n} times").format(n=n))


def _p(found: Trend) -> Iterator[str]:
    latest = found.points[-1]
    points, centre, n = (
        many(_since(found), "point"),
        percent(latest.centre),
        f"{latest.point.applicable:,}",
    )
    low, high, share = percent(latest.low or 0), percent(latest.high or 0), percent(latest.share)
    yield _("The line across is the mean share met over {points}, {centre}%.").format(
        points=points, centre=centre
    )
    yield (
        _(
            "The latest point is made of {n} ratings. So many may lie anywhere from {low}% to {high}% by"
            " chance alone while practice stays as it was; it lies at {share}%. Points of more ratings have"
            " narrower limits."
        ).format(n=n, low=low, high=high, share=share)
    )
    yield _which(latest)
    yield _said(found)
    icon = assurance_icon(found)
    if icon is not None and found.target is not None:
        aim, meaning = percent(found.target), icon.meaning
        said = f"{meaning[0].lower()}{meaning[1:]}"
        yield _("Beside the target of {aim}%: {said}").format(aim=aim, said=said)


def _which(latest: PointFound) -> str:
    if not latest.rules:
        return _("None of the rules that tell more than chance is broken by it: that is no signal.")
    rules = "; ".join(latest.rules)
    return _("It is a signal, by this rule: {rules}.").format(rules=rules)


def _said(found: Trend) -> str:
    icon = variation_icon(found)
    name, meaning = icon.name, icon.meaning
    return _("Taken together: {name}. {meaning}").format(name=name.lower(), meaning=meaning)


def _since(found: Trend) -> int:
    """Points since the chart last began."""
    latest = found.points[-1].segment
    return sum(each.segment == latest for each in found.points)
