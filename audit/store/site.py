"""Which partnership's database this is: one row, made when the database is first opened."""

from datetime import datetime

from sqlalchemy import Connection, select

from audit.store.dialect import insert
from audit.store.tables import site

_ID = select(site.c.id)


def find(connection: Connection) -> str | None:
    """Return the id of the site; None in a database that has never been opened to write."""
    return connection.execute(_ID).scalar_one_or_none()


def settle(connection: Connection, site_id: str, at: datetime) -> str:
    """Give the database its id unless it has one, within the caller's transaction; return what it has."""
    found = find(connection)
    if found is None:
        connection.execute(insert(site).values(id=site_id, made_at=at))
    return found or site_id
