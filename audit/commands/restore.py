"""Put a backup in the place of the database, or where there is none."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select

from audit.commands import backup
from audit.commands.person import local
from audit.model.backup import Manifest
from audit.model.refusal import refuse
from audit.store import backup as copies
from audit.store import backup_file, backup_key, postgresql, seal
from audit.store import tables as t
from audit.store.database import Database, called
from audit.store.exchange import exchange, held
from audit.store.private_folder import private_folder
from audit.store.sqlite import driver, plain_words

SQLITE = "sqlite:///"


@dataclass(frozen=True)
class Lost:
    """What the live database had that the backup puts away."""

    site: str
    entries: int
    chain_end: str
    disposed: dict[str, str]
    """Rounds whose texts were erased: id to title."""


@dataclass(frozen=True)
class Restored:
    """What now stands in the place of the database."""

    path: Path
    manifest: Manifest
    kept: Path | None
    """Where the database is that stood there."""
    lost: Lost | None
    """None where there was no database, or none that could be read."""
    dispose_again: tuple[str, ...]
    """Titles of the rounds whose erased texts the backup has brought back."""
    sessions: int
    """How many were signed in when the backup was made: they are no longer."""


def restore(file: Path, identity: Path, url: str, *, over: bool = False) -> Restored:
    """Check a backup whole beside the database, then put it there in one step; refused, nothing has changed."""
    if postgresql.is_meant(url):
        raise refuse("database.no-file", where=called(url))
    if not url.startswith(SQLITE):
        raise refuse("database.url", url=url.split(":", 1)[0])
    path = Path(url.removeprefix(SQLITE)).absolute()
    there = path.exists()
    if there and not over:
        raise refuse("restore.there", str(path))
    keys = backup_key.identities(identity)
    with plain_words(path):
        path.parent.mkdir(parents=True, exist_ok=True)
        with private_folder(path) as folder, held(path) as live:
            unlocked = backup_file.unlock(file, keys, folder)
            lost = _lost(live)
            if lost is not None and lost.site and lost.site != unlocked.manifest.site:
                found = unlocked.manifest.site or "none"
                raise refuse("restore.other-site", str(file), found=found, here=lost.site)
            key = _key(path, unlocked)
            backup.whole(unlocked, str(file), key.keys() if key.path.exists() else None)
            return _put(file, path, unlocked, key, lost, there=there)


def _key(path: Path, unlocked: backup_file.Unlocked) -> seal.KeyFile:
    """The trail's key: the one that is here, or else the one that was put into the backup."""
    place = seal.place(path)
    if not place.exists() and unlocked.trail_key is not None:
        return seal.KeyFile(unlocked.trail_key)
    return seal.KeyFile(place)


def _lost(live: copies.Raw | None) -> Lost | None:
    """Read what the live database says of itself, of whatever schema step it is."""
    if live is None:
        return None
    try:
        disposed = {}
        columns = {row[0] for row in live.execute("SELECT name FROM pragma_table_info('round')")}
        if "disposed_at" in columns:
            rows = "SELECT id, title FROM round WHERE disposed_at IS NOT NULL ORDER BY disposed_at"
            disposed = dict(live.execute(rows).fetchall())
        found = copies.head(live)
    except (driver.DatabaseError, ValueError):
        return None
    return Lost(found.site, found.seq, found.chain_end, disposed)


def _put(
    file: Path,
    path: Path,
    unlocked: backup_file.Unlocked,
    key: seal.KeyFile,
    lost: Lost | None,
    *,
    there: bool,
) -> Restored:
    """Bring the copy up to this version, end its sessions, say so in its trail, and put it in its place."""
    db = Database(f"{SQLITE}{unlocked.database}")
    try:
        if key.path.exists():
            db.key_file = key
        elif db.key_file.path.exists():
            key = db.key_file  # the backup is from before there was a key: one was made just now
        else:
            raise refuse("restore.no-trail-key", str(file), place=seal.place(path))
        at, again, sessions = _begun_again(db, file, unlocked.manifest, lost)
    finally:
        db.close()
    copies.settle(unlocked.database)
    if path.exists() and not there:
        raise refuse("restore.in-use", str(path))
    if not seal.place(path).exists():
        _install(key.path, seal.place(path))
    kept = exchange(unlocked.database, path, at)
    return Restored(path, unlocked.manifest, kept, lost, again, sessions)


def _begun_again(
    db: Database, file: Path, manifest: Manifest, lost: Lost | None
) -> tuple[datetime, tuple[str, ...], int]:
    by = local(db)
    with db.acting(by, "backup.restored", f"site:{db.site}") as now:
        erased = select(t.round_.c.id).where(t.round_.c.disposed_at.is_not(None))
        known = set(now.connection.execute(erased).scalars())
        missing = {} if lost is None else lost.disposed
        again = {each: title for each, title in missing.items() if each not in known}
        now.connection.execute(t.sign_in.delete())
        still_open = t.session.c.ended_at.is_(None)
        ended = now.connection.execute(
            t.session.update().where(still_open).values(ended_at=now.at)
        ).rowcount
        now.did(
            name=file.name,
            seq=manifest.seq,
            database=manifest.database_sha256,
            sessions=ended,
            dispose_again=list(again),
            instead_of=None if lost is None else {"seq": lost.entries, "hash": lost.chain_end},
        )
    return now.at, tuple(again.values()), ended


def _install(key: Path, place: Path) -> None:
    """Put the trail's key where it belongs, for this user alone, where none is."""
    with open(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
        file.write(key.read_bytes())
        file.flush()
        os.fsync(file.fileno())
    backup_file.synced(place.parent)
