"""A measure over time: its points, what chance alone would do, and where something else shows."""

from datetime import date
from enum import StrEnum

from audit.model.noun import Noun


class Direction(StrEnum):
    """Which way is better."""

    UP = "higher is better"
    DOWN = "lower is better"
    NEITHER = "neither is better"


class ChartKind(StrEnum):
    """Which chart the number of points bears."""

    RUN = "run chart"
    """Up to 12 points: a median, and runs about it."""
    P = "p-chart"
    """From 13 points: a mean share, and limits by how many were counted each time."""


class Rule(StrEnum):
    """What shows that more than chance is at work (NHS Making Data Count)."""

    BEYOND = "beyond a limit"
    SHIFT = "seven in a row on one side of the mean"
    TREND = "seven in a row, each higher than the last or each lower"
    NEAR = "two of three near a limit"


class Cause(StrEnum):
    """What a point, or a measure by its latest point, shows."""

    COMMON = "common cause"
    IMPROVEMENT = "special cause, improvement"
    CONCERN = "special cause, concern"
    NEITHER = "special cause, neither"


class Assurance(StrEnum):
    """What may be expected against the target if nothing changes."""

    PASSES = "consistently passes"
    FAILS = "consistently fails"
    HIT_AND_MISS = "hit and miss"


class Point(Noun):
    """One time at which something was counted."""

    at: date
    met: int
    applicable: int
    label: str = ""
    """For instance the title of the round."""


class Rebase(Noun):
    """From this day the chart begins anew, because something is known to have changed."""

    on: date
    reason: str


class PointFound(Noun):
    """A point, what chance alone would do about it, and what it shows."""

    point: Point
    share: float
    segment: int
    """0 up to the first rebase, 1 after it, and so on."""
    centre: float
    """The median on a run chart, the mean share on a p-chart, of its segment."""
    low: float | None = None
    """Lower limit, three standard deviations down, never under 0; None on a run chart."""
    high: float | None = None
    rules: tuple[Rule, ...] = ()
    cause: Cause = Cause.COMMON


class Runs(Noun):
    """Anhøj's two tests on one segment: a run that is too long, or crossings of the centre that are too few."""

    useful: int
    """Points that are not on the centre line: only they can make a run."""
    longest: int
    longest_max: int
    crossings: int
    crossings_min: int

    @property
    def is_signal(self) -> bool:
        """True if chance alone would hardly do it."""
        return self.longest > self.longest_max or self.crossings < self.crossings_min


class Trend(Noun):
    """A measure over time, whole."""

    kind: ChartKind
    direction: Direction
    target: float | None
    points: tuple[PointFound, ...]
    runs: tuple[Runs, ...]
    """One for each segment."""
    rebases: tuple[Rebase, ...]
    cause: Cause
    """What the latest point of a p-chart shows; on a run chart, what the runs of the latest segment show."""
    assurance: Assurance | None
    """Against the target, by the latest limits; None on a run chart, without a target, or with no better way."""
