"""How far a round is: where its readings stand, who has them, and when the last of them could be in."""

from datetime import date
from enum import StrEnum

from audit.model.case_audit import CaseAuditStatus
from audit.model.language import _
from audit.model.noun import Noun


class State(StrEnum):
    """Where a reading stands for whoever looks after the round: its status, and whether anybody has it at all."""

    SUBMITTED = "submitted"
    IN_PROGRESS = "in progress"
    RETURNED = "returned"
    NOT_STARTED = "not started"
    NOT_ALLOCATED = "not yet allocated"

    @property
    def status(self) -> CaseAuditStatus:
        """The status of a reading that stands so: one that nobody has is not started."""
        given = State.NOT_STARTED if self is State.NOT_ALLOCATED else self
        return CaseAuditStatus(given.value)

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return SIGNS[self]

    @property
    def words(self) -> str:
        """The shape and the word, for instance "● Submitted"."""
        return f"{self.sign} {_(self.value).capitalize()}"


SIGNS = {
    State.SUBMITTED: "●",
    State.IN_PROGRESS: "◐",
    State.RETURNED: "↩",
    State.NOT_STARTED: "○",
    State.NOT_ALLOCATED: "◇",
}
ATTENTION = (
    State.NOT_ALLOCATED,
    State.RETURNED,
    State.NOT_STARTED,
    State.IN_PROGRESS,
    State.SUBMITTED,
)
"""What somebody has to look at first: a reading that nobody has does not come by itself."""


class Group(Noun):
    """How the readings of an auditor, an agency, a team or the whole round stand."""

    key: str
    """Id or key of what it is; empty for nobody, for no team and for the whole."""
    name: str
    counts: dict[State, int]
    """Readings in each state, none left out: they add up to n."""
    late: int
    """Of those not submitted, how many are past the due day."""

    @property
    def n(self) -> int:
        """How many readings there are."""
        return sum(self.counts.values())

    @property
    def waiting(self) -> int:
        """How many are not submitted."""
        return self.n - self.counts[State.SUBMITTED]


class Pace(Noun):
    """When the last reading would be in if things go on as they did, and how sure that is."""

    submitted: int
    working_days: int
    """Working days since the first start, that day and today counted."""
    waiting: int
    expected: date | None
    """None while too few are submitted to say, and beyond the horizon."""
    earliest: date | None = None
    latest: date | None = None
    """Limits of the 95% range; the later one is None beyond the horizon."""


class DueDay(Noun):
    """The day on which a round's case file audits are due, for one auditor or for all: what a calendar may show."""

    round_id: str
    round_title: str
    due: date
    whose: str
    """Tells the entries of one round apart: the auditor's id, or "all"."""
    waiting: int
    n: int
