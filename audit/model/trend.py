"""A measure over time: its points, what chance alone would do, and where something else shows."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.change import Sameness
from audit.model.figure import Figure
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
    worth: float | None = None
    """Independent ratings that these are worth, where ratings of one case hang together; None: each is one."""
    label: str = ""
    """For instance the title of the round."""


class Rebase(Noun):
    """From this day the chart begins anew, because something is known to have changed."""

    on: date
    reason: str


class RebaseMade(Rebase):
    """A new beginning as it is on record."""

    id: str
    made_at: datetime
    made_by: str
    """Name of the person."""


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


# ---- All that a board shows of it ------------------------------------------------------------------------


class Kind(StrEnum):
    """What a line is drawn of."""

    ALL = "Round"
    STANDARD = "Standard"
    POINT = "Learning point"
    CRITERION = "Criterion"
    THEME = "Theme"
    """Learning points that belong together; over several reviews each is a line of its own."""


class Period(Noun):
    """A place along the chart: a round, or a month of files audited one by one."""

    id: str
    """The round's; of a month for instance "2026-03"."""
    title: str
    at: date
    """The day on which the round began; the first day of the month."""
    versions: tuple[int, ...]
    """Of the checklist; more than one only in a month."""
    case_audits: int
    """Those that are counted."""
    cases: int


class Place(Noun):
    """What was counted of one measure in one period. Whoever masks the counts masks `figure` and `found` alike."""

    period: Period
    figure: Figure
    """Met of applicable, from how many cases."""
    found: PointFound
    """The same two numbers on the chart, with the share and the limits that are worked out from them."""


class Measure(Noun):
    """One measure over time: a criterion, a standard, a learning point, or all criteria together."""

    kind: Kind
    key: str
    name: str
    trend: Trend
    places: tuple[Place, ...]
    """Periods in which something was applicable, oldest first; as many as the trend has points."""
    begins: str = ""
    """Title of the period with which the line begins, where earlier ones asked nothing of it in the same way."""
    left_out: tuple[Sameness, ...] = ()
    """Its criteria that are not drawn, or not from the first period on, as they were changed meanwhile."""


class Trends(Noun):
    """Every measure of a checklist over the periods that somebody sees."""

    at: datetime
    checklist: str
    """Its title."""
    by_month: bool
    """True for files audited one by one: a point is a month."""
    periods: tuple[Period, ...]
    """Oldest first."""
    later: int
    """Rounds that began after this one: they are not drawn."""
    measures: tuple[Measure, ...]
    """All together, then standards, learning points and criteria; those of which nothing was applicable are left out."""
    rebases: tuple[RebaseMade, ...]
    """All that stand, whether or not they fall between two points."""
    is_shut: bool = False
    """True once the round that is looked at is disposed of: nothing new is said on its trends."""

    def of(self, kind: Kind) -> tuple[Measure, ...]:
        """The measures of that kind."""
        return tuple(each for each in self.measures if each.kind is kind)
