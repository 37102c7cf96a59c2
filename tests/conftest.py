"""A real database for each test, closed after it."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, Engine, create_engine, event
from streamlit.components.v2 import manifest_scanner

from audit.command_line.recount import first_wrong
from audit.documents import checklist_library
from audit.model.person import Person
from audit.pages.collector import govern
from audit.store.database import Database
from tests.builders import CASES, START, Clock, audit_at, local, numbered
from tests.counting import Counted
from tests.once import once
from tests.order import beginning, read_in
from tests.postgresql import ROLE, Cluster, started_apart

if TYPE_CHECKING:
    from audit.demonstration.partnership import Built

IN_MEMORY = Path("/dev/shm")  # noqa: S108 - pytest makes a folder there that is its own
"""Where a file needs no disk: each of the tests' many thousand commits waits for one elsewhere."""
ROOM = 4 * 2**30
"""Bytes that all files of a run need, several times over."""
if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > ROOM:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))

# A run starts many processes on the same modules: what one has compiled, the others read.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# A shared machine may be slow for a moment: that is no fault of what is tested.
settings.register_profile("here", deadline=None)
settings.load_profile("here")


compiled: dict[object, object] = {}
"""Statements of all databases of a run: each has an engine of its own, which would compile them anew."""
dialect = type(create_engine("sqlite://").dialect)
dialect.__eq__ = lambda one, other: type(one) is type(other)  # type: ignore[method-assign]
dialect.__hash__ = lambda one: hash(type(one))  # type: ignore[method-assign]


@event.listens_for(Engine, "engine_connect")
def _compile_once(connection: Connection) -> None:
    connection.execution_options(compiled_cache=compiled)


# Each page that is tried would read through all that is installed, for components of others.
manifest_scanner.scan_component_manifests = cache(manifest_scanner.scan_component_manifests)
_library = checklist_library.library


@cache
def _shipped() -> tuple[checklist_library.ReadReview, ...]:
    return tuple(_library())


def _read_once(
    folder: Path = checklist_library.CHECKLISTS,
) -> Iterator[checklist_library.ReadReview]:
    """The library of this installation, of which no test changes a file; another folder as it is now."""
    yield from _shipped() if folder == checklist_library.CHECKLISTS else _library(folder)


checklist_library.library = _read_once


@pytest.fixture(scope="session", autouse=True)
def one_key(tmp_path_factory: pytest.TempPathFactory) -> None:
    """One key for the whole run: the database of one test is copied from another's."""
    path = tmp_path_factory.mktemp("key") / "audit.key"
    path.write_text("5ea1" * 16)
    os.environ["AUDIT_TRAIL_KEY_FILE"] = str(path)


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database's file: tables are made once a run, not once a test."""
    path = tmp_path_factory.mktemp("fresh") / "audit.db"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture(scope="session")
