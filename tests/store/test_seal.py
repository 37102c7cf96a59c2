"""The key: made once, never anew over another, changed on purpose, and nothing is done without it."""

import json
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis.strategies import characters, integers, lists, none
from hypothesis.strategies import text as texts
from sqlalchemy import select, text

from audit.commands.seal import change
from audit.model.person import Person
from audit.model.refusal import Refusal, complaint
from audit.store import seal, trail
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import Clock, local

Opened = Callable[[], Database]


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A database of its own, whose key lies beside it."""
    monkeypatch.delenv(seal.VARIABLE)
    return f"sqlite:///{tmp_path / 'audit.db'}"


@pytest.fixture
def opened(url: str) -> Iterator[Opened]:
    made: list[Database] = []

    def open_() -> Database:
        made.append(Database(url, clock=Clock()))
        return made[-1]

    yield open_
    for each in made:
        each.close()


def act(db: Database, times: int = 1) -> None:
    by = local(db)
    for _ in range(times):
        with db.acting(by, "thing.done"):
            pass


def holds(db: Database) -> bool:
    with db.reading() as connection:
        return trail.first_broken(connection) is None


def key_ids(db: Database) -> list[str | None]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event.c.key_id).order_by(t.event.c.seq)).scalars())


def refused(db: Database) -> str:
    """The code with which every act is refused; nothing is kept of it."""
    before = db.version()
    by = Person(id="local", name="You", roles=())
    with pytest.raises(Refusal) as raised, db.acting(by, "thing.done"):
        pass
    assert db.version() == before
    return raised.value.complaint.code


# ---- Made once -------------------------------------------------------------------------------------------


def test_a_new_database_has_a_key_beside_it_that_its_owner_alone_may_read(opened: Opened) -> None:
    db = opened()
    path = db.path.with_suffix(".key")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    (key,) = seal.read(path)
    assert len(key.secret) == 32
    act(db)
    assert set(key_ids(db)) == {key.id}
    assert holds(db)
    assert not list(path.parent.glob("*.part"))


def test_it_is_nowhere_in_the_database(opened: Opened) -> None:
    db = opened()
    act(db)
    (key,) = db.key_file.keys()
    db.close()
    held = db.path.read_bytes()
    assert key.secret not in held
    assert key.secret.hex().encode() not in held
    assert key.id.encode() in held
    assert key.secret.hex() not in repr(key)


def test_it_stands_where_the_administrator_says(
    opened: Opened, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    named = tmp_path / "elsewhere" / "trail.key"
    named.parent.mkdir()
    monkeypatch.setenv(seal.VARIABLE, str(named))
    act(opened())
    assert named.exists()
    assert not (tmp_path / "audit.key").exists()


def test_two_programs_that_start_at_once_agree(url: str, tmp_path: Path) -> None:
    program = (
        "import sys\nfrom audit.store.database import Database\nfrom audit.commands.person import local\n"
        "db = Database(sys.argv[1]); by = local(db)\n"
        "for _ in range(5):\n    with db.acting(by, 'thing.done'): pass\n"
        "print(db.site, db.key_file.keys()[0].id)"
    )
    root = Path(__file__).parents[2]
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program, url], stdout=subprocess.PIPE, text=True, cwd=root
        )
        for _ in range(4)
    ]
    said = {each.communicate()[0] for each in running}
    assert [each.returncode for each in running] == [0] * 4
    assert len(said) == 1
    db = Database(url)
    assert holds(db)
    assert len(key_ids(db)) == 21
    db.close()


def test_a_disk_without_links_gets_its_key_all_the_same(
    opened: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_links(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(seal.os, "link", no_links)
    db = opened()
    act(db)
    assert holds(db)


def test_a_key_that_is_there_is_not_made_anew(opened: Opened) -> None:
    db = opened()
    before = db.key_file.path.read_text()
    db.key_file.make(after=0)
    opened()
    assert db.key_file.path.read_text() == before


def test_a_site_has_one_id_for_ever(opened: Opened) -> None:
    one, two = opened(), opened()
    assert one.site == two.site
    with one.reading() as connection:
        assert connection.execute(select(t.site.c.id)).scalars().all() == [one.site]


@given(lists(none() | integers() | texts(characters(exclude_categories=["Cs"]))))
def test_what_is_sealed_is_json(parts: list[str | int | None]) -> None:
    key = seal.Key(b"k")
    assert seal.message(parts, None) == json.dumps(parts, ensure_ascii=False).encode()
    assert json.loads(seal.message(parts, key)) == [*parts, key.id]


@pytest.mark.parametrize("part", [1.5, b"x", True])
def test_what_no_version_writes_is_not_sealed(part: object) -> None:
    with pytest.raises(TypeError):
        seal.message([part], None)


# ---- Missing, another, spoilt ----------------------------------------------------------------------------


def test_without_its_key_a_database_can_be_read_and_nothing_done(opened: Opened) -> None:
    first = opened()
    act(first, 3)
    first.close()
    first.key_file.path.unlink()
    db = opened()
    assert db.version() == 4
    assert refused(db) == "trail.key-missing"
    assert not db.key_file.path.exists()
    with pytest.raises(Refusal) as raised:
        holds(db)
    assert raised.value.complaint == complaint(
        "trail.key-missing", str(db.key_file.path), name=seal.VARIABLE
    )


def test_once_the_key_is_back_work_goes_on(opened: Opened) -> None:
    first = opened()
    act(first)
    first.close()
    kept = first.key_file.path.read_bytes()
    first.key_file.path.unlink()
    db = opened()
    assert refused(db) == "trail.key-missing"
    db.key_file.path.write_bytes(kept)
    act(db)
    assert holds(db)


def test_a_key_that_goes_away_for_a_moment_stops_nobody_who_has_read_it(opened: Opened) -> None:
    db = opened()
    act(db)
    away = db.key_file.path.rename(db.path.with_name("away"))
    act(db)
    away.rename(db.key_file.path)
    assert holds(db)


def test_another_key_does_nothing(opened: Opened) -> None:
    first = opened()
    act(first)
    first.close()
    first.key_file.path.write_text("ab" * 32)
    db = opened()
    assert refused(db) == "trail.key-other"
    assert not holds(db)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "# nothing\n",
        "abc",
        "g" * 64,
        "ab" * 33,
        f"{'ab' * 32} after x",
        f"{'ab' * 32}\n" * 2,
        "\0\xff",
    ],
)
def test_what_is_no_key_is_refused_with_its_place(opened: Opened, content: str) -> None:
    first = opened()
    act(first)
    first.close()
    first.key_file.path.write_text(content)
    db = opened()
    assert refused(db) == "trail.key-malformed"
    assert first.key_file.path.read_text() == content


def test_a_key_that_cannot_be_written_is_said_by_the_first_act(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(seal.VARIABLE, str(tmp_path / "nowhere" / "trail.key"))
    db = Database(url)
    assert refused(db) == "trail.key-unusable"
    assert db.version() == 0
    db.close()


def test_a_key_that_cannot_be_read_is_said(
    url: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    folder = tmp_path / "a-folder"
    folder.mkdir()
    monkeypatch.setenv(seal.VARIABLE, str(folder))
    db = Database(url)
    assert refused(db) == "trail.key-unusable"
    db.close()
    monkeypatch.setenv(seal.VARIABLE, str(tmp_path / ("long" * 100)))
    db = Database(url)
    assert refused(db) == "trail.key-unusable"
    db.close()


# ---- From before there was a key -------------------------------------------------------------------------


def unsealed(db: Database) -> None:
    """Make the trail what a version without keys would have left."""
    previous = seal.GENESIS
    with db._writer.begin() as connection:
        for guard in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER event_no_{guard}"))
        for row in connection.execute(select(t.event).order_by(t.event.c.seq)).all():
            entry = {**row._asdict(), "previous": previous}
            plain = seal.seal_of(None, trail.parts_of(entry))
            connection.execute(
                t.event.update()
                .where(t.event.c.seq == row.seq)
                .values(key_id=None, previous=previous, hash=plain)
            )
            previous = plain
    db.close()


def test_entries_from_before_the_key_are_taken_up(opened: Opened) -> None:
    first = opened()
    act(first, 3)
    unsealed(first)
    first.key_file.path.unlink()
    db = opened()
    assert db.key_file.keys()[0].after == 4
    act(db, 2)
    assert [each is None for each in key_ids(db)] == [True] * 4 + [False] * 2
    assert holds(db)


def test_nothing_unsealed_stands_where_the_key_is_for(opened: Opened) -> None:
    """Whoever strips the seals off cannot have the tool vouch for the rest."""
    first = opened()
    act(first, 3)
    unsealed(first)
    db = opened()
    assert refused(db) == "trail.end-unsealed"
    with db.reading() as connection:
        found = trail.first_broken(connection, db.key_file.keys())
    assert found is not None
    assert (found.kind, found.seq) == ("trail.unsealed", 1)


def test_a_copy_from_before_the_key_goes_on_with_it(opened: Opened, tmp_path: Path) -> None:
    first = opened()
    act(first, 2)
    unsealed(first)
    shutil.copyfile(first.path, tmp_path / "old.db")
    first.key_file.path.write_text(f"{'ab' * 32} after 9")
    db = opened()
    act(db, 2)
    assert [each is None for each in key_ids(db)] == [True] * 3 + [False] * 2
    assert holds(db)


# ---- A new key -------------------------------------------------------------------------------------------


def test_a_new_key_goes_on_with_the_chain(opened: Opened) -> None:
    db, other = opened(), opened()
    act(db, 3)
    made = change(db, local(db))
    act(other, 2)  # another program, which had the old key in hand
    old, new = db.key_file.keys()
    assert (new.id, new.after) == (made, 4)
    assert key_ids(db) == [old.id] * 4 + [new.id] * 3
    assert holds(db)
    assert stat.S_IMODE(db.key_file.path.stat().st_mode) == 0o600


def test_an_old_key_seals_nothing_after_the_new_one(opened: Opened) -> None:
    db = opened()
    act(db, 3)
    change(db, local(db))
    old, _ = db.key_file.keys()
    db.close()
    stale = Database(f"sqlite:///{db.path}")
    stale.key_file.path.write_text(old.secret.hex())
    assert refused(stale) == "trail.key-other"
    assert not holds(stale)
    stale.close()


def test_an_empty_trail_has_no_key_to_change(opened: Opened) -> None:
    db = opened()
    by = Person(id="x", name="X", roles=local(opened()).roles)
    with db._writer.begin() as connection:
        connection.execute(text("DROP TRIGGER event_no_delete"))
        connection.execute(t.event.delete())
    with pytest.raises(Refusal) as raised:
        change(db, by)
    assert raised.value.complaint == complaint("checkpoint.empty", str(db.path))
    assert len(db.key_file.keys()) == 1


def test_sets_of_cases_are_told_apart_without_telling_them(opened: Opened) -> None:
    db = opened()
    assert db.mark_of(["a", "b"]) == db.mark_of(["b", "a", "a"])
    assert db.mark_of(["a", "b"]) != db.mark_of(["ab"])
    assert db.mark_of([]).startswith("hmac-sha256:")
