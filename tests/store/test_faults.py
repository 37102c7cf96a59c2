"""Full disk, damaged file, another program, a killed process: one plain sentence, nothing acknowledged lost."""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import func, select

from audit.commands import case, person
from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.store import sqlite, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.views import desk
from audit.views.board import board
from tests.builders import add, give, local, open_round, started, submitted

ROOT = Path(__file__).parents[2]


def pragma(db: Database, words: str) -> int:
    with db._writer.connect() as connection:
        return int(connection.exec_driver_sql(f"PRAGMA {words}").scalar() or 0)


def intact(db: Database) -> bool:
    with db.reading() as connection:
        return trail.first_broken(connection) is None


# ---- Full disk ----------------------------------------------------------------------------------------


def test_a_full_disk_keeps_what_was_saved_and_nothing_of_the_rest(db: Database, by: Person) -> None:
    audit = started(db, open_round(db))
    pragma(db, f"max_page_count={pragma(db, 'page_count') + 4}")
    saved, full = "", None
    for number in range(200):
        text = f"{number}:" + "x" * 3000
        events = db.version()
        try:
            give(db, by, audit, "C1", "evidence", text)
        except Refusal as refusal:
            full = refusal
            break
        saved = text
    assert full is not None
    assert full.complaint == complaint("database.full", where=str(db.path))
    assert saved, "the disk was full before anything was saved: this test shows nothing"
    with db.reading() as connection:
        kept = connection.execute(
            select(t.answer.c.evidence).where(t.answer.c.criterion == "C1")
        ).scalar_one()
    assert kept == saved
    assert db.version() == events
    assert intact(db)
    # Once there is room again, it goes on.
    pragma(db, "max_page_count=100000")
    give(db, by, audit, "C1", "evidence", "after")
    assert intact(db)


# ---- Another program ----------------------------------------------------------------------------------


def test_a_database_that_another_program_holds_is_busy(db: Database, by: Person) -> None:
    pragma(db, "busy_timeout=20")
    other = sqlite.driver.connect(db.path)
    other.execute("BEGIN IMMEDIATE")
    try:
        with pytest.raises(Refusal) as refused:
            person.admit(db, by, "Robin", (Role.AUDITOR,))
    finally:
        other.rollback()
        other.close()
    assert refused.value.complaint == complaint("database.busy", where=str(db.path))
    person.admit(db, by, "Robin", (Role.AUDITOR,))


# ---- Damaged file -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def filled(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small round, closed: nothing is left in the log."""
    path = tmp_path_factory.mktemp("filled") / "audit.db"
    shutil.copyfile(fresh_file, path)
    db = Database(f"sqlite:///{path}")
    round_id = open_round(db)
    for number in range(3):
        submitted(db, round_id, f"S-{number}")
    db.close()
    return path


def everything(path: Path) -> None:
    """Open, look, act, check."""
    db = Database(f"sqlite:///{path}")
    try:
        by = local(db)
        round_id = open_round(db, "Autumn 2026")
        add(db, round_id, "S-900")
        desk.desk(db, by)
        board(db, by, Filter(round_id=round_id))
        assert intact(db)
    finally:
        db.close()


def page_size(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[16:18], "big")


