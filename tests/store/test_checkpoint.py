"""Checkpoints leave the machine: written beside the work, read again in any wording, never in a save's way."""

import threading
import time
from pathlib import Path

import pytest

from audit.model.checkpoint import Checkpoint, Mark, marks
from audit.model.refusal import complaint
from audit.store import checkpoint as store
from audit.store import trail
from audit.store.database import Database
from audit.store.streams import of_round
from tests.builders import START, Clock, local

HASH = "0123456789abcdef" * 4
STOOD = Checkpoint(site="abc234", seq=13188, at=START, hash=HASH, key_id="0011223344556677")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    path = tmp_path / "elsewhere.txt"
    monkeypatch.setenv(store.VARIABLE, str(path))
    return path


def opened(tmp_path: Path) -> Database:
    return Database(f"sqlite:///{tmp_path / 'a.db'}", clock=Clock())


# ---- As words --------------------------------------------------------------------------------------------


def test_a_line_is_read_again() -> None:
    assert marks(STOOD.line) == (STOOD.mark,)
    assert STOOD.mark == Mark(seq=13188, hash=HASH, site="abc234")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (
            f"Trail checkpoint\tsite abc234, entry 13,188, 2 March 2026, 09:00, hash {HASH}. Keep",
            Mark(seq=13188, hash=HASH, site="abc234"),
        ),
        (f"entry 7 of stream 3, hash {HASH}", Mark(seq=7, stream=3, hash=HASH)),
        (f"entry 7, hash {HASH[:32]}", Mark(seq=7, hash=HASH[:32])),
    ],
)
def test_it_is_read_as_a_board_pack_prints_it(words: str, expected: Mark) -> None:
    assert marks(words) == (expected,)


@pytest.mark.parametrize("words", ["", "entry 7", f"hash {HASH}", "entry 7, hash abc", HASH])
def test_other_words_are_none(words: str) -> None:
    assert marks(words) == ()


# ---- The file --------------------------------------------------------------------------------------------


def test_acts_are_written_to_the_file(file: Path, tmp_path: Path) -> None:
    db = opened(tmp_path)
    local(db)
    with db.acting(local(db), "thing.done"):
        pass
    with db.reading() as connection:
        newest = trail.last(connection, db.site)
    db.close()
    assert newest is not None
    assert marks(file.read_text())[-1] == newest.mark
    again = opened(tmp_path)
    assert again.checkpoints.held()[-1] == newest.mark
    assert again.checkpoints.complaint() == ""
    again.close()


def test_many_acts_are_few_lines(file: Path, tmp_path: Path) -> None:
    db = opened(tmp_path)
    for _ in range(50):
        with db.acting(local(db), "thing.done"):
            pass
    db.close()
    held = marks(file.read_text())
    assert 1 <= len(held) <= 2
    assert held[-1].seq == 51


def test_of_each_stream_the_newest_is_written(file: Path, tmp_path: Path) -> None:
    db = opened(tmp_path)
    by = local(db)
    for about in ("round:a", "round:b", "round:a", "site:", "round:b"):
        with db.acting(by, "thing.done", about, within_round=True):
            pass
    db.close()
    held = marks(file.read_text())
    assert {each.seq for each in held} >= {4, 5, 6}
    assert {each.stream for each in held} == {0, of_round("a"), of_round("b")}
    with db.reading() as connection:
        assert trail.first_broken(connection, marks=held) is None


def test_closing_twice_writes_once(file: Path, tmp_path: Path) -> None:
    db = opened(tmp_path)
    local(db)
    db.close()
    before = file.read_text()
    db.close()
    assert file.read_text() == before


def test_closing_waits_for_the_line_that_is_being_written(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, add_lines = threading.Event(), store.add_lines

    def slowly(path: Path, newest: list[Checkpoint]) -> None:
        begun.set()
        time.sleep(0.3)
        add_lines(path, newest)

    monkeypatch.setattr(store, "add_lines", slowly)
    db = opened(tmp_path)
    local(db)
    begun.wait(5)
    db.close()
    assert len(store.read(file)) == 1


def test_without_a_file_there_is_nothing_to_say(tmp_path: Path) -> None:
    db = opened(tmp_path)
    local(db)
    db.close()
    assert db.checkpoints.held() == ()
    assert db.checkpoints.complaint() == ""


def test_a_file_that_cannot_be_written_loses_no_save_and_is_said(
    file: Path, tmp_path: Path
) -> None:
    file.mkdir()
    db = opened(tmp_path)
    with db.acting(local(db), "thing.done"):
        pass
    assert db.version() == 2
    db.close()
    said = complaint("checkpoint.unwritten", str(file), reason="is a directory")
    assert db.checkpoints.complaint() == str(said)
    assert db.checkpoints.held() == ()


def test_a_folder_that_is_not_there_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "nowhere" / "lines.txt"
    monkeypatch.setenv(store.VARIABLE, str(path))
    db = opened(tmp_path)
    said = complaint("checkpoint.unwritten", str(path), reason="no such folder")
    assert db.checkpoints.complaint() == str(said)
    db.close()


def test_it_is_well_again_once_it_can_be_written(file: Path, tmp_path: Path) -> None:
    file.mkdir()
    db = opened(tmp_path)
    local(db)
    db.close()
    file.rmdir()
    with db.acting(local(db), "thing.done"):
        pass
    db.close()
    assert db.checkpoints.complaint() == ""
    assert marks(file.read_text())[-1].seq == 2
