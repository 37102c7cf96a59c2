"""PostgreSQL as this tool needs it: how it is reached and set, what keeps its trail, and its faults in plain words."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, InterfaceError, OperationalError
from sqlalchemy.pool import NullPool

from audit.model.person import Person
from audit.model.refusal import refuse
from audit.store import standing_kept
from audit.store.sqlite import HEAD, PATIENCE, upgrade
from audit.store.streams import OTHERS
from audit.store.tables import metadata
from audit.store.wall import EVERYTHING, WALL, WALL_OF_JOBS, stand_before

SCHEMES = ("postgresql", "postgres", "postgresql+psycopg")
LINE = 0x50524144
"""The advisory lock that stands for the writing line: one act, or one group of them, at a time."""
ALONE = f"pg_advisory_xact_lock({LINE})"
BESIDE = f"pg_advisory_xact_lock_shared({LINE}), pg_advisory_xact_lock({LINE}, {{stream}})"
"""For an act within a round: acts of other streams may go on, and what is of no stream has to wait."""
ERASING = "2s"
"""How long erasing waits for whoever still reads an earlier state."""
READERS, MORE = 4, 16
"""Connections that stay open for reading, and how many more there may be at once."""
SETTINGS = {
    "timezone": "UTC",
    "lock_timeout": f"{PATIENCE:.0f}s",
    "statement_timeout": "300s",
    "idle_in_transaction_session_timeout": "300s",
    "synchronous_commit": "on",  # off loses what was acknowledged when the server is killed
    "application_name": "practice audit",
}
MAKES = "SELECT has_schema_privilege(current_schema(), 'CREATE')"
OWNS = "SELECT pg_has_role(relowner, 'MEMBER') FROM pg_class WHERE oid = to_regclass('event')"
READING = {"default_transaction_read_only": "on"}
FAULTS = {
    "53100": "database.full",
    "25006": "database.read-only",
    "42501": "database.read-only",
    "55P03": "database.busy",
    "57014": "database.busy",
    "40001": "database.busy",
    "40P01": "database.busy",
    "53300": "database.busy",
    "3D000": "database.no-such",
    "28P01": "database.shut",
    "28000": "database.shut",
}
"""SQLSTATE of a fault, and the sentence for it."""
SHUT_OUT = {
    '" does not exist': "database.no-such",
    "authentication failed": "database.shut",
    "no pg_hba.conf entry": "database.shut",
    # To whoever comes first after its own tables changed: it has to write a file before it lets anybody in.
    "No space left on device": "database.full",
}
"""Words with which a server turns somebody away at the door, where it gives no code."""
AT_THE_END = """
CREATE OR REPLACE FUNCTION event_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  last record;
BEGIN
  SELECT seq, coalesce(place, seq) AS place, hash INTO last FROM event
    WHERE stream = NEW.stream ORDER BY seq DESC LIMIT 1;
  IF NEW.seq <= coalesce(last.seq, 0)
    OR (NEW.stream = 0 AND NEW.seq <= (SELECT coalesce(max(seq), 0) FROM event))
    OR coalesce(NEW.place, NEW.seq) <> coalesce(last.place, 0) + 1
    OR NEW.previous <> coalesce(last.hash, repeat('0', 64))
  THEN RAISE EXCEPTION 'the trail grows at its end only'; END IF;
  RETURN NEW;
END $$;
"""
"""How a stream of the trail grows; one of an older version is the first stream."""
TRIGGERS = f"""
{AT_THE_END}
CREATE FUNCTION event_refused() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN RAISE EXCEPTION 'the trail is never changed'; END $$;
CREATE TRIGGER event_kept BEFORE UPDATE OR DELETE ON event FOR EACH ROW EXECUTE FUNCTION event_refused();
CREATE TRIGGER event_whole BEFORE TRUNCATE ON event FOR EACH STATEMENT EXECUTE FUNCTION event_refused();
CREATE TRIGGER event_at_the_end BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_at_the_end();
"""


def is_meant(url: str) -> bool:
    """True if the address is one of a PostgreSQL database."""
    return url.split(":", 1)[0] in SCHEMES


def copied_in(connection: Connection, table: Table, rows: Iterable[Sequence[Any]]) -> None:
    """Within a transaction: put rows in by COPY, the server's own way for many of them."""
    making = [
        column.type.dialect_impl(connection.dialect).bind_processor(connection.dialect)
        for column in table.columns
    ]
    quoted = connection.dialect.identifier_preparer.quote
    names = ", ".join(quoted(column.name) for column in table.columns)
    statement = f"COPY {quoted(table.name)} ({names}) FROM STDIN"
    faults = connection.dialect.loaded_dbapi.Error
    try:
        with connection.connection.cursor().copy(statement) as copy:
            for row in rows:
                pairs = zip(making, row, strict=True)
                copy.write_row([made(value) if made else value for made, value in pairs])
    except faults as fault:
        raise DBAPIError.instance(statement, None, fault, faults) from fault


def rights(url: str, role: str) -> str:
    """Return the statements by which an owner lets a role run the tool on the database, and no more than that.

    It makes, alters and empties no table, and neither changes nor takes away an entry of the trail. New
    schema steps, and disposal (which has tables written anew), are for the owner.
    """
    if not is_meant(url):
        raise refuse("database.no-server")
    names = (str(Server(url)._url.database), role)  # noqa: SLF001 - of this module
    name, to = ('"' + each.replace('"', '""') + '"' for each in names)
    return "".join(
        f"{each};\n"
        for each in (
            f"GRANT CONNECT ON DATABASE {name} TO {to}",
            f"GRANT USAGE ON SCHEMA public TO {to}",
            f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {to}",
            f"REVOKE UPDATE, DELETE ON event, site FROM {to}",
            f"REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM {to}",
        )
    )


