"""The fault runs that are counted: each does harm many times over and says what came of it."""

import hashlib
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any, NamedTuple
from zipfile import BadZipFile, ZipFile

from alembic import command
from alembic.config import Config
from sqlalchemy import select

from audit.__main__ import main
from audit.model.refusal import Refusal
from audit.store import sqlite
from audit.store import tables as t
from audit.store.backup_key import make as make_key
from audit.store.database import Database
from audit.store.verify import first_broken
from tests.builders import open_round, submitted
from tests.faults import apsw_driver, killing, saves
from tests.faults.recorded_disk import RecordedDisk, possible_disks

ROOT = Path(__file__).resolve().parents[2]
WRITING, MOVING = "documents/file_out.py", "store/exchange.py"
MIGRATIONS = ROOT / "audit" / "store" / "migrations"


class Run(NamedTuple):
    """What came of one fault, done many times."""

    fault: str
    times: int
    told: int
    """Saves (or documents, or openings) that were acknowledged before it."""
    lost: int
    """Of those, how many were gone after it."""
    half: int
    """Changes without their entry in the trail, entries without their change, files cut short."""
    damaged: int
    """Databases that could not be used afterwards, or whose trail did not hold."""
    caught: int = 0
    """How often the fault fell into the middle: the work had begun and was not done."""

    @property
    def is_sound(self) -> bool:
        """Nothing lost, nothing half, nothing damaged."""
        return not (self.lost or self.half or self.damaged)


# ---- Killed --------------------------------------------------------------------------------------------


def killed_saving(nursery: killing.Nursery, folder: Path, times: int, seed: int = 1) -> Run:
    """Kill a process while three threads save by the real command, one life after the other."""
    path, random = folder / "audit.db", Random(seed)
    places = saves.places(saves.begun(path))
    told = dict.fromkeys(places, 0)
    lost = half = damaged = caught = acknowledged = 0
    for _ in range(times):
        life = nursery.life(
            killing.saving,
            f"sqlite:///{path}",
            places,
            dict(told),
            seconds=random.uniform(0, 0.15),
            after=random.randint(0, 5),
        )
        acknowledged += len(life.said) - 1
        told.update(life.said[1:])
        found = saves.found(path, told)
        lost, half, damaged = lost + found.lost, half + found.half, damaged + bool(found.damage)
        caught += found.kept != told  # saved and not yet acknowledged
        told = dict(found.kept) or told
    return Run("Killed while saving ratings", times, acknowledged, lost, half, damaged, caught)


def killed_between_lines(nursery: killing.Nursery, folder: Path, times: int, seed: int = 2) -> Run:
    """Kill a process at a line of one save: before it, within its transaction, after it."""
    path, random = folder / "audit.db", Random(seed)
    place = saves.places(saves.begun(path))[1]
    begun = path.read_bytes()
    url = f"sqlite:///{path}"
    lines = nursery.lines(killing.saving_once, url, place, 1)
    lost = half = damaged = acknowledged = caught = 0
    for _ in range(times):
        _put(path, begun)
        line = _line(random, lines, last=90)
        life = nursery.life(killing.saving_once, url, place, 1, line=line)
        told = dict(life.said[:1])
        acknowledged += len(told)
        found = saves.found(path, told)
        lost, half, damaged = lost + found.lost, half + found.half, damaged + bool(found.damage)
        caught += life.was_killed
    return Run(
        "Killed between two lines of a save", times, acknowledged, lost, half, damaged, caught
    )


