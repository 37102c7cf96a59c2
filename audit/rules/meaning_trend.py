"""What a trend's chart shows and what makes a signal, in plain words with the reader's own numbers."""

from collections.abc import Iterator

from audit.model.figure import percent
from audit.model.meaning import Meaning
from audit.model.trend import ChartKind, Measure, PointFound, Runs, Trend
from audit.rules.headline import many
from audit.rules.trend import FEWEST, assurance_icon, variation_icon

RUN_METHOD = (
    "Method: a run chart with the rules of Anhøj (Anhøj and Olesen 2014), used up to 12 points."
)
P_METHOD = (
    "Method: a p-chart, limits three standard deviations off the mean, with the rules of NHS Making Data Count;"
    " used from 13 points on."
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
    return f"There is a chart of {points} so far, and it takes at least {FEWEST} to speak of a trend: two make a difference, and no more."


def _run(found: Trend) -> Iterator[str]:
    points, centre = many(_since(found), "point"), percent(found.points[-1].centre)
    yield (
        f"The line across is the median of {points}, {centre}%: half of them lie above it and half below. Were nothing"
        " but chance at work, each point would fall to either side as a coin falls."
    )
    yield from _coin(found.runs[-1])
    yield _said(found)


def _coin(test: Runs) -> Iterator[str]:
    useful, longest, most = many(test.useful, "point"), f"{test.longest:,}", f"{test.longest_max:,}"
    is_long, is_still = test.longest > test.longest_max, test.crossings < test.crossings_min
    stand = "stands" if test.useful == 1 else "stand"
    yield (
        f"{useful} {stand} off the line. The most on one side without a break: {longest}. Chance alone seldom makes"
        f" more than {most}, so that {_signal(is_signal=is_long)}."
    )
    if test.crossings_min:
        crossed, least = _times(test.crossings), f"{test.crossings_min:,}"
        yield (
            f"From point to point the line is crossed {crossed}. Chance alone seldom crosses it fewer than {least}"
            f" times, so that {_signal(is_signal=is_still)}."
        )


def _signal(*, is_signal: bool) -> str:
    return "is a signal" if is_signal else "is no signal"


def _times(n: int) -> str:
    return {0: "never", 1: "once", 2: "twice"}.get(n, f"{n} times")


def _p(found: Trend) -> Iterator[str]:
    latest = found.points[-1]
    points, centre, n = (
        many(_since(found), "point"),
        percent(latest.centre),
        f"{latest.point.applicable:,}",
    )
    low, high, share = percent(latest.low or 0), percent(latest.high or 0), percent(latest.share)
    yield f"The line across is the mean share met over {points}, {centre}%."
    yield (
        f"The latest point is made of {n} ratings. So many may lie anywhere from {low}% to {high}% by chance alone"
        f" while practice stays as it was; it lies at {share}%. Points of more ratings have narrower limits."
    )
    yield _which(latest)
    yield _said(found)
    icon = assurance_icon(found)
    if icon is not None and found.target is not None:
        aim, meaning = percent(found.target), icon.meaning
        yield f"Beside the target of {aim}%: {meaning[0].lower()}{meaning[1:]}"


def _which(latest: PointFound) -> str:
    if not latest.rules:
        return "None of the rules that tell more than chance is broken by it: that is no signal."
    rules = "; ".join(latest.rules)
    return f"It is a signal, by this rule: {rules}."


def _said(found: Trend) -> str:
    icon = variation_icon(found)
    name, meaning = icon.name, icon.meaning
    return f"Taken together: {name.lower()}. {meaning}"


def _since(found: Trend) -> int:
    """Points since the chart last began."""
    latest = found.points[-1].segment
    return sum(each.segment == latest for each in found.points)
