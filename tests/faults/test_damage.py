"""The file is damaged, or the machine fails: one plain sentence, from the tool and on the command line."""

import shutil
from collections.abc import Callable
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from random import Random

import pytest
from sqlalchemy import select

from audit.__main__ import main
from audit.commands import person
from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import CATALOGUE, Refusal, complaint
from audit.store import sqlite
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from audit.views import case_audit as views
from audit.views import desk
from audit.views.board import board
from tests.builders import add, give, local, open_round, started, submitted
from tests.faults import saves


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
        with db.reading() as connection:
            assert first_broken(connection) is None
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


def test_a_text_that_is_no_longer_text_is_damage(filled: Path, tmp_path: Path) -> None:
    """One byte of it changed on the disk: the driver says so in words of its own, and quotes the text."""
    path = tmp_path / "text.db"
    words = b"Notes on C1, page 3"
    db = Database(f"sqlite:///{shutil.copyfile(filled, path)}")
    give(
        db, local(db), started(db, open_round(db, "Autumn 2026")), "C1", "evidence", words.decode()
    )
    db.close()
    path.write_bytes(path.read_bytes().replace(words, b"Notes on C1, p\xffge 3"))
    db = Database(f"sqlite:///{path}")
    with pytest.raises(Refusal) as refused, db.reading() as connection:
        connection.execute(select(t.answer)).all()
    db.close()
    assert refused.value.complaint == complaint("database.damaged", where=str(path))


@pytest.mark.parametrize(("column", "spoilt"), [("visits", "{x"), ("kept_at", "at no time")])
def test_a_value_that_is_not_what_its_column_holds_is_damage(
    tmp_path: Path, column: str, spoilt: str
) -> None:
    path = tmp_path / "audit.db"
    audit = saves.begun(path, files=1)[0]
    connection = saves.past_the_guards(path)
    connection.execute(f"UPDATE answer SET {column} = ?", (spoilt,))  # noqa: S608 - ours
    connection.commit()
    connection.close()
    db = Database(f"sqlite:///{path}")
    said = complaint("database.damaged", where=str(path))
    for look in (
        lambda: views.criterion(db, local(db), audit, "C1"),
        lambda: saves.saved(db, saves.Place(audit, "C1", "evidence"), 1),
    ):
        with pytest.raises(Refusal) as refused:
            look()
        assert refused.value.complaint == said
    # A fault of ours is not dressed up as one of the disk.
    with pytest.raises(ValueError, match="ours"), db.reading():
        raise ValueError("ours")
    db.close()


# ---- On the command line -------------------------------------------------------------------------------


def said(*words: str) -> tuple[int, str]:
    """What a verb answers with, and what it says on standard error."""
    errors = StringIO()
    with redirect_stdout(StringIO()), redirect_stderr(errors):
        code = main(list(words))
    return code, errors.getvalue().strip()


SENTENCES = tuple(what.split("{")[0] for what, _, _ in CATALOGUE.values())


@pytest.mark.parametrize("verb", ["trail verify", "health", "export board"])
def test_a_byte_changed_anywhere_never_ends_in_a_trace(
    filled: Path, tmp_path: Path, times: Callable[[int], int], verb: str
) -> None:
    """Each verb does what it should or says one sentence of the catalogue."""
    content, random = filled.read_bytes(), Random(verb)
    words = verb.split()
    if verb == "export board":
        words += ["-o", str(tmp_path / "board.xlsx")]
    path, refused = tmp_path / "changed.db", 0
    for _ in range(times(12 if verb == "export board" else 60)):
        at = random.randrange(len(content))
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        path.write_bytes(
            content[:at] + bytes([content[at] ^ 1 << random.randrange(8)]) + content[at + 1 :]
        )
        code, sentence = said("--database", f"sqlite:///{path}", *words)
        assert code in (0, 1)
        assert bool(sentence) == (code == 1)
        refused += code
        if code:
            assert "Traceback" not in sentence
            assert any(each in sentence for each in SENTENCES), sentence
    assert refused or verb == "export board"


def test_a_damaged_database_is_named_by_health(filled: Path, tmp_path: Path) -> None:
    path = Path(shutil.copyfile(filled, tmp_path / "damaged.db"))
    size = page_size(path)
    content = bytearray(path.read_bytes())
    content[-size:] = bytes(size)
    path.write_bytes(content)
    code, sentence = said("--database", f"sqlite:///{path}", "health")
    assert (code, sentence) == (1, str(complaint("database.damaged", where=str(path))))


# ---- The machine ---------------------------------------------------------------------------------------


def test_a_database_that_another_program_holds_is_busy(db: Database, by: Person) -> None:
    with db.alone() as connection:
        connection.execute("PRAGMA busy_timeout=20")
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
