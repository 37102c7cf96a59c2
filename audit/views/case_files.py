"""The case files of a round, so many at a time: each reading, and who has it."""

from collections.abc import Collection

from sqlalchemy import ColumnElement, Connection, and_, func, select

from audit.model.case_audit import CaseAudit, CaseAuditStatus, Reading
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules import permission
from audit.store import case_audits
from audit.store import tables as t
from audit.store.cases import SMALL
from audit.store.database import Database
from audit.views.blind import shown

OPEN = frozenset(CaseAuditStatus) - {CaseAuditStatus.SUBMITTED}
"""What is not submitted."""
AUDITORS = frozenset(Reading) - {Reading.MODERATED}
"""The readings that an auditor makes."""


class CaseFiles(Noun):
    """Some of a round's readings, in the order of their references."""

    audits: tuple[CaseAudit, ...]
    total: int
    """How many answer to what was asked."""
    of: int
    """How many the round has."""


def case_files(
    db: Database,
    by: Person,
    round_id: str,
    *,
    begins: str = "",
    statuses: Collection[CaseAuditStatus] = frozenset(CaseAuditStatus),
    readings: Collection[Reading] = frozenset(Reading),
    limit: int | None = None,
) -> CaseFiles:
    """Return the first readings of a round of which all of this is true; NotFound if there is no such round.

    `begins` is how their case's reference begins, in small or capital letters.
    """
    permission.require(by, "round.read")
    with db.reading(by) as connection:
        if (
            connection.execute(select(t.round_.c.id).where(t.round_.c.id == round_id)).first()
            is None
        ):
            raise NotFound(complaint("round.not-found"))
        mine = and_(t.case_audit.c.round_id == round_id, shown(connection, by, round_id))
        wanted = and_(
            mine,
            t.case_audit.c.status.in_(statuses),
            t.case_audit.c.reading.in_(readings),
            SMALL.startswith(begins.strip().lower(), autoescape=True),
        )
        rows = connection.execute(
            case_audits.case_audits()
            .where(wanted)
            .order_by(t.case.c.reference, t.case_file.c.agency, t.case_audit.c.reading)
            .limit(limit)
        ).mappings()
        return CaseFiles(
            audits=tuple(case_audits.case_audit_of(row) for row in rows),
            total=_how_many(connection, wanted),
            of=_how_many(connection, mine),
        )


def _how_many(connection: Connection, which: ColumnElement[bool]) -> int:
    joined = t.case_audit.join(t.case_file).join(t.case)
    return int(
        connection.execute(select(func.count()).select_from(joined).where(which)).scalar_one()
    )
