"""The offline scoring workbook: what one auditor takes out of a round, fills in elsewhere and brings back."""

from enum import StrEnum

from pydantic import Field

from audit.model.case_audit import CaseAudit
from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist, Standard
from audit.model.noun import Noun


class ScoringKey(Noun):
    """What a workbook says of itself, sealed: whose it is, of what, and how things stood when it was made."""

    site: str
    auditor: str
    round_id: str
    checklist_id: str
    files: dict[str, str]
    """The case audit of each sheet."""
    base: dict[str, dict[str, str]]
    """For each case audit, a mark of whatever was kept when the workbook was made; nothing for what was empty."""


class ScoringFile(Noun):
    """One case file as it stands for its auditor."""

    audit: CaseAudit
    agency: str
    """Name of the agency whose file it is."""
    facts: tuple[CaseFact, ...]
    """Every case fact that may be asked of the agency."""
    standards: tuple[Standard, ...]
    """Only what is asked of the agency."""
    values: dict[str, str]
    """What is kept, by its slot; see rules/scoring.py."""


class ScoringBook(Noun):
    """Everything that goes into one workbook."""

    round_id: str
    round_title: str
    checklist: Checklist
    files: tuple[ScoringFile, ...]
    key: str
    """The key, sealed, as it stands in the workbook."""


class Filled(Noun):
    """A workbook that came back, read: still nothing but what somebody uploaded."""

    name: str
    key: ScoringKey
    seal: str
    """What it says the key is sealed with."""
    values: dict[str, dict[str, str]]
    """For each case audit, what stands in the workbook by its slot."""
    places: dict[str, dict[str, str]] = Field(default_factory=dict)
    """For the same, where in the workbook it stands."""


class Kind(StrEnum):
    """How something in a workbook differs from what is kept."""

    NEW = "New"
    CHANGED = "Changed"
    EMPTIED = "Emptied"
    CONFLICT = "In conflict"


class ScoringDifference(Noun):
    """One answer that the workbook holds otherwise than the tool."""

    case_audit_id: str
    slot: str
    kind: Kind
    kept: str
    filled: str


class Choice(Noun):
    """What the auditor chose where tool and workbook were both changed."""

    seen: str
    """What was kept when they chose: if that has moved on since, the choice is none."""
    workbook: bool


Choices = dict[tuple[str, str], Choice]
"""By case audit and slot."""


class ShownDifference(Noun):
    """A difference in words."""

    difference: ScoringDifference
    place: str
    what: str
    kept: str
    filled: str
    suspects: str = ""
    """What in the text looks like an identifier."""


class Preview(Noun):
    """What taking a workbook would change."""

    round_title: str
    files: int
    shown: tuple[ShownDifference, ...]

    @property
    def conflicts(self) -> tuple[ShownDifference, ...]:
        """Those between which the auditor has to choose."""
        return tuple(each for each in self.shown if each.difference.kind is Kind.CONFLICT)
