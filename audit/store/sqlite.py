"""SQLite as this tool needs it: which file may be opened, how it is set, and its faults in plain words."""

import sqlite3
import traceback
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from time import monotonic, sleep
from types import ModuleType
from typing import Any

from pydantic import ValidationError
from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import DatabaseError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool

from audit.model.person import Person
from audit.model.refusal import refuse
from audit.store.disk import check_own
from audit.store.prepared import check_texts, plainly

try:
    # Python's own SQLite may carry the write-ahead-log bug that 3.51.3 mended.
    import pysqlite3.dbapi2 as bundled
except ImportError:  # pragma: no cover - no wheel for this platform
    bundled = None

driver: ModuleType = bundled or sqlite3

OURS = 0x50524144
"""The application id in the header of our files: PRAD."""
HEAD = "0013"
"""The schema step that this code works with; a test holds it to the newest migration."""
PRAGMAS = (
    "busy_timeout=10000",
    "journal_mode=WAL",
    "synchronous=FULL",  # NORMAL loses acknowledged saves on a power cut
    "foreign_keys=ON",
    "recursive_triggers=ON",
    "trusted_schema=OFF",
    "cell_size_check=ON",
    "mmap_size=0",
)
ROWS = ("sqlalchemy.engine._result", "audit.store.prepared")
"""Where rows are made of what a driver reads."""
PATIENCE = 10.0
"""Seconds to wait for another program before saying that the database is busy."""
FAULTS = {
    "could not decode": "database.damaged",  # first: the driver quotes what it could not read
    "disk is full": "database.full",
    "readonly database": "database.read-only",
    "unable to open": "database.unreachable",
    "is locked": "database.busy",
    "malformed": "database.damaged",
    "no such column": "database.damaged",  # the schema was checked at the start: it was altered since
    "no such table": "database.damaged",
    "not a database": "database.foreign",
    "disk i/o error": "database.disk",
}


class File:
    """A database in a file of its own."""

    def __init__(self, path: Path) -> None:
        """Take the path of it, which need not be there yet."""
        self.path = path
        self.where = str(path)
        self.beside = path
        self.streams: tuple[int, ...] = ()
        """Streams of the trail that grow beside one another: none, for a file has one writer."""

    def engine(self, *, writing: bool) -> Engine:
        """Return an engine, see `engine`."""
        return engine(self.path, writing=writing)

    def prepare(self) -> None:
        """Make or upgrade it, see `prepare`."""
        prepare(self.path)

    def reads_for(self, connection: Connection, by: Person | None) -> None:
        """Nothing: who can open the file has all of it."""

    def plain_words(self) -> AbstractContextManager[None]:
        """Turn its faults into plain sentences, see `plain_words`."""
        return plain_words(self.path)


def engine(path: Path, *, writing: bool) -> Engine:
    """Return an engine whose every connection is set by PRAGMAS; one writing connection, a few reading."""
    made = create_engine(
        URL.create("sqlite", database=str(path)),
        module=driver,
        poolclass=QueuePool,
        pool_size=1 if writing else 4,
        max_overflow=1 if writing else 16,  # beside the one that the line keeps
        connect_args={"check_same_thread": False},
        hide_parameters=True,  # what people wrote must not reach a log through an error
    )

    @event.listens_for(made, "connect")
    def _set(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # SQLAlchemy's BEGIN below, not the driver's
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}").fetchall()
        if not writing:
            connection.execute("PRAGMA query_only=ON")

    @event.listens_for(made, "begin")
    def _begin(connection: Connection) -> None:
        # A deferred BEGIN that later wants to write fails at once instead of waiting.
        plainly(connection, "BEGIN IMMEDIATE" if writing else "BEGIN")

    if writing:
        event.listen(made, "before_cursor_execute", _check)
    return made


def _check(*given: Any) -> None:  # noqa: ANN401 - what SQLAlchemy hands to all that listen
    connection, parameters, is_many = given[0], given[3], given[5]
    for each in parameters if is_many else (parameters,):
        check_texts(connection, each)


