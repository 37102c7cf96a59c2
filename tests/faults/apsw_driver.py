"""SQLite through APSW in the shape that SQLAlchemy expects of a driver: the tool's own code runs on a disk of ours.

`audit.store.sqlite.driver` is put aside for this module, and nothing else: engine, PRAGMAS, BEGIN
IMMEDIATE, commands and trail are the tool's. One thing differs from a day at work. APSW's file systems
have no shared memory, so one connection holds the file alone (locking_mode=EXCLUSIVE), and whoever reads
and whoever writes take turns on it. The index of the log lives in memory then; what is written to the log
and the database, and when it is synced, is the same.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Any

import apsw

from_sqlite3 = (
    "Error",
    "Warning",
    "InterfaceError",
    "DatabaseError",
    "DataError",
    "OperationalError",
    "IntegrityError",
    "InternalError",
    "ProgrammingError",
    "NotSupportedError",
)
globals().update({name: getattr(sqlite3, name) for name in from_sqlite3})
paramstyle = "qmark"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(map(int, sqlite_version.split(".")))

file_system = ""
"""Name of the registered file system that connections are opened on; empty for the machine's own."""


_opened: dict[str, tuple[apsw.Connection, list[None]]] = {}
"""By path, the one connection and a mark for each who holds it."""


def connect(path: object, **_: object) -> "Connection":
    """Open the database at the path on the file system of the moment, or share what is open."""
    name = str(path)
    if name not in _opened:
        made = apsw.Connection(name, vfs=file_system or None)
        made.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
        _opened[name] = (made, [])
    _opened[name][1].append(None)
    return Connection(name)


def _translated(fault: apsw.Error) -> sqlite3.Error:
    kind = sqlite3.IntegrityError if isinstance(fault, apsw.ConstraintError) else None
    return (kind or sqlite3.OperationalError)(str(fault))


class Connection:
    """A connection of the DB-API over APSW's."""

    isolation_level = None

    def __init__(self, name: str) -> None:
        self.name = name
        self.made = _opened[name][0]

    def cursor(self) -> "Cursor":
        return Cursor(self.made)

    def execute(self, sql: str, given: Sequence[Any] = ()) -> "Cursor":
        if "query_only" in sql:
            sql = "SELECT 1 WHERE 0"  # of this connection alone, and it is shared
        return self.cursor().execute(sql, given)

    def commit(self) -> None:
        if self.made.in_transaction:
            self.execute("COMMIT")

    def rollback(self) -> None:
        if self.made.in_transaction:
            self.execute("ROLLBACK")

    def close(self) -> None:
        holders = _opened[self.name][1]
        holders.pop()
        if not holders:
            del _opened[self.name]
            self.made.close()

    def create_function(
        self, name: str, n: int, function: Callable[..., Any], *, deterministic: bool = False
    ) -> None:
        self.made.create_scalar_function(name, function, n, deterministic=deterministic)


class Cursor:
    """A cursor of the DB-API over APSW's."""

    arraysize = 1

    def __init__(self, made: apsw.Connection) -> None:
        self._connection = made
        self._cursor = made.cursor()
        self._cursor.exec_trace = self._described
        self.description: tuple[Any, ...] | None = None
        self.rowcount = -1

    @property
    def lastrowid(self) -> int:
        return self._connection.last_insert_rowid()

    def _described(self, cursor: apsw.Cursor, *_: object) -> bool:
        # Asked now: after the last row, and a SELECT may have none, APSW no longer tells.
        self.description = (
            tuple((*each, *[None] * 5)[:7] for each in cursor.get_description()) or None
        )
        return True

    def execute(self, sql: str, given: Sequence[Any] = ()) -> "Cursor":
        self.description = None
        before = self._connection.total_changes()
        try:
            self._cursor.execute(sql, tuple(given))
        except apsw.Error as fault:
            raise _translated(fault) from fault
        changed = self._connection.total_changes() - before
        self.rowcount = -1 if self.description else min(changed, self._connection.changes())
        return self

    def executemany(self, sql: str, given: Iterable[Sequence[Any]]) -> "Cursor":
        n = 0
        for each in given:
            n += self.execute(sql, each).rowcount
        self.rowcount = n
        return self

    def fetchone(self) -> tuple[Any, ...] | None:
        return self._cursor.fetchone()

    def fetchmany(self, n: int = 1) -> list[tuple[Any, ...]]:
        return [row for _ in range(n) if (row := self._cursor.fetchone()) is not None]

    def fetchall(self) -> list[tuple[Any, ...]]:
        return self._cursor.fetchall()

    def __iter__(self) -> Iterator[tuple[Any, ...]]:
        return self._cursor

    def close(self) -> None:
        self._cursor.close()
