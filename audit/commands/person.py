"""Admit people, change their reach, retire them. On a single machine one local person holds every role."""

from typing import NamedTuple

from sqlalchemy import select, update

from audit.commands.document import numbered
from audit.model.document import STAFF, DocumentKind
from audit.model.person import LOCAL_ID, LOCAL_NAME, Person, Role
from audit.model.refusal import refuse
from audit.rules import permission
from audit.store import persons, sessions
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint

LOCAL = Person(id=LOCAL_ID, name=LOCAL_NAME, roles=tuple(Role))
"""The one person of a single machine, before anybody signs in by name."""
SUBJECT_LIMIT = 255
"""Characters that OpenID Connect allows a subject."""


class Identity(NamedTuple):
    """Who the identity provider says somebody is; never an e-mail address, which can move to somebody else."""

    issuer: str
    subject: str


def local(db: Database) -> Person:
    """Return the person of this machine, admitting them the first time."""
    with db.reading() as connection:
        found = connection.execute(select(t.person.c.id).where(t.person.c.id == LOCAL_ID)).first()
    if found is None:
        with db.acting(LOCAL, "person.admitted", f"person:{LOCAL_ID}") as now:
            if now.connection.execute(
                select(t.person.c.id).where(t.person.c.id == LOCAL_ID)
            ).first():
                now.nothing()
            else:
                _put(now, LOCAL, None)
    return LOCAL


def admit(
    db: Database,
    by: Person,
    name: str,
    roles: tuple[Role, ...],
    *,
    agency: str | None = None,
    team: str | None = None,
    issuer: str | None = None,
    subject: str | None = None,
    key: str | None = None,
) -> Person:
    """Let a person in with their roles, agency and team; return them.

    Issuer and subject are what the identity provider calls them; without both they cannot sign in.
    """
    permission.require(by, "person.admit")
    name = _name(name, roles)
    identity = _identity(name, issuer, subject)
    with db.acting(by, "person.admitted", key=key) as now:
        if now.earlier is not None:
            return persons.find(now.connection, now.earlier)
        person = _placed(now, Person(id=now.new_id(), name=name, roles=roles), agency, team)
        if identity is not None:
            _free(now, identity, person)
        now.about = f"person:{person.id}"
        _put(now, person, identity)
        return person


def change(
    db: Database,
    by: Person,
    was: Person,
    *,
    name: str,
    roles: tuple[Role, ...],
    agency: str | None,
    team: str | None,
) -> Person:
    """Change somebody's name, roles or reach; return them as they now are. It counts from their next act.

    `was` is the person as the page showed them: refused when somebody else changed them meanwhile, or
    when nobody would be left to admit people.
    """
    permission.require(by, "person.change")
    name = _name(name, roles)
    with db.acting(by, "person.changed", f"person:{was.id}") as now:
        stands = persons.find(now.connection, was.id)
        wanted = stands.model_copy(update={"name": name, "roles": roles})
        wanted = _placed(now, wanted, agency, team)
        if wanted == stands:
            now.nothing()
            return stands
        if stands != was:
            raise refuse("person.moved-on", where=stands.name)
        if Role.ADMINISTRATOR not in roles or stands.id == LOCAL_ID:
            _somebody_left(now, stands)
        now.connection.execute(
            update(t.person)
            .where(t.person.c.id == was.id)
            .values(name=name, roles=",".join(roles), agency=wanted.agency, team_id=wanted.team_id)
        )
        now.did(old=_reach(stands), new=_reach(wanted), renamed=stands.name != name, result=was.id)
        return wanted


def identify(db: Database, by: Person, person_id: str, issuer: str, subject: str) -> None:
    """Say what the identity provider calls somebody; both empty takes their sign-in away.

    Sessions that were begun as somebody else's identity end. Equal to what stands is no change.
    """
    permission.require(by, "person.change")
    with db.acting(by, "person.identified", f"person:{person_id}") as now:
        person = persons.find(now.connection, person_id)
        identity = _identity(person.name, issuer, subject)
        wanted = identity or (None, None)
        stands = now.connection.execute(
            select(t.person.c.issuer, t.person.c.subject).where(t.person.c.id == person_id)
        ).one()
        if tuple(stands) == tuple(wanted):
            now.nothing()
            return
        if identity is not None:
            _free(now, identity, person)
        now.connection.execute(
            update(t.person)
            .where(t.person.c.id == person_id)
            .values(issuer=wanted[0], subject=wanted[1])
        )
        now.did(
            sessions=sessions.end(now.connection, now.at, person_id=person_id),
            identity=_known(identity),
            result=person_id,
        )