def killed_exporting(nursery: killing.Nursery, folder: Path, times: int, seed: int = 3) -> Run:
    """Kill `export board` where an older pack stands in its place, or nothing does."""
    path, out, random = folder / "audit.db", folder / "board.xlsx", Random(seed)
    db = Database(f"sqlite:///{path}")
    submitted(db, open_round(db))
    db.close()
    words = ("--database", f"sqlite:///{path}", "export", "board", "-o", str(out))
    lines = nursery.lines(killing.command_line, *words)
    writing = nursery.lines(killing.command_line, *words, within=WRITING)
    older = out.read_bytes()
    told = lost = half = damaged = caught = 0
    for turn in range(times):
        stood = random.random() < 0.5
        out.unlink(missing_ok=True)
        put = 0
        if stood:
            out.write_bytes(older)
            put = out.stat().st_mtime_ns
        before = _acts(path, "board_pack.exported")
        if turn % 4:  # line by line where the file is written, and now and then anywhere
            line, within = writing + 1 - turn * 3 // 4 % (writing + 1), WRITING
        else:
            line, within = _line(random, lines, last=lines), ""
        life = nursery.life(killing.command_line, *words, line=line, within=within)
        caught += life.was_killed
        told += life.said[1:] == [0]
        after = _acts(path, "board_pack.exported")
        fresh = out.exists() and out.stat().st_mtime_ns != put
        half += not _is_whole(out, may_be_missing=not stood)
        half += fresh and after == before  # handed over, and nobody recorded it
        lost += life.said[1:] == [0] and not fresh
        damaged += not _holds(path)
    return Run("Killed during `export board`", times, told, lost, half, damaged, caught)


def killed_publishing(nursery: killing.Nursery, folder: Path, times: int, seed: int = 4) -> Run:
    """Kill `publish`, which takes a review and two checklists in."""
    path, random = folder / "audit.db", Random(seed)
    Database(f"sqlite:///{path}").close()
    begun = path.read_bytes()
    words = ("--database", f"sqlite:///{path}", "publish", str(ROOT / "checklists" / "child-s"))
    lines = nursery.lines(killing.command_line, *words)
    told = lost = half = damaged = caught = 0
    for _ in range(times):
        _put(path, begun)
        line = _line(random, lines, last=300)
        life = nursery.life(killing.command_line, *words, line=line)
        caught += life.was_killed
        done = life.said[1:] == [0]
        told += done
        with _reading(path) as connection:
            reviews = len(connection.execute(select(t.source_review.c.key)).all())
            checklists = len(connection.execute(select(t.checklist.c.id)).all())
        events = _acts(path, "checklist.published")
        half += (reviews, checklists, events) not in ((0, 0, 0), (1, 2, 1))
        lost += done and not events
        damaged += not _holds(path)
    return Run("Killed during `publish`", times, told, lost, half, damaged, caught)


def killed_migrating(nursery: killing.Nursery, folder: Path, times: int, seed: int = 5) -> Run:
    """Kill the opening of a database of the first schema step while it is brought up to the newest."""
    path, random = folder / "audit.db", Random(seed)
    content = at_first_step(folder)
    old, url = path.read_bytes(), f"sqlite:///{path}"
    lines = nursery.lines(killing.opening, url)
    told = lost = half = damaged = caught = 0
    for _ in range(times):
        _put(path, old)
        path.with_suffix(".key").unlink(missing_ok=True)
        life = nursery.life(killing.opening, url, line=_line(random, lines, last=lines))
        told += killing.DONE in life.said
        step = _step(path)
        caught += step == "0001"
        half += step not in ("0001", sqlite.HEAD)
        try:
            Database(url).close()
        except Refusal:
            damaged += 1
            continue
        damaged += _step(path) != sqlite.HEAD or not _holds(path)
        lost += not content.items() <= _content(path, content).items()
    return Run("Killed during a schema step", times, told, lost, half, damaged, caught)


