"""A copy of the database that its server keeps up to date by itself: pictures are read there while it has caught up."""

import time

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout

from audit.model.refusal import refuse
from audit.store import postgresql, site, trail

PATIENCE = 0.25
"""Seconds that somebody waits for it to have caught up before the database itself is asked."""
STEP = 0.005
REST = 30.0
"""Seconds for which one that was away is not asked again: finding that out may take long."""


class Replica:
    """It is asked for what may take long; whatever is wrong with it, the database itself answers instead."""

    def __init__(self, url: str, of: str) -> None:
        """Take its address, and the id of the database that it is to be a copy of; Refusal if it is another's."""
        if not postgresql.is_meant(url):
            raise refuse("replica.file")
        held = postgresql.Server(url)
        self.where = held.where
        self._engine = held.engine(writing=False)
        self._rests_until = 0.0
        connection = self._connected()
        if connection is not None:
            with connection:
                found = site.find(connection)
            if found != of:
                self.close()
                raise refuse("replica.other", where=self.where)

    def at(self, entries: int) -> Connection | None:
        """Return a connection that sees at least so many entries of the trail; None if it is away or too far behind."""
        connection = self._connected()
        if connection is None:
            return None
        until = time.monotonic() + PATIENCE
        try:
            while trail.length(connection) < entries:
                connection.rollback()  # else it would go on seeing the same state
                if time.monotonic() > until:
                    connection.close()
                    return None
                time.sleep(STEP)
        except DBAPIError:
            connection.close()
            self._rest()
            return None
        return connection

    def _connected(self) -> Connection | None:
        if time.monotonic() < self._rests_until:
            return None
        try:
            return self._engine.connect()
        except (DBAPIError, PoolTimeout):
            self._rest()
            return None

    def _rest(self) -> None:
        self._rests_until = time.monotonic() + REST

    def close(self) -> None:
        """Let go of it."""
        self._engine.dispose()
