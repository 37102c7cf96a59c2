"""A round's way from plan to closed: what it depends on, what a move needs, and the moves made so far."""

from datetime import date, datetime

from audit.model.noun import Noun
from audit.model.round import RoundStatus


class Facts(Noun):
    """What is true of a round, as far as its moves depend on it."""

    status: RoundStatus
    before: RoundStatus | None = None
    """Where it stood before it came to where it stands; None where that is not on record."""
    case_files: int = 0
    not_started: int = 0
    """First and second readings that nobody has begun."""
    begun: int = 0
    """Those in progress, and those that were returned."""
    kept_from_you: int = 0
    """Readings of files that the person reads too: they are not all in, and how they stand is not said."""
    submitted: int = 0
    is_drawn: bool = False
    """True while a sample stands."""
    due: date | None = None
    retain_until: date | None = None
    comments: int = 0
    """Scrutineers' comments on the round."""
    answered: int = 0
    """Those of them that the QA lead has answered."""
    open_concerns: int = 0
    """Immediate concerns that nobody has closed, those apart that were raised from a reading kept from the person."""

    @property
    def outstanding(self) -> int:
        """Readings that are not submitted."""
        return self.not_started + self.begun + self.kept_from_you


class Need(Noun):
    """One thing that a move needs, and whether it is there."""

    words: str
    is_met: bool
    place: str
    """Where it is mended: the name of a part of the round's page, or of another page."""
    is_hard: bool = False
    """True if no reason passes it over."""


class MoveMade(Noun):
    """One move of a round, as it is on record."""

    status: RoundStatus
    """What it came to."""
    at: datetime
    by: str
    """Name of the person."""
    reason: str


class Step(Noun):
    """One step of a round's timetable."""

    number: int
    title: str
    due: date
    done_at: datetime | None = None
    done_by: str | None = None
    """Name of who marked it as done."""
