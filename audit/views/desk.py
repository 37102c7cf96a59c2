"""A person's own desk: what to open next, when it is due, what is under way, what came back."""

from datetime import date

from sqlalchemy import func, select

from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.progress import DueDay
from audit.model.round import RoundStatus
from audit.rules import due as rules
from audit.rules import permission
from audit.rules.retention import today
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Database


class DeskEntry(Noun):
    """One of a person's case audits and how many of its criteria are rated."""

    audit: CaseAudit
    agency: str
    due: date | None
    """The day on which its round is due."""
    rated: int
    asked: int
    """Criteria that the case facts leave in; 0 before it is started."""

    starts: date | None
    """The day on which its round is planned to begin."""

    @property
    def is_submitted(self) -> bool:
        """True if nothing is left to do."""
        return self.audit.status is CaseAuditStatus.SUBMITTED

    @property
    def is_coming(self) -> bool:
        """True while its round is planned: it is theirs, but it cannot be started yet."""
        return self.audit.round_status is RoundStatus.PLANNED and not self.is_submitted

    @property
    def is_over(self) -> bool:
        """True if its round was closed without it: it was not submitted, and cannot be any more."""
        return self.audit.round_status is RoundStatus.CLOSED and not self.is_submitted


class DeskPage(Noun):
    """Everything given to one person, in the order in which it makes sense to do it."""

    today: date
    entries: tuple[DeskEntry, ...]

    @property
    def waiting(self) -> tuple[DeskEntry, ...]:
        """What is not submitted, and can be."""
        return tuple(
            each
            for each in self.entries
            if not (each.is_submitted or each.is_coming or each.is_over)
        )

    @property
    def next(self) -> DeskEntry | None:
        """What to open now; None when all is submitted."""
        return next(iter(self.waiting), None)

    def due_days(self, whose: str) -> tuple[DueDay, ...]:
        """The due day of each round that has one, while something waits or the day is still to come."""
        rounds: dict[str, list[DeskEntry]] = {}
        for each in self.entries:
            if not each.is_coming and not each.is_over:
                rounds.setdefault(each.audit.round_id, []).append(each)
        days = [
            DueDay(
                round_id=key,
                round_title=mine[0].audit.round_title,
                due=mine[0].due,
                whose=whose,
                waiting=sum(not each.is_submitted for each in mine),
                n=len(mine),
            )
            for key, mine in rounds.items()
            if mine[0].due is not None
        ]
        live = (each for each in days if each.waiting or each.due >= self.today)
        return tuple(sorted(live, key=lambda each: (each.due, each.round_title)))


def desk(db: Database, by: Person) -> DeskPage:
    """Return the person's own case audits; none for who is no auditor."""
    now = today(db.clock())
    if not permission.may(by, "case_audit.own"):
        return DeskPage(today=now, entries=())
    with db.reading(by) as connection:
        mine = [
            # Blind: even a QA lead who audits a file learns on their own desk nothing of its other reader.
            (case_audits.case_audit_of(row).blind, row["due"], row["starts"])
            for row in connection.execute(
                case_audits.case_audits()
                .add_columns(t.round_.c.due, t.round_.c.starts)
                .where(t.case_audit.c.auditor_id == by.id, t.round_.c.disposed_at.is_(None))
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
            due=due,
            starts=starts,
            rated=counts.get(audit.id, (0, 0))[0],
            asked=counts.get(audit.id, (0, 0))[1],
        )
        for audit, due, starts in mine
    ]
    entries.sort(key=lambda each: _order(each, now))
    return DeskPage(today=now, entries=tuple(entries))


def _order(entry: DeskEntry, now: date) -> tuple[tuple[int, date, bool, str], str]:
    audit = entry.audit
    return rules.order(audit.status, entry.due, now, audit.case_file.reference), audit.id
