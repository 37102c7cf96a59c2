"""Who is signed in: looked up at every act, for an open page outlives a sign-out."""

from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.session import Session
from audit.rules.session import Limits, over
from audit.store import sessions
from audit.store.database import Database


def marked(token: str) -> str:
    """Return the mark of the session that a browser's token opens."""
    return sessions.marked(token)


def session(db: Database, mark: str) -> Session | None:
    """Return the session of that mark, over or not; None if there is none, or its person was retired."""
    with db.reading() as connection:
        return sessions.find(connection, mark)


def open_ones(db: Database, session: Session, limits: Limits) -> tuple[Session, ...]:
    """Return the sessions of whoever this one is of, in every browser: this one first, then the newest."""
    with db.reading() as connection:
        found = sessions.open_of(connection, session.person.id)
    now = db.clock()
    lasting = [each for each in found if over(each, limits, now) is None]
    return tuple(sorted(lasting, key=lambda each: each.mark != session.mark))


def signed_in(db: Database, mark: str | None, limits: Limits) -> Person:
    """Return the person of that session as they are now; Refusal once it is over."""
    found = session(db, mark) if mark else None
    if found is None or over(found, limits, db.clock()) is not None:
        raise refuse("session.over")
    return found.person