def killed_backing_up(nursery: killing.Nursery, folder: Path, times: int, seed: int = 8) -> Run:
    """Kill `backup`; what stands in the folder under a backup's name must be whole."""
    path, to, random = folder / "audit.db", folder / "backups", Random(seed)
    to.mkdir()
    place = saves.places(saves.begun(path))[1]
    identity, words = _backup_words(path, to)
    lines = nursery.lines(killing.command_line, *words)
    told = lost = half = damaged = caught = 0
    for _ in range(times):
        for each in to.iterdir():
            each.unlink()
        line = _line(random, lines, last=150)
        life = nursery.life(killing.command_line, *words, line=line)
        caught += life.was_killed
        done = life.said[1:] == [0]
        told += done
        made = [each for each in to.iterdir() if not each.name.startswith(".")]
        lost += done and not made
        half += sum(not _does("backup", "check", str(each), *identity) for each in made)
        damaged += not (saves.found(path, {place: 0}).is_sound and _does(*words))
        # What a killed one left lies unencrypted: the next one takes it away.
        damaged += bool(list(folder.glob(".*private*")))
    return Run("Killed during `backup`", times, told, lost, half, damaged, caught)


def killed_restoring(nursery: killing.Nursery, folder: Path, times: int, seed: int = 9) -> Run:
    """Kill `restore`: afterwards there is the old database whole, or the one of the backup whole."""
    path, to, random = folder / "audit.db", folder / "backups", Random(seed)
    to.mkdir()
    place = saves.places(saves.begun(path))[1]
    _saved(path, place, 1)
    identity, words = _backup_words(path, to)
    assert _does(*words)
    [backup] = to.iterdir()
    for n in (2, 3):
        _saved(path, place, n)
    live = path.read_bytes()
    words = ("--database", f"sqlite:///{path}", "restore", str(backup), *identity, "--over")
    lines = nursery.lines(killing.command_line, *words)
    _put(path, live)
    moving = nursery.lines(killing.command_line, *words, within=MOVING)
    told = lost = half = damaged = caught = 0
    for turn in range(times):
        _put(path, live)
        if turn % 4:  # every second line where one database takes the place of another
            line, within = moving + 1 - turn * 3 // 4 * 2 % (moving + 1), MOVING
        else:
            line, within = _line(random, lines, last=lines), ""
        life = nursery.life(killing.command_line, *words, line=line, within=within)
        caught += life.was_killed
        done = life.said[1:] == [0]
        told += done
        found = saves.found(path, {place: 1})
        lost += found.lost + (done and found.kept.get(place) != 1)
        half += found.half + (found.kept.get(place) not in (1, 3))
        damaged += bool(found.damage)
    return Run("Killed during `restore`", times, told, lost, half, damaged, caught)


def _line(random: Random, lines: int, last: int) -> int:
    """Choose a line to die at: any, or one of the last, where most is written; now and then none at all."""
    chance = random.random()
    if chance < 0.1:
        return lines + 1_000_000
    return random.randint(1 if chance < 0.4 else max(1, lines - last), lines)


def _saved(path: Path, place: saves.Place, n: int) -> None:
    db = Database(f"sqlite:///{path}")
    saves.saved(db, place, n)
    db.close()


