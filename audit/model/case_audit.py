"""One auditor's reading of one case file."""

from datetime import datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from audit.model.case import CaseFile
from audit.model.checklist import Counts
from audit.model.noun import Noun
from audit.model.round import RoundStatus

EVIDENCE_LIMIT = 4000
"""Characters in one line of evidence or one reason, at most."""

RatingField = Literal["rating", "evidence", "reason", "starred", "overrule"]
"""The parts of an answer that are kept one by one."""


class Reading(StrEnum):
    """The three kinds of case audit of one file; none overwrites another."""

    FIRST = "first"
    SECOND = "second"
    MODERATED = "moderated"


class CaseAuditStatus(StrEnum):
    """Where a case audit stands."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    SUBMITTED = "submitted"
    RETURNED = "returned"


class Answer(Noun):
    """What is kept for one criterion."""

    criterion: str
    rating: str | None = None
    """Key of the rating given; None while nothing is chosen."""
    evidence: str = ""
    reason: str = ""
    """Why the rating was chosen, where the scale asks for a reason."""
    starred: bool = False
    """Good practice worth telling others about."""
    overrule: str = ""
    """Why the auditor rates a criterion that the case facts rule out; empty means not overruled."""
    ruled_out_by: tuple[str, ...] = ()
    """Keys of the case facts that make the criterion not applicable."""
    counts: Counts | None = None
    """What the answer counts as, facts considered; None while unanswered."""
    version: int = 0
    kept_at: datetime | None = None
    kept_by: str | None = None
    visits: dict[str, str] = Field(default_factory=dict)
    """For each part, the opening of the page from which it was last kept."""

    @property
    def is_ruled_out(self) -> bool:
        """True when the case facts make the criterion not applicable and nobody overruled them."""
        return bool(self.ruled_out_by) and not self.overrule


class FactAnswer(Noun):
    """What is kept for one case fact."""

    fact: str
    value: str | None
    version: int
    visit: str = ""
    kept_at: datetime | None = None


class Judgement(Noun):
    """An overall judgement on a standard, or on the whole file when `standard` is empty."""

    standard: str
    value: str | None = None
    rationale: str = ""
    version: int = 0
    visits: dict[str, str] = Field(default_factory=dict)
    """For each part, the opening of the page from which it was last kept."""
    kept_at: datetime | None = None


class CaseAudit(Noun):
    """One auditor's reading of one case file, without its answers."""

    id: str
    round_id: str
    round_title: str
    round_status: RoundStatus
    checklist_id: str
    case_file: CaseFile
    reading: Reading | None
    """None where it is not told: whoever reads a file learns neither that another does, nor who."""
    auditor_id: str | None
    auditor: str | None
    status: CaseAuditStatus
    version: int
    submitted_at: datetime | None = None
    returned_reason: str = ""
    allocated_because: str = ""
    """Why it was given to this auditor although a rule of allocation says otherwise."""
    disposed_at: datetime | None = None
    """When the records of its round were disposed of: its texts are erased and it stands for ever."""

    @property
    def blind(self) -> "CaseAudit":
        """The same for whoever reads the file, without what would tell of another reader."""
        return self.model_copy(update={"reading": None, "allocated_because": ""})
