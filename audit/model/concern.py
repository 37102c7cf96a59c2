"""An immediate concern: a child may be at risk now, and who sees to it by when."""

from datetime import datetime
from enum import StrEnum

from audit.model.noun import Noun

WORDS_LIMIT = 2_000
"""Characters in each of the texts of a concern, at most."""
ACKNOWLEDGE, CLOSE = 2, 8
"""Hours within which a concern is acknowledged, and closed, where the partnership has not said otherwise."""
MOST_HOURS = 80
"""No target is longer: two weeks of working days."""


class Standing(StrEnum):
    """Where a concern stands."""

    RAISED = "raised"
    ACKNOWLEDGED = "acknowledged"
    CLOSED = "closed"


class Counting(StrEnum):
    """Which hours count towards a target."""

    WORKING = "working hours"
    """Monday to Friday, nine to five, without bank holidays."""
    CLOCK = "hours, day and night"


class Target(Noun):
    """Within how many hours a concern is seen to, and who hears of it when it is not."""

    acknowledge: int = ACKNOWLEDGE
    close: int = CLOSE
    counting: Counting = Counting.WORKING
    escalation_id: str | None = None
    """Who sees a concern that is late, beside the QA leads; None where nobody is named."""


class Receiver(Noun):
    """One of those to whom a concern goes."""

    id: str
    name: str


class ImmediateConcern(Noun):
    """A concern about one case file, raised from an audit of it."""

    id: str
    case_audit_id: str
    round_id: str
    round_title: str
    reference: str
    agency: str
    agency_name: str
    team_id: str | None
    auditor_id: str | None
    """Whose case audit it was raised from: it waits for the concern."""
    raised_at: datetime
    raised_by: Receiver
    worry: str
    """What worries whoever raised it; empty once the round is disposed of."""
    done: str
    """What they had already done."""
    sent: tuple[Receiver, ...]
    named: bool
    """True if these were named to receive it; False where nobody was, and it went to all QA leads."""
    counting: Counting
    acknowledge_by: datetime
    close_by: datetime
    acknowledged_at: datetime | None = None
    acknowledged_by: str | None = None
    """Name of the person."""
    closed_at: datetime | None = None
    closed_by: str | None = None
    outcome: str = ""
    """What was done about it."""

    @property
    def standing(self) -> Standing:
        """Where it stands."""
        if self.closed_at is not None:
            return Standing.CLOSED
        return Standing.RAISED if self.acknowledged_at is None else Standing.ACKNOWLEDGED

    @property
    def is_open(self) -> bool:
        """True until somebody says what was done about it."""
        return self.closed_at is None

    @property
    def due(self) -> datetime:
        """By when the next thing is to be done about it."""
        return self.acknowledge_by if self.standing is Standing.RAISED else self.close_by
