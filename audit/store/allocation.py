"""What an allocation is worked out from, as it stands in the tables: for the command that keeps and the view that shows."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, select

from audit.model.allocation import FULL_SHARE, Basis, Days, FileReading, Place, RoundAuditor
from audit.model.case_audit import CaseAudit, CaseAuditStatus, Reading
from audit.model.checklist import Checklist
from audit.model.person import Person, Role
from audit.store import checklists, rounds
from audit.store import tables as t
from audit.store.panel_readers import told

_AUDITORS = (
    select(
        t.round_auditor,
        t.person.c.name,
        t.person.c.roles,
        t.person.c.retired_at,
        t.person.c.agency,
        t.person.c.team_id,
        t.team.c.name.label("team"),
    )
    .select_from(t.round_auditor)
    .join(t.person, t.person.c.id == t.round_auditor.c.person_id)
    .outerjoin(t.team, t.team.c.id == t.person.c.team_id)
    .order_by(t.person.c.name, t.person.c.id)
)
_READINGS = (
    select(
        t.case_audit.c.id,
        t.case_audit.c.case_file_id,
        t.case.c.reference,
        t.case_file.c.agency,
        t.case_file.c.team_id,
        t.team.c.name.label("team"),
        t.case_audit.c.reading,
        t.case_audit.c.auditor_id,
        t.case_audit.c.status,
        t.case_audit.c.started_at,
        t.case_audit.c.allocated_because.label("because"),
    )
    .select_from(t.case_audit)
    .join(t.case_file)
    .join(t.case)
    .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
    .where(t.case_audit.c.reading.in_((Reading.FIRST, Reading.SECOND)))
    .order_by(t.case.c.reference, t.case_file.c.agency, t.case_audit.c.reading)
)


def basis(
    connection: Connection,
    round_id: str,
    now: datetime,
    day_of: Callable[[datetime], date],
    kept: frozenset[str],
) -> Basis:
    """Return everything that an allocation of this round is worked out from; `day_of` tells a moment's day.

    Readings that are `kept` from whoever asks stay where they are, as if they were begun, whether they are or not.
    A round that has no planned beginning begins on the day on which it was opened.
    """
    of = rounds.find(connection, round_id)
    checklist = checklists.published(connection, of["checklist_id"])
    rows = connection.execute(_READINGS.where(t.case_audit.c.round_id == round_id)).mappings()
    people = auditors(connection, round_id)
    among = {each.person_id for each in people}
    return Basis(
        round_id=round_id,
        title=of["title"],
        days=_days(of, now, day_of),
        auditors=people,
        readings=tuple(
            _unsaid(each) if each.id in kept else each for each in map(reading_of, rows)
        ),
        agencies=tuple((each.key, each.name) for each in checklist.agencies),
        asked=tuple((each.key, _asked(checklist, each.key)) for each in checklist.agencies),
        told=tuple(
            (file, tuple(sorted(each & among)))
            for file, each in sorted(told(connection, round_id).items())
            if each & among
        ),
    )


def auditors(connection: Connection, round_id: str) -> tuple[RoundAuditor, ...]:
    """Return who audits in a round, by name."""
    rows = connection.execute(_AUDITORS.where(t.round_auditor.c.round_id == round_id)).mappings()
    return tuple(auditor_of(row) for row in rows)


def auditor_of(row: RowMapping) -> RoundAuditor:
    """Make the noun of one auditor's row."""
    may = Role.AUDITOR.value in row["roles"].split(",")
    return RoundAuditor(
        can_audit=may and row["retired_at"] is None,
        expert_in=tuple(row["expert_in"]),
        **{name: row[name] for name in _PLAIN},
    )


_PLAIN = tuple(name for name in RoundAuditor.model_fields if name not in ("can_audit", "expert_in"))


def auditor(connection: Connection, round_id: str, person: Person, now: datetime) -> RoundAuditor:
    """Return somebody as an auditor of the round; whoever is not among them has a full share and no leave."""
    for each in auditors(connection, round_id):
        if each.person_id == person.id:
            return each
    return RoundAuditor(
        person_id=person.id,
        name=person.name,
        agency=person.agency,
        team_id=person.team_id,
        team=person.team,
        can_audit=person.has(Role.AUDITOR),
        share=FULL_SHARE,
        joined_at=now,
    )


def at_hand(
    connection: Connection, audit: CaseAudit, now: datetime, day_of: Callable[[datetime], date]
) -> tuple[Place, Days]:
    """Return what giving this one case audit to somebody depends on."""
    other = connection.execute(
        select(t.case_audit.c.auditor_id).where(
            t.case_audit.c.round_id == audit.round_id,
            t.case_audit.c.case_file_id == audit.case_file.id,
            t.case_audit.c.id != audit.id,
            t.case_audit.c.reading.in_((Reading.FIRST, Reading.SECOND)),
        )
    ).scalar()
    file = audit.case_file
    days = _days(rounds.find(connection, audit.round_id), now, day_of)
    known: frozenset[str] = frozenset()
    if audit.reading is Reading.SECOND:
        known = told(connection, audit.round_id, audit.id).get(file.id, known)
    return Place(file.agency, file.team_id, other, tuple(sorted(known))), days


def _days(of: RowMapping, now: datetime, day_of: Callable[[datetime], date]) -> Days:
    return Days(day_of(now), of["starts"] or day_of(of["opened_at"]), of["due"])


def _unsaid(reading: FileReading) -> FileReading:
    return reading._replace(status=CaseAuditStatus.IN_PROGRESS, started_at=None)


def reading_of(row: RowMapping) -> FileReading:
    """Make the noun of one reading's row."""
    given: dict[str, Any] = dict(row)
    given["reading"] = Reading(row["reading"])
    given["status"] = CaseAuditStatus(row["status"])
    return FileReading(**given)


def _asked(checklist: Checklist, agency: str) -> tuple[str, ...]:
    """Keys of the standards of which something is asked of the agency."""
    return tuple(
        standard.key
        for standard in checklist.standards
        if any(not each.asked_of or agency in each.asked_of for each in standard.criteria)
    )
