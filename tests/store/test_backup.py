"""The file of a backup and what is in it: every damage is refused in words, and nothing hostile is unpacked."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from random import Random

import pyrage
import pytest

from audit.model.backup import Content, Manifest, file_name
from audit.model.refusal import Refusal, complaint
from audit.store import backup, backup_file, backup_key, seal
from audit.store.backup_file import Unlocked
from audit.store.database import Database
from audit.store.exchange import exchange, held
from audit.store.private_folder import private_folder
from audit.store.sqlite import HEAD, driver
from tests.builders import START, local, open_round, submitted

Key = tuple[Path, str]


@pytest.fixture(scope="module")
def key(tmp_path_factory: pytest.TempPathFactory) -> Key:
    """The file that opens, and the line that locks."""
    path = tmp_path_factory.mktemp("key") / "opens.key"
    return path, backup_key.make(path, START)


@pytest.fixture(scope="module")
def filled(fresh_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with a submitted case audit, closed."""
    path = tmp_path_factory.mktemp("filled") / "audit.db"
    shutil.copyfile(fresh_file, path)
    db = Database(f"sqlite:///{path}")
    submitted(db, open_round(db), ratings={"C1": "no"})
    db.close()
    return path


@pytest.fixture
def copy(filled: Path, tmp_path: Path) -> tuple[Path, Content]:
    """A still copy, as a backup takes it."""
    folder = tmp_path / "copy"
    folder.mkdir()
    return backup.copied(filled, folder)


def keys_of(path: Path) -> tuple[seal.Key, ...]:
    return seal.KeyFile(seal.place(path)).keys()


def manifest(content: Content, database: Path, **changes: object) -> Manifest:
    told = {name: getattr(content, name) for name in Content.model_fields}
    told |= {
        "format": 1,
        "made_at": START,
        "database_bytes": database.stat().st_size,
        "database_sha256": backup_file.sha256(database),
    }
    return Manifest(**(told | changes))


def refused(code: str, where: object = "", **facts: object) -> pytest.RaisesExc[Refusal]:
    expected = complaint(code, str(where), **facts)
    return pytest.RaisesExc(Refusal, check=lambda refusal: refusal.complaint == expected)


def raw(path: Path) -> backup.Raw:
    return driver.connect(path, isolation_level=None)


# ---- A copy, and what is said of it --------------------------------------------------------------------


def test_a_copy_holds_what_the_database_held_and_stands_alone(
    filled: Path, copy: tuple[Path, Content]
) -> None:
    path, content = copy
    assert [each.name for each in path.parent.iterdir()] == [path.name]
    backup.check(path, content, "here", keys_of(filled))
    source = raw(filled)
    assert backup.content(source) == content
    source.close()
    assert content.schema_step == HEAD
    assert {each.name: each.rows for each in content.tables}["answer"] == 4
    assert content.seq > 10
    assert content.site


def test_the_hash_of_a_table_can_be_counted_again_by_hand(copy: tuple[Path, Content]) -> None:
    import hashlib

    path, content = copy
    connection = raw(path)
    rows = connection.execute(
        "SELECT agency, id, name FROM team ORDER BY id"  # columns by name, rows by key
    ).fetchall()
    names = connection.execute("SELECT key, name FROM agency ORDER BY key").fetchall()
    connection.close()
    told = {each.name: each.hash for each in content.tables}
    for table, columns, found in (
        ("team", ["agency", "id", "name"], rows),
        ("agency", ["key", "name"], names),
    ):
        lines = [json.dumps(columns), *(json.dumps(list(row)) for row in found)]
        assert told[table] == hashlib.sha256("\n".join(lines).encode()).hexdigest()
    assert names


def test_a_hash_knows_the_kind_of_a_value_and_a_table_without_a_key(tmp_path: Path) -> None:
    found = []
    for number, value in enumerate(
        ("1", "'1'", "NULL", "''", "1.0", "x'31'", "cast(x'ff' as text)")
    ):
        connection = raw(tmp_path / f"{number}.db")
        connection.execute("CREATE TABLE plain (a, b)")
        connection.execute(f"INSERT INTO plain VALUES (2, {value}), (1, {value})")  # noqa: S608
        found.append(backup.content(connection))
        connection.close()
    assert len({each.tables[0].hash for each in found}) == len(found)
    assert {each.tables[0].rows for each in found} == {2}
    assert (found[0].site, found[0].schema_step, found[0].seq) == ("", "", 0)


