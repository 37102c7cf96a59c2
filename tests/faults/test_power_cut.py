"""The power fails: whatever part of the unsynced writes reached the disk, what was called saved is there.

The tool's own code runs on a recorded disk (see `apsw_driver` for the one thing that differs), and the
disks that a power cut could have left are opened by the tool with its everyday driver. The controls show
that the disk can lose and spoil: without them, “nothing was lost” would show nothing.
"""

from collections.abc import Callable
from pathlib import Path
from random import Random

import apsw
import pytest

from audit.store import sqlite
from audit.store.database import Database
from tests.faults import runs
from tests.faults.recorded_disk import (
    RecordedDisk,
    Removed,
    Told,
    Written,
    all_written,
    possible_disks,
)

pytestmark = pytest.mark.usefixtures("keys_beside")
Times = Callable[[int], int]


def test_nothing_called_saved_is_lost(tmp_path: Path, times: Times) -> None:
    run = runs.power_cut(tmp_path, times(120))
    assert run.is_sound, run
    assert run.caught > run.times / 2, "few writes were under way: this shows nothing"


def test_a_database_that_was_being_made_can_be_taken_up(tmp_path: Path, times: Times) -> None:
    run = runs.power_cut_while_made(tmp_path, times(60))
    assert run.is_sound, run
    assert run.caught > run.times / 2


def test_a_first_start_cut_at_any_write_can_be_taken_up(tmp_path: Path) -> None:
    """Before there is a table there is a header, and a journal that takes it back."""
    (tmp_path / "disk").mkdir()
    disk = RecordedDisk("first", tmp_path / "disk")
    with runs.on_recorded_disk(disk):
        sqlite.prepare(tmp_path / "disk" / "audit.db")
    first = next(at for at, step in enumerate(disk.steps) if isinstance(step, Removed))
    for moment in range(first + 2):
        folder = tmp_path / str(moment)
        folder.mkdir()
        for name, content in all_written(disk.steps[:moment]).items():
            (folder / name).write_bytes(content)
        Database(f"sqlite:///{folder / 'audit.db'}").close()
    assert first > 5


@pytest.mark.parametrize("synchronous", ["NORMAL", "OFF"])
def test_control_a_laxer_setting_loses_what_was_called_saved(
    tmp_path: Path, synchronous: str
) -> None:
    run = runs.power_cut(tmp_path, 40, synchronous=synchronous)
    assert run.lost > 0


def test_control_without_any_sync_the_database_is_spoilt(tmp_path: Path) -> None:
    assert runs.power_cut(tmp_path, 40, synchronous="OFF").damaged > 0


def test_control_a_log_that_is_not_synced_spoils_the_database(tmp_path: Path) -> None:
    """All else as it should be: a database is carried over from a log that the disk never had."""
    run = runs.power_cut(tmp_path, 60, lies_about=["-wal"])
    assert run.lost > 0
    assert run.damaged > 0


# ---- The disk itself -----------------------------------------------------------------------------------


@pytest.fixture
def disk(tmp_path: Path) -> RecordedDisk:
    """A file synced whole, then written to in two places; "a" said before the sync, "b" after it."""
    made = RecordedDisk("small", tmp_path)
    made.unregister()
    inode = made.named("x")
    made.steps += [Written(inode, 0, b"o" * 1024), Told("a")]
    made.synced(inode, folder=True)
    made.steps += [Written(inode, 0, b"n" * 1024), Written(inode, 2048, b"n" * 10), Told("b")]
    return made


def left(disk: RecordedDisk, way: str) -> set[bytes]:
    found = possible_disks(disk.steps, 400, Random(1), len(disk.steps))
    return {each.files["x"] for each in found if each.way == way}


def test_what_was_synced_stays_and_what_was_not_may_go(disk: RecordedDisk) -> None:
    assert left(disk, "nothing more") == {b"o" * 1024}
    assert left(disk, "everything") == {b"n" * 1024 + bytes(1024) + b"n" * 10}


def test_the_later_write_may_be_there_without_the_earlier(disk: RecordedDisk) -> None:
    assert b"o" * 1024 + bytes(1024) + b"n" * 10 in left(disk, "some")


def test_a_write_may_be_torn_at_a_sector_and_nowhere_else(disk: RecordedDisk) -> None:
    torn = left(disk, "torn")
    assert {each[:1024] for each in torn} == {
        first * 512 + second * 512 for first in (b"o", b"n") for second in (b"o", b"n")
    }


def test_a_name_that_the_folder_did_not_keep_is_gone(tmp_path: Path) -> None:
    made = RecordedDisk("small", tmp_path)
    made.unregister()
    made.synced(made.named("x"))
    ways = {
        tuple(each.files) for each in possible_disks(made.steps, 50, Random(1), len(made.steps))
    }
    assert ways == {(), ("x",)}


def test_the_recorded_file_system_says_what_it_is_asked(tmp_path: Path) -> None:
    disk = RecordedDisk("asked", tmp_path)
    connection = apsw.Connection(str(tmp_path / "a.db"), vfs="asked")
    connection.execute(
        "PRAGMA journal_mode=DELETE; CREATE TABLE a (b); INSERT INTO a VALUES (1)"
    ).fetchall()
    connection.close()
    disk.unregister()
    kinds = {type(step).__name__ for step in disk.steps}
    assert kinds == {"Named", "Written", "Synced", "FolderSynced", "Removed"}
    for each in possible_disks(disk.steps, 60, Random(2), len(disk.steps)):
        assert each.files["a.db"] == (tmp_path / "a.db").read_bytes()
