"""Which partnership's database this is: one row, made when the database is first opened."""

from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.refusal import refuse
from audit.store.dialect import insert
from audit.store.streams import FIRST, OTHERS
from audit.store.tables import event, site

STREAMS = len((FIRST, *OTHERS))
"""In so many the trail of a new database grows."""
_ID = select(site.c.id)
_STREAMS = select(site.c.streams)
_MAY = "SELECT has_table_privilege('site', 'UPDATE')"


def find(connection: Connection) -> str | None:
    """Return the id of the site; None in a database that has never been opened to write."""
    return connection.execute(_ID).scalar_one_or_none()


def settle(connection: Connection, site_id: str, at: datetime) -> str:
    """Give the database its id unless it has one, within the caller's transaction; return what it has."""
    found = find(connection)
    if found is None:
        # A trail from before there was an id may be one that an older version still writes to.
        begun = connection.execute(select(event.c.seq).limit(1)).first() is not None
        made = {"id": site_id, "made_at": at, "streams": 1 if begun else STREAMS}
        connection.execute(insert(site).values(made))
    return found or site_id


def is_parted(connection: Connection) -> bool:
    """True if the trail grows in several streams: a process of an older version could no longer write to it."""
    return (connection.execute(_STREAMS).scalar_one_or_none() or 1) > 1


def part(connection: Connection, where: str) -> None:
    """Let the trail grow in several streams from now on, within the caller's transaction; on a server, for the owner."""
    on_server = connection.dialect.name == "postgresql"
    if on_server and not connection.exec_driver_sql(_MAY).scalar():
        raise refuse("database.not-owner", where=where)
    connection.execute(site.update().values(streams=STREAMS))
