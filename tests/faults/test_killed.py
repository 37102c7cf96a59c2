"""kill -9 at any moment: what was acknowledged is there, nothing is there by half, the next start goes on."""

from collections.abc import Callable
from pathlib import Path

import pytest

from audit.store.database import Database
from tests.faults import killing, runs, saves

pytestmark = pytest.mark.usefixtures("keys_beside")
Times = Callable[[int], int]


def assert_sound(run: runs.Run) -> None:
    assert run.is_sound, run
    assert run.caught, f"never in the middle: this shows nothing. {run}"


def test_nothing_acknowledged_is_lost_and_nothing_half_is_kept(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    run = runs.killed_saving(nursery, tmp_path, times(30))
    assert_sound(run)
    assert run.told > run.times, "hardly anything was saved: this shows nothing"


def test_a_save_is_whole_or_absent_wherever_it_is_cut(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    run = runs.killed_between_lines(nursery, tmp_path, times(20))
    assert_sound(run)
    assert run.told, "no life went on long enough to say that it had saved"


def test_an_export_is_a_whole_file_or_none_and_never_out_unrecorded(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    assert_sound(runs.killed_exporting(nursery, tmp_path, times(16)))


def test_a_review_is_taken_in_whole_or_not_at_all(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    assert_sound(runs.killed_publishing(nursery, tmp_path, times(8)))


def test_a_schema_step_that_was_cut_is_done_at_the_next_start_with_all_data(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    assert_sound(runs.killed_migrating(nursery, tmp_path, times(16)))


def test_a_backup_that_stands_under_its_name_is_whole(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    assert_sound(runs.killed_backing_up(nursery, tmp_path, times(8)))


def test_a_restore_leaves_the_old_database_or_the_backups(
    nursery: killing.Nursery, tmp_path: Path, times: Times
) -> None:
    assert_sound(runs.killed_restoring(nursery, tmp_path, times(16)))


# ---- The counting counts -------------------------------------------------------------------------------


@pytest.fixture
def saved(tmp_path: Path) -> tuple[Path, saves.Place]:
    """A database with one save in it, closed."""
    path = tmp_path / "audit.db"
    place = saves.places(saves.begun(path))[1]
    db = Database(f"sqlite:///{path}")
    saves.saved(db, place, 1)
    db.close()
    return path, place


def test_a_save_that_is_not_there_is_counted(saved: tuple[Path, saves.Place]) -> None:
    path, place = saved
    assert saves.found(path, {place: 1}).is_sound
    assert saves.found(path, {place: 3}).lost == 2


def test_a_change_without_its_entry_is_counted(saved: tuple[Path, saves.Place]) -> None:
    path, place = saved
    connection = saves.past_the_guards(path)
    connection.execute(
        "UPDATE answer SET evidence = ?, version = 2 WHERE case_audit_id = ? AND criterion = ?",
        (saves.value("evidence", 2), place.audit, place.criterion),
    )
    connection.commit()
    connection.close()
    found = saves.found(path, {place: 1})
    assert (found.half, found.damage) == (2, "altered")


def test_an_entry_without_its_change_is_counted(saved: tuple[Path, saves.Place]) -> None:
    path, place = saved
    connection = saves.past_the_guards(path)
    connection.execute("UPDATE answer SET evidence = '', version = 0")
    connection.commit()
    connection.close()
    assert saves.found(path, {place: 1}).half == 2


def test_an_entry_that_is_gone_is_counted(saved: tuple[Path, saves.Place]) -> None:
    path, place = saved
    connection = saves.past_the_guards(path)
    connection.execute("DELETE FROM event WHERE act = 'evidence.given'")
    connection.commit()
    connection.close()
    found = saves.found(path, {place: 1})
    assert (found.lost, found.half) == (1, 2)