def _backup_words(path: Path, to: Path) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What opens a backup, and the words that take one."""
    identity = path.with_name("opens.key")
    recipient = make_key(identity, datetime.now(UTC))
    words = ("--database", f"sqlite:///{path}", "backup", "--to", str(to), "--recipient", recipient)
    return ("--identity", str(identity)), words


def _does(*words: str) -> bool:
    """True if the command line does this."""
    with redirect_stdout(StringIO()), redirect_stderr(StringIO()):
        return main(list(words)) == 0


def _put(path: Path, content: bytes) -> None:
    """Lay a database down in place of another, with no log left beside it."""
    for ending in ("-wal", "-shm"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
    path.write_bytes(content)


@contextmanager
def _reading(path: Path) -> Iterator[Any]:
    db = Database(f"sqlite:///{path}")
    with db.reading() as connection:
        yield connection
    db.close()


def _acts(path: Path, act: str) -> int:
    with _reading(path) as connection:
        return len(connection.execute(select(t.event.c.seq).where(t.event.c.act == act)).all())


def _holds(path: Path) -> bool:
    with _reading(path) as connection:
        sound = connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
        return sound and first_broken(connection) is None


def _is_whole(out: Path, *, may_be_missing: bool) -> bool:
    if not out.exists():
        return may_be_missing
    try:
        with ZipFile(out) as book:
            return book.testzip() is None
    except BadZipFile:
        return False


# ---- A database of the first schema step ---------------------------------------------------------------


def at_first_step(folder: Path) -> dict[str, list[Any]]:
    """Make a database as the first version left it, with work in it; return what it holds."""
    filled, path = folder / "filled.db", folder / "audit.db"
    db = Database(f"sqlite:///{filled}")
    round_id = open_round(db)
    for number in range(3):
        submitted(db, round_id, f"S-{number:03}")
    db.close()
    _first_step(path)
    connection = sqlite.driver.connect(path)
    connection.execute("ATTACH ? AS filled", (str(filled),))
    for table in _tables(connection):
        names = [row[1] for row in connection.execute(f"PRAGMA main.table_info('{table}')")]
        asked = f"SELECT {_listed(names)} FROM filled.'{table}'"  # noqa: S608 - names of our tables
        rows = connection.execute(asked).fetchall()
        if table == "event":
            rows = _with_plain_hashes(rows, names)
        marks = ", ".join("?" * len(names))
        put = f"INSERT INTO main.'{table}' VALUES ({marks})"  # noqa: S608 - names of our tables
        connection.executemany(put, rows)
    connection.commit()
    connection.execute("DETACH filled")
    tables = {each: [] for each in _tables(connection)}
    connection.close()
    for each in folder.glob("filled*"):
        each.unlink()
    return _content(path, tables)


def _first_step(path: Path) -> None:
    connection = sqlite.driver.connect(path)
    connection.execute(f"PRAGMA application_id={sqlite.OURS}")
    connection.close()
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    engine = sqlite.engine(path, writing=True)
    with engine.begin() as made:
        config.attributes["connection"] = made
        command.upgrade(config, "0001")
    engine.dispose()


def _with_plain_hashes(rows: list[Any], names: list[str]) -> list[Any]:
    """Chain the entries by SHA-256 alone, as they were before there was a key."""
    made, previous = [], "0" * 64
    for row in sorted(rows, key=lambda row: row[names.index("seq")]):
        entry = dict(zip(names, row, strict=True)) | {"previous": previous}
        at = f"{entry['at'][:10]}T{entry['at'][11:]}+00:00"
        parts = [entry["seq"], at]
        parts += [
            entry[name]
            for name in ("person", "roles", "act", "about", "detail", "key", "result", "previous")
        ]
        previous = hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()
        made.append([(entry | {"hash": previous})[name] for name in names])
    return made


def _tables(connection: Any) -> list[str]:
    rows = connection.execute("SELECT name FROM main.sqlite_master WHERE type = 'table'")
    return [row[0] for row in rows if row[0] != "alembic_version"]


def _listed(names: Sequence[str]) -> str:
    return ", ".join(f'"{name}"' for name in names)


def _content(path: Path, tables: dict[str, list[Any]]) -> dict[str, list[Any]]:
    """Every value that the first step has a column for, by table and column."""
    held: dict[str, list[Any]] = {}
    connection = sqlite.driver.connect(path)
    for table in {each.split(".")[0] for each in tables}:
        known = [each.split(".")[1] for each in tables if each.startswith(f"{table}.")]
        names = known or [r[1] for r in connection.execute(f"PRAGMA table_info('{table}')")]
        for name in names:
            asked = f'SELECT "{name}" FROM "{table}" ORDER BY rowid'  # noqa: S608 - our names
            rows = connection.execute(asked)
            held[f"{table}.{name}"] = [row[0] for row in rows]
            if table == "event":  # opening leaves an entry of its own at the end
                first = len(tables.get(f"{table}.{name}", held[f"{table}.{name}"]))
                held[f"{table}.{name}"] = held[f"{table}.{name}"][:first]
    connection.close()
    return held


def _step(path: Path) -> str:
    connection = sqlite.driver.connect(path)
    row = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    connection.close()
    return str(row[0])


# ---- Power cut -----------------------------------------------------------------------------------------


@contextmanager
def on_recorded_disk(disk: RecordedDisk, synchronous: str | None = None) -> Iterator[None]:
    """Let the tool open its databases on that disk, as it sets them or with another `synchronous`."""
    real, pragmas = sqlite.driver, sqlite.PRAGMAS
    sqlite.driver, apsw_driver.file_system = apsw_driver, disk.name
    if synchronous is not None:
        sqlite.PRAGMAS = (*pragmas, f"synchronous={synchronous}")
    try:
        yield
    finally:
        sqlite.driver, sqlite.PRAGMAS, apsw_driver.file_system = real, pragmas, ""
        disk.unregister()


def power_cut(
    folder: Path,
    times: int,
    *,
    synchronous: str | None = None,
    lies_about: Sequence[str] = (),
    n: int = 700,
    seed: int = 6,
) -> Run:
    """Save n times on a recorded disk by the real command, then cut the power at many moments of that."""
    random, disk_folder = Random(seed), folder / "disk"
    disk_folder.mkdir(parents=True)
    path = disk_folder / "audit.db"
    places = saves.places(saves.begun(path))
    disk = RecordedDisk("recorded", disk_folder, lies_about)
    first = len(disk.steps)
    counts = dict.fromkeys(places, 0)
    with on_recorded_disk(disk, synchronous):
        db = Database(f"sqlite:///{path}")
        for _ in range(n):
            place = random.choice(places)
            counts[place] += 1
            saves.saved(db, place, counts[place])
            disk.told((place, counts[place]))
        db.close()
    what = "Power cut while saving ratings"
    if synchronous is not None:
        what = f"*Control:* the same with `synchronous={synchronous}`"
    elif lies_about:
        what = "*Control:* the same without syncs of the log"
    return _after_cuts(what, folder, disk, first, times, random)


CONTROLS: tuple[dict[str, Any], ...] = (
    {"synchronous": "NORMAL"},
    {"synchronous": "OFF"},
    {"lies_about": ("-wal",)},
)
"""Ways of keeping a database that must lose or spoil something: else the disk here is too kind."""


def power_cut_while_made(folder: Path, times: int, seed: int = 7) -> Run:
    """Make a database, publish, open a round, start and save, all on a recorded disk; then cut the power."""
    random, disk_folder = Random(seed), folder / "disk"
    disk_folder.mkdir(parents=True)
    path = disk_folder / "audit.db"
    disk = RecordedDisk("recorded", disk_folder)
    with on_recorded_disk(disk):
        places = saves.places(saves.begun(path, files=1))
        db = Database(f"sqlite:///{path}")
        for place in places:
            saves.saved(db, place, 1)
            disk.told((place, 1))
        db.close()
    # The key does not go through SQLite: it is synced before anything is sealed with it.
    key = path.with_suffix(".key").read_bytes()
    what = "Power cut while a database is made"
    return _after_cuts(what, folder, disk, 0, times, random, {"audit.key": key})


def _after_cuts(
    what: str,
    folder: Path,
    disk: RecordedDisk,
    first: int,
    times: int,
    random: Random,
    beside: Mapping[str, bytes] = MappingProxyType({}),
) -> Run:
    told = lost = half = damaged = caught = 0
    for number, each in enumerate(possible_disks(disk.steps, times, random, first)):
        at = folder / str(number)
        each.laid_out(at)
        for name, content in beside.items():
            (at / name).write_bytes(content)
        found = saves.found(at / "audit.db", dict(each.told))
        told += len(each.told)
        lost, half, damaged = lost + found.lost, half + found.half, damaged + bool(found.damage)
        caught += bool(each.under_way)
        shutil.rmtree(at)
    return Run(what, times, told, lost, half, damaged, caught)
