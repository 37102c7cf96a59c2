"""What is held of a case in findings: those that are linked to one of its case files."""

from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.noun import Noun
from audit.store import findings
from audit.store import tables as t


class HeldFinding(Noun):
    """One finding that is linked to the case."""

    round_title: str
    kind: str
    title: str
    detail: str
    theme: str
    withdrawn_because: str
    at: datetime
    by: str
    """Name of who raised it."""


def found_of(connection: Connection, case_id: str | None) -> tuple[HeldFinding, ...]:
    """Return the findings that are linked to a case file of the case, withdrawn ones too."""
    linked = (
        select(t.finding_file.c.finding_id)
        .join(t.case_audit, t.case_audit.c.id == t.finding_file.c.case_audit_id)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .where(t.case_file.c.case_id == (case_id or ""))
    )
    return tuple(
        HeldFinding(
            round_title=each.round_title,
            kind=each.kind.value,
            title=each.title,
            detail=each.detail,
            theme=each.theme,
            withdrawn_because=each.withdrawn_because,
            at=each.raised_at,
            by=each.raised_by,
        )
        for each in findings.found(connection, t.finding.c.id.in_(linked))
    )
