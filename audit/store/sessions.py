"""Sessions and sign-ins under way, by the hash of what the browser holds."""

import hashlib
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam

from audit.model.person import Person
from audit.model.session import Session
from audit.store import persons
from audit.store import tables as t

# Made once, for every click asks it: SQLAlchemy takes longer to make a statement than SQLite to run it.
_OPEN = (
    persons.persons()
    .join(t.session, t.session.c.person_id == t.person.c.id)
    .add_columns(
        t.session.c.token_hash,
        t.session.c.began_at,
        t.session.c.used_at,
        t.session.c.ends_at,
        t.session.c.ended_at,
    )
)
_FIND = _OPEN.where(t.session.c.token_hash == bindparam("mark"))
_WHO = (
    persons.persons()
    .where(t.person.c.issuer == bindparam("issuer"))
    .where(t.person.c.subject == bindparam("subject"))
)


def marked(secret: str) -> str:
    """Return the SHA-256 of what a browser holds: whoever reads the table cannot become anybody."""
    return hashlib.sha256(secret.encode()).hexdigest()


def find(connection: Connection, mark: str) -> Session | None:
    """Return the session of that mark, its person as they are now; None for a person retired since."""
    row = connection.execute(_FIND, {"mark": mark}).mappings().first()
    return None if row is None else _session_of(row)


def _session_of(row: RowMapping) -> Session:
    return Session(
        mark=row["token_hash"],
        person=persons.person_of(row),
        began_at=row["began_at"],
        used_at=row["used_at"],
        ends_at=row["ends_at"],
        ended_at=row["ended_at"],
    )


def who(connection: Connection, issuer: str, subject: str) -> Person | None:
    """Return the admitted person whom the provider calls that; None if nobody was, or is any more."""
    row = connection.execute(_WHO, {"issuer": issuer, "subject": subject}).mappings().first()
    return None if row is None else persons.person_of(row)


def open_of(connection: Connection, person_id: str) -> list[Session]:
    """Return the sessions of a person that nobody has ended, the newest first; some may have run out."""
    open_ones = _OPEN.where(t.session.c.person_id == person_id, t.session.c.ended_at.is_(None))
    rows = connection.execute(open_ones.order_by(t.session.c.began_at.desc())).mappings()
    return [_session_of(row) for row in rows]


def end(
    connection: Connection,
    at: datetime,
    *,
    mark: str = "",
    person_id: str = "",
    but: str = "",
) -> int:
    """End one session, or all of a person but the one of that mark; return how many were open."""
    mine = t.session.c.token_hash == mark if mark else t.session.c.person_id == person_id
    ended = connection.execute(
        t.session.update()
        .where(mine, t.session.c.ended_at.is_(None), t.session.c.token_hash != but)
        .values(ended_at=at)
    )
    return ended.rowcount