def test_what_was_deleted_is_not_in_a_copy(filled: Path, tmp_path: Path) -> None:
    path = tmp_path / "audit.db"
    shutil.copyfile(filled, path)
    connection = raw(path)
    connection.execute("PRAGMA secure_delete=OFF")
    connection.execute("CREATE TABLE gone (words)")
    connection.execute("INSERT INTO gone VALUES (?)", ("a sentence nobody keeps " * 500,))
    connection.execute("DROP TABLE gone")
    connection.close()
    assert b"a sentence nobody keeps" in path.read_bytes()
    made, _ = backup.copied(path, tmp_path)
    assert b"a sentence nobody keeps" not in made.read_bytes()


def spoilt(path: Path, *statements: str) -> None:
    connection = raw(path)
    connection.execute("PRAGMA writable_schema=ON")
    for each in connection.execute(
        "SELECT name FROM sqlite_master WHERE type='trigger'"
    ).fetchall():
        connection.execute(f"DROP TRIGGER {each[0]}")
    for each in statements:
        connection.execute(each)
    connection.close()


@pytest.mark.parametrize(
    ("statement", "table"),
    [
        ("UPDATE answer SET evidence = 'Another line' WHERE criterion = 'C1'", "answer"),
        ("DELETE FROM judgement WHERE standard = ''", "judgement"),
        ("DROP TABLE watched_word", "watched_word"),
        ("CREATE TABLE added (a)", "added"),
        ("UPDATE site SET id = 'another'", "site"),
        ("INSERT INTO agency VALUES ('new', 'New')", "agency"),
    ],
)
def test_a_table_that_differs_is_named(
    copy: tuple[Path, Content], filled: Path, statement: str, table: str
) -> None:
    path, content = copy
    spoilt(path, statement)
    with refused("backup.table", "here", table=table):
        backup.check(path, content, "here", keys_of(filled))


def counted_anew(path: Path) -> Content:
    connection = raw(path)
    found = backup.content(connection)
    connection.close()
    return found


def test_a_trail_that_does_not_hold_is_named_by_its_entry(
    copy: tuple[Path, Content], filled: Path
) -> None:
    path, _ = copy
    spoilt(path, "UPDATE event SET person = 'somebody' WHERE seq = 5")
    with pytest.raises(Refusal, match="here: Entry 5 of the trail") as found:
        backup.check(path, counted_anew(path), "here", keys_of(filled))
    assert found.value.complaint.code == "trail.edited"
    # Without the key nobody can tell, and it is not claimed.
    backup.check(path, counted_anew(path), "here", None)


def test_a_value_changed_behind_the_tools_back_is_found(
    copy: tuple[Path, Content], filled: Path
) -> None:
    path, _ = copy
    spoilt(path, "UPDATE answer SET evidence = 'Another line' WHERE criterion = 'C1'")
    with refused("backup.altered", "here", place="criterion C1, evidence"):
        backup.check(path, counted_anew(path), "here", keys_of(filled))


def test_rows_about_nothing_are_found(copy: tuple[Path, Content], filled: Path) -> None:
    path, _ = copy
    spoilt(path, "DELETE FROM agency WHERE key = 'csc'")
    with refused("backup.reference", "here"):
        backup.check(path, counted_anew(path), "here", keys_of(filled))


def test_what_the_manifest_says_of_the_whole_is_held_against_it(
    copy: tuple[Path, Content], filled: Path
) -> None:
    path, content = copy
    for change in ({"site": "another"}, {"seq": 3}, {"chain_end": "0" * 64}):
        with refused("backup.manifest", "here"):
            backup.check(path, content.model_copy(update=change), "here", keys_of(filled))


def test_a_damaged_page_or_text_is_said_in_words(copy: tuple[Path, Content], filled: Path) -> None:
    path, content = copy
    whole = path.read_bytes()
    codes = set()
    for start in range(0, len(whole), 3 * 4096):
        path.write_bytes(whole[:start] + Random(start).randbytes(4096) + whole[start + 4096 :])
        with pytest.raises(Refusal) as found:
            backup.check(path, content, "here", keys_of(filled))
        codes.add(found.value.complaint.code)
    assert "backup.integrity" in codes
    assert codes <= {"backup.integrity", "backup.table", "backup.reference"}
    path.write_bytes(whole)
    # Half a character: the driver alone would answer with a fault.
    spoilt(path, "UPDATE event SET at = cast(x'ff' as text) WHERE seq = 3")
    with pytest.raises(Refusal):
        backup.check(path, counted_anew(path), "here", keys_of(filled))


