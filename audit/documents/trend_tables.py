"""The table of a trend, declared once for the page and the workbook."""

from typing import NamedTuple

from audit.documents.column import Column
from audit.model.figure import SMALL
from audit.model.trend import ChartKind, Kind, Measure, Place, Trends
from audit.rules.retention import day
from audit.rules.trend_words import limits, shows

POOLED = (Kind.ALL, Kind.STANDARD, Kind.POINT)
"""What the workbook holds: a criterion's line has its own table on the page."""


class TrendRow(NamedTuple):
    """One point of one measure."""

    measure: Measure
    place: Place


def rows(measure: Measure) -> tuple[TrendRow, ...]:
    """Return the points of a measure, oldest first."""
    return tuple(TrendRow(measure, each) for each in measure.places)


def pooled_rows(found: Trends) -> tuple[TrendRow, ...]:
    """Return the points of all criteria together, of each standard and of each learning point."""
    return tuple(row for kind in POOLED for each in found.of(kind) for row in rows(each))


def on_screen(measure: Measure) -> tuple[Column[TrendRow], ...]:
    """Return the columns of a measure on the page: limits are there from 13 points on."""
    if measure.trend.kind is ChartKind.RUN:
        return ON_SCREEN
    return (*ON_SCREEN[:-1], LIMITS, ON_SCREEN[-1])


def _share(row: TrendRow) -> float | None:
    return row.place.figure.share if row.place.figure.applicable >= SMALL else None


def _versions(row: TrendRow) -> str:
    return ", ".join(map(str, row.place.period.versions))


WHAT: tuple[Column[TrendRow], ...] = (
    Column("Kind", lambda r: r.measure.kind.value, "words", "What the line is drawn of.", 14),
    Column(
        "What",
        lambda r: r.measure.name,
        "text",
        "The standard or the learning point by its name.",
        34,
    ),
)
ROUND: Column[TrendRow] = Column(
    "Round or month",
    lambda r: r.place.period.title,
    "text",
    "The round by its title; for files audited one by one, the month in which they were submitted.",
    24,
)
BEGAN: Column[TrendRow] = Column(
    "Began", lambda r: day(r.place.period.at), "words", "The day on which it began.", 18
)
VERSION: Column[TrendRow] = Column(
    "Version", _versions, "words", "Of the checklist that its files were audited by.", 9
)
SHOWS: Column[TrendRow] = Column(
    "What it shows",
    lambda r: shows(r.measure, r.place),
    "words",
    "~ no more than chance, ▲ more and better, ▼ more and worse; up to 12 points, on which side of the median.",
    40,
)
ON_SCREEN: tuple[Column[TrendRow], ...] = (
    ROUND,
    BEGAN,
    VERSION,
    Column("Met of applicable", lambda r: r.place.figure.words, "words", "With its interval.", 28),
    SHOWS,
)
LIMITS: Column[TrendRow] = Column(
    "Limits",
    lambda r: limits(r.place),
    "words",
    "Between them is what chance alone does. From 13 points on.",
    11,
)
POINTS: tuple[Column[TrendRow], ...] = (
    ROUND,
    BEGAN,
    VERSION,
    Column(
        "Case audits",
        lambda r: r.place.period.case_audits,
        "whole",
        "Case audits counted in it.",
        9,
    ),
    Column("Met", lambda r: r.place.figure.met, "whole", "Ratings that count as met.", 8),
    Column(
        "Applicable",
        lambda r: r.place.figure.applicable,
        "whole",
        "Ratings met, partly met, not met or not evidenced: the n of every figure.",
        11,
    ),
    Column(
        "Share",
        _share,
        "share",
        f"Met ÷ applicable. Empty under {SMALL} applicable ratings: read Met and Applicable.",
        9,
    ),
    Column(
        "95% from", lambda r: r.place.figure.low, "share", "Lower limit of the 95% interval.", 9
    ),
    Column("95% to", lambda r: r.place.figure.high, "share", "Upper limit of the 95% interval.", 9),
    Column(
        "Centre",
        lambda r: r.place.found.centre,
        "share",
        "The line across: the median up to 12 points, the mean from 13 on; anew after each new beginning.",
        9,
    ),
    Column(
        "Limit below",
        lambda r: r.place.found.low,
        "share",
        "Three standard deviations under the mean: chance alone goes down to it. From 13 points on.",
        9,
    ),
    Column(
        "Limit above",
        lambda r: r.place.found.high,
        "share",
        "Three standard deviations over the mean: chance alone goes up to it. From 13 points on.",
        9,
    ),
    Column(
        "Target",
        lambda r: r.measure.trend.target,
        "share",
        "The share of applicable ratings that should be met: the mean target of the criteria that are drawn.",
        9,
    ),
    SHOWS,
)
