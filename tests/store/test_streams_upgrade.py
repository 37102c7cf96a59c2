"""A database of any released schema step: its trail stays as it was, and holds, before and after it is parted."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import DBAPIError

from audit.__main__ import main
from audit.store import seal, sqlite, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.store.streams import of_round
from tests.builders import START, Clock, audit_at, local, numbered, open_round

STEPS = [f"{step:04}" for step in range(1, 11)]
OLD = (
    "seq",
    "at",
    "person",
    "roles",
    "act",
    "about",
    "detail",
    "key",
    "result",
    "previous",
    "hash",
)
"""The columns of an entry in the first version; the key that sealed it came with the second step."""
WITHOUT_A_KEY = "0001"


def entered(connection: Connection, key: seal.Key | None) -> None:
    """Append an entry as an older version does: after the newest there is, knowing of no stream."""
    last = connection.execute(text("SELECT seq, hash FROM event ORDER BY seq DESC LIMIT 1")).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, seal.GENESIS)
    at = START + timedelta(minutes=seq)
    parts: list[Any] = [
        seq,
        at.isoformat(timespec="microseconds"),
        "local",
        "auditor",
        "thing.done",
    ]
    parts += [f"thing:{seq}", '{"old": "ü"}', None, None, previous]
    row = dict(zip(OLD, [*parts, seal.seal_of(key, parts)], strict=True))
    row["at"] = f"{at:%Y-%m-%d %H:%M:%S.%f}"
    if key is not None:
        row["key_id"] = key.id
    names = ", ".join(row)
    marks = ", ".join(f":{name}" for name in row)
    connection.execute(text(f"INSERT INTO event ({names}) VALUES ({marks})"), row)  # noqa: S608


def rows(db: Database) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event).order_by(t.event.c.seq)))


def old_rows(db: Database) -> list[tuple[Any, ...]]:
    return [tuple(each._mapping[name] for name in OLD) for each in rows(db)]


def broken(db: Database) -> tuple[str, int] | None:
    with db.reading() as connection:
        found = trail.first_broken(connection)
    return (found.kind, found.seq) if found else None


@pytest.fixture(params=STEPS)
def old(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of a database of that step with five entries, its key beside it."""
    monkeypatch.delenv(seal.VARIABLE)
    path = tmp_path / "audit.db"
    with closing(sqlite.driver.connect(path)) as connection:
        connection.execute(f"PRAGMA application_id={sqlite.OURS}")
    config = Config()
    config.set_main_option("script_location", str(Path(sqlite.__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    engine = sqlite.engine(path, writing=True)
    key = None
    if request.param != WITHOUT_A_KEY:
        file = seal.KeyFile(seal.place(path))
        file.make(after=0)
        (key,) = file.keys()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, request.param)
        if key is not None:
            connection.execute(text("INSERT INTO site (id, made_at) VALUES ('old', '2026-01-01')"))
        for _ in range(5):
            entered(connection, key)
    engine.dispose()
    return f"sqlite:///{path}"


@pytest.fixture
def upgraded(old: str) -> Iterator[Database]:
    """It, opened by this version."""
    with closing(Database(old, clock=Clock(START + timedelta(days=1)), new_id=numbered())) as db:
        yield db


def test_an_old_trail_stays_as_it_was_and_goes_on_in_one_stream(upgraded: Database) -> None:
    before = old_rows(upgraded)
    assert len(before) == 5
    assert broken(upgraded) is None
    by = local(upgraded)
    audit_at(upgraded, "submitted")
    assert {(each.stream, each.place, each.knot) for each in rows(upgraded)} == {(0, None, None)}
    with upgraded._writer.begin() as connection:  # a process that still runs the older version
        entered(connection, upgraded.key_file.keys()[-1])
    with upgraded.acting(by, "thing.done", "round:1", within_round=True):
        pass
    assert broken(upgraded) is None
    assert old_rows(upgraded)[:5] == before


def test_once_it_is_parted_what_was_there_still_holds(upgraded: Database, old: str) -> None:
    before = old_rows(upgraded)
    audit_at(upgraded, "submitted")
    upgraded.close()
    for _ in range(2):
        assert main(["trail", "streams", "--database", old]) == 0
    with closing(Database(old, clock=Clock(START + timedelta(days=2)))) as db:
        acts = [each.act for each in rows(db)]
        assert acts.count("trail.parted") == 1
        round_id = open_round(db, "Another")
        audit_at(db, "submitted", "S-002", round_id=round_id)
        assert {each.stream for each in rows(db)} == {0, of_round(round_id)}
        assert old_rows(db)[:5] == before
        assert broken(db) is None
        with db._writer.connect() as connection, pytest.raises(DBAPIError, match="at its end only"):
            entered(connection, db.key_file.keys()[-1])
        assert main(["health", "--database", old]) == 0
        with closing(sqlite.driver.connect(db.path)) as connection:
            connection.execute("DROP TRIGGER event_no_update")
            connection.execute("UPDATE event SET person = 'nobody' WHERE seq = 3")
            connection.commit()
        assert broken(db) == ("trail.edited", 3)
