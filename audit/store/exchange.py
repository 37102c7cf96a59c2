"""Put one whole database in the place of another: at every moment a reader finds the old one or the new."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from audit.model.refusal import refuse
from audit.store.backup_file import synced
from audit.store.sqlite import FAULTS, OURS, driver

if sys.platform != "win32":
    import fcntl

BESIDE = ("-wal", "-journal", "-shm")
"""What SQLite keeps beside a database. Left beside another one, it would be read into that."""
LOCK_BYTES = (0x40000000, 512)
"""Where SQLite holds its locks in a file, and how many bytes: its file format says so."""
DAMAGED = ("database.damaged", "database.foreign", "database.disk")
PATIENCE = 2.0
"""Seconds to wait for another program to let go."""


@contextmanager
def held(path: Path) -> Iterator[Any]:
    """Hold the database alone and yield a connection to it; None where there is none, or none to be read.

    Leaving the write-ahead log is what SQLite grants only to the last one who has the file open, and it
    puts all of the log into the file first. A file so damaged that SQLite cannot say is held by SQLite's
    own lock bytes. Whoever opens the file meanwhile waits, and once the file has been exchanged SQLite
    refuses them to write into the old one.
    """
    if not path.exists():
        yield None
        return
    _ours(path)
    connection = driver.connect(path, isolation_level=None, timeout=PATIENCE)
    try:
        connection.execute("PRAGMA journal_mode=DELETE").fetchall()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("SELECT count(*) FROM sqlite_master").fetchall()
    except driver.DatabaseError as fault:
        connection.close()
        code = next((each for part, each in FAULTS.items() if part in str(fault).lower()), "")
        if code == "database.busy":
            raise refuse("restore.in-use", str(path)) from fault
        if code not in DAMAGED:  # pragma: no cover - a disk that is read-only, or gone
            raise
        with _bytes_held(path):
            yield None
        return
    try:
        yield connection
    finally:
        connection.close()


def _ours(path: Path) -> None:
    """Refuse a file that another program made, by its first bytes: they are there when the rest is damaged."""
    with path.open("rb") as file:
        first = file.read(72)
    magic, mark = first[:16], first[68:72]
    if first and (magic != b"SQLite format 3\x00" or mark != OURS.to_bytes(4, "big")):
        raise refuse("restore.foreign", str(path))


@contextmanager
def _bytes_held(path: Path) -> Iterator[None]:
    if sys.platform == "win32":  # pragma: no cover - an open file is held there by being open
        yield
        return
    with path.open("rb+") as file:
        start, size = LOCK_BYTES
        try:
            fcntl.lockf(file, fcntl.LOCK_EX | fcntl.LOCK_NB, size, start)
        except OSError:
            raise refuse("restore.in-use", str(path)) from None
        yield


def exchange(new: Path, live: Path, at: datetime) -> Path | None:
    """Put the new file in the place of the live one, which the caller holds; return where that is kept.

    One rename is the whole step. What comes before it gives the old file a second name, and takes away
    a log that a damaged one left: so a kill leaves the old database or the new.
    """
    start = f"{live.name}.before-restore-"
    for each in live.parent.iterdir():  # of a restore that was killed between the names
        if each.name.startswith(start) and live.exists() and each.samefile(live):
            each.unlink()
    kept = _free(live.with_name(f"{start}{at:%Y%m%dT%H%M%SZ}"))
    _durable(new)
    was_there = live.exists()
    if was_there:
        _as_before(new, live)
        _second_name(live, kept)
    for end in BESIDE:
        left = live.with_name(live.name + end)
        if left.exists():
            left.rename(kept.with_name(kept.name + end))
    synced(live.parent)
    new.replace(live)
    synced(live.parent)
    return kept if was_there else None


def _as_before(new: Path, live: Path) -> None:
    """Let the new file belong to whom the old one does: who restores may not be who runs the tool."""
    old = live.stat()
    new.chmod(old.st_mode & 0o777)
    made = new.stat()
    if (made.st_uid, made.st_gid) != (old.st_uid, old.st_gid):
        os.chown(new, old.st_uid, old.st_gid)


def _second_name(live: Path, kept: Path) -> None:
    try:
        os.link(live, kept)
    except (
        OSError
    ):  # pragma: no cover - a file system without second names: for a moment there is no file
        live.rename(kept)


def _free(path: Path) -> Path:
    """A name that nothing has yet."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _durable(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
