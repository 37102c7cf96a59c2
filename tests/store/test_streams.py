"""Several streams, tied together and verified as one: whatever is done to any of them past the guards is found."""

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Connection, select

from audit.commands.seal import change
from audit.model.checkpoint import marks
from audit.model.person import Person
from audit.model.refusal import CATALOGUE, Refusal
from audit.store import seal, sqlite, streams, trail, verify
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import Clock, local, numbered, open_round, started

SOME = {streams.of_round(name): name for name in map(str, range(99))}
"""The id of a round for each stream."""


def act(db: Database, by: Person, stream: int, parts: int = 0) -> None:
    """One act within a round of that stream, made of so many others; of the first stream, one on no round."""
    about = f"round:{SOME[stream]}" if stream else "site:"
    with db.acting(by, "thing.done", about, within_round=bool(stream)) as now:
        for part in range(parts):
            now.also("thing.part", f"thing:{part}", part=part)
        now.did(words="Größe – “so”")


def rows(db: Database) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event).order_by(t.event.c.seq)))


def broken(db: Database, held: str = "") -> verify.Broken | None:
    """The first break, by the checkpoints in a text."""
    with db.reading() as connection:
        return trail.first_broken(connection, marks=marks(held))


def stands(db: Database) -> str:
    """What `trail checkpoint` prints."""
    with db.reading() as connection:
        return "\n".join(each.line for each in trail.standing(connection, db.site))


@pytest.fixture
def several(db: Database, by: Person) -> Database:
    """Three streams: the first, one that is tied to it, and one that has grown since."""
    for stream in (3, 5, 3, 3, 0, 5, 0, 3, 5, 5, 0, 5, 5):
        act(db, by, stream)
    return db


@pytest.fixture
def attack(several: Database) -> Iterator[Callable[..., None]]:
    """What somebody does who has the file and a plain connection to it."""
    with closing(sqlite.driver.connect(several.path)) as connection:
        unguard(connection)

        def done(*statements: str) -> None:
            for each in statements:
                connection.execute(each)
            connection.commit()

        yield done


def unguard(connection: Any) -> None:
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")


def where(db: Database, held: str = "") -> tuple[str, int, int | None, str]:
    """What is wrong, in which stream, at which place there, and what is called so."""
    found = broken(db, held)
    assert found is not None
    return found.kind, found.stream, found.place, found.complaint.where


# ---- As it grows ---------------------------------------------------------------------------------------


def test_each_stream_is_a_chain_of_its_own_and_numbers_are_in_the_order_of_time(
    several: Database,
) -> None:
    found = rows(several)
    assert [each.stream for each in found] == [0, 3, 5, 3, 3, 0, 5, 0, 3, 5, 5, 0, 5, 5]
    assert [each.seq for each in found] == list(range(1, 15))
    assert [each.at for each in found] == sorted(each.at for each in found)
    for stream in (0, 3, 5):
        own = [each for each in found if each.stream == stream]
        assert [each.place or each.seq for each in own] == list(range(1, len(own) + 1))
        assert [each.previous for each in own] == ["0" * 64, *(each.hash for each in own[:-1])]
    assert broken(several) is None
    with several.reading() as connection:
        assert trail.length(connection) == 14


def test_each_entry_is_tied_to_what_has_grown_since_the_one_before(several: Database) -> None:
    knots = [
        {int(stream): place for stream, (place, _) in json.loads(each.knot or "{}").items()}
        for each in rows(several)
    ]
    assert knots == [
        *({}, {0: 1}, {0: 1}, {}, {}, {3: 3, 5: 1}, {0: 2}, {5: 2}),
        *({0: 3}, {0: 3}, {}, {3: 4, 5: 4}, {0: 4}, {}),
    ]


def test_as_long_as_there_is_one_stream_entries_are_those_of_an_older_version(
    db: Database, by: Person
) -> None:
    for _ in range(3):
        act(db, by, 0)
    assert {(each.stream, each.place, each.knot) for each in rows(db)} == {(0, None, None)}


def test_what_is_of_no_round_that_can_be_found_is_in_the_first_stream(
    db: Database, by: Person
) -> None:
    for about in ("answer:nobody/C1", "person:1", "round", ""):
        with db.acting(by, "thing.done", about, within_round=True):
            pass
    assert {each.stream for each in rows(db)} == {0}