@pytest.mark.parametrize("damage", ["zeros", "noise"])
def test_a_damaged_page_is_said_in_words_and_nothing_else(
    filled: Path, tmp_path: Path, damage: str
) -> None:
    size = page_size(filled)
    content = filled.read_bytes()
    everything(Path(shutil.copyfile(filled, tmp_path / "control.db")))
    said = []
    random = Random(damage)
    for start in range(0, len(content), 3 * size):  # every third page
        page = bytes(size) if damage == "zeros" else random.randbytes(size)
        path = tmp_path / f"{start // size}.db"
        path.write_bytes(content[:start] + page + content[start + size :])
        try:
            everything(path)
        except Refusal as refusal:
            said.append((start // size, refusal.complaint.code))
    assert {code for _, code in said} == {"database.damaged", "database.foreign"}
    assert [page for page, code in said if code == "database.foreign"] == [0]
    assert len(said) > 6


@pytest.mark.parametrize("keep", [16, 99, 512, 4096, 20_000])
def test_a_file_cut_short_is_damaged(filled: Path, tmp_path: Path, keep: int) -> None:
    path = tmp_path / "short.db"
    path.write_bytes(filled.read_bytes()[:keep])
    with pytest.raises(Refusal) as refused:
        everything(path)
    code = "database.foreign" if keep == 16 else "database.damaged"
    assert refused.value.complaint == complaint(code, where=str(path))


def test_one_byte_of_a_text_changed_on_the_disk_is_found_by_the_chain(
    filled: Path, tmp_path: Path
) -> None:
    content = filled.read_bytes()
    words = b'"title": "Spring 2026"'
    assert words in content
    path = tmp_path / "flipped.db"
    path.write_bytes(content.replace(words, b'"title": "Spring 2025"'))
    db = Database(f"sqlite:///{path}")
    with db.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        found = trail.first_broken(connection)
    db.close()
    assert found is not None
    assert found.act == "round.opened"


# ---- Killed -------------------------------------------------------------------------------------------

SAVES = """
import sys, threading
from audit.commands import case
from audit.store.database import Database
from tests.builders import local, open_round

db = Database(sys.argv[1])
by = local(db)
round_id = open_round(db, sys.argv[2])
def save(worker):
    for number in range(100_000):
        reference = f"{sys.argv[3]}{worker}-{number:06}"
        case.add_file(db, by, round_id, reference, "csc", team=f"Team {number % 7}")
        sys.stdout.write(reference + "\\n")
        sys.stdout.flush()
for worker in range(3):
    threading.Thread(target=save, args=(worker,)).start()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no kill -9 here")
def test_a_process_killed_in_the_middle_of_saves_loses_nothing_acknowledged(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'audit.db'}"
    acknowledged: list[str] = []
    for life, lines in enumerate((1, 20, 50)):
        process = subprocess.Popen(
            [sys.executable, "-c", SAVES, url, f"Life {life}", "ABC"[life]],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
        assert process.stdout is not None
        with process.stdout as said:
            acknowledged += [said.readline().strip() for _ in range(lines)]
            process.kill()
            acknowledged += [line.strip() for line in said if line.endswith("\n")]
        assert process.wait(10) == -signal.SIGKILL
    db = Database(url)
    with db.reading() as connection:
        kept = set(connection.execute(select(t.case.c.reference)).scalars())
        whole = set(
            connection.execute(
                select(t.case.c.reference)
                .join(t.case_file)
                .join(t.case_audit, t.case_audit.c.case_file_id == t.case_file.c.id)
            ).scalars()
        )
        added = connection.execute(
            select(func.count()).select_from(t.event).where(t.event.c.act == "case_file.added")
        ).scalar_one()
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
    assert len(acknowledged) >= 71
    assert set(acknowledged) <= kept
    assert kept == whole, "half a change was kept"
    assert added == len(kept), "a change without its event, or an event without its change"
    assert intact(db)
    case.add_file(db, local(db), _first_round(db), "Z-1", "csc")
    db.close()


def _first_round(db: Database) -> str:
    with db.reading() as connection:
        return connection.execute(select(t.round_.c.id)).scalars().first() or ""


@pytest.mark.parametrize(
    ("fault", "code"),
    [(OSError("gone"), "database.unreachable"), (PermissionError("no"), "database.read-only")],
)
def test_a_fault_of_the_machine_is_said_in_words(
    db: Database, by: Person, fault: OSError, code: str
) -> None:
    with pytest.raises(Refusal) as refused, db.acting(by, "agency.added"):
        raise fault
    assert refused.value.complaint == complaint(code, where=str(db.path))
    with pytest.raises(Refusal) as refused, db.reading():
        raise fault
    assert refused.value.complaint == complaint(code, where=str(db.path))