def prepare(path: Path) -> None:
    """Make the file if there is none, bring an older one up to HEAD; refuse what is not ours or newer."""
    # Turning a new file to write-ahead logging does not wait its turn: two programs that start on
    # it at once would have one fail.
    deadline = monotonic() + PATIENCE
    while True:
        try:
            return _prepare(path)
        except (DatabaseError, driver.DatabaseError) as fault:
            if "is locked" not in str(fault) or monotonic() > deadline:
                raise
            sleep(0.05)


def _prepare(path: Path) -> None:
    check_own(path)
    fresh = not path.exists() or path.stat().st_size == 0
    if fresh:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    else:
        with path.open("rb") as file:
            if file.read(16) != b"SQLite format 3\x00":
                raise refuse("database.foreign", where=str(path))
    found = _revision(path, fresh=fresh)
    if found != HEAD:
        made = engine(path, writing=True)
        try:
            with made.begin() as connection:
                upgrade(connection, str(path), found)
        finally:
            made.dispose()


def _revision(path: Path, *, fresh: bool) -> str | None:
    """Return the schema step of the file, None for a new one; refuse a file of another program."""
    connection = driver.connect(path, timeout=10)
    try:
        # A start that a power cut broke off was taken back on opening: the file is empty again.
        if fresh or connection.execute("PRAGMA page_count").fetchone()[0] == 0:
            connection.execute(f"PRAGMA application_id={OURS}")
            return None
        ours = connection.execute("PRAGMA application_id").fetchone()[0] == OURS
        tables = {
            row[0]
            for row in connection.execute("SELECT name FROM sqlite_master WHERE type='table'")
        }
        if not ours or (tables and "alembic_version" not in tables):
            raise refuse("database.foreign", where=str(path))
        if not tables:
            return None
        row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
        return str(row[0]) if row else None
    finally:
        connection.close()


def upgrade(connection: Connection, where: str, found: str | None) -> None:
    """Take the schema from the step that was found to HEAD, in the caller's transaction; Refusal if it is newer."""
    # Alembic is slow to import and seldom needed.
    from alembic import command
    from alembic.config import Config
    from alembic.script import ScriptDirectory

    config = Config()
    here = str(Path(__file__).parent / "migrations")
    config.set_main_option("script_location", here.replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    steps = ScriptDirectory.from_config(config)
    known = {step.revision for step in steps.walk_revisions()}
    if found is not None and found not in known:
        raise refuse("database.newer", where=where, found=found, known=HEAD)
    config.attributes["connection"] = connection
    command.upgrade(config, "head")


@contextmanager
def plain_words(path: Path) -> Iterator[None]:
    """Turn the database's own faults into one plain sentence each."""
    try:
        yield
    except (DatabaseError, driver.DatabaseError, OSError, ValueError) as fault:
        code = _code(fault)
        if code is None:
            raise
        raise refuse(code, where=str(path)) from fault


def _code(fault: Exception) -> str | None:
    """Return the code of the sentence for a fault, or None if it is one of ours."""
    if isinstance(fault, ValueError):
        of_a_row = isinstance(fault, UnicodeDecodeError) or _is_of_a_row(fault)
        return "database.damaged" if of_a_row else None
    if isinstance(fault, PermissionError):
        return "database.read-only"
    if isinstance(fault, OSError):
        return "database.unreachable"
    # Only the database's own words: SQLAlchemy's message quotes what people wrote, too.
    words = str(getattr(fault, "orig", None) or fault).lower()
    return next((code for part, code in FAULTS.items() if part in words), None)


def _is_of_a_row(fault: ValueError) -> bool:
    """True if a value in a row could not be read as what its column holds: no time, no JSON."""
    if isinstance(fault, ValidationError):
        return any(each["type"] == "json_invalid" for each in fault.errors(include_input=False))
    frames = traceback.walk_tb(fault.__traceback__)
    return any(frame.f_globals.get("__name__", "").startswith(ROWS) for frame, _ in frames)
