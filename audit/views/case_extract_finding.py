"""What is held of a case in findings and in the gallery of good practice: what rests on one of its case files."""

from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.noun import Noun
from audit.store import findings, good_practices
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


class HeldPractice(Noun):
    """One entry that rests on the case; its words name nobody, and stay when they are shown."""

    round_title: str
    state: str
    done: str
    possible: str
    copy_it: str
    because: str
    at: datetime
    by: str
    """Name of who wrote it."""


def practice_of(connection: Connection, case_id: str | None) -> tuple[HeldPractice, ...]:
    """Return the entries that rest on a case file of the case."""
    of = t.case_file.c.case_id == (case_id or "")
    audits = select(t.case_audit.c.id).join(t.case_file).where(of)
    rests = good_practices.resting_on(connection, connection.execute(audits).scalars().all())
    return tuple(
        HeldPractice(
            round_title=each.round_title,
            state=each.state.value,
            done=each.done,
            possible=each.possible,
            copy_it=each.copy_it,
            because=each.because,
            at=each.made_at,
            by=each.made_by,
        )
        for each in good_practices.found(connection, t.good_practice.c.id.in_(rests))
    )