class Server:
    """A database on a PostgreSQL server."""

    def __init__(self, url: str) -> None:
        """Take the address of it; Refusal if it names none."""
        try:
            self._url = make_url(url).set(drivername="postgresql+psycopg")
        except (ArgumentError, ValueError):
            raise refuse("database.address") from None
        if not self._url.database:
            raise refuse("database.address")
        self.where = f"PostgreSQL database {self._url.database}"
        self.beside = Path("data").absolute() / f"{self._url.database}.db"
        """Where key files stand unless the environment names another place."""
        self.streams = tuple(OTHERS)
        """Streams of the trail that grow beside one another."""

    def engine(self, *, writing: bool) -> Engine:
        """Return an engine: a writing connection for each stream of the trail, or a few that can only read."""
        made = create_engine(
            self._url,
            pool_size=1 + len(self.streams) if writing else READERS,
            max_overflow=0 if writing else MORE,
            pool_timeout=PATIENCE,
            pool_pre_ping=True,  # a server that was started anew is found again without a fault
            hide_parameters=True,
            isolation_level="READ COMMITTED" if writing else "REPEATABLE READ",
            connect_args={
                "connect_timeout": 5,
                "options": " ".join(
                    f"-c {name}={value.replace(' ', chr(92) + ' ')}"
                    for name, value in (SETTINGS if writing else SETTINGS | READING).items()
                ),
            },
        )

        @event.listens_for(made, "begin")
        def _begin(connection: Connection) -> None:
            # Acts read before they write: one at a time, whichever process they come from, as on SQLite.
            # Those within one round are, and nothing else is done meanwhile but within other rounds.
            if writing:
                stream = connection.get_execution_options().get("stream")
                wait = ALONE if stream is None else BESIDE.format(stream=stream)
                connection.exec_driver_sql(f"SELECT {wait}, {EVERYTHING}")

        return made

    def prepare(self) -> None:
        """Make the tables where there are none, bring older ones up to HEAD; refuse what is not ours or newer."""
        made = self.engine(writing=True)
        try:
            with made.begin() as connection:
                tables = set(inspect(connection).get_table_names())
                if not tables:
                    self._may(connection, MAKES)
                    self._make(connection)
                elif "alembic_version" not in tables:
                    raise refuse("database.foreign", where=self.where)
                else:
                    found = connection.execute(
                        text("SELECT version_num FROM alembic_version")
                    ).scalar()
                    if found != HEAD:
                        self._may(connection, OWNS)
                        upgrade(connection, self.where, str(found))
        finally:
            made.dispose()

    def _make(self, connection: Connection) -> None:
        # Texts are to stand in the same order, and capitals to count the same, as on SQLite.
        told = "SELECT datcollate, datctype FROM pg_database WHERE datname = current_database()"
        if not set(connection.execute(text(told)).one()) <= {"C", "POSIX"}:
            raise refuse("database.collation", where=self.where, name=str(self._url.database))
        metadata.create_all(connection)
        connection.exec_driver_sql(TRIGGERS)
        connection.exec_driver_sql(WALL + WALL_OF_JOBS)
        for each in standing_kept.triggers("postgresql"):
            connection.exec_driver_sql(each)
        connection.exec_driver_sql(
            "CREATE TABLE alembic_version (version_num varchar(32) PRIMARY KEY)"
        )
        connection.execute(text("INSERT INTO alembic_version VALUES (:step)"), {"step": HEAD})

    def _may(self, connection: Connection, asks: str) -> None:
        if not connection.execute(text(asks)).scalar():
            raise refuse("database.not-owner", where=self.where)

    def reads_for(self, connection: Connection, by: Person | None) -> None:
        """Say for whom a transaction reads."""
        stand_before(connection, by)

    def rewrite(self) -> None:
        """Write every table anew without what was erased; nobody reads or writes them meanwhile."""
        made = create_engine(
            self._url, isolation_level="AUTOCOMMIT", poolclass=NullPool, hide_parameters=True
        )
        with made.connect() as connection:
            self._may(connection, OWNS)  # the server would pass over the tables with a warning
            connection.exec_driver_sql(f"SET lock_timeout = '{ERASING}'")
            connection.exec_driver_sql("VACUUM (FULL, ANALYZE)")
        made.dispose()

    @contextmanager
    def plain_words(self) -> Iterator[None]:
        """Turn the server's own faults into one plain sentence each."""
        try:
            yield
        except DBAPIError as fault:
            code = _code(fault)
            if code is None:
                raise
            raise refuse(code, where=self.where) from fault
        except TimeoutError as fault:
            raise refuse("database.busy", where=self.where) from fault


def _code(fault: DBAPIError) -> str | None:
    """Return the code of the sentence for a fault, or None if it is one of ours."""
    state = getattr(fault.orig, "sqlstate", None)
    if "NUL (0x00)" in str(fault.orig):
        return "database.nul"
    if state in FAULTS:
        return FAULTS[state]
    if state is None:  # it did not come to a conversation
        told = str(fault.orig)
        found = next((code for words, code in SHUT_OUT.items() if words in told), None)
        if found is not None:
            return found
    if state is None or state.startswith(("08", "57P", "58")):
        lost = fault.connection_invalidated or isinstance(fault, (OperationalError, InterfaceError))
        return "database.away" if lost else None
    return None
