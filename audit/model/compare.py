"""Agencies and teams beside each other, never ranked: what differs, and what chance alone would give."""

from datetime import datetime
from enum import StrEnum

from audit.model.board import Result
from audit.model.figure import Figure
from audit.model.noun import Noun


class Chance(StrEnum):
    """Where a share lies among those that chance alone would give, all groups being alike."""

    FAR_BELOW = "below the 99.8% limits"
    BELOW = "below the 95% limits"
    WITHIN = "within chance"
    ABOVE = "above the 95% limits"
    FAR_ABOVE = "above the 99.8% limits"
    NONE = "nothing applicable"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {
            "FAR_BELOW": "↓↓",
            "BELOW": "↓",
            "WITHIN": "○",
            "ABOVE": "↑",
            "FAR_ABOVE": "↑↑",
        }.get(self.name, "–")

    @property
    def is_outside(self) -> bool:
        """True if the share lies outside the 95% limits."""
        return self not in (Chance.WITHIN, Chance.NONE)


class Compared(Result):
    """One agency or team and what was found in its files."""

    mark: str
    """The letter by which it stands in a chart: of the alphabet's order, so that it ranks nothing."""
    name: str
    chance: Chance


class Limit(Noun):
    """The control limits at one n."""

    n: float
    """Applicable ratings."""
    far_low: float
    low: float
    high: float
    far_high: float


class Side(Noun):
    """All agencies, or all teams, in the order of their names, and the funnel around what they share."""

    units: tuple[Compared, ...]
    whole: Figure
    """All of them together: the share that the limits stand around."""
    design_effect: float
    """How many ratings of one case count as one independent rating."""
    limits: tuple[Limit, ...]
    """From the smallest n to the largest."""


class Cell(Noun):
    """What one agency's files show on one standard."""

    agency: str
    result: Result | None
    """None where nothing of the standard is asked of the agency."""


class HeatRow(Noun):
    """One standard, agency by agency."""

    standard: str
    target: float
    cells: tuple[Cell, ...]


class Comparison(Noun):
    """What a round shows of its agencies and teams beside each other."""

    at: datetime
    of: str
    """Title of the standard that is compared; empty for all of them together."""
    standards: dict[str, str]
    """Key to title of each, in the order of the checklist."""
    agencies: Side
    teams: Side
    heat: tuple[HeatRow, ...]
    """In the order of the checklist."""


class PointRow(Noun):
    """One learning point, agency by agency."""

    key: str
    cells: tuple[Cell, ...]