def stocked_file(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same with the library published, as whoever opens the app finds it."""
    path = tmp_path_factory.mktemp("stocked") / "audit.db"
    shutil.copyfile(fresh_file, path)
    made = Database(f"sqlite:///{path}", clock=Clock(START - timedelta(days=1)))
    checklist_library.ready(made, local(made))
    made.close()
    return path


@pytest.fixture(scope="session")
def demonstration(one_key: None, tmp_path_factory: pytest.TempPathFactory) -> "tuple[Path, Built]":
    """A demonstration of two rounds, the first closed and released, for copies of it: built once for all workers."""
    from audit.demonstration.partnership import build

    def make(folder: Path) -> "Built":
        return build(f"sqlite:///{folder / 'audit.db'}", rounds=2, cases=CASES, seed=1)

    folder, built = once(tmp_path_factory, "demonstration", make)
    return folder / "audit.db", built


@pytest.fixture(scope="session")
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL server, started when a test first asks for one."""
    with started_apart() as made:
        yield made


@pytest.fixture(scope="session")
def fresh_name(cluster: Cluster) -> str:
    """A new database on it, for copies."""
    name = cluster.made()
    Database(cluster.url(name)).close()
    cluster.with_role(name)
    return name


SQLITE, POSTGRESQL = "sqlite", "postgresql"
ON_BOTH = {
    "commands/test_case_fact.py",
    "commands/test_judgement.py",
    "commands/test_permission.py",
    "commands/test_rating.py",
    "commands/test_session.py",
    "documents/test_job.py",
    "store/test_prepared.py",
    "views/test_board.py",
    "views/test_case_audit.py",
    "views/test_panel.py",
    "views/test_search.py",
}
"""Modules of which every run tries each test on both kinds of database."""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Have these modules tried on both."""
    if "db" in metafunc.fixturenames and "/".join(metafunc.definition.path.parts[-2:]) in ON_BOTH:
        metafunc.parametrize("kind", [SQLITE, POSTGRESQL], indirect=True)


@pytest.fixture
def kind(request: pytest.FixtureRequest) -> str:
    """The kind of database that a test is on."""
    return getattr(request, "param", POSTGRESQL if ON_SERVER else SQLITE)


@pytest.fixture
def db(request: pytest.FixtureRequest, tmp_path: Path, kind: str) -> Iterator[Database]:
    """An empty database with a stepping clock and numbered ids."""
    if kind == POSTGRESQL:
        cluster: Cluster = request.getfixturevalue("cluster")
        name = cluster.made(request.getfixturevalue("fresh_name"))
        made = Database(cluster.url(name, ROLE), clock=Clock(), new_id=numbered())
        yield made
        made.close()
        cluster.dropped(name)
        return
    path, fresh_file = tmp_path / "audit.db", request.getfixturevalue("fresh_file")
    shutil.copyfile(fresh_file, path)
    made = Database(f"sqlite:///{path}", clock=Clock(), new_id=numbered())
    yield made
    wrong = first_wrong(made) if request.path.parent.name in MOVING else None
    made.close()
    assert wrong is None, f"{wrong}: other counts are kept than its case audits come to"


MOVING = {"commands", "views"}
"""Where whatever a test has done, the kept counts of every round are compared with a recount."""

ON_SERVER = os.environ.get("PRACTICE_AUDIT_TESTS_ON") == "postgresql"
"""Run on PostgreSQL whatever is not about a file."""


@pytest.fixture
def by(db: Database) -> Person:
    """The local person, who holds every role."""
    return local(db)


@pytest.fixture(scope="session")
def begun(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A database with one case audit in progress, and the id of that: made once a run."""
    path = tmp_path_factory.mktemp("begun") / "audit.db"
    shutil.copyfile(fresh_file, path)
    made = Database(f"sqlite:///{path}", clock=Clock())
    audit = audit_at(made, "in progress")
    made.close()
    return path, audit


@pytest.fixture(scope="session")
def begun_name(cluster: Cluster, fresh_name: str) -> tuple[str, str]:
    """The same on the server."""
    name = cluster.made(fresh_name)
    made = Database(cluster.url(name), clock=Clock())
    audit = audit_at(made, "in progress")
    made.close()
    return name, audit


@pytest.fixture
def audit(request: pytest.FixtureRequest, db: Database, kind: str) -> str:
    """The local person's case audit of S-001 for csc, in progress, in the test's own database."""
    if kind == POSTGRESQL:
        name, made = request.getfixturevalue("begun_name")
        db.close()
        request.getfixturevalue("cluster").renewed(db.beside.stem, name)
        return str(made)
    path, made = request.getfixturevalue("begun")
    db.close()
    shutil.copyfile(path, db.path)
    return made


COVERING = {
    "model",
    "rules",
    "analysis",
    "commands",
    "views",
    "test_checklist.py",
    "test_draft.py",
    "test_calibration.py",
    "test_scoring.py",
    "test_jtai.py",
    "test_job.py",
}
"""Whose tests are to reach every branch that is counted: the others would only be slowed by counting."""


def covers(item: pytest.Item) -> bool:
    """True where coverage is counted: tests of the floors that are counted, and of the views that stand on them."""
    parts = item.path.relative_to(Path(__file__).parent).parts
    return not COVERING.isdisjoint(parts) and not item.get_closest_marker("uncounted")


def pytest_configure(config: pytest.Config) -> None:
    """Count it in those alone."""
    config.pluginmanager.register(Counted(covers), "counted")


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Where several workers are to collect everything, let them share the compiling of it."""
    here = Path(__file__).parent
    asked = [session.config.rootpath / each for each in session.config.args]
    if asked == [here] and "PYTEST_XDIST_WORKER" in os.environ:
        # Whatever cannot be read in is met again where it is collected, and told there.
        with suppress(Exception):
            read_in(each for each in here.rglob("test_*.py") if JOURNEYS not in each.parents)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let no worker of several be idle."""
    if (workers := int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))) > 1:
        items[:] = beginning(
            items,
            workers,
            waits=lambda each: JOURNEYS in each.path.parents,
            is_long=lambda each: each.name == "test_gate[types]",
        )


JOURNEYS = Path(__file__).parent / "journeys"
"""Where tests wait for a browser for most of their time."""


def pytest_xdist_auto_num_workers() -> int:
    """Two workers more than there are cores: a browser's test waits for most of its time."""
    return (os.cpu_count() or 1) + 2


def pytest_collection_finish() -> None:
    """Collect as the app does: over all that a test run imports, a full collection takes longer than most tests."""
    # Hypothesis asks the collector who holds its source of chance, and what is set aside would not be named.
    given(st.none())(lambda _: None)()
    govern()


def pytest_sessionfinish(session: pytest.Session) -> None:
    """Where skips are not allowed, a test that cannot run for want of a system package is a failure."""
    # A worker of several tells the one that reports.
    if "PRACTICE_AUDIT_NO_SKIPS" not in os.environ or hasattr(session.config, "workerinput"):
        return
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    wanting = [
        each for each in reporter.stats.get("skipped", ()) if "apt-get" in str(each.longrepr)
    ]
    if wanting:
        reporter.write_line(f"{len(wanting)} tests were skipped for want of a package", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
