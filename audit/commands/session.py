"""Sign a person in and out. The browser holds a random token; the table, its hash."""

import secrets
from datetime import datetime

from sqlalchemy import Connection

from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.session import Session
from audit.rules import permission
from audit.rules.session import Limits, Over, is_worth_noting
from audit.store import persons, sessions
from audit.store import tables as t
from audit.store.database import Database
from audit.store.trail import fingerprint

NOBODY = Person(id="nobody", name="Nobody signed in", roles=())
"""Whoever stands before the gate: acts of theirs are in the trail without a person."""
TOKEN_BYTES = 32
SHOWN = 12
"""Digits of a session's mark in the trail: enough to tell sessions apart."""


def begin(
    db: Database, issuer: str, subject: str, limits: Limits, network: str = ""
) -> tuple[str, Session]:
    """Sign in whom the provider calls that; return the token for the browser, and the session.

    Refused to whoever nobody has admitted, and to whoever was retired; the trail has that too. What
    else the provider claims about them is not looked at: it grants nothing.
    """
    with db.reading() as connection:
        person = sessions.who(connection, issuer, subject)
    if person is None:
        identity = fingerprint(f"{issuer} {subject}")
        refused(db, NOBODY, "nobody has admitted them", network, identity=identity)
        raise refuse("session.not-admitted", reference=subject)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    mark = sessions.marked(token)
    with db.acting(person, "session.began", _about(mark)) as now:
        stands = persons.find(now.connection, person.id)
        made = Session(
            mark=mark, person=stands, began_at=now.at, used_at=now.at, ends_at=now.at + limits.whole
        )
        now.connection.execute(
            t.session.insert().values(
                token_hash=mark,
                person_id=stands.id,
                began_at=made.began_at,
                used_at=made.used_at,
                ends_at=made.ends_at,
            )
        )
        _seen(now.connection, stands, now.at)
        now.did(**_from(network))
    return token, made


def touch(db: Database, session: Session, limits: Limits) -> None:
    """Note that the person is at it; written about once a minute, and no event: use is no act."""
    if not is_worth_noting(session, limits, db.clock()):
        return
    with db.acting(session.person, "session.used", _about(session.mark)) as now:
        now.nothing()
        open_one = (t.session.c.token_hash == session.mark) & t.session.c.ended_at.is_(None)
        now.connection.execute(t.session.update().where(open_one).values(used_at=now.at))
        _seen(now.connection, session.person, now.at)


def end(db: Database, session: Session, why: Over) -> None:
    """End a session; ended already, it stays as it is."""
    with db.acting(session.person, "session.ended", _about(session.mark)) as now:
        if not sessions.end(now.connection, now.at, mark=session.mark):
            now.nothing()
        now.did(why=why.value)


def end_all_of(db: Database, by: Person, person_id: str) -> int:
    """End every session of a person, in every browser, at once; return how many there were."""
    permission.require(by, "session.end")
    with db.acting(by, "session.ended", f"person:{person_id}") as now:
        known = t.person.select().where(t.person.c.id == person_id)
        if now.connection.execute(known).first() is None:
            raise NotFound(complaint("person.not-found"))
        ended = sessions.end(now.connection, now.at, person_id=person_id)
        if not ended:
            now.nothing()
        now.did(sessions=ended)
    return ended


def end_others(db: Database, session: Session) -> int:
    """End every other session of whoever this one is of: what they left open elsewhere; return how many."""
    by = session.person
    with db.acting(by, "session.ended", f"person:{by.id}") as now:
        ended = sessions.end(now.connection, now.at, person_id=by.id, but=session.mark)
        if not ended:
            now.nothing()
        now.did(sessions=ended)
    return ended


def refused(db: Database, by: Person, why: str, network: str = "", **detail: str) -> None:
    """Leave in the trail that somebody was turned away at the gate, and from which network they came."""
    with db.acting(by, "session.refused", "gate") as now:
        now.did(None, why=why, **_from(network), **detail)


def _from(network: str) -> dict[str, str]:
    return {"network": network} if network else {}


def _about(mark: str) -> str:
    return f"session:{mark[:SHOWN]}"


def _seen(connection: Connection, person: Person, at: datetime) -> None:
    connection.execute(t.person.update().where(t.person.c.id == person.id).values(seen_at=at))
