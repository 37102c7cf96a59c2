"""The chain of events: it grows at its end only, and whoever changes it past the guards is found."""

from collections.abc import Iterator
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from audit.model.person import Person
from audit.store import sqlite, trail
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import START, Clock, local, numbered


@pytest.fixture
def chain(db: Database, by: Person) -> Database:
    """Ten entries."""
    for number in range(9):
        with db.acting(by, "thing.done", f"thing:{number}", key=f"k{number}") as now:
            now.did(result=f"r{number}", number=number, words="Größe – “so”")
    return db


@pytest.fixture
def attacker(chain: Database) -> Iterator[Any]:
    """Somebody with the file and a plain connection to it."""
    connection = sqlite.driver.connect(chain.path)
    yield connection
    connection.close()


def broken(db: Database) -> int | None:
    with db.reading() as connection:
        found = trail.first_broken(connection)
    return found.seq if found else None


def rows(db: Database) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event).order_by(t.event.c.seq)))


def test_the_chain_has_no_gap_and_each_entry_holds_the_one_before(chain: Database) -> None:
    found = rows(chain)
    assert [each.seq for each in found] == list(range(1, 11))
    assert found[0].previous == trail.GENESIS
    assert [each.previous for each in found[1:]] == [each.hash for each in found[:-1]]
    assert len({each.hash for each in found}) == 10
    assert broken(chain) is None


def test_an_empty_chain_holds(db: Database) -> None:
    assert broken(db) is None
    with db.reading() as connection:
        assert trail.length(connection) == 0


def test_it_holds_after_closing_and_opening_again(chain: Database) -> None:
    chain.close()
    again = Database(f"sqlite:///{chain.path}")
    assert broken(again) is None
    again.close()


def test_a_clock_in_another_zone_does_not_break_it(tmp_path: Path) -> None:
    east = timezone(timedelta(hours=5, minutes=30))
    db = Database(
        f"sqlite:///{tmp_path / 'east.db'}",
        clock=Clock(START.astimezone(east), timedelta(microseconds=1)),
        new_id=numbered(),
    )
    local(db)
    assert broken(db) is None
    assert rows(db)[0].at == START + timedelta(microseconds=1)
    db.close()


GUARDED = [
    "UPDATE event SET person = 'nobody' WHERE seq = 4",
    "UPDATE event SET seq = 40 WHERE seq = 10",
    "DELETE FROM event WHERE seq = 4",
    "DELETE FROM event WHERE seq = 10",
    "DELETE FROM event",
    "REPLACE INTO event SELECT seq, at, 'nobody', roles, act, about, detail, key, result, previous,"
    " hash FROM event WHERE seq = 4",
    "INSERT OR REPLACE INTO event SELECT seq, at, 'nobody', roles, act, about, detail, key, result,"
    " previous, hash FROM event WHERE seq = 10",
    # A new row at the end that pushes an old one out by its unique key.
    "REPLACE INTO event SELECT 11, at, person, roles, act, about, detail, 'local thing.done thing:3"
    " k3', result, hash, 'x' FROM event WHERE seq = 10",
    # A gap, a start before the first, and a wrong link.
    "INSERT INTO event SELECT 12, at, person, roles, act, about, detail, NULL, result, hash, 'x'"
    " FROM event WHERE seq = 10",
    "INSERT INTO event SELECT 0, at, person, roles, act, about, detail, NULL, result, hash, 'x'"
    " FROM event WHERE seq = 10",
    "INSERT INTO event SELECT 11, at, person, roles, act, about, detail, NULL, result, previous, 'x'"
    " FROM event WHERE seq = 10",
]


@pytest.mark.parametrize("statement", GUARDED, ids=range(len(GUARDED)))
def test_the_guards_refuse(chain: Database, statement: str) -> None:
    before = rows(chain)
    engine = sqlite.engine(chain.path, writing=True)
    with (
        pytest.raises(sqlite.DatabaseError, match="the trail"),
        engine.begin() as connection,
    ):
        connection.exec_driver_sql(statement)
    engine.dispose()
    assert rows(chain) == before


def test_the_end_is_open(chain: Database, by: Person) -> None:
    """The guards' control: the next entry of the chain is taken."""
    with chain.acting(by, "thing.done") as now:
        now.did(result="x")
    assert len(rows(chain)) == 11
    assert broken(chain) is None


def unguard(attacker: Any) -> None:
    for (name,) in attacker.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        attacker.execute(f"DROP TRIGGER {name}")


FORGED = {
    "seq": "99",
    "at": "'2020-01-01 00:00:00.000000'",
    "person": "'nobody'",
    "roles": "'auditor'",
    "act": "'thing.undone'",
    "about": "'thing:x'",
    "detail": "'{}'",
    "key": "NULL",
    "result": "NULL",
    "previous": "'0'",
    "hash": "'0'",
}


def test_every_column_is_covered() -> None:
    assert set(FORGED) == {column.name for column in t.event.columns}


@pytest.mark.parametrize("column", FORGED)
def test_an_edited_entry_is_found(chain: Database, attacker: Any, column: str) -> None:
    unguard(attacker)
    attacker.execute(f"UPDATE event SET {column} = {FORGED[column]} WHERE seq = 5")  # noqa: S608
    attacker.commit()
    assert broken(chain) == (6 if column == "seq" else 5)


def test_one_letter_changed_is_found(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("UPDATE event SET detail = replace(detail, 'ö', 'o') WHERE seq = 7")
    attacker.commit()
    assert broken(chain) == 7


@pytest.mark.parametrize(("removed", "found"), [(1, 2), (5, 6), (9, 10)])
def test_a_removed_entry_is_found(chain: Database, attacker: Any, removed: int, found: int) -> None:
    unguard(attacker)
    attacker.execute("DELETE FROM event WHERE seq = ?", (removed,))
    attacker.commit()
    assert broken(chain) == found


def test_a_removed_entry_is_found_though_the_rest_moved_up(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("DELETE FROM event WHERE seq = 5")
    for seq in range(6, 11):
        attacker.execute("UPDATE event SET seq = ? WHERE seq = ?", (seq - 1, seq))
    attacker.commit()
    assert broken(chain) == 5


def test_an_entry_hashed_anew_breaks_the_next_one(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    with chain.reading() as connection:
        row = dict(connection.execute(select(t.event).where(t.event.c.seq == 5)).mappings().one())
    row["person"] = "nobody"
    attacker.execute(
        "UPDATE event SET person = ?, hash = ? WHERE seq = 5", ("nobody", trail.entry_hash(row))
    )
    attacker.commit()
    assert broken(chain) == 6


def test_a_gap_is_found_though_every_link_was_forged_anew(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("DELETE FROM event WHERE seq = 5")
    attacker.commit()
    previous = rows(chain)[3].hash
    for row in rows(chain)[4:]:
        forged = {**row._asdict(), "previous": previous}
        previous = trail.entry_hash(forged)
        attacker.execute(
            "UPDATE event SET previous = ?, hash = ? WHERE seq = ?",
            (forged["previous"], previous, row.seq),
        )
        attacker.commit()
    assert broken(chain) == 6


def test_long_text_stands_in_the_trail_by_its_fingerprint() -> None:
    assert trail.fingerprint("").startswith("sha256:e3b0c442")  # published: FIPS 180-4, empty input
    assert trail.fingerprint("abc") == (
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )
