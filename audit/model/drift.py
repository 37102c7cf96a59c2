"""What moderation left as a reader gave it and what it changed: told to help with, never to rank by."""

from datetime import datetime
from enum import StrEnum

from audit.model.figure import SMALL, percent, share_words
from audit.model.language import _
from audit.model.noun import Noun


class Way(StrEnum):
    """Which way moderation changed a rating."""

    BETTER = "towards better"
    WORSE = "towards worse"
    FOUND = "from not evidenced to a rating"
    MISSED = "to not evidenced"
    INTO = "into the count"
    OUT = "out of the count"
    ASIDE = "to another word that counts the same"


class Movement(StrEnum):
    """How the share of changed ratings moved since the round before."""

    FEWER = "fewer changed"
    MORE = "more changed"
    UNCLEAR = "no clear change"
    FEW = "too few to compare"
    NONE = "none moderated the round before"


class Stood(Noun):
    """How many moderated ratings stood, of whom or of what it may be."""

    n: int
    files: int
    stood: int
    ways: dict[Way, int]
    """Of those that were changed; a way that none took is not there."""
    low: float | None = None
    """Lower 95% limit of stood ÷ n, the file as the cluster; None where nothing was moderated."""
    high: float | None = None

    @property
    def changed(self) -> int:
        """Ratings that moderation changed."""
        return self.n - self.stood

    @property
    def share(self) -> float | None:
        """Stood ÷ n; None under n = 10, where a bare percentage would mislead."""
        return self.stood / self.n if self.n >= SMALL else None

    @property
    def words(self) -> str:
        """For instance "48 of 52, 92% (95% CI 81–97%)"."""
        if not self.n:
            return _("none moderated yet")
        return _("{stood:,} of {n:,}{beside}").format(
            stood=self.stood, n=self.n, beside=self.beside
        )

    @property
    def beside(self) -> str:
        """What stands beside the two counts: ", 92% (95% CI 81–97%)"; empty where nothing was moderated."""
        if self.low is None or self.high is None:
            return ""
        share = f", {share_words(self.stood, self.n)}" if self.n >= SMALL else ""
        return _("{share} (95% CI {percent}–{percent_2}%)").format(
            share=share, percent=percent(self.low), percent_2=percent(self.high)
        )


class CriterionDrift(Noun):
    """What moderation left of the ratings of one criterion."""

    key: str
    statement: str
    stood: Stood


class OverTime(Noun):
    """What moderation left of somebody's ratings in a round, and in the round before."""

    name: str
    """Of the auditor, or of the round."""
    stood: Stood
    before: Stood
    moved: Movement


class DriftPicture(Noun):
    """What moderation changed in a round, for who can help: frozen."""

    at: datetime
    overall: Stood
    criteria: tuple[CriterionDrift, ...]
    """What was changed most often first; only those of which something was moderated."""
    auditors: tuple[OverTime, ...]
    """By name: it is no ranking."""
    before: str
    """Title of the round before in which something was moderated; empty where there is none."""


class OwnDrift(Noun):
    """What moderation left of a person's own ratings, for themselves."""

    overall: Stood
    criteria: tuple[CriterionDrift, ...]
    """What was changed most often first."""
    rounds: tuple[OverTime, ...]
    """The newest first; only those in which a file of theirs is signed off."""
