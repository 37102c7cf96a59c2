"""Admit people. On a single machine there is one local person who holds every role."""

from sqlalchemy import select

from audit.model.person import Person, Role
from audit.model.refusal import refuse
from audit.rules import permission
from audit.store import persons
from audit.store import tables as t
from audit.store.database import Database

LOCAL_ID = "local"
LOCAL = Person(id=LOCAL_ID, name="You, on this computer", roles=tuple(Role))
"""The one person of a single machine, before anybody signs in by name."""


def local(db: Database) -> Person:
    """Return the person of this machine, admitting them the first time."""
    with db.reading() as connection:
        found = connection.execute(select(t.person.c.id).where(t.person.c.id == LOCAL_ID)).first()
    if found is None:
        _admit(db, LOCAL, LOCAL)
    return LOCAL


def admit(
    db: Database,
    by: Person,
    name: str,
    roles: tuple[Role, ...],
    *,
    agency: str | None = None,
    team: str | None = None,
) -> Person:
    """Let a person in with their roles, agency and team; return them."""
    permission.require(by, "person.admit")
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable() or not roles:
        raise refuse("person.name", where="Person")
    team_id = None
    with db.reading() as connection:
        known = set(connection.execute(select(t.agency.c.key)).scalars())
        if team is not None:
            team_id = connection.execute(
                select(t.team.c.id).where(t.team.c.agency == agency, t.team.c.name == team)
            ).scalar_one_or_none()
    if agency is not None and agency not in known:
        raise refuse("agency.unknown", where=name, agency=agency)
    if team is not None and team_id is None:
        raise refuse("team.unknown", where=name, team=team)
    person = Person(
        id=db.new_id(), name=name, roles=roles, agency=agency, team=team, team_id=team_id
    )
    _admit(db, by, person)
    return person


def _admit(db: Database, by: Person, person: Person) -> None:
    with db.acting(by, "person.admitted", f"person:{person.id}") as now:
        if now.connection.execute(select(t.person.c.id).where(t.person.c.id == person.id)).first():
            now.nothing()
            return
        now.connection.execute(
            t.person.insert().values(
                id=person.id,
                name=person.name,
                roles=",".join(person.roles),
                agency=person.agency,
                team_id=person.team_id,
                admitted_at=now.at,
            )
        )
        now.did(result=person.id, roles=list(person.roles), agency=person.agency)


def acting_as(db: Database, person_id: str) -> Person:
    """Return the admitted person of that id; NotFound if there is none."""
    with db.reading() as connection:
        return persons.find(connection, person_id)
