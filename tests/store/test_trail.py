"""The chain of events: it grows at its end only, and whoever changes it past the guards is found."""

from collections.abc import Callable, Iterator
from datetime import timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import case_audit
from audit.model.checkpoint import Checkpoint
from audit.model.person import Person
from audit.model.refusal import Refusal, complaint
from audit.store import seal, sqlite, trail
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import START, Clock, complete, give, judge, local, numbered


@pytest.fixture
def chain(db: Database, by: Person) -> Database:
    """Ten entries."""
    for number in range(9):
        with db.acting(by, "thing.done", f"thing:{number}", key=f"k{number}") as now:
            now.did(result=f"r{number}", number=number, words="Größe – “so”")
    return db


@pytest.fixture
def attacker_of() -> Iterator[Callable[[Database], Any]]:
    """Somebody with the file and a plain connection to it."""
    made: list[Any] = []

    def connected(db: Database) -> Any:
        made.append(sqlite.driver.connect(db.path))
        return made[-1]

    yield connected
    for each in made:
        each.close()


@pytest.fixture
def attacker(chain: Database, attacker_of: Callable[[Database], Any]) -> Any:
    return attacker_of(chain)


def broken(db: Database, *checkpoints: Checkpoint) -> tuple[str, int] | None:
    """What is wrong, and with which entry."""
    with db.reading() as connection:
        found = trail.first_broken(connection, marks=[each.mark for each in checkpoints])
    return (found.kind.removeprefix("trail."), found.seq) if found else None


def stands(db: Database) -> Checkpoint:
    with db.reading() as connection:
        found = trail.last(connection, db.site)
    assert found is not None
    return found


def rows(db: Database) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event).order_by(t.event.c.seq)))


def test_the_chain_has_no_gap_and_each_entry_holds_the_one_before(chain: Database) -> None:
    found = rows(chain)
    assert [each.seq for each in found] == list(range(1, 11))
    assert found[0].previous == seal.GENESIS
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
    " hash, key_id, stream, place, knot FROM event WHERE seq = 4",
    "INSERT OR REPLACE INTO event SELECT seq, at, 'nobody', roles, act, about, detail, key, result,"
    " previous, hash, key_id, stream, place, knot FROM event WHERE seq = 10",
    # A new row at the end that pushes an old one out by its unique key.
    "REPLACE INTO event SELECT 11, at, person, roles, act, about, detail, 'local thing.done thing:3"
    " k3', result, hash, 'x', key_id, stream, place, knot FROM event WHERE seq = 10",
    # A gap, a start before the first, and a wrong link.
    "INSERT INTO event SELECT 12, at, person, roles, act, about, detail, NULL, result, hash, 'x', key_id, stream, place, knot"
    " FROM event WHERE seq = 10",
    "INSERT INTO event SELECT 0, at, person, roles, act, about, detail, NULL, result, hash, 'x', key_id, stream, place, knot"
    " FROM event WHERE seq = 10",
    "INSERT INTO event SELECT 11, at, person, roles, act, about, detail, NULL, result, previous, 'x', key_id, stream, place, knot"
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
    "key_id": "'0123456789abcdef'",
    "stream": "3",
    "place": "9",
    "knot": "'{}'",
}
SPOILT = {
    "at": ["7", "X'FF'", "''", "'2026-03-02'"],
    "detail": ["X'7B7D'", "CAST(X'7BFF7D' AS TEXT)", "7"],
    "act": ["CAST(X'FF' AS TEXT)"],
    "person": ["CAST(X'FF' AS TEXT)", "1.5"],
    "hash": ["X'00'", "7"],
}
"""What no version of the tool ever wrote: other types, and bytes that are no text."""


def test_every_column_is_covered() -> None:
    assert set(FORGED) == {column.name for column in t.event.columns}


# ---- 1. Edited -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("column", FORGED)
def test_an_edited_entry_is_found(chain: Database, attacker: Any, column: str) -> None:
    unguard(attacker)
    attacker.execute(f"UPDATE event SET {column} = {FORGED[column]} WHERE seq = 5")  # noqa: S608
    attacker.commit()
    kinds = {"seq": "missing", "key_id": "other-key", "stream": "swapped", "place": "moved"}
    assert broken(chain) == (kinds.get(column, "edited"), 5)


@pytest.mark.parametrize(
    ("column", "value"), [(column, each) for column, values in SPOILT.items() for each in values]
)
def test_an_entry_that_is_no_longer_text_is_found(
    chain: Database, attacker: Any, column: str, value: str
) -> None:
    unguard(attacker)
    attacker.execute(f"UPDATE event SET {column} = {value} WHERE seq = 5")  # noqa: S608
    attacker.commit()
    assert broken(chain) == ("edited", 5)


