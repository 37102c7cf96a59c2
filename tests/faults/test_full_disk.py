"""The disk is full, or closed to us: nothing half is kept, the sentence is true, and afterwards it goes on."""

import os
import resource
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from audit.__main__ import main
from audit.model.person import Person
from audit.model.refusal import Refusal, complaint
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from tests.builders import give, open_round, started, submitted
from tests.faults import killing, saves
from tests.faults.small_disk import NoSmallDisk, fill, small_disk


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Path]:
    try:
        with small_disk(tmp_path / "small") as folder:
            yield folder
    except NoSmallDisk as missing:
        pytest.skip(str(missing))


def pragma(db: Database, words: str) -> int:
    with db.alone() as connection:
        return int(connection.execute(f"PRAGMA {words}").fetchone()[0])


def until_refused(db: Database, place: saves.Place, n: int = 0) -> tuple[int, Refusal]:
    """Save on until the disk says no; return how many saves there are, and the refusal."""
    for number in range(n + 1, 5_000):
        try:
            saves.saved(db, place, number)
        except Refusal as refusal:
            return number - 1, refusal
    raise AssertionError("the disk was never full")


def test_a_full_disk_keeps_what_was_saved_and_nothing_of_the_rest(small: Path) -> None:
    path = small / "audit.db"
    place = saves.places(saves.begun(path))[1]
    db = Database(f"sqlite:///{path}")
    saves.saved(db, place, 1)
    filler = fill(small)
    n, refusal = until_refused(db, place, 1)
    assert refusal.complaint == complaint("database.full", where=str(path))
    # Once there is room again, it goes on.
    filler.unlink()
    saves.saved(db, place, n + 1)
    db.close()
    found = saves.found(path, {place: n + 1})
    assert found.is_sound
    assert found.kept[place] == n + 1


def test_a_database_opened_on_a_full_disk_is_not_called_damaged(small: Path) -> None:
    """Whoever restores a backup over a sound database loses what was saved since."""
    path = small / "audit.db"
    place = saves.places(saves.begun(path))[1]
    filler = fill(small)
    with pytest.raises(Refusal) as refused:
        Database(f"sqlite:///{path}")
    assert refused.value.complaint == complaint("database.disk", where=str(path))
    filler.unlink()
    assert saves.found(path, {place: 0}).is_sound


def test_a_new_database_on_a_full_disk_is_refused(small: Path) -> None:
    filler = fill(small)
    with pytest.raises(Refusal) as refused:
        Database(f"sqlite:///{small / 'audit.db'}")
    assert refused.value.complaint.code in ("database.full", "database.disk")
    filler.unlink()
    Database(f"sqlite:///{small / 'audit.db'}").close()


def test_a_board_pack_on_a_full_disk_leaves_the_older_one_and_no_part(
    db: Database, small: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    submitted(db, open_round(db))
    out = small / "board.xlsx"
    out.write_bytes(b"the older one")
    fill(small)
    assert main(["--database", f"sqlite:///{db.path}", "export", "board", "-o", str(out)]) == 1
    said = complaint("out.unwritable", str(out), reason="no space left on device")
    assert capsys.readouterr().err.strip() == str(said)
    assert out.read_bytes() == b"the older one"
    assert sorted(each.name for each in small.iterdir()) == ["board.xlsx", "filler"]


def test_a_limit_within_the_database_is_a_full_disk_too(db: Database, by: Person) -> None:
    """The same where no small disk can be mounted: SQLite is told that there are no more pages."""
    audit = started(db, open_round(db))
    pragma(db, f"max_page_count={pragma(db, 'page_count') + 4}")
    kept, full = "", None
    for number in range(200):
        text = f"{number}:" + "x" * 3000
        events = db.version()
        try:
            give(db, by, audit, "C1", "evidence", text)
        except Refusal as refusal:
            full = refusal
            break
        kept = text
    assert full is not None
    assert full.complaint == complaint("database.full", where=str(db.path))
    assert kept, "the disk was full before anything was saved: this test shows nothing"
    with db.reading() as connection:
        stands = select(t.answer.c.evidence).where(t.answer.c.criterion == "C1")
        assert connection.execute(stands).scalar_one() == kept
        assert first_broken(connection) is None
    assert db.version() == events
    pragma(db, "max_page_count=100000")
    give(db, by, audit, "C1", "evidence", "after")


def limited(say: killing.Say, url: str, place: saves.Place, size: int) -> None:
    """Save until this process may not let a file grow beyond the size: a quota, as it were."""
    db = Database(url)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    n, refusal = until_refused(db, place)
    say((n, refusal.complaint.code))
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    saves.saved(db, place, n + 1)
    db.close()


@pytest.mark.usefixtures("keys_beside")
def test_a_share_of_the_disk_that_is_used_up_is_not_called_damage(
    nursery: killing.Nursery, tmp_path: Path
) -> None:
    path = tmp_path / "audit.db"
    place = saves.places(saves.begun(path))[1]
    size = path.stat().st_size + 20_000
    life = nursery.life(limited, f"sqlite:///{path}", place, size)
    [(n, code)] = life.said
    assert n > 0
    assert code == "database.disk"
    found = saves.found(path, {place: n + 1})
    assert found.is_sound
    assert found.kept[place] == n + 1


@pytest.mark.skipif(os.name != "posix", reason="rights work otherwise here")
def test_a_board_pack_for_a_closed_folder_is_refused_before_it_is_recorded(
    db: Database, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    submitted(db, open_round(db))
    out = tmp_path / "nowhere" / "board.xlsx"
    assert main(["--database", f"sqlite:///{db.path}", "export", "board", "-o", str(out)]) == 1
    assert capsys.readouterr().err.strip() == str(complaint("out.folder", str(out)))
    with db.reading() as connection:
        acts = set(connection.execute(select(t.event.c.act)).scalars())
    assert "board_pack.exported" not in acts
