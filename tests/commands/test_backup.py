"""Backups taken while people save, and put back: whole or not at all, and nothing acknowledged is missing."""

import json
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select

from audit.__main__ import main
from audit.commands import backup, restore
from audit.model.backup import NAME, Content, Manifest
from audit.model.refusal import Refusal, complaint
from audit.store import backup as copies
from audit.store import backup_file, backup_key, seal, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.store.sqlite import driver
from tests.builders import START, add, give, local, open_round, started, submitted

ROOT = Path(__file__).parents[2]
Said = pytest.CaptureFixture[str]


@pytest.fixture(scope="session")
def key(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """The file that opens, and the line that locks."""
    path = tmp_path_factory.mktemp("key") / "opens.key"
    return path, backup_key.make(path, START)


@pytest.fixture
def opens(key: tuple[Path, str]) -> Path:
    return key[0]


@pytest.fixture
def to(tmp_path: Path) -> Path:
    made = tmp_path / "backups"
    made.mkdir()
    return made


@pytest.fixture
def used(db: Database, monkeypatch: pytest.MonkeyPatch) -> Database:
    """A database with a submitted case audit, which the command line is pointed at."""
    monkeypatch.setenv("AUDIT_DATABASE_URL", f"sqlite:///{db.path}")
    submitted(db, open_round(db), ratings={"C1": "no"})
    return db


def made(db: Database, to: Path, key: tuple[Path, str], **more: object) -> Path:
    """A backup of the database, locked to the key."""
    return backup.make(db, to, backup_key.recipients([key[1]], []), **more).path  # type: ignore[arg-type]


def content(path: Path) -> Content:
    connection = driver.connect(path)
    found = copies.content(connection)
    connection.close()
    return found


def url(path: Path) -> str:
    return f"sqlite:///{path}"


def events(db: Database, act: str) -> list[dict[str, object]]:
    with db.reading() as connection:
        rows = connection.execute(select(t.event.c.detail).where(t.event.c.act == act)).scalars()
        return [json.loads(each) for each in rows]


def leftovers(folder: Path) -> list[str]:
    return [each.name for each in folder.iterdir() if ".private-" in each.name]


def refuse(
    capsys: Said, argv: list[str | Path], code: str, where: object = "", **facts: object
) -> None:
    """The verb ends in 1 with this one sentence on standard error and nothing else."""
    capsys.readouterr()
    assert main([str(each) for each in argv]) == 1
    said = capsys.readouterr()
    assert said.err == f"{complaint(code, str(where), **facts)}\n"
    assert said.out == ""


# ---- Taking one ----------------------------------------------------------------------------------------


def test_a_backup_is_made_checked_and_told(
    used: Database, to: Path, key: tuple[Path, str], capsys: Said
) -> None:
    before = content(used.path)
    assert main(["backup", "--to", str(to), "--recipient", key[1]]) == 0
    said = capsys.readouterr().out
    (path,) = to.iterdir()
    found = NAME.fullmatch(path.name)
    assert found is not None
    assert (found["site"], found["seq"]) == (used.site, str(before.seq))
    assert said.startswith(f"{path}\nChecked, and locked to 1 key: ")
    assert f"the trail up to entry {before.seq}." in said
    assert f"keep a copy of {used.key_file.path} apart" in said
    (event,) = events(used, "backup.made")
    assert event["name"] == path.name
    assert event["seq"] == before.seq
    assert event["sha256"] == backup_file.sha256(path)
    assert event["with_trail_key"] is False
    assert backup.check(path, key[0]).manifest.tables == before.tables
    assert leftovers(used.path.parent) == []


def test_keys_may_come_from_a_file(
    used: Database, to: Path, key: tuple[Path, str], tmp_path: Path, capsys: Said
) -> None:
    other = tmp_path / "other.key"
    assert main(["backup", "key", "-o", str(other)]) == 0
    line = capsys.readouterr().out.strip()
    listed = tmp_path / "keys.txt"
    listed.write_text(f"# who may open\n{line}\n")
    argv = ["backup", "--to", str(to), "--recipient", key[1], "--recipient-file", str(listed)]
    assert main(argv) == 0
    assert "locked to 2 keys" in capsys.readouterr().out
    (path,) = to.iterdir()
    for identity in (key[0], other):
        assert main(["backup", "check", str(path), "--identity", str(identity)]) == 0
    refuse(capsys, ["backup", "key", "-o", other], "backup.key-there", other)


def test_without_a_key_a_folder_or_a_database_there_is_no_backup(
    used: Database, to: Path, key: tuple[Path, str], tmp_path: Path, capsys: Said
) -> None:
    lock = ["--recipient", key[1]]
    refuse(capsys, ["backup", "--to", to], "backup.no-recipient")
    refuse(capsys, ["backup", "--to", to / "gone", *lock], "backup.folder", to / "gone")
    gone = tmp_path / "gone.db"
    argv = ["backup", "--to", to, *lock, "--database", url(gone)]
    refuse(capsys, argv, "database.missing", gone)
    with pytest.raises(SystemExit) as ended:
        main(["backup", *lock])
    assert ended.value.code == 2
    assert "--to FOLDER is needed" in capsys.readouterr().err
    assert list(to.iterdir()) == []
    assert events(used, "backup.made") == []


def test_a_database_whose_trail_does_not_hold_is_not_backed_up(
    used: Database, to: Path, key: tuple[Path, str], capsys: Said
) -> None:
    used.close()
    connection = driver.connect(used.path)
    for (name,) in connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    connection.execute("UPDATE answer SET evidence = 'Another line' WHERE criterion = 'C1'")
    connection.commit()
    altered = complaint("backup.altered", str(used.path), place="criterion C1, evidence")
    assert main(["backup", "--to", str(to), "--recipient", key[1]]) == 1
    assert capsys.readouterr().err == f"{altered}\n"
    connection.execute("UPDATE event SET person = 'somebody' WHERE seq = 4")
    connection.commit()
    connection.close()
    assert main(["backup", "--to", str(to), "--recipient", key[1]]) == 1
    assert capsys.readouterr().err.startswith(f"{used.path}: Entry 4 of the trail")
    assert list(to.iterdir()) == []
    assert leftovers(used.path.parent) == []


def test_what_the_trail_cannot_take_does_not_count(
    used: Database, to: Path, key: tuple[Path, str]
) -> None:
    local(used)
    used._lines.first.let_go()  # so that the connection below is the one that writes
    with used._writer.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.exec_driver_sql("PRAGMA busy_timeout=100")
    full = None
    for _ in range(200):  # until the last page of the trail is full
        try:
            made(used, to, key)
        except Refusal as refusal:
            full = refusal
            break
    assert full is not None
    assert full.complaint.code == "database.full"
    names = {each["name"] for each in events(used, "backup.made")}
    assert {each.name for each in to.iterdir()} == names


def test_only_the_newest_are_kept_and_nothing_else_is_taken_away(
    used: Database, to: Path, key: tuple[Path, str], capsys: Said
) -> None:
    foreign = [
        to / "letter.age",
        to / "practice-audit_another_20200101T000000Z_entry-1.age",
        to / f"practice-audit_{used.site}_20200101T000000Z_entry-1.age",  # not in the trail
    ]
    for each in foreign:
        each.write_text("not ours")
    first, second, third = (made(used, to, key, keep=3) for _ in range(3))
    assert events(used, "backup.removed") == []
    kept = backup.make(used, to, backup_key.recipients([key[1]], []), keep=2)
    assert set(kept.removed) == {first.name, second.name}
    assert set(to.iterdir()) == {third, kept.path, *foreign}
    (event,) = events(used, "backup.removed")
    assert set(event["names"]) == {first.name, second.name}  # type: ignore[call-overload]
    assert main(["backup", "--to", str(to), "--recipient", key[1], "--keep", "1"]) == 0
    assert f"Taken away: {third.name}\n" in capsys.readouterr().out
    assert len(list(to.iterdir())) == len(foreign) + 1
    for wrong in ("0", "-1", "many"):
        with pytest.raises(SystemExit):
            main(["backup", "--to", str(to), "--keep", wrong])


def test_an_older_one_that_cannot_be_taken_away_is_said(
    used: Database, to: Path, key: tuple[Path, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(used, to, key)

    armed = [True]

    def gone(event: str, given: tuple[object, ...]) -> None:
        # Somebody is quicker: the file is gone at the moment at which it is taken away.
        if armed and event == "os.remove" and str(given[0]) == str(first):
            armed.clear()
            first.rename(to / "elsewhere")

    sys.addaudithook(gone)
    with pytest.raises(Refusal) as found:
        made(used, to, key, keep=1)
    expected = complaint("backup.not-removed", str(first), reason="no such file or directory")
    assert found.value.complaint == expected
    assert len(events(used, "backup.made")) == 2


def test_backups_while_people_save_hold_all_that_was_acknowledged(  # noqa: C901
    db: Database, to: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    by = local(db)
    audits = [started(db, open_round(db, f"Round {number}")) for number in range(2)]
    acknowledged = dict.fromkeys(audits, -1)
    enough = threading.Event()

    def save(audit: str) -> None:
        for number in count():
            if number >= 100 and enough.is_set():
                return
            give(db, by, audit, "C1", "evidence", f"line {number}")
            acknowledged[audit] = number

    workers = [threading.Thread(target=save, args=(audit,)) for audit in audits]
    for each in workers:
        each.start()
    taken = []
    elsewhere = Database(url(db.path))  # as another program opens it
    try:
        while len(taken) < 6 or min(acknowledged.values()) < 99:
            before = dict(acknowledged)
            taken.append((before, made(elsewhere, to, key), dict(acknowledged)))
    finally:
        enough.set()
        for each in workers:
            each.join()
    elsewhere.close()
    moved = 0
    for number, (before, path, after) in enumerate(taken):
        place = tmp_path / f"{number}.db"
        restore.restore(path, key[0], url(place))
        again = Database(url(place))
        with again.reading() as connection:
            assert trail.first_broken(connection, again.key_file.keys()) is None
            kept = connection.execute(
                select(t.answer.c.case_audit_id, t.answer.c.evidence).where(
                    t.answer.c.criterion == "C1", t.answer.c.evidence != ""
                )
            ).all()
            told = connection.execute(
                select(t.event.c.seq).where(t.event.c.act == "evidence.given")
            ).all()
        again.close()
        lines = dict.fromkeys(audits, -1)
        lines |= {row.case_audit_id: int(row.evidence.removeprefix("line ")) for row in kept}
        for audit in audits:
            assert before[audit] <= lines[audit] <= after[audit] + 1
        assert len(told) == sum(lines.values()) + len(lines), "a save without its event"
        moved += before != after
    assert moved, "nobody saved during a backup: this test shows nothing"
    assert min(acknowledged.values()) >= 99


# ---- Checking one --------------------------------------------------------------------------------------


def test_a_check_says_what_it_holds(
    used: Database, to: Path, key: tuple[Path, str], tmp_path: Path, capsys: Said
) -> None:
    path = made(used, to, key)
    capsys.readouterr()
    argv = ["backup", "check", str(path), "--identity", str(key[0])]
    assert main(argv) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{path}: whole. Made on 2 March 2026, ")
    assert f"of the database {used.site}: " in said
    assert "The seals of the trail were not checked" in said
    assert main([*argv, "--trail-key", str(used.key_file.path)]) == 0
    assert "Every seal of the trail was checked." in capsys.readouterr().out
    other = tmp_path / "other.key"
    other.write_text("1" * 64)
    assert main([*argv, "--trail-key", str(other)]) == 1
    assert "sealed with the key" in capsys.readouterr().err
    inside = made(used, to, key, with_trail_key=True)
    assert main(["backup", "check", str(inside), "--identity", str(key[0])]) == 0
    assert "Every seal of the trail was checked." in capsys.readouterr().out


def test_a_backup_locked_again_with_another_hash_is_refused(
    used: Database, to: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    path = made(used, to, key)
    unlocked = backup_file.unlock(path, backup_key.identities(key[0]), tmp_path)
    spoilt = unlocked.manifest.model_copy(update={"database_sha256": "0" * 64})
    again = tmp_path / "again.age"
    to_ = backup_key.recipients([key[1]], [])
    backup_file.write(again, spoilt, unlocked.database, None, to_)
    with pytest.raises(Refusal) as found:
        backup.check(again, key[0])
    assert found.value.complaint == complaint("backup.manifest", str(again))


def test_a_check_without_room_is_said(
    used: Database, to: Path, key: tuple[Path, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = made(used, to, key)
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with pytest.raises(Refusal) as found:
        backup.check(path, key[0])
    expected = complaint("backup.unreadable", str(path), reason="no such file or directory")
    assert found.value.complaint == expected


# ---- Putting one back ----------------------------------------------------------------------------------


def test_a_restore_brings_back_every_table(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], capsys: Said
) -> None:
    path = made(used, to, key)
    before = backup.check(path, opens).manifest
    round_id = open_round(used, "Autumn 2026")
    add(used, round_id, "S-777")
    live = content(used.path)
    used.close()
    refuse(capsys, ["restore", path, "--identity", opens], "restore.there", used.path)
    assert content(used.path) == live
    assert main(["restore", str(path), "--identity", str(opens), "--over"]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{used.path}: as it was on 2 March 2026, ")
    kept = Path(re.search(r"is kept as (\S+)\.", said)[1])  # type: ignore[index]
    assert f"Its trail ended with entry {live.seq}." in said
    assert "No round was disposed of since." in said
    assert content(kept) == live
    now = content(used.path)
    assert now.seq == before.seq + 1
    told = {each.name: each for each in before.tables}
    found = {each.name: each for each in now.tables}
    assert {name for name in found if found[name] != told[name]} == {"event"}
    (event,) = events(used, "backup.restored")
    assert event["name"] == path.name
    assert event["instead_of"] == {"seq": live.seq, "hash": live.chain_end}
    with used.reading() as connection:
        assert trail.first_broken(connection, used.key_file.keys()) is None
    assert leftovers(used.path.parent) == []


def test_a_restore_where_nothing_is(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path, capsys: Said
) -> None:
    path = made(used, to, key)
    new = tmp_path / "new" / "audit.db"
    argv = ["restore", str(path), "--identity", str(opens), "--database", url(new)]
    assert main(argv) == 0
    said = capsys.readouterr().out
    assert "There was no database here to compare with: if a round was disposed of after" in said
    assert "kept as" not in said
    db = Database(url(new))
    assert db.site == used.site
    db.close()
    assert [each.name for each in new.parent.iterdir()] == ["audit.db"]


def test_a_restore_takes_another_step_where_it_can(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    """Over an empty file, and over a database of the step before there were sites."""
    path = made(used, to, key)
    empty = tmp_path / "empty.db"
    empty.touch()
    assert restore.restore(path, opens, url(empty), over=True).lost is not None
    older = tmp_path / "older.db"
    shutil.copyfile(used.path, older)
    used.close()
    shutil.copyfile(used.path, older)
    connection = driver.connect(older)
    connection.execute("ALTER TABLE round DROP COLUMN disposed_at")
    connection.execute("DELETE FROM site")
    connection.commit()
    connection.close()
    done = restore.restore(path, opens, url(older), over=True)
    assert done.lost is not None
    assert (done.lost.site, done.lost.disposed) == ("", {})


def test_sessions_end_and_disposals_are_to_be_done_again(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], capsys: Said
) -> None:
    by = local(used)
    with used.acting(by, "session.began") as now:
        for name, ended in (("one", None), ("two", None), ("three", now.at)):
            now.connection.execute(
                t.session.insert().values(
                    token_hash=name,
                    person_id=by.id,
                    began_at=now.at,
                    used_at=now.at,
                    ends_at=now.at + timedelta(hours=10),
                    ended_at=ended,
                )
            )
    older = open_round(used, "Disposed before")
    dispose(used, older)
    path = made(used, to, key)
    since = open_round(used, "Disposed since")
    with_it = made(used, to, key)
    dispose(used, since)
    used.close()
    argv = ["restore", str(with_it), "--identity", str(opens), "--over"]
    assert main(argv) == 0
    said = capsys.readouterr().out
    assert "2 people signed in at the time: ended." in said
    assert "dispose again of: “Disposed since”." in said
    with used.reading() as connection:
        open_ones = select(t.session.c.token_hash).where(t.session.c.ended_at.is_(None))
        assert connection.execute(open_ones).all() == []
    assert events(used, "backup.restored")[0]["dispose_again"] == [since]
    used.close()
    # A backup that does not even know the round brings nothing of it back.
    assert main(["restore", str(path), "--identity", str(opens), "--over"]) == 0
    assert "“" not in capsys.readouterr().out


def dispose(db: Database, round_id: str) -> None:
    with db.acting(local(db), "round.disposed", f"round:{round_id}") as now:
        now.connection.execute(
            t.round_.update().where(t.round_.c.id == round_id).values(disposed_at=now.at)
        )


def test_another_partnerships_backup_is_refused(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path, capsys: Said
) -> None:
    other = Database(url(tmp_path / "other.db"))
    path = made(other, to, key)
    before = content(used.path)
    used.close()
    argv = ["restore", path, "--identity", opens, "--over"]
    refuse(capsys, argv, "restore.other-site", path, found=other.site, here=used.site)
    other.close()
    assert content(used.path) == before


def test_a_database_in_use_is_left_alone(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    path = made(used, to, key)
    before = content(used.path)
    program = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import sys; from audit.store.database import Database\n"
            "db = Database(sys.argv[1]); print(db.version(), flush=True); sys.stdin.read()",
            url(used.path),
        ],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=ROOT,
    )
    used.close()
    assert program.stdin is not None
    assert program.stdout is not None
    with program.stdin, program.stdout:
        program.stdout.readline()
        with pytest.raises(Refusal) as found:
            restore.restore(path, opens, url(used.path), over=True)
        assert found.value.complaint == complaint("restore.in-use", str(used.path))
    program.wait(10)
    assert content(used.path) == before
    restore.restore(path, opens, url(used.path), over=True)


def test_whatever_is_wrong_with_it_the_live_database_stays(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path, capsys: Said
) -> None:
    path = made(used, to, key)
    used.close()
    whole, before = path.read_bytes(), content(used.path)
    other = tmp_path / "other.key"
    backup_key.make(other, START)
    flipped = bytearray(whole)
    flipped[len(whole) // 3] ^= 4
    for words, identity, code in (
        (whole[:-100], opens, "backup.damaged"),
        (bytes(flipped), opens, "backup.damaged"),
        (whole, other, "backup.wrong-key"),
        (b"a letter", opens, "backup.foreign"),
        (b"", opens, "backup.foreign"),
    ):
        path.write_bytes(words)
        refuse(capsys, ["restore", path, "--identity", identity, "--over"], code, path)
        assert content(used.path) == before
    path.unlink()
    told = {"reason": "no such file or directory"}
    argv: list[str | Path] = ["restore", path, "--identity", opens, "--over"]
    refuse(capsys, argv, "backup.unreadable", path, **told)
    refuse(capsys, [*argv[:3], path, "--over"], "backup.unreadable", path, **told)
    argv = ["restore", path, "--identity", opens, "--database", "mysql://x"]
    refuse(capsys, argv, "database.url", url="mysql")
    server = "postgresql://me:secret@there/audit"
    refuse(capsys, [*argv[:-1], server], "database.no-file", "PostgreSQL database audit")
    assert leftovers(used.path.parent) == []
    assert not list(used.path.parent.glob("*.before-restore-*"))


def test_a_damaged_database_can_be_replaced_and_is_kept(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], capsys: Said
) -> None:
    path = made(used, to, key)
    used.close()
    words = used.path.read_bytes()
    for start in (100, 4096 * 2):  # the first page; a later one
        damaged = words[:start] + b"\xff" * 3900 + words[start + 3900 :]
        used.path.write_bytes(damaged)
        assert main(["restore", str(path), "--identity", str(opens), "--over"]) == 0
        said = capsys.readouterr().out
        kept = Path(re.search(r"is kept as (\S+)\.", said)[1])  # type: ignore[index]
        assert len(kept.read_bytes()) == len(damaged)
        assert Database(url(used.path)).site == used.site
        if start == 100:
            assert "It could not be read." in said


def test_a_database_whose_rounds_cannot_be_read_is_replaced(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], capsys: Said
) -> None:
    path = made(used, to, key)
    used.close()
    connection = driver.connect(used.path)
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'round'"
    page = connection.execute(query).fetchone()[0]
    connection.close()
    with used.path.open("rb+") as file:
        file.seek((page - 1) * 4096)
        file.write(b"\xff" * 4096)
    assert main(["restore", str(path), "--identity", str(opens), "--over"]) == 0
    said = capsys.readouterr().out
    assert "It could not be read." in said
    assert "There was no database here to compare with" in said


def test_a_database_that_somebody_makes_meanwhile_is_left_alone(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    path = made(used, to, key)
    new = tmp_path / "new" / "audit.db"

    armed = [True]

    def meanwhile(event: str, given: tuple[object, ...]) -> None:
        if armed and event == "open" and str(given[0]) == str(new.parent):
            armed.clear()
            new.touch()

    sys.addaudithook(meanwhile)
    with pytest.raises(Refusal) as found:
        restore.restore(path, opens, url(new))
    assert found.value.complaint == complaint("restore.in-use", str(new))
    assert new.read_bytes() == b""
    assert leftovers(new.parent) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on files there")
def test_a_full_disk_leaves_no_backup_and_the_live_database(
    used: Database, to: Path, opens: Path, key: tuple[Path, str]
) -> None:
    import resource

    path = made(used, to, key)
    used.close()
    before = content(used.path)
    most, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    copy = used.path.stat().st_size
    codes = set()
    for size in (100_000, copy - 20_000, copy + 500):
        db = Database(url(used.path))
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
        try:
            with pytest.raises(Refusal) as found:
                made(db, to, key)
            codes.add(found.value.complaint.code)
            db.close()
            with pytest.raises(Refusal) as found:
                restore.restore(path, opens, url(used.path), over=True)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, hard))
        expected = complaint("backup.unreadable", str(path), reason="file too large")
        assert found.value.complaint == expected
        assert list(to.iterdir()) == [path]
        assert content(used.path) == before
        assert leftovers(used.path.parent) == []
    assert codes <= {"database.disk", "database.full", "backup.unwritable"}
    assert "backup.unwritable" in codes


# ---- The trail's key -----------------------------------------------------------------------------------


@pytest.fixture
def own_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """A database with its key beside it, as on a machine of its own."""
    monkeypatch.delenv(seal.VARIABLE)
    made = Database(url(tmp_path / "here" / "audit.db"))
    submitted(made, open_round(made))
    yield made
    made.close()


def test_the_trails_key_comes_along_only_when_asked(
    own_key: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    secret = own_key.key_file.path.read_bytes()
    without = made(own_key, to, key)
    new = tmp_path / "there" / "audit.db"
    with pytest.raises(Refusal) as found:
        restore.restore(without, opens, url(new))
    place = new.with_suffix(".key")
    assert found.value.complaint == complaint("restore.no-trail-key", str(without), place=place)
    assert not new.exists()
    assert not place.exists()
    # With a copy of the key put there, or with the key in the backup, it goes on.
    place.write_bytes(secret)
    restore.restore(without, opens, url(new))
    place.unlink()
    new.unlink()
    inside = made(own_key, to, key, with_trail_key=True)
    assert events(own_key, "backup.made")[-1]["with_trail_key"] is True
    restore.restore(inside, opens, url(new))
    assert place.read_bytes() == secret
    assert place.stat().st_mode & 0o077 == 0
    db = Database(url(new))
    open_round(db, "Autumn 2026")
    with db.reading() as connection:
        assert trail.first_broken(connection, db.key_file.keys()) is None
    db.close()


def test_a_backup_from_before_there_was_a_key_gets_one(
    own_key: Database, opens: Path, key: tuple[Path, str], tmp_path: Path, fresh_file: Path
) -> None:
    """A trail in which nothing was sealed yet."""
    (tmp_path / "copy").mkdir()
    copy, held = copies.copied(fresh_file, tmp_path / "copy")
    told = {name: getattr(held, name) for name in Content.model_fields}
    told |= {"format": 1, "made_at": START, "database_bytes": copy.stat().st_size}
    manifest = Manifest(**told, database_sha256=backup_file.sha256(copy))
    path = tmp_path / "b.age"
    backup_file.write(path, manifest, copy, None, backup_key.recipients([key[1]], []))
    new = tmp_path / "there" / "audit.db"
    restore.restore(path, opens, url(new))
    assert {each.name for each in new.parent.iterdir()} == {"audit.db", "audit.key"}
    assert healthy(new) == 2  # the person of the machine, and the restore


def test_a_key_of_another_trail_is_refused(
    own_key: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    path = made(own_key, to, key, with_trail_key=True)
    new = tmp_path / "audit.db"
    new.with_suffix(".key").write_text("1" * 64)
    with pytest.raises(Refusal, match="sealed with the key"):
        restore.restore(path, opens, url(new))
    assert not new.exists()


# ---- Killed --------------------------------------------------------------------------------------------

KILLED = """
import json, os, shutil, signal, sys
from pathlib import Path
from audit.__main__ import main

argv, watched, folder, step = json.loads(sys.argv[1])
folder = Path(folder)
os.environ["AUDIT_DATABASE_URL"] = ""
import audit.commands.restore, audit.commands.backup, audit.command_line.backup  # before the forks

def run(home, at):
    lines = 0
    def line(frame, event, _):
        nonlocal lines
        if event == "line":
            lines += 1
            if lines == at:
                os.kill(os.getpid(), signal.SIGKILL)
        return line
    def call(frame, event, _):
        return line if Path(frame.f_code.co_filename).name in watched else None
    devnull = os.open(os.devnull, os.O_WRONLY)
    os.dup2(devnull, 1)
    sys.settrace(call)
    code = main([each.replace("HOME", str(home)) for each in argv])
    sys.settrace(None)
    os._exit(0 if code == 0 else 3)

at = 1
while True:
    home = folder / f"at-{at}"
    shutil.copytree(folder / "home", home)
    child = os.fork()
    if child == 0:
        run(home, at)
    _, status = os.waitpid(child, 0)
    print(json.dumps([str(home), os.WIFSIGNALED(status), os.waitstatus_to_exitcode(status)]), flush=True)
    if not os.WIFSIGNALED(status):
        break
    at += step
"""


def killed_everywhere(
    folder: Path, argv: list[str], watched: list[str], step: int
) -> list[tuple[Path, bool, int]]:
    """Run the verb again and again, killed at one line after another of these modules, until it gets through."""
    ended = subprocess.run(
        [sys.executable, "-c", KILLED, json.dumps([argv, watched, str(folder), step])],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=300,
        check=True,
    )
    lines = [json.loads(line) for line in ended.stdout.splitlines()]
    return [(Path(home), killed, code) for home, killed, code in lines]


def healthy(path: Path) -> int:
    """Open the database, check all of it, act on it; return how far its trail went before."""
    db = Database(url(path))
    with db.reading() as connection:
        assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        assert trail.first_broken(connection, db.key_file.keys()) is None
        length = trail.length(connection)
    open_round(db, "After the kill")
    db.close()
    return length


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.uncounted
def test_a_restore_killed_at_any_line_leaves_the_old_or_the_new(
    used: Database, to: Path, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    path = made(used, to, key)
    new_seq = backup.check(path, opens).manifest.seq + 1
    open_round(used, "Autumn 2026")
    old_seq = content(used.path).seq
    used.close()
    folder = tmp_path / "kills"
    (folder / "home").mkdir(parents=True)
    shutil.copyfile(used.path, folder / "home" / "audit.db")
    argv = ["restore", str(path), "--identity", str(opens), "--over"]
    argv += ["--database", "sqlite:///HOME/audit.db"]
    runs = killed_everywhere(folder, argv, ["exchange.py"], 1)
    runs += killed_everywhere(fresh(folder), argv, ["restore.py", "private_folder.py"], 11)
    found = [healthy(home / "audit.db") for home, _, _ in runs]
    assert set(found) == {old_seq, new_seq}
    assert len(runs) > 40
    assert [code for _, killed, code in runs if not killed] == [0, 0]
    # The next restore clears away what a killed one left lying about.
    left = [home for home, _, _ in runs if leftovers(home)]
    assert left
    for home in (left[0], left[-1]):
        restore.restore(path, opens, url(home / "audit.db"), over=True)
        assert leftovers(home) == []


def fresh(folder: Path) -> Path:
    made = folder.with_name(folder.name + "-again")
    made.mkdir()
    shutil.copytree(folder / "home", made / "home")
    return made


@pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here")
@pytest.mark.uncounted
def test_a_backup_killed_at_any_line_leaves_a_whole_one_or_none(
    used: Database, opens: Path, key: tuple[Path, str], tmp_path: Path
) -> None:
    used.close()
    folder = tmp_path / "kills"
    (folder / "home" / "to").mkdir(parents=True)
    shutil.copyfile(used.path, folder / "home" / "audit.db")
    argv = ["backup", "--to", "HOME/to", "--recipient", key[1]]
    argv += ["--database", "sqlite:///HOME/audit.db"]
    runs = killed_everywhere(folder, argv, ["backup_file.py", "private_folder.py"], 3)
    with_one = 0
    for home, _, _ in runs:
        for path in (home / "to").glob("*.age"):
            backup.check(path, opens)
            with_one += 1
        healthy(home / "audit.db")
    assert 1 < with_one < len(runs)
    assert len(runs) > 20
    left = [home for home, _, _ in runs if leftovers(home)]
    db = Database(url(left[0] / "audit.db"))
    made(db, left[0] / "to", key)
    db.close()
    assert leftovers(left[0]) == []