def retire(db: Database, by: Person, person_id: str) -> int:
    """End somebody's access, open sessions too; what they did keeps their name.

    Returns how many case audits they have begun or been given and not submitted, for a QA lead to
    look after. Refused when nobody would be left to admit people.
    """
    permission.require(by, "person.retire")
    with db.acting(by, "person.retired", f"person:{person_id}") as now:
        person = persons.find(now.connection, person_id)
        _somebody_left(now, person)
        now.connection.execute(
            update(t.person).where(t.person.c.id == person_id).values(retired_at=now.at)
        )
        waiting = persons.waiting(now.connection, person_id)
        now.did(
            sessions=sessions.end(now.connection, now.at, person_id=person_id),
            waiting=waiting,
            result=person_id,
        )
        return waiting


def acting_as(db: Database, person_id: str) -> Person:
    """Return the admitted person of that id; NotFound if there is none."""
    with db.reading() as connection:
        return persons.find(connection, person_id)


def _name(name: str, roles: tuple[Role, ...]) -> str:
    name = " ".join(name.split())
    if not name or len(name) > 80 or not name.isprintable() or not roles:
        raise refuse("person.name", where="Person")
    return name


def _identity(name: str, issuer: str | None, subject: str | None) -> Identity | None:
    """Both or neither: half an identity could never sign in, and would look as if it could."""
    issuer, subject = (issuer or "").strip(), (subject or "").strip()
    if not issuer and not subject:
        return None
    whole = issuer.startswith(("https://", "http://")) and issuer.isprintable()
    if not whole or not subject or not subject.isprintable() or len(subject) > SUBJECT_LIMIT:
        raise refuse("person.identity", where=name)
    return Identity(issuer, subject)


def _free(now: Act, identity: Identity, person: Person) -> None:
    taken = select(t.person.c.name).where(
        t.person.c.issuer == identity.issuer, t.person.c.subject == identity.subject
    )
    if (found := now.connection.execute(taken).scalar_one_or_none()) is not None:
        raise refuse("person.subject-taken", where=person.name, name=found)


def _placed(now: Act, person: Person, agency: str | None, team: str | None) -> Person:
    """Return the person in that agency and team; refuse what does not exist."""
    team_id = None
    known = select(t.agency.c.key).where(t.agency.c.key == agency)
    if agency is not None and now.connection.execute(known).first() is None:
        raise refuse("agency.unknown", where=person.name, agency=agency)
    if team is not None:
        of = select(t.team.c.id).where(t.team.c.agency == agency, t.team.c.name == team)
        team_id = now.connection.execute(of).scalar_one_or_none()
        if team_id is None:
            raise refuse("team.unknown", where=person.name, team=team)
    return person.model_copy(update={"agency": agency, "team": team, "team_id": team_id})


def _somebody_left(now: Act, person: Person) -> None:
    """Refuse to lose the machine's own person, or the last administrator: nobody could admit anybody."""
    if person.id == LOCAL_ID:
        raise refuse("person.local", where=person.name)
    if not person.has(Role.ADMINISTRATOR):
        return
    if now.by.id == LOCAL_ID:  # who has the machine can always admit somebody from its command line
        return
    others = now.connection.execute(
        persons.persons().where(t.person.c.id.not_in((person.id, LOCAL_ID)))
    ).mappings()
    if not any(persons.person_of(row).has(Role.ADMINISTRATOR) for row in others):
        raise refuse("person.last-administrator", where=person.name)


def _put(now: Act, person: Person, identity: Identity | None) -> None:
    now.connection.execute(
        t.person.insert().values(
            id=person.id,
            name=person.name,
            roles=",".join(person.roles),
            agency=person.agency,
            team_id=person.team_id,
            admitted_at=now.at,
            issuer=identity.issuer if identity else None,
            subject=identity.subject if identity else None,
        )
    )
    now.did(result=person.id, **_reach(person), identity=_known(identity))


def _known(identity: Identity | None) -> str:
    """An identity as the trail has it: to be compared, not to be read."""
    return fingerprint(f"{identity.issuer} {identity.subject}") if identity else ""


def _reach(person: Person) -> dict[str, object]:
    return {"roles": list(person.roles), "agency": person.agency, "team": person.team_id}


def list_exported(db: Database, by: Person, n: int) -> str:
    """Record that this person took the list of people out; `n` people stand in it. Return its number."""
    permission.require(by, "person.read")
    with db.acting(by, "person_list.exported") as now:
        now.did(people=n)
        return numbered(now, DocumentKind.PERSON_LIST, handling=STAFF)
