"""What can be opened as a database, and the one plain sentence for what cannot."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import person
from audit.model.person import Role
from audit.model.refusal import Refusal, complaint
from audit.store import sqlite
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import local

NOBODY = 65534


def works(path: Path | str) -> Database:
    """Open, write, read, close."""
    db = Database(f"sqlite:///{path}")
    try:
        person.admit(db, local(db), "Robin", (Role.AUDITOR,))
    finally:
        db.close()
    return db


def refusal(path: Path | str) -> Any:
    with pytest.raises(Refusal) as refused:
        works(path)
    return refused.value.complaint


@pytest.fixture
def sound(fresh_file: Path, tmp_path: Path) -> Path:
    """A database of ours that nobody has open."""
    path = tmp_path / "sound.db"
    shutil.copyfile(fresh_file, path)
    return path


@pytest.mark.parametrize(
    "name",
    [
        "audit.db",
        "no/such/folder/yet/audit.db",
        "Größe und Maß.db",
        "a b#c%20d.db",
        "what?mode=ro.db",
        "file:audit.db",
        ":memory:",
        "it's.db",
    ],
)
def test_a_missing_file_is_made_with_its_folder(tmp_path: Path, name: str) -> None:
    works(tmp_path / name)
    made = tmp_path / name
    assert made.is_file()
    assert {each.name for each in made.parent.iterdir()} <= {
        made.name,
        f"{made.name}-wal",
        f"{made.name}-shm",
    }


@pytest.mark.parametrize("name", ["data/audit.db", ":memory:"])
def test_a_relative_path_is_a_file_where_the_tool_was_started(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path)
    db = Database(f"sqlite:///{name}")
    monkeypatch.chdir(tmp_path / "elsewhere")
    local(db)
    db.close()
    assert (tmp_path / name).is_file()
    assert not list((tmp_path / "elsewhere").iterdir())


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    works(path)


def test_a_start_that_broke_off_is_taken_up_again(tmp_path: Path) -> None:
    """The power went after the header was written and before the tables were."""
    path = tmp_path / "half.db"
    connection = sqlite.driver.connect(path)
    connection.execute(f"PRAGMA application_id={sqlite.OURS}")
    connection.close()
    assert path.stat().st_size > 0
    works(path)


def test_several_programs_may_start_on_a_new_file_at_once(tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: Database(f"sqlite:///{path}").close(), range(4)))
    works(path)


def test_opening_again_finds_what_was_kept(tmp_path: Path) -> None:
    works(tmp_path / "audit.db")
    db = Database(f"sqlite:///{tmp_path / 'audit.db'}")
    with db.reading() as connection:
        names = set(connection.execute(select(t.person.c.name)).scalars())
    db.close()
    assert "Robin" in names


@pytest.mark.parametrize("url", ["mysql://me:secret@host/db", "audit.db", "", "sqlite://x"])
def test_another_kind_of_address_is_refused_without_its_password(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        Database(url)
    assert refused.value.complaint == complaint("database.url", url=url.split(":", 1)[0])
    assert "secret" not in str(refused.value)


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE note (id INTEGER)")
    connection.commit()
    connection.close()
    before = path.read_bytes()
    assert refusal(path) == complaint("database.foreign", where=str(path))
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "statement", ["CREATE TABLE alembic_version (version_num TEXT)", "PRAGMA user_version=7"]
)
def test_another_programs_database_is_refused_though_it_looks_like_ours(
    tmp_path: Path, statement: str
) -> None:
    """It has schema steps of its own, or no table yet."""
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute(statement)
    connection.commit()
    connection.close()
    assert path.stat().st_size > 0
    assert refusal(path) == complaint("database.foreign", where=str(path))


def test_a_database_with_our_mark_and_other_tables_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "theirs.db"
    connection = sqlite3.connect(path)
    connection.execute(f"PRAGMA application_id={sqlite.OURS}")
    connection.execute("CREATE TABLE note (id INTEGER)")
    connection.close()
    assert refusal(path) == complaint("database.foreign", where=str(path))


@pytest.mark.parametrize(
    "content", [b"x", b"Dear colleague,\n" * 400, b"PK\x03\x04" + b"\0" * 4096], ids=len
)
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(
    tmp_path: Path, content: bytes
) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(content)
    assert refusal(path) == complaint("database.foreign", where=str(path))
    assert path.read_bytes() == content


def test_a_newer_schema_is_refused_and_left_as_it_is(sound: Path) -> None:
    connection = sqlite.driver.connect(sound)
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()
    before = sound.read_bytes()
    assert refusal(sound) == complaint(
        "database.newer", where=str(sound), found="9999", known=sqlite.HEAD
    )
    assert sound.read_bytes() == before


def test_a_folder_in_place_of_the_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path) == complaint("database.unreachable", where=str(tmp_path))


def test_no_path_at_all_is_refused() -> None:
    assert refusal("").code == "database.unreachable"


@pytest.mark.parametrize("name", ["letter/audit.db", "a" * 300])
def test_a_path_that_cannot_be_is_refused(tmp_path: Path, name: str) -> None:
    (tmp_path / "letter").write_text("Dear colleague")
    path = tmp_path / name
    assert refusal(path) == complaint("database.unreachable", where=str(path))


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="no /proc here")
def test_a_place_where_nothing_can_be_made_is_refused() -> None:
    assert refusal("/proc/practice/audit.db").code == "database.unreachable"


# ---- Rights: as another user where the tests run as root -----------------------------------------------


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that another user may enter: pytest's own are closed to them."""
    path = Path(tempfile.mkdtemp(prefix="practice-audit-"))
    path.chmod(0o777)
    yield path
    for each in [path, *path.rglob("*")]:
        each.chmod(0o777)
    shutil.rmtree(path)


