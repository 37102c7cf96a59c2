"""The agencies' meeting on one case: what each file shows side by side, what is agreed, and what is judged."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.case_audit import Answer
from audit.model.checklist import Counts, Criterion
from audit.model.noun import Noun
from audit.model.round import RoundStatus

SUMMARY_LIMIT = 20_000
"""Characters in a learning summary, at most."""
ROLE_LIMIT = 120
"""Characters in the role of who was present, at most."""


class PanelState(StrEnum):
    """Where the panel on a case stands; what wants somebody first."""

    READY = "ready to begin"
    REOPENED = "open again"
    UNDER_WAY = "under way"
    WAITING = "waiting for a reading"
    KEPT = "you still read a file of it"
    SIGNED_OFF = "held and signed off"


class Panel(Noun):
    """One panel, without what was noted in it."""

    id: str
    round_id: str
    round_title: str
    round_status: RoundStatus
    checklist_id: str
    case_id: str
    reference: str
    began_at: datetime
    began_because: str
    """Why it began before every file was read; empty where all were."""
    held_on: date | None
    signed_off_at: datetime | None
    signed_off_by: str
    """Name; empty while it is not signed off."""
    reopened_because: str
    voided_at: datetime | None
    """When a reading of the case changed after the sign-off, which then no longer stood."""
    summary: str
    summary_at: datetime | None
    version: int
    disposed_at: datetime | None

    @property
    def is_signed_off(self) -> bool:
        """True while the sign-off stands."""
        return self.signed_off_at is not None


class Cell(Noun):
    """What one agency's file shows on one criterion."""

    agency: str
    asked: bool
    answer: Answer | None
    """Of the reading that counts; None where the agency is not asked, or its file is not read."""

    @property
    def counts(self) -> Counts | None:
        """What it counts as; None where nothing was rated."""
        return None if self.answer is None else self.answer.counts


class Row(Noun):
    """One criterion with every agency's file on the case."""

    criterion: Criterion
    standard: str
    cells: tuple[Cell, ...]
    gap: bool
    """True where one agency has it met and another not met, or not evidenced."""


class Note(Noun):
    """What the panel makes of a gap between agencies."""

    criterion: str
    is_gap: bool
    """False where the panel finds that it is none: the files differ for a good reason."""
    text: str
    made_on: str
    """The ratings that it was made on: it holds for these and no others."""
    version: int


class Attendance(Noun):
    """Who was present: by role and agency, never by name."""

    number: int
    role: str
    agency: str
    """Key of the agency; empty for somebody independent."""


class Happening(Noun):
    """One line of the chronology."""

    number: int
    day: str
    """A year, a month or a day, as 2026, 2026-03 or 2026-03-14: no finer than is needed."""
    what: str
    agencies: tuple[str, ...]
    """Keys of the agencies whose files show it."""
    disputed: bool
    """True where the agencies do not agree that it was so."""
    version: int


class PanelFile(Noun):
    """One agency's file on the case, and the reading of it that counts here."""

    agency: str
    case_audit_id: str | None
    """None while none counts."""
    lacks: str
    """What is still to come, in words; empty where nothing is."""
