"""A real database for each test, closed after it."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from audit.model.person import Person
from audit.store.database import Database
from tests.builders import Clock, local, numbered


@pytest.fixture(scope="session")
def fresh_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new database's file: tables are made once a run, not once a test."""
    path = tmp_path_factory.mktemp("fresh") / "audit.db"
    Database(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def db(fresh_file: Path, tmp_path: Path) -> Iterator[Database]:
    """An empty database with a stepping clock and numbered ids."""
    path = tmp_path / "audit.db"
    shutil.copyfile(fresh_file, path)
    made = Database(f"sqlite:///{path}", clock=Clock(), new_id=numbered())
    yield made
    made.close()


@pytest.fixture
def by(db: Database) -> Person:
    """The local person, who holds every role."""
    return local(db)
