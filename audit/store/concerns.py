"""Rows of immediate concerns as nouns: those of a round or a case audit, who received them, and the target."""

from collections import defaultdict
from collections.abc import Collection
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, select

from audit.model.concern import Counting, ImmediateConcern, Receiver, Target
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t
from audit.store.dialect import among
from audit.store.persons import person_of, persons

_of = t.concern.c
_raised, _acknowledged, _closed = (t.person.alias() for _ in range(3))
_CONCERNS = (
    select(
        t.concern,
        t.case_audit.c.round_id,
        t.case_audit.c.auditor_id,
        t.round_.c.title.label("round_title"),
        t.case.c.reference,
        t.case_file.c.agency,
        t.case_file.c.team_id,
        t.agency.c.name.label("agency_name"),
        _raised.c.name.label("raiser"),
        _acknowledged.c.name.label("acknowledger"),
        _closed.c.name.label("closer"),
    )
    .select_from(t.concern)
    .join(t.case_audit, t.case_audit.c.id == _of.case_audit_id)
    .join(t.round_, t.round_.c.id == t.case_audit.c.round_id)
    .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
    .join(t.case, t.case.c.id == t.case_file.c.case_id)
    .join(t.agency, t.agency.c.key == t.case_file.c.agency)
    .join(_raised, _raised.c.id == _of.raised_by)
    .outerjoin(_acknowledged, _acknowledged.c.id == _of.acknowledged_by)
    .outerjoin(_closed, _closed.c.id == _of.closed_by)
    .order_by(_of.raised_at, _of.id)
)
_OPEN = _of.closed_at.is_(None)


def open_in(connection: Connection, round_id: str) -> tuple[ImmediateConcern, ...]:
    """Return the open concerns of a round, the first raised first, whoever may see them."""
    return _found(connection, _OPEN & (t.case_audit.c.round_id == round_id))


def open_on(
    connection: Connection, case_audit_ids: Collection[str]
) -> tuple[ImmediateConcern, ...]:
    """Return the open concerns that were raised from any of these case audits."""
    return _found(connection, _OPEN & _of.case_audit_id.in_(among(case_audit_ids)))


def of_case(connection: Connection, case_id: str) -> tuple[ImmediateConcern, ...]:
    """Return every concern about a case, the first raised first."""
    return _found(connection, t.case_file.c.case_id == case_id)


def every(connection: Connection) -> tuple[ImmediateConcern, ...]:
    """Return every concern whose round is not disposed of, the first raised first."""
    return _found(connection, t.round_.c.disposed_at.is_(None))


def find(connection: Connection, concern_id: str) -> ImmediateConcern:
    """Return the concern of that id; NotFound if there is none."""
    there = _found(connection, _of.id == concern_id)
    if not there:
        raise NotFound(complaint("concern.not-found"))
    return there[0]


def target(connection: Connection) -> Target:
    """Return the partnership's target, the tool's own where it has set none."""
    rows = select(t.concern_target).order_by(t.concern_target.c.set_at.desc()).limit(1)
    row = connection.execute(rows).first()
    if row is None:
        return Target()
    return Target(
        acknowledge=row.acknowledge,
        close=row.close,
        counting=Counting(row.counting),
        escalation_id=row.escalation_id,
    )


def named(connection: Connection) -> dict[str | None, tuple[Person, ...]]:
    """Return who is named to receive concerns, by agency; under None for agencies that have nobody of their own."""
    rows = connection.execute(
        persons()
        .add_columns(t.concern_receiver.c.agency.label("of_agency"))
        .join(t.concern_receiver, t.concern_receiver.c.person_id == t.person.c.id)
        .order_by(t.person.c.name, t.person.c.id)
    ).mappings()
    found: dict[str | None, list[Person]] = defaultdict(list)
    for row in rows:
        found[row["of_agency"]].append(person_of(row))
    return {agency: tuple(people) for agency, people in found.items()}


def everybody(connection: Connection) -> tuple[Person, ...]:
    """Return everybody who is admitted, by name."""
    rows = connection.execute(persons().order_by(t.person.c.name, t.person.c.id)).mappings()
    return tuple(map(person_of, rows))


def _found(connection: Connection, wanted: ColumnElement[bool]) -> tuple[ImmediateConcern, ...]:
    rows = connection.execute(_CONCERNS.where(wanted)).all()
    if not rows:
        return ()
    sent = _sent(connection, [row.id for row in rows])
    return tuple(_concern_of(row, sent[row.id]) for row in rows)


def _sent(connection: Connection, ids: Collection[str]) -> dict[str, list[Receiver]]:
    sent: dict[str, list[Receiver]] = defaultdict(list)
    for row in connection.execute(
        select(t.concern_sent.c.concern_id, t.person.c.id, t.person.c.name)
        .join(t.person, t.person.c.id == t.concern_sent.c.person_id)
        .where(t.concern_sent.c.concern_id.in_(among(ids)))
        .order_by(t.person.c.name, t.person.c.id)
    ):
        sent[row.concern_id].append(Receiver(id=row.id, name=row.name))
    return sent


def _concern_of(row: Row[Any], sent: Collection[Receiver]) -> ImmediateConcern:
    same = (
        *("id", "case_audit_id", "round_id", "round_title", "reference", "agency", "agency_name"),
        *("team_id", "auditor_id", "raised_at", "worry", "done", "named", "acknowledge_by"),
        *("close_by", "acknowledged_at", "closed_at", "outcome"),
    )
    return ImmediateConcern(
        **{name: getattr(row, name) for name in same},
        raised_by=Receiver(id=row.raised_by, name=row.raiser),
        sent=tuple(sent),
        counting=Counting(row.counting),
        acknowledged_by=row.acknowledger,
        closed_by=row.closer,
    )
