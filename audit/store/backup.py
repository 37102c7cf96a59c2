"""A database as one still copy: taken while people work, described table by table, checked before it counts."""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, NullPool, create_engine
from sqlalchemy.exc import DatabaseError

from audit.model.backup import Content, TableContent
from audit.model.refusal import Refusal, refuse
from audit.store import trail
from audit.store.health import first_altered
from audit.store.seal import Key
from audit.store.sqlite import HEAD, driver

Raw = Any
"""A connection of the driver itself: no pool, no transaction but those asked for."""


def copied(live: Path, folder: Path) -> tuple[Path, Content]:
    """Copy a database that people are working on as it is at one moment; say what it held at that moment.

    The copy and the counts come from one reading transaction, so nobody waits and nothing falls between.
    The second step leaves out what was deleted and still stands in unused pages.
    """
    whole, lean = folder / "whole.db", folder / "database.db"
    source, target = driver.connect(live, isolation_level=None), driver.connect(whole)
    try:
        for pragma in ("busy_timeout=10000", "query_only=ON", "trusted_schema=OFF"):
            source.execute(f"PRAGMA {pragma}").fetchall()
        source.execute("BEGIN")
        found = content(source)
        source.backup(target)
        target.execute("VACUUM INTO ?", (str(lean),))
    except ValueError as fault:  # a number or a hash of the trail is none
        raise refuse("backup.integrity", str(live)) from fault
    finally:
        target.close()
        source.close()
    whole.unlink()
    settle(lean)
    return lean, found


def settle(path: Path) -> None:
    """Make the file stand alone: nothing of it is left in a log beside it."""
    connection = driver.connect(path)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
    finally:
        connection.close()


def check(path: Path, expected: Content, where: str, keys: tuple[Key, ...] | None) -> None:
    """Refuse a copy that is damaged, that is not what was expected, or whose trail does not hold.

    Without the trail's keys nobody can tell whether its seals are true: that is then left out.
    """
    try:
        with still(path) as connection:
            raw = connection.connection.driver_connection
            if _first(raw, "PRAGMA integrity_check") != "ok":
                raise refuse("backup.integrity", where)
            if _first(raw, "PRAGMA foreign_key_check") is not None:
                raise refuse("backup.reference", where)
            _same(content(raw), expected, where)
            if keys is not None:
                _holds(connection, where, keys)
            # What the tables of this version say cannot be asked of an older step.
            altered = first_altered(connection) if expected.schema_step == HEAD else None
            if altered is not None:
                raise refuse("backup.altered", where, place=altered.place)
    except (DatabaseError, driver.DatabaseError, ValueError) as fault:
        raise refuse("backup.integrity", where) from fault


def _same(found: Content, expected: Content, where: str) -> None:
    told = {each.name: each for each in expected.tables}
    for each in found.tables:
        if told.pop(each.name, None) != each:
            raise refuse("backup.table", where, table=each.name)
    for name in told:
        raise refuse("backup.table", where, table=name)
    if found != Content(**{name: getattr(expected, name) for name in Content.model_fields}):
        raise refuse("backup.manifest", where)


def _holds(connection: Connection, where: str, keys: tuple[Key, ...]) -> None:
    broken = trail.first_broken(connection, keys)
    if broken is not None:
        told = broken.complaint
        raise Refusal(replace(told, where=f"{where}: {told.where}"))


@contextmanager
def still(path: Path) -> Iterator[Connection]:
    """Yield a reading connection to a file that nobody else has open: nothing beside it is looked at."""
    address = f"{path.absolute().as_uri()}?immutable=1"
    engine = create_engine(
        "sqlite://",
        module=driver,
        creator=lambda: driver.connect(address, uri=True, isolation_level=None),
        poolclass=NullPool,
        hide_parameters=True,
    )
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA trusted_schema=OFF")
        connection.exec_driver_sql("PRAGMA cell_size_check=ON")
        yield connection


# ---- What a database holds -----------------------------------------------------------------------------


def content(raw: Raw) -> Content:
    """Say what the database holds, in numbers and hashes."""
    with _lenient(raw):
        tables = tuple(_table(raw, name) for name in _tables(raw))
        return head(raw).model_copy(update={"tables": tables})


def head(raw: Raw) -> Content:
    """Say whose database it is and where its trail ends, of whatever schema step; its tables are left out."""
    with _lenient(raw):
        names = _tables(raw)
        last = None
        if "event" in names:
            last = raw.execute("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1").fetchone()
        seq, end = last or (0, "")
        return Content(
            site=_one(raw, names, "site", "id"),
            schema_step=_one(raw, names, "alembic_version", "version_num"),
            seq=seq,
            chain_end=end,
            tables=(),
        )


def _tables(raw: Raw) -> list[str]:
    query = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
    return [row[0] for row in raw.execute(query) if not row[0].startswith("sqlite_")]


def _table(raw: Raw, name: str) -> TableContent:
    columns = raw.execute("SELECT name, pk FROM pragma_table_info(?) ORDER BY name", (name,))
    found = columns.fetchall()
    keys = [column for column, _ in sorted((each for each in found if each[1]), key=lambda e: e[1])]
    names = [column for column, _ in found]
    asked, order = (", ".join(map(_quoted, each)) for each in (names, keys or names))
    digest, rows = hashlib.sha256(json.dumps(names).encode()), 0
    query = f"SELECT {asked} FROM {_quoted(name)} ORDER BY {order}"  # noqa: S608 - names of our tables
    for rows, row in enumerate(raw.execute(query), start=1):  # noqa: B007 - the last number counts
        digest.update(b"\n" + json.dumps(row, default=bytes.hex).encode())
    return TableContent(name=name, rows=rows, hash=digest.hexdigest())


def _one(raw: Raw, tables: list[str], table: str, column: str) -> str:
    """The one value of a table with one row; empty where there is no such table or row."""
    if table not in tables:
        return ""
    return str(_first(raw, f"SELECT {column} FROM {table}") or "")  # noqa: S608 - both are ours


def _first(raw: Raw, query: str) -> object:
    row = raw.execute(query).fetchone()
    return None if row is None else row[0]


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


@contextmanager
def _lenient(raw: Raw) -> Iterator[None]:
    """Read texts as they stand, even where damage made them none: a hash tells that, a fault would not."""
    kind = raw.text_factory
    raw.text_factory = lambda text: text.decode("utf-8", "surrogateescape")
    try:
        yield
    finally:
        raw.text_factory = kind
