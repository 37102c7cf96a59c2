"""What somebody found: case files by their reference, findings and actions by their words."""

from datetime import date

from audit.model.case_audit import CaseAuditStatus
from audit.model.finding import FindingKind
from audit.model.noun import Noun


class FoundFile(Noun):
    """One reading of a case file."""

    case_audit_id: str
    reference: str
    agency: str
    """Name of the agency."""
    round_title: str
    status: CaseAuditStatus
    is_second: bool
    """True for a second reading, where that is told."""


class FoundFinding(Noun):
    """A finding that stands, or that was withdrawn."""

    id: str
    round_id: str
    round_title: str
    kind: FindingKind
    title: str
    stands: bool


class FoundAction(Noun):
    """An action."""

    id: str
    round_title: str
    what: str
    due: date | None
    is_done: bool


class Found(Noun):
    """What was found, as one person may see it."""

    files: tuple[FoundFile, ...]
    """By their references, as many as go on a page."""
    more: bool
    """True where others follow on the next page."""
    findings: tuple[FoundFinding, ...]
    actions: tuple[FoundAction, ...]
    """The first of each; what follows is found with more words."""
    others: int
    """How many more findings and actions there are."""