def test_the_first_entry_that_is_no_longer_text_is_found(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("UPDATE event SET about = CAST(X'FF' AS TEXT) WHERE seq = 1")
    attacker.commit()
    assert broken(chain) == ("edited", 1)


def test_one_letter_changed_is_found(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("UPDATE event SET detail = replace(detail, 'ö', 'o') WHERE seq = 7")
    attacker.commit()
    assert broken(chain) == ("edited", 7)


def test_an_edited_entry_with_a_plain_hash_is_found(chain: Database, attacker: Any) -> None:
    """Without the key nobody can make the seal that fits."""
    unguard(attacker)
    row = {**rows(chain)[4]._asdict(), "person": "nobody"}
    forged = seal.seal_of(None, trail.parts_of(row))
    attacker.execute("UPDATE event SET person = 'nobody', hash = ? WHERE seq = 5", (forged,))
    attacker.commit()
    assert broken(chain) == ("edited", 5)


# ---- 2. Missing ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("removed", [1, 5, 9])
def test_a_removed_entry_is_found(chain: Database, attacker: Any, removed: int) -> None:
    unguard(attacker)
    attacker.execute("DELETE FROM event WHERE seq = ?", (removed,))
    attacker.commit()
    assert broken(chain) == ("missing", removed)


def test_a_removed_entry_is_found_though_the_rest_moved_up(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("DELETE FROM event WHERE seq = 5")
    for seq in range(6, 11):
        attacker.execute("UPDATE event SET seq = ? WHERE seq = ?", (seq - 1, seq))
    attacker.commit()
    assert broken(chain) == ("moved", 5)


# ---- 3. Swapped ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("one", "other"), [(4, 5), (3, 9)])
def test_swapped_entries_are_found(chain: Database, attacker: Any, one: int, other: int) -> None:
    unguard(attacker)
    for before, after in ((one, -1), (other, one), (-1, other)):
        attacker.execute("UPDATE event SET seq = ? WHERE seq = ?", (after, before))
    attacker.commit()
    assert broken(chain) == ("moved", one)


# ---- 4. Forged -------------------------------------------------------------------------------------------


def forge(chain: Database, attacker: Any, key: seal.Key | None, **more: object) -> None:
    """Append an entry that somebody else sealed; the guards take it, for it stands at the end."""
    last = rows(chain)[-1]
    row = {
        **last._asdict(),
        "seq": last.seq + 1,
        "key": None,
        "previous": last.hash,
        "key_id": key.id if key else None,
        **more,
    }
    row.setdefault("hash", "")
    row["hash"] = seal.seal_of(key, trail.parts_of(row))
    row["at"] = row["at"].strftime("%Y-%m-%d %H:%M:%S.%f")
    marks = ", ".join("?" * len(row))
    attacker.execute(f"INSERT INTO event ({', '.join(row)}) VALUES ({marks})", [*row.values()])  # noqa: S608
    attacker.commit()


def test_an_appended_entry_without_a_seal_is_found(chain: Database, attacker: Any) -> None:
    forge(chain, attacker, None)
    assert broken(chain) == ("unsealed", 11)


def test_an_appended_entry_with_a_wrong_key_is_found(chain: Database, attacker: Any) -> None:
    forge(chain, attacker, seal.Key(b"wrong" * 7))
    assert broken(chain) == ("other-key", 11)


def test_an_appended_entry_that_claims_the_right_key_is_found(
    chain: Database, attacker: Any
) -> None:
    right = chain.key_file.keys()[0]
    forge(chain, attacker, seal.Key(b"wrong" * 7))
    unguard(attacker)
    attacker.execute("UPDATE event SET key_id = ? WHERE seq = 11", (right.id,))
    attacker.commit()
    assert broken(chain) == ("edited", 11)


def test_a_forged_end_stops_every_act(chain: Database, by: Person, attacker: Any) -> None:
    """To go on would vouch for it."""
    forge(chain, attacker, seal.Key(b"wrong" * 7))
    with pytest.raises(Refusal) as refused, chain.acting(by, "thing.done"):
        pass
    assert refused.value.complaint.code == "trail.key-other"
    unguard(attacker)
    attacker.execute("UPDATE event SET key_id = NULL WHERE seq = 11")
    attacker.commit()
    with pytest.raises(Refusal) as refused, chain.acting(by, "thing.done"):
        pass
    assert refused.value.complaint == complaint(
        "trail.end-unsealed", "Entry 11 of the trail", seq=11
    )
    assert len(rows(chain)) == 11


def test_an_entry_put_in_with_the_key_itself_breaks_the_next_one(
    chain: Database, attacker: Any
) -> None:
    unguard(attacker)
    row = {**rows(chain)[4]._asdict(), "person": "nobody"}
    forged = seal.seal_of(chain.key_file.keys()[0], trail.parts_of(row))
    attacker.execute("UPDATE event SET person = 'nobody', hash = ? WHERE seq = 5", (forged,))
    attacker.commit()
    assert broken(chain) == ("link", 6)


# ---- 5. The tail cut off ---------------------------------------------------------------------------------


@pytest.mark.parametrize("kept", [0, 4, 9])
def test_a_tail_cut_off_is_found_by_a_checkpoint(chain: Database, attacker: Any, kept: int) -> None:
    held = stands(chain)
    unguard(attacker)
    attacker.execute("DELETE FROM event WHERE seq > ?", (kept,))
    attacker.commit()
    assert broken(chain) is None, "nobody can tell without a checkpoint"
    assert broken(chain, held) == ("cut", kept + 1)


def test_checkpoints_agree_with_a_trail_that_holds(chain: Database, by: Person) -> None:
    early = stands(chain)
    with chain.acting(by, "thing.done"):
        pass
    assert broken(chain, early, stands(chain)) is None


def test_a_checkpoint_of_another_database_says_nothing(chain: Database) -> None:
    other = stands(chain).model_copy(update={"site": "elsewhere"})
    assert broken(chain, other) == ("site", 10)


# ---- 6. The chain rebuilt --------------------------------------------------------------------------------


def rebuild(chain: Database, attacker: Any, key: seal.Key | None) -> None:
    """Write the whole trail anew, with something else in its fifth entry."""
    unguard(attacker)
    previous = seal.GENESIS
    for found in rows(chain):
        row = {**found._asdict(), "previous": previous, "key_id": key.id if key else None}
        row["person"] = "nobody" if row["seq"] == 5 else row["person"]
        previous = seal.seal_of(key, trail.parts_of(row))
        attacker.execute(
            "UPDATE event SET person = ?, previous = ?, hash = ?, key_id = ? WHERE seq = ?",
            (row["person"], row["previous"], previous, row["key_id"], row["seq"]),
        )
    attacker.commit()


def test_a_chain_rebuilt_with_another_key_is_found(chain: Database, attacker: Any) -> None:
    rebuild(chain, attacker, seal.Key(b"wrong" * 7))
    assert broken(chain) == ("other-key", 1)


def test_a_chain_rebuilt_without_a_key_is_found(chain: Database, by: Person, attacker: Any) -> None:
    rebuild(chain, attacker, None)
    with chain.reading() as connection:
        found = trail.first_broken(connection, chain.key_file.keys())
    assert found is not None
    assert (found.kind, found.seq) == ("trail.unsealed", 1)
    with pytest.raises(Refusal), chain.acting(by, "thing.done"):
        pass


def test_a_chain_rebuilt_with_the_key_itself_is_found_by_a_checkpoint(
    chain: Database, attacker: Any
) -> None:
    held = stands(chain)
    rebuild(chain, attacker, chain.key_file.keys()[0])
    assert broken(chain) is None, "whoever has the key can do this unseen, without a checkpoint"
    assert broken(chain, held) == ("rewritten", 10)


# ---- What is said ----------------------------------------------------------------------------------------


def test_the_sentence_names_number_time_act_and_subject(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("UPDATE event SET detail = '{}' WHERE seq = 5")
    attacker.commit()
    with chain.reading() as connection:
        found = trail.first_broken(connection)
    assert found is not None
    assert str(found.complaint).startswith(
        "Entry 5 of the trail (thing.done on thing:3, 2 March 2026, 09:00:05 UTC): "
    )
    assert found.at == START + timedelta(seconds=5)


def test_a_spoilt_time_is_told_as_such(chain: Database, attacker: Any) -> None:
    unguard(attacker)
    attacker.execute("UPDATE event SET at = 'never', act = '' WHERE seq = 5")
    attacker.commit()
    with chain.reading() as connection:
        found = trail.first_broken(connection)
    assert found is not None
    assert "(nothing on thing:3, at a time that nobody can read)" in found.complaint.where


# ---- Texts -----------------------------------------------------------------------------------------------


def test_long_text_stands_in_the_trail_by_its_fingerprint() -> None:
    assert trail.fingerprint("").startswith("sha256:e3b0c442")  # published: FIPS 180-4, empty input
    assert trail.fingerprint("abc") == (
        "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    )


def test_the_seal_is_the_published_hmac() -> None:
    """RFC 4231, test case 2."""
    assert seal.Key(b"Jefe").seal(b"what do ya want for nothing?") == (
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    )


WRITTEN = "The mother said so in the kitchen"


def test_no_command_leaves_what_people_wrote_and_erasing_it_leaves_the_chain_whole(
    db: Database, by: Person, audit: str, attacker_of: Any
) -> None:
    for part in ("evidence", "reason", "overrule"):
        give(db, by, audit, "C1", part, f"{WRITTEN}: {part}")
    complete(db, by, audit)
    judge(db, by, audit, "", "fair", f"{WRITTEN}: rationale")
    case_audit.submit(db, by, audit)
    case_audit.send_back(db, by, audit, f"{WRITTEN}: returned")
    entries = " ".join(str(each) for each in rows(db))
    assert WRITTEN not in entries
    assert trail.fingerprint(f"{WRITTEN}: returned") in entries
    eraser = attacker_of(db)
    eraser.execute("UPDATE answer SET evidence = '', reason = '', overrule = ''")
    eraser.execute("UPDATE judgement SET rationale = ''")
    eraser.execute("UPDATE case_audit SET returned_reason = ''")
    eraser.commit()
    assert broken(db) is None