def test_a_live_database_whose_trail_has_no_numbers_is_not_copied(
    filled: Path, tmp_path: Path
) -> None:
    path = tmp_path / "audit.db"
    shutil.copyfile(filled, path)
    spoilt(path, "UPDATE event SET hash = x'00' WHERE seq = (SELECT max(seq) FROM event)")
    folder = tmp_path / "copy"
    folder.mkdir()
    with refused("backup.integrity", path):
        backup.copied(path, folder)


# ---- The file ------------------------------------------------------------------------------------------


def written(out: Path, copy: tuple[Path, Content], key: Key, **changes: object) -> Path:
    path, content = copy
    to = backup_key.recipients([key[1]], [])
    backup_file.write(out, manifest(content, path, **changes), path, None, to)
    return out


def opened(path: Path, key: Key, folder: Path) -> Unlocked:
    made = folder / "opened"
    made.mkdir()
    try:
        return backup_file.unlock(path, backup_key.identities(key[0]), made)
    finally:
        assert not list(made.glob("*.tar")), "the decrypted archive lies about"


def test_what_goes_in_comes_out(tmp_path: Path, copy: tuple[Path, Content], key: Key) -> None:
    trail_key = tmp_path / "audit.key"
    trail_key.write_text("5ea1" * 16)
    path, content = copy
    told = manifest(content, path, trail_key_sha256=backup_file.sha256(trail_key))
    out = tmp_path / file_name(content.site, START, content.seq)
    assert out.name == f"practice-audit_{content.site}_20260302T090000Z_entry-{content.seq}.age"
    to = backup_key.recipients([key[1]], [])
    digest = backup_file.write(out, told, path, trail_key, to)
    assert digest == backup_file.sha256(out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    found = opened(out, key, tmp_path)
    assert found.manifest == told
    assert found.database.read_bytes() == path.read_bytes()
    assert found.trail_key is not None
    assert found.trail_key.read_bytes() == trail_key.read_bytes()


def test_any_age_and_any_tar_open_it(tmp_path: Path, copy: tuple[Path, Content], key: Key) -> None:
    out = written(tmp_path / "b.age", copy, key)
    words = pyrage.decrypt(out.read_bytes(), backup_key.identities(key[0]))
    with tarfile.open(fileobj=io.BytesIO(words), mode="r:") as tar:
        assert tar.getnames() == ["manifest.json", "database.db"]
        first = tar.extractfile("manifest.json")
        assert first is not None
        told = json.load(first)
    assert told["format"] == 1
    assert told["seq"] == copy[1].seq


def test_several_keys_each_open_it(tmp_path: Path, copy: tuple[Path, Content], key: Key) -> None:
    other = tmp_path / "other.key"
    line = backup_key.make(other, START)
    path, content = copy
    out = tmp_path / "b.age"
    to = backup_key.recipients([key[1], line], [])
    backup_file.write(out, manifest(content, path), path, None, to)
    assert opened(out, key, tmp_path).manifest.seq == content.seq
    (tmp_path / "again").mkdir()
    assert opened(out, (other, line), tmp_path / "again").manifest.seq == content.seq


def test_nothing_is_written_over(tmp_path: Path, copy: tuple[Path, Content], key: Key) -> None:
    out = tmp_path / "b.age"
    out.write_text("mine")
    with refused("backup.there", out):
        written(out, copy, key)
    assert out.read_text() == "mine"
    assert not list(tmp_path.glob(".*"))


def test_a_folder_that_is_gone_is_said(
    tmp_path: Path, copy: tuple[Path, Content], key: Key
) -> None:
    out = tmp_path / "gone" / "b.age"
    with refused("backup.unwritable", out, reason="no such file or directory"):
        written(out, copy, key)


def test_what_a_killed_backup_left_is_cleared_away_after_a_day(
    tmp_path: Path, copy: tuple[Path, Content], key: Key
) -> None:
    name = file_name(copy[1].site, START, 3)
    old, new, other, foreign = (
        tmp_path / each
        for each in (
            f".{name}.12345678.part",
            f".{name}.87654321.part",
            f".{file_name('another', START, 3)}.12345678.part",
            ".somebody.part",
        )
    )
    now = datetime.now(UTC)
    for each in (old, new, other, foreign):
        each.write_text("half")
        long_ago = now.timestamp() - 90_000
        os.utime(each, None if each == new else (long_ago, long_ago))
    written(tmp_path / "b.age", copy, key, made_at=now)
    assert [each.exists() for each in (old, new, other, foreign)] == [False, True, True, True]


def test_every_flipped_bit_and_every_cut_is_refused(
    tmp_path: Path, copy: tuple[Path, Content], key: Key
) -> None:
    whole = written(tmp_path / "b.age", copy, key).read_bytes()
    random = Random(7)
    codes = set()
    for number in range(200):
        place = random.randrange(600 if number % 2 else len(whole))
        content = bytearray(whole)
        content[place] ^= 1 << random.randrange(8)
        (tmp_path / "b.age").write_bytes(content)
        (tmp_path / f"{number}").mkdir()
        with pytest.raises(Refusal) as found:
            opened(tmp_path / "b.age", key, tmp_path / f"{number}")
        codes.add(found.value.complaint.code)
    assert codes == {"backup.damaged", "backup.wrong-key", "backup.foreign"}
    for size in (0, 10, 22, 200, len(whole) // 2, len(whole) - 1):
        (tmp_path / "b.age").write_bytes(whole[:size])
        (tmp_path / f"cut {size}").mkdir()
        with refused("backup.foreign" if size < 22 else "backup.damaged", tmp_path / "b.age"):
            opened(tmp_path / "b.age", key, tmp_path / f"cut {size}")


def test_the_wrong_key_is_said(tmp_path: Path, copy: tuple[Path, Content], key: Key) -> None:
    out = written(tmp_path / "b.age", copy, key)
    other = tmp_path / "other.key"
    with refused("backup.wrong-key", out):
        opened(out, (other, backup_key.make(other, START)), tmp_path)


def test_what_is_no_backup_is_refused(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Dear colleague")
    with refused("backup.foreign", path):
        opened(path, key, tmp_path)
    with refused("backup.unreadable", tmp_path / "gone", reason="no such file or directory"):
        backup_file.unlock(tmp_path / "gone", backup_key.identities(key[0]), tmp_path)


def test_a_huge_file_is_refused_before_it_is_read(tmp_path: Path, key: Key) -> None:
    path = tmp_path / "huge.age"
    with path.open("wb") as file:
        file.write(backup_file.MAGIC)
        file.truncate(backup_file.LARGEST + 1)
    with refused("backup.too-large", path, most=f"{backup_file.LARGEST:,}"):
        opened(path, key, tmp_path)


def test_a_trail_key_that_is_no_key_is_not_packed(
    tmp_path: Path, copy: tuple[Path, Content], key: Key
) -> None:
    large = tmp_path / "large.key"
    large.write_bytes(bytes(5000))
    path, content = copy
    with refused("backup.too-large", "trail.key", most="4,096"):
        to = backup_key.recipients([key[1]], [])
        backup_file.write(tmp_path / "b.age", manifest(content, path), path, large, to)


def member(name: str, content: bytes = b"", **more: object) -> tuple[tarfile.TarInfo, bytes]:
    made = tarfile.TarInfo(name)
    made.size = len(content)
    for each, value in more.items():
        setattr(made, each, value)
    return made, content


def locked(out: Path, key: Key, *members: tuple[tarfile.TarInfo, bytes], end: bytes = b"") -> Path:
    """Whatever is given, locked to the key that anybody may know."""
    kept = io.BytesIO()
    with tarfile.open(fileobj=kept, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for info, content in members:
            tar.addfile(info, io.BytesIO(content))
    words = kept.getvalue() if not end else kept.getvalue().rstrip(b"\0") + end
    out.write_bytes(pyrage.encrypt(words, backup_key.recipients([key[1]], [])))
    return out


Members = list[tuple[tarfile.TarInfo, bytes]]
HOSTILE: dict[str, Callable[[bytes], Members]] = {
    "nothing": lambda told: [],
    "no database": lambda told: [member("manifest.json", told)],
    "no manifest": lambda told: [member("database.db", b"x")],
    "a manifest after the rest": lambda told: [
        member("database.db", b"x"),
        member("manifest.json", told),
    ],
    "a path": lambda told: [member("manifest.json", told), member("../../evil.db", b"x")],
    "an absolute path": lambda told: [
        member("manifest.json", told),
        member("/home/somebody/evil", b"x"),
    ],
    "a link": lambda told: [
        member("manifest.json", told),
        member("database.db", type=tarfile.SYMTYPE, linkname="/etc/passwd"),
    ],
    "a device": lambda told: [
        member("manifest.json", told),
        member("database.db", type=tarfile.CHRTYPE),
    ],
    "a folder": lambda told: [
        member("manifest.json", told),
        member("database.db", type=tarfile.DIRTYPE),
    ],
    "the same twice": lambda told: [
        member("manifest.json", told),
        member("database.db", b"x"),
        member("database.db", b"y"),
    ],
    "something else, too": lambda told: [
        member("manifest.json", told),
        member("database.db", b"x"),
        member("more.txt", b"x"),
    ],
    "a name that goes on": lambda told: [
        member("manifest.json", told),
        member("d" * 5000, b"x"),
    ],
    "an endless manifest": lambda told: [member("manifest.json", b" " * (1 << 20) + b"{}")],
    "a manifest that is none": lambda told: [member("manifest.json", b"{}")],
    "a manifest that is no text": lambda told: [member("manifest.json", b"\xff\xfe")],
    "a deep manifest": lambda told: [member("manifest.json", b"[" * 100_000)],
    "a key that was not announced": lambda told: [
        member("manifest.json", told),
        member("database.db", b"x"),
        member("trail.key", b"x"),
    ],
}


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_packed_to_harm_is_refused(
    tmp_path: Path, copy: tuple[Path, Content], key: Key, what: str
) -> None:
    told = manifest(copy[1], copy[0]).model_dump_json().encode()
    out = locked(tmp_path / "b.age", key, *HOSTILE[what](told))
    with refused("backup.foreign", out):
        opened(out, key, tmp_path)
    assert {each.name for each in (tmp_path / "opened").iterdir()} <= {"database.db", "trail.key"}


def test_an_archive_that_ends_early_is_refused(
    tmp_path: Path, copy: tuple[Path, Content], key: Key
) -> None:
    told = manifest(copy[1], copy[0]).model_dump_json().encode()
    header = member("database.db")[0]
    for size, end in ((2000, b"only this"), (-5, b""), (8 << 30, b"")):
        header.size = size
        block = header.tobuf(tarfile.GNU_FORMAT)
        padded = member("manifest.json", told)
        body = padded[0].tobuf(tarfile.USTAR_FORMAT) + told
        words = body + bytes(-len(body) % 512) + block + end
        out = tmp_path / "b.age"
        out.write_bytes(pyrage.encrypt(words, backup_key.recipients([key[1]], [])))
        (tmp_path / str(size)).mkdir()
        with refused("backup.foreign", out):
            opened(out, key, tmp_path / str(size))
    out.write_bytes(pyrage.encrypt(b"no archive at all", backup_key.recipients([key[1]], [])))
    with refused("backup.foreign", out):
        opened(out, key, tmp_path)


def test_a_newer_form_or_schema_is_said(
    tmp_path: Path, copy: tuple[Path, Content], key: Key
) -> None:
    out = locked(tmp_path / "b.age", key, member("manifest.json", b'{"format": 2, "new": true}'))
    with refused("backup.newer", out, found=2, known=1):
        opened(out, key, tmp_path)
    out.unlink()
    written(out, copy, key, schema_step="9999")
    (tmp_path / "again").mkdir()
    with refused("database.newer", out, found="9999", known=HEAD):
        opened(out, key, tmp_path / "again")


# ---- Keys ----------------------------------------------------------------------------------------------


def test_a_key_file_is_for_its_owner_alone_and_never_written_over(tmp_path: Path) -> None:
    path = tmp_path / "opens.key"
    line = backup_key.make(path, START)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    words = path.read_text()
    assert f"# public key: {line}\n" in words
    assert "# made: 2026-03-02T09:00:00Z" in words
    assert str(backup_key.identities(path)[0].to_public()) == line
    with refused("backup.key-there", path):
        backup_key.make(path, START)
    assert path.read_text() == words
    gone = tmp_path / "gone" / "opens.key"
    with refused("backup.unwritable", gone, reason="no such file or directory"):
        backup_key.make(gone, START)


def test_keys_to_lock_with_come_from_lines_and_files(tmp_path: Path, key: Key) -> None:
    other = backup_key.make(tmp_path / "other.key", START)
    listed = tmp_path / "keys.txt"
    listed.write_text(f"# ours\n\n  {other}\r\n{key[1]}\n")
    assert len(backup_key.recipients([key[1]], [listed])) == 3


@pytest.mark.parametrize("line", ["age1nonsense", "é", "x", "ssh-ed25519 AAAA", "age1" + "q" * 58])
def test_what_is_no_key_is_said_with_its_place(tmp_path: Path, line: str) -> None:
    with refused("backup.recipient", "--recipient"):
        backup_key.recipients([line], [])
    path = tmp_path / "keys.txt"
    path.write_text(f"# one\n{line}\n", "utf-8")
    with refused("backup.recipient", f"{path}, line 2"):
        backup_key.recipients([], [path])
    with refused("backup.identity", f"{path}, line 2"):
        backup_key.identities(path)


def test_no_key_and_the_wrong_half_are_said(tmp_path: Path, key: Key) -> None:
    with refused("backup.no-recipient"):
        backup_key.recipients([], [])
    secret = key[0].read_text().splitlines()[-1]
    with pytest.raises(Refusal) as found:
        backup_key.recipients([secret], [])
    assert found.value.complaint == complaint("backup.recipient-secret", "--recipient")
    assert secret not in str(found.value)
    empty = tmp_path / "empty"
    empty.write_text("# nothing\n")
    with refused("backup.no-recipient"):
        backup_key.recipients([], [empty])
    for path, words in ((empty, b"# nothing\n"), (tmp_path / "large", b"x" * 70_000)):
        path.write_bytes(words)
        with refused("backup.identity", path):
            backup_key.identities(path)
    with refused("backup.unreadable", tmp_path / "gone", reason="no such file or directory"):
        backup_key.identities(tmp_path / "gone")


# ---- One folder, one at a time -------------------------------------------------------------------------

HOLD = """
import sys
from pathlib import Path
from audit.store.private_folder import private_folder
with private_folder(Path(sys.argv[1])) as folder:
    (folder / "plain.db").write_text("words")
    print(folder, flush=True)
    sys.stdin.read()
"""


def test_a_private_folder_is_closed_to_others_and_gone_afterwards(tmp_path: Path) -> None:
    with (  # noqa: PT012
        pytest.raises(ValueError, match="planned"),
        private_folder(tmp_path / "a.db") as folder,
    ):
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700
        assert folder.parent == tmp_path
        raise ValueError("planned")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="no folder is locked there")
def test_two_at_once_are_refused_and_a_killed_one_leaves_nothing_for_long(tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    program = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path / "a.db")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=root,
    )
    assert program.stdout is not None
    assert program.stdin is not None
    with program.stdin, program.stdout:
        left = Path(program.stdout.readline().strip())
        with refused("backup.under-way", tmp_path), private_folder(tmp_path / "a.db"):
            pytest.fail("two at once")
        program.kill()
        program.wait(10)
    assert (left / "plain.db").exists()
    with private_folder(tmp_path / "a.db"):
        assert not left.exists()


# ---- One file in the place of another ------------------------------------------------------------------


def small(path: Path, value: int) -> Path:
    from audit.store.sqlite import OURS

    connection = raw(path)
    connection.execute(f"PRAGMA application_id={OURS}")
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("CREATE TABLE t (x)")
    connection.execute("INSERT INTO t VALUES (?)", (value,))
    connection.close()
    return path


def value(path: Path) -> int:
    connection = raw(path)
    found = int(connection.execute("SELECT x FROM t").fetchone()[0])
    connection.close()
    return found


def test_an_exchange_keeps_the_old_one_beside(tmp_path: Path) -> None:
    live, new = small(tmp_path / "audit.db", 1), small(tmp_path / "new.db", 2)
    live.chmod(0o640)
    if os.geteuid() == 0:
        os.chown(live, 12345, 12345)
    # One that a killed restore gave its second name only.
    os.link(live, tmp_path / "audit.db.before-restore-1")
    taken = tmp_path / "audit.db.before-restore-20260302T090000Z"
    taken.write_text("from before")
    with held(live) as connection:
        assert connection is not None
        kept = exchange(new, live, START)
    assert kept == taken.with_name(taken.name + "-2")
    assert (value(live), value(kept)) == (2, 1)
    assert stat.S_IMODE(live.stat().st_mode) == 0o640
    assert (live.stat().st_uid, live.stat().st_gid) == (kept.stat().st_uid, kept.stat().st_gid)
    assert {each.name for each in tmp_path.iterdir()} == {live.name, kept.name, taken.name}


def test_who_opened_the_old_one_before_cannot_write_into_it_after(tmp_path: Path) -> None:
    live, new = small(tmp_path / "audit.db", 1), small(tmp_path / "new.db", 2)
    late = driver.connect(live, isolation_level=None, timeout=0.1)
    with held(live):
        with pytest.raises(driver.OperationalError, match="locked"):
            late.execute("SELECT * FROM t")
        exchange(new, live, START)
    with pytest.raises(driver.OperationalError, match="readonly"):
        late.execute("PRAGMA journal_mode=WAL").fetchall()
    with pytest.raises(driver.OperationalError, match="readonly"):
        late.execute("UPDATE t SET x = 3")
    late.close()
    assert value(live) == 2


OPEN = """
import sys
from audit.store.sqlite import driver
connection = driver.connect(sys.argv[1], isolation_level=None)
connection.execute("PRAGMA journal_mode=WAL")
connection.execute("SELECT * FROM t").fetchall()
print("open", flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform == "win32", reason="an open file cannot be replaced there")
@pytest.mark.parametrize("damaged", [False, True])
def test_a_database_that_another_program_has_open_is_in_use(
    tmp_path: Path, *, damaged: bool
) -> None:
    live = small(tmp_path / "audit.db", 1)
    program = subprocess.Popen(
        [sys.executable, "-c", OPEN, str(live)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert program.stdin is not None
    assert program.stdout is not None
    with program.stdin, program.stdout:
        assert program.stdout.readline() == "open\n"
        if damaged:
            with live.open("rb+") as file:
                file.seek(100)
                file.write(b"\xff" * 3000)
        with refused("restore.in-use", live), held(live):
            pytest.fail("held although open")
    program.wait(10)
    if not damaged:
        with held(live) as connection:
            assert connection is not None


def test_a_damaged_one_is_held_and_its_log_goes_with_it(tmp_path: Path) -> None:
    live, new = small(tmp_path / "audit.db", 1), small(tmp_path / "new.db", 2)
    content = live.read_bytes()
    live.write_bytes(content[:100] + b"\xff" * 3000 + content[3100:])
    (tmp_path / "audit.db-wal").write_bytes(b"a log that nobody can read")
    with held(live) as connection:
        assert connection is None
        (tmp_path / "audit.db-wal").write_bytes(b"a log that nobody can read")
        kept = exchange(new, live, START)
    assert kept is not None
    assert value(live) == 2
    assert kept.with_name(kept.name + "-wal").exists()
    assert not (tmp_path / "audit.db-wal").exists()


def test_where_nothing_is_a_forgotten_log_is_put_aside(tmp_path: Path) -> None:
    new = small(tmp_path / "new.db", 2)
    live = tmp_path / "audit.db"
    (tmp_path / "audit.db-wal").write_bytes(b"of a file that is gone")
    with held(live) as connection:
        assert connection is None
        assert exchange(new, live, START) is None
    assert value(live) == 2
    assert not [each for each in tmp_path.iterdir() if each.name == "audit.db-wal"]


@pytest.mark.parametrize(
    "words", [b"Dear colleague, a letter", b"SQLite format 3\x00" + bytes(200)]
)
def test_a_file_of_another_program_is_not_touched(tmp_path: Path, words: bytes) -> None:
    path = tmp_path / "letter.db"
    path.write_bytes(words)
    with refused("restore.foreign", path), held(path):
        pytest.fail("held although foreign")
    assert path.read_bytes() == words


def test_an_empty_file_is_nobodys(tmp_path: Path, db: Database) -> None:
    path = tmp_path / "empty.db"
    path.touch()
    with held(path) as connection:
        assert connection is not None
    assert local(db).id == "local"