@contextmanager
def ordinary_user() -> Iterator[None]:
    """Rights bind nobody who is root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


unix = pytest.mark.skipif(not hasattr(os, "seteuid"), reason="rights work otherwise here")


@unix
@pytest.mark.parametrize(
    ("file_rights", "folder_rights"),
    [(0o444, 0o555), (0o444, 0o777), (0o666, 0o555), (0o000, 0o777)],
    ids=["both read-only", "file read-only", "folder read-only", "file closed"],
)
def test_a_database_that_may_not_be_written_to_is_refused(
    folder: Path, file_rights: int, folder_rights: int
) -> None:
    path = folder / "audit.db"
    works(path)
    path.chmod(file_rights)
    folder.chmod(folder_rights)
    before = path.read_bytes()
    with ordinary_user():
        assert refusal(path) == complaint("database.read-only", where=str(path))
    assert path.read_bytes() == before


@unix
@pytest.mark.parametrize("name", ["audit.db", "below/audit.db"])
def test_a_new_database_in_a_read_only_folder_is_refused(folder: Path, name: str) -> None:
    folder.chmod(0o555)
    path = folder / name
    with ordinary_user():
        assert refusal(path) == complaint("database.read-only", where=str(path))
    assert not list(folder.iterdir())


@unix
def test_a_file_that_becomes_read_only_under_way_is_refused(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(
        "AUDIT_TRAIL_KEY_FILE"
    )  # its key is its own, which the ordinary user may read
    path = folder / "audit.db"
    with ordinary_user():
        works(path)
        db = Database(f"sqlite:///{path}")
    if os.geteuid() == 0:
        os.chown(path, 0, 0)
    path.chmod(0o444)
    with ordinary_user(), pytest.raises(Refusal) as refused:  # noqa: PT012
        local(db)  # reading goes on
        person.admit(db, person.LOCAL, "Sam", (Role.AUDITOR,))
    db.close()
    assert refused.value.complaint == complaint("database.read-only", where=str(path))
