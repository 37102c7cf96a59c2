"""What a trend rests on and how its chart is read, in words."""

from audit.model.change import Sameness
from audit.model.figure import percent
from audit.model.language import N_, _
from audit.model.trend import Cause, ChartKind, Measure, Place, Rule, Trends
from audit.rules.headline import many
from audit.rules.trend import FEWEST

RULE = N_(
    "Up to 12 points it is a run chart: a line at the median, and Anhøj's two rules, a run on one side of it"
    " that is too long for chance, or crossings of it that are too few. From 13 points on it is a p-chart: a line at"
    " the mean, limits three standard deviations off it, and the rules of NHS Making Data Count. Ratings of one case"
    " hang together, so where criteria are pooled the limits are as much wider as that asks for."
)
SIGNS = {
    Cause.IMPROVEMENT: "▲",
    Cause.CONCERN: "▼",
    Cause.NEITHER: "◆",
    Cause.COMMON: "~",
}
"""What a point shows, as a shape that reads in black and white."""


def scope(found: Trends) -> tuple[str, ...]:
    """Say what a point is, and which are not drawn."""
    if found.by_month:
        first = _(
            "Each point is a month: files audited one by one on “{checklist}” count where they were"
            " submitted."
        ).format(checklist=found.checklist)
    else:
        first = _(
            "Each point is a round on “{checklist}”, whatever its version, in the order of the days on"
            " which they began, up to this one."
        ).format(checklist=found.checklist)
    if not found.later:
        return (first,)
    are = "is" if found.later == 1 else "are"
    return (
        first,
        _("{later_rounds} {verb} not drawn: choose another round above to see more.").format(
            later_rounds=many(found.later, "later round"), verb=are
        ),
    )


def compared(measure: Measure) -> tuple[str, ...]:
    """Say what of a measure is not drawn, as it was asked otherwise before."""
    told = []
    if measure.begins:
        told.append(
            _(
                "The line begins with “{begins}”: before that, nothing of it was asked in the same way."
            ).format(begins=measure.begins)
        )
    if measure.left_out:
        asked = "; ".join(map(_changed, measure.left_out))
        told.append(
            _("Not the same in every version, so left out where it was another: {asked}.").format(
                asked=asked
            )
        )
    return tuple(told)


def _changed(each: Sameness) -> str:
    return f"{each.key} ({', '.join(each.why)})"


def legend(measure: Measure) -> str:
    """Say what each line and shape of the chart is."""
    told = [
        _("Filled point: 10 ratings or more. Ring: fewer, so no percentage."),
        *_across(measure),
    ]
    if measure.trend.target is not None:
        told.append(
            _("Dotted line: the target, {percent}%.").format(percent=percent(measure.trend.target))
        )
    if measure.trend.rebases:
        told.append(_("Upright line: the chart begins anew."))
    return " ".join(told)


def has_line(measure: Measure) -> bool:
    """True if a line across says something: of one or two points a median says nothing."""
    return len(measure.places) >= FEWEST


def _across(measure: Measure) -> tuple[str, ...]:
    if not has_line(measure):
        return ()
    centre = percent(measure.trend.points[-1].centre)
    if measure.trend.kind is ChartKind.RUN:
        return (_("Line across: the median, {centre}%.").format(centre=centre),)
    return (
        _(
            "Line across: the mean, {centre}%. Dashed lines: within them a point may lie by chance alone."
        ).format(centre=centre),
        _("▲ more than chance and better, ▼ more than chance and worse."),
    )


def shows(measure: Measure, place: Place) -> str:
    """Say what one point shows, for instance "▲ special cause, improvement: beyond a limit"."""
    if not has_line(measure):
        return _("too few points")
    if measure.trend.kind is ChartKind.RUN:
        return _side(place)
    cause = place.found.cause
    if cause is Cause.COMMON:
        return _("{signs} no more than chance").format(signs=SIGNS[cause])
    rules: tuple[Rule, ...] = place.found.rules
    return f"{SIGNS[cause]} {cause}: {'; '.join(rules)}"


def _side(place: Place) -> str:
    share, centre = place.found.share, place.found.centre
    if abs(share - centre) < 1e-12:
        return _("on the median")
    return _("above the median") if share > centre else _("below the median")


def counted(place: Place) -> str:
    """For instance "34 of 48, 71%"; under ten ratings the counts alone."""
    figure = place.figure
    bare = f", {figure.percentage}" if figure.percentage else ""
    return _("{met:,} of {applicable:,}{bare}").format(
        met=figure.met, applicable=figure.applicable, bare=bare
    )


def limits(place: Place) -> str:
    """For instance "52–88%"; nothing on a run chart."""
    found = place.found
    if found.low is None or found.high is None:
        return ""
    return f"{percent(found.low)}–{percent(found.high)}%"
