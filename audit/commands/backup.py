"""Take a backup while people work, and check one: on the machine where the database is.

Who may run the command line there holds the files themselves, so these act as the person of the machine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import select

from audit.commands.person import local
from audit.model.backup import FORMAT, NAME, Content, Manifest, file_name
from audit.model.refusal import refuse
from audit.store import backup as copies
from audit.store import backup_file, backup_key, seal
from audit.store import tables as t
from audit.store.database import Database
from audit.store.private_folder import private_folder
from audit.store.sqlite import plain_words


@dataclass(frozen=True)
class Made:
    """A backup that counts."""

    path: Path
    manifest: Manifest
    removed: tuple[str, ...]
    """Names of the older backups that were taken away."""


def make(
    db: Database,
    to: Path,
    recipients: Sequence[backup_key.Recipient],
    *,
    keep: int | None = None,
    with_trail_key: bool = False,
) -> Made:
    """Write a checked copy, locked to the recipients, into a folder; keep only so many of this site there."""
    if not to.is_dir():
        raise refuse("backup.folder", str(to))
    by, where = local(db), str(db.path)
    with plain_words(db.path), private_folder(db.path) as folder:
        copy, content = copies.copied(db.path, folder)
        copies.check(copy, content, where, db.key_file.keys())
        key = db.key_file.path if with_trail_key else None
        manifest = _described(db, copy, content, key)
        out = to / file_name(manifest.site, manifest.made_at, manifest.seq)
        digest = backup_file.write(out, manifest, copy, key, recipients)
    try:
        with db.acting(by, "backup.made", f"site:{manifest.site}") as now:
            now.did(
                result=out.name,
                name=out.name,
                seq=manifest.seq,
                sha256=digest,
                database=manifest.database_sha256,
                with_trail_key=with_trail_key,
            )
    except BaseException:
        out.unlink(missing_ok=True)  # what the trail does not know of does not count
        raise
    return Made(out, manifest, () if keep is None else _thinned(db, to, keep))


def _described(db: Database, copy: Path, content: Content, key: Path | None) -> Manifest:
    return Manifest(
        **{name: getattr(content, name) for name in Content.model_fields},
        format=FORMAT,
        made_at=db.clock(),
        database_bytes=copy.stat().st_size,
        database_sha256=backup_file.sha256(copy),
        trail_key_sha256=None if key is None else backup_file.sha256(key),
    )


def _thinned(db: Database, folder: Path, keep: int) -> tuple[str, ...]:
    """Take away all but the newest so many backups in the folder, of those that the trail says were made here."""
    made = select(t.event.c.result).where(t.event.c.act == "backup.made")
    with db.reading() as connection:
        names = connection.execute(made.order_by(t.event.c.seq.desc())).scalars().all()
    there = [name for name in names if _is_ours(folder / str(name), db.site)]
    too_many = tuple(there[keep:])
    if too_many:
        with db.acting(local(db), "backup.removed", f"site:{db.site}") as now:
            now.did(names=list(too_many))
    for name in too_many:
        try:
            (folder / name).unlink()
        except OSError as fault:
            told = backup_key.reason(fault)
            raise refuse("backup.not-removed", str(folder / name), reason=told) from fault
    return too_many


def _is_ours(path: Path, site: str) -> bool:
    found = NAME.fullmatch(path.name)
    return found is not None and found["site"] == site and path.is_file() and not path.is_symlink()


@dataclass(frozen=True)
class Checked:
    """A backup that is whole."""

    manifest: Manifest
    seals: bool
    """True if the trail's seals were checked too, which needs its key."""


def check(backup: Path, identity: Path, trail_key: Path | None = None) -> Checked:
    """Decrypt a backup into a folder for this user alone and check all of it; refuse what is not whole."""
    keys = backup_key.identities(identity)
    try:
        with TemporaryDirectory(prefix="practice-audit-") as folder:
            unlocked = backup_file.unlock(backup, keys, Path(folder))
            found = unlocked.trail_key if trail_key is None else trail_key
            sealed_with = None if found is None else seal.KeyFile(found).keys()
            whole(unlocked, str(backup), sealed_with)
            return Checked(unlocked.manifest, seals=sealed_with is not None)
    except OSError as fault:
        told = backup_key.reason(fault)
        raise refuse("backup.unreadable", str(backup), reason=told) from fault


def whole(
    unlocked: backup_file.Unlocked, where: str, sealed_with: tuple[seal.Key, ...] | None
) -> None:
    """Refuse what was in a backup unless all of it is as its manifest says."""
    manifest = unlocked.manifest
    copies.check(unlocked.database, manifest, where, sealed_with)
    if (
        unlocked.database.stat().st_size != manifest.database_bytes
        or backup_file.sha256(unlocked.database) != manifest.database_sha256
    ):
        raise refuse("backup.manifest", where)
