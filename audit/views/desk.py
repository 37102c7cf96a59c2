"""A person's own desk: what to open next, what is under way, what came back."""

from sqlalchemy import func, select

from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.noun import Noun
from audit.model.person import Person
from audit.rules import permission
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Database

ORDER = (
    CaseAuditStatus.RETURNED,
    CaseAuditStatus.IN_PROGRESS,
    CaseAuditStatus.NOT_STARTED,
    CaseAuditStatus.SUBMITTED,
)
"""What came back first, then what is under way, then what waits."""


class DeskEntry(Noun):
    """One of a person's case audits and how many of its criteria are rated."""

    audit: CaseAudit
    agency: str
    rated: int
    asked: int
    """Criteria that the case facts leave in; 0 before it is started."""


class DeskPage(Noun):
    """Everything given to one person, in the order in which it makes sense to do it."""

    entries: tuple[DeskEntry, ...]

    @property
    def next(self) -> DeskEntry | None:
        """What to open now; None when all is submitted."""
        waiting = (
            each for each in self.entries if each.audit.status is not CaseAuditStatus.SUBMITTED
        )
        return next(waiting, None)


def desk(db: Database, by: Person) -> DeskPage:
    """Return the person's own case audits; none for who is no auditor."""
    if not permission.may(by, "case_audit.own"):
        return DeskPage(entries=())
    with db.reading() as connection:
        mine = [
            case_audits.case_audit_of(row)
            for row in connection.execute(
                case_audits.case_audits().where(
                    t.case_audit.c.auditor_id == by.id, t.round_.c.disposed_at.is_(None)
                )
            ).mappings()
        ]
        live = (t.answer.c.ruled_out_by == "") | (t.answer.c.overrule != "")
        counted = connection.execute(
            select(
                t.answer.c.case_audit_id,
                func.count().label("asked"),
                func.count(t.answer.c.rating).label("rated"),
            )
            .join(t.case_audit)
            .where(t.case_audit.c.auditor_id == by.id, live)
            .group_by(t.answer.c.case_audit_id)
        )
        counts = {row.case_audit_id: (row.rated, row.asked) for row in counted}
        names = {row.key: row.name for row in connection.execute(select(t.agency))}
    entries = [
        DeskEntry(
            audit=audit,
            agency=names[audit.case_file.agency],
            rated=counts.get(audit.id, (0, 0))[0],
            asked=counts.get(audit.id, (0, 0))[1],
        )
        for audit in mine
    ]
    entries.sort(key=lambda each: (ORDER.index(each.audit.status), each.audit.case_file.reference))
    return DeskPage(entries=tuple(entries))
