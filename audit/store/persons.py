"""People as nouns, for commands and views."""

from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, select

from audit.model.case_audit import CaseAuditStatus
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t


def persons() -> Select[Any]:
    """Return the query of people who are admitted, for a caller to narrow."""
    return ever_admitted().where(t.person.c.retired_at.is_(None))


def ever_admitted() -> Select[Any]:
    """Return the query of everybody who ever was, those retired among them."""
    return (
        select(
            t.person.c.id,
            t.person.c.name,
            t.person.c.roles,
            t.person.c.agency,
            t.person.c.team_id,
            t.team.c.name.label("team"),
        )
        .select_from(t.person)
        .outerjoin(t.team)
    )


def person_of(row: RowMapping) -> Person:
    """Make the noun of one row of `persons`."""
    return Person(
        id=row["id"],
        name=row["name"],
        roles=tuple(Role(role) for role in row["roles"].split(",")),
        agency=row["agency"],
        team=row["team"],
        team_id=row["team_id"],
    )


def find(connection: Connection, person_id: str) -> Person:
    """Return the person of that id; NotFound if nobody admitted has it."""
    row = connection.execute(persons().where(t.person.c.id == person_id)).mappings().first()
    if row is None:
        raise NotFound(complaint("person.not-found"))
    return person_of(row)


def waiting(connection: Connection, person_id: str) -> int:
    """Return how many case audits were given to the person and are not submitted."""
    query = select(func.count()).where(
        t.case_audit.c.auditor_id == person_id,
        t.case_audit.c.status != CaseAuditStatus.SUBMITTED,
    )
    return int(connection.execute(query.select_from(t.case_audit)).scalar_one())