def test_the_stream_of_a_case_audit_is_looked_up_once_and_only_so_many_are_remembered(
    db: Database, by: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "REMEMBERED", 1)
    round_id = open_round(db)
    audits = [started(db, round_id, f"S-{number}") for number in range(2)]
    asked: list[str] = []

    def reading() -> AbstractContextManager[Connection]:
        asked.append("asked")
        return db.reading()

    found = streams.Streams()
    of = [found.of(f"answer:{each}/C1", reading) for each in (*audits, audits[1], audits[0])]
    assert set(of) == {streams.of_round(round_id)}
    assert len(asked) == 3


def test_a_new_key_is_for_all_streams_from_one_moment_on(
    several: Database, by: Person, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    own = tmp_path / "own.key"
    shutil.copyfile(several.key_file.path, own)
    monkeypatch.setenv("AUDIT_TRAIL_KEY_FILE", str(own))
    several.key_file.path = own
    old = several.key_file.keys()[0].id
    new = change(several, by)
    for stream in (3, 0, 7):
        act(several, by, stream)
    ids = [each.key_id for each in rows(several)]
    assert ids == [old] * 14 + [new] * 4
    assert broken(several) is None


@pytest.mark.parametrize("stream", [0, 3])
def test_nobody_goes_on_from_a_stream_that_ends_with_a_forged_entry(
    several: Database, by: Person, attack: Callable[..., None], stream: int
) -> None:
    """Nor ties it to another: that would vouch for it."""
    attack(
        "UPDATE event SET key_id = 'x' WHERE seq = (SELECT max(seq) FROM event WHERE stream = 5)"
    )
    if stream == 3:
        act(several, by, 3)  # speaks of the first alone
    with pytest.raises(Refusal) as refused:
        act(several, by, 0 if stream == 0 else 5)
    assert refused.value.complaint.code == "trail.key-other"


# ---- What is found -------------------------------------------------------------------------------------


def test_an_entry_that_was_changed_is_named_with_stream_and_place(
    several: Database, attack: Callable[..., None]
) -> None:
    attack("UPDATE event SET person = 'nobody' WHERE stream = 5 AND place = 3")
    assert where(several)[:3] == ("trail.edited", 5, 3)
    assert where(several)[3].startswith(
        "Entry 10 of the trail, place 3 in stream 5 (thing.done on round:"
    )


def test_an_entry_taken_out_of_the_middle(several: Database, attack: Callable[..., None]) -> None:
    attack("DELETE FROM event WHERE stream = 5 AND place = 3")
    assert where(several) == ("trail.gap", 5, 3, "Place 3 in stream 5 of the trail")
    assert "In this stream entry 7 is followed by entry 11 (thing.done on round:" in str(
        broken(several).complaint
    )  # type: ignore[union-attr]


def test_an_end_that_was_taken_off_is_noticed_by_the_knot(
    several: Database, attack: Callable[..., None]
) -> None:
    attack("DELETE FROM event WHERE stream = 3 AND place > 2")
    assert where(several) == ("trail.untied", 3, 3, "Place 3 in stream 3 of the trail")
    assert "Entry 6 (thing.done on site:, 2 March 2026" in str(broken(several).complaint)  # type: ignore[union-attr]
    assert "saw stream 3 end with place 3, and up to there it ends with place 2" in str(
        broken(several).complaint  # type: ignore[union-attr]
    )


def test_an_end_of_the_first_stream_that_was_taken_off(
    several: Database, attack: Callable[..., None]
) -> None:
    """What was kept since within rounds is tied to it, too."""
    attack("DELETE FROM event WHERE stream = 0 AND seq > 8")
    assert where(several) == ("trail.untied", 0, 4, "Place 4 in the first stream of the trail")


def test_a_whole_stream_taken_away(several: Database, attack: Callable[..., None]) -> None:
    attack("DELETE FROM event WHERE stream = 5")
    assert where(several) == ("trail.untied", 5, 1, "Place 1 in stream 5 of the trail")


def test_two_streams_swapped(several: Database, attack: Callable[..., None]) -> None:
    attack("UPDATE event SET stream = CASE stream WHEN 3 THEN 5 ELSE 3 END WHERE stream > 0")
    assert where(several)[:3] == ("trail.swapped", 5, 1)
    assert "it was written as entry 2 in stream 3" in str(broken(several).complaint)  # type: ignore[union-attr]


def test_a_newest_end_is_noticed_by_a_checkpoint_kept_elsewhere(
    several: Database, attack: Callable[..., None]
) -> None:
    """Nothing in the database has spoken of it yet."""
    held = stands(several)
    assert [each.split(", ")[2] for each in held.splitlines()] == [
        "entry 12",
        "entry 14 of stream 5",
    ]
    assert broken(several, held) is None
    attack("DELETE FROM event WHERE seq = 14")
    assert broken(several) is None
    assert where(several, held) == ("trail.shortened", 5, 6, "Place 6 in stream 5 of the trail")
    assert "Its stream ends with entry 13 (" in str(broken(several, held).complaint)  # type: ignore[union-attr]


def test_knots_written_anew_by_somebody_who_has_the_key(
    several: Database, attack: Callable[..., None]
) -> None:
    """Every seal of the stream fits, and so does each of its links: the others knew it otherwise."""
    (key,) = several.key_file.keys()
    previous, changes = "0" * 64, []
    for each in rows(several):
        if each.stream != 5:
            continue
        row = {**each._asdict(), "person": "nobody", "previous": previous}
        row["hash"] = previous = seal.seal_of(key, trail.parts_of(row))
        values = f"person = 'nobody', previous = '{row['previous']}', hash = '{previous}'"
        changes.append(put(values, f"seq = {each.seq}"))
    attack(*changes)
    found = broken(several)
    assert found is not None
    assert (found.kind, found.seq) == ("trail.rewritten", 3)
    assert found.complaint.what == CATALOGUE["trail.rewritten"][0]


# ---- Random acts, random tampering ---------------------------------------------------------------------

STREAMS = st.sampled_from([0, 0, 1, 2, 8])
ACTS = st.lists(st.tuples(STREAMS, st.integers(0, 2)), min_size=3, max_size=14)
TEXTS = (
    "person",
    "roles",
    "act",
    "about",
    "detail",
    "result",
    "previous",
    "hash",
    "key_id",
    "knot",
)


@st.composite
def tampering(draw: st.DrawFn, found: list[Any]) -> list[str]:
    """Statements that change what is there, whichever it is."""
    one, other = draw(st.sampled_from(found)), draw(st.sampled_from(found))
    column = draw(st.sampled_from(TEXTS))
    at, same = f"seq = {one.seq}", f"stream = {one.stream}"
    ways = [
        [put(f"{column} = 'x' || coalesce({column}, '')", at)],
        [put(f"seq = {found[-1].seq + 3}", at)],
        [put(f"stream = {(one.stream + 1) % 9}", at)],
        [put(f"place = {(one.place or 0) + 1}", at)],
        [taken(at)],
        [taken(f"{same} AND seq >= {one.seq}")],
        [taken(same)],
    ]
    if one.stream != other.stream:
        both = f"{one.stream} + {other.stream} - stream"
        ways.append([put(f"stream = {both}", f"{same} OR stream = {other.stream}")])
    if one is not other:
        pairs = ((one.seq, -1), (other.seq, one.seq), (-1, other.seq))
        ways.append([put(f"seq = {new}", f"seq = {old}") for old, new in pairs])
    return draw(st.sampled_from(ways))


def put(values: str, at: str) -> str:
    return " ".join(("UPDATE event SET", values, "WHERE", at))


def taken(at: str) -> str:
    return " ".join(("DELETE FROM event WHERE", at))


@given(acts=ACTS, data=st.data())
@settings(max_examples=60)
def test_whatever_is_done_to_any_stream_is_found(
    fresh_file: Path, acts: list[tuple[int, int]], data: st.DataObject
) -> None:
    with TemporaryDirectory(dir=fresh_file.parent) as folder:
        path = Path(folder) / "audit.db"
        shutil.copyfile(fresh_file, path)
        with closing(Database(f"sqlite:///{path}", clock=Clock(), new_id=numbered())) as db:
            by = local(db)
            for stream, parts in acts:
                act(db, by, stream, parts)
            held = stands(db)
            assert broken(db, held) is None
            found = rows(db)
            with db.reading() as connection:
                assert trail.length(connection) == len(found)
            statements = data.draw(tampering(found))
            with closing(sqlite.driver.connect(path)) as connection:
                unguard(connection)
                for each in statements:
                    connection.execute(each)
                connection.commit()
            assert broken(db, held) is not None
            (newest,) = [each for each in found if each.stream == 0][-1:]
            there = rows(db)
            if newest in there and any(each not in there for each in found[: newest.seq]):
                assert broken(db) is not None, "what an entry of the first stream has seen"
