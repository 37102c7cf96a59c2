"""A database moved into an empty one of either kind: every row of every table, and what it all comes to."""

import hashlib
import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Table, exists, select

from audit.model.refusal import refuse
from audit.store import postgresql, pseudonym, seal, sqlite
from audit.store.building import built_beside
from audit.store.count_tables import BY_ITSELF
from audit.store.database import Database, held
from audit.store.tables import metadata

BATCH = 5_000
"""Rows that are on their way at once: moving takes no more room, however many there are."""
Row = tuple[Any, ...]
Tick = Callable[[int], object]
"""Told how many more rows are done."""


@dataclass(frozen=True)
class Content:
    """What all tables of a database hold."""

    tables: int
    rows: int
    sha256: str
    """Over every value of every row, by tables and by their keys: the same on either kind of database."""


@dataclass(frozen=True)
class Place:
    """An empty database that another is moved into."""

    held: sqlite.File | postgresql.Server
    where: str
    beside: Path
    """Beside what its key files will stand."""
    words: Callable[[], AbstractContextManager[None]]
    """Turns its faults into plain sentences."""


@contextmanager
def place(url: str) -> Iterator[Place]:
    """Yield the empty database at the URL; a file appears there once all has gone well."""
    named = held(url)
    if isinstance(named, postgresql.Server):
        with named.plain_words():
            named.prepare()
        yield Place(named, named.where, named.beside, named.plain_words)
        return
    if named.path.exists():
        raise refuse("copy.there", named.where)
    try:
        with built_beside(named.path) as part:
            made = sqlite.File(part)
            with named.plain_words():
                made.prepare()
            yield Place(made, named.where, named.beside, named.plain_words)
        seal.settle(named.path.parent)
    except FileExistsError:
        raise refuse("copy.there", named.where) from None


def check_empty(connection: Connection, where: str) -> None:
    """Refuse a database in which anything is kept."""
    for table in metadata.sorted_tables:
        if connection.execute(select(exists(select(1).select_from(table)))).scalar():
            raise refuse("copy.not-empty", where, table=table.name)


class _Sum:
    """What rows come to, told one lot after the other."""

    def __init__(self, tick: Tick) -> None:
        self._mark, self._rows, self._tick = hashlib.sha256(), 0, tick

    def begin(self, table: Table) -> None:
        self._mark.update(f"{table.name}\n".encode())

    def add(self, rows: list[Row]) -> None:
        for row in rows:
            self._mark.update(f"{json.dumps(row, default=date.isoformat)}\n".encode())
        self._rows += len(rows)
        self._tick(len(rows))

    def content(self) -> Content:
        return Content(len(metadata.sorted_tables), self._rows, self._mark.hexdigest())


def content(connection: Connection, tick: Tick) -> Content:
    """Read every row and return what they come to."""
    found = _Sum(tick)
    for table in metadata.sorted_tables:
        found.begin(table)
        for rows in _rows(connection, table):
            found.add(rows)
    return found.content()


def moved(source: Connection, into: Connection, there: Place, tick: Tick) -> Content:
    """Within a transaction of the empty database: put every row in; return what was read."""
    read = _Sum(tick)
    is_server = isinstance(there.held, postgresql.Server)
    if not is_server:
        into.exec_driver_sql(
            "PRAGMA defer_foreign_keys=ON"
        )  # a round may name one that comes later
    for table in metadata.sorted_tables:
        read.begin(table)
        for rows in _rows(source, table):
            if is_server:
                _check_nul(table, rows)
            if table.info != BY_ITSELF:
                with there.words():
                    (postgresql.copied_in if is_server else _put)(into, table, rows)
            read.add(rows)
    return read.content()


def _put(into: Connection, table: Table, rows: list[Row]) -> None:
    names = [column.name for column in table.columns]
    into.execute(table.insert(), [dict(zip(names, row, strict=True)) for row in rows])


def _rows(connection: Connection, table: Table) -> Iterator[list[Row]]:
    """The rows of a table by its key, some at a time; all at once where a row may name another of them."""
    chosen = select(table).order_by(*table.primary_key.columns)
    found = connection.execute(chosen.execution_options(yield_per=BATCH))
    within = any(key.column.table is table for key in table.foreign_keys)
    every = (tuple(row) for row in found)
    while rows := list(every if within else islice(every, BATCH)):
        yield rows


def _check_nul(table: Table, rows: list[Row]) -> None:
    """Refuse a text with a character of code 0, which a file can hold and PostgreSQL cannot: by its place."""
    for row in rows:
        for column, value in zip(table.columns, row, strict=True):
            if isinstance(value, str) and "\0" in value:
                at = dict(zip((each.name for each in table.columns), row, strict=True))
                key = ", ".join(str(at[each.name]) for each in table.primary_key.columns)
                raise refuse("copy.nul", f"Table {table.name}, {key}, {column.name}")


@contextmanager
def with_keys(source: Database, beside: Path) -> Iterator[list[Path]]:
    """Put copies of the database's key files beside the other one; a fault on the way takes them away again."""
    made: list[Path] = []
    try:
        for at in (seal.place, pseudonym.place):
            have, want = at(source.beside), at(beside)
            if have != want and have.exists() and seal.handed_on(have, want):
                made.append(want)
        yield made
    except BaseException:
        for each in made:
            each.unlink(missing_ok=True)
        raise
