"""The drill: that a good backup comes back whole, and that a bad one is refused and changes nothing."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from audit.commands.backup import make
from audit.commands.restore import restore
from audit.demonstration.partnership import build
from audit.model.backup import Content, Manifest
from audit.model.refusal import Refusal
from audit.store import backup as copies
from audit.store import backup_file, backup_key
from audit.store.checkpoint import VARIABLE as CHECKPOINTS
from audit.store.database import Database
from audit.store.seal import VARIABLE as TRAIL_KEY
from audit.store.sqlite import driver


@dataclass(frozen=True)
class Trial:
    """One thing that was tried."""

    tried: str
    happened: str
    right: bool


@dataclass(frozen=True)
class Scene:
    """An invented partnership, its backup and the keys."""

    folder: Path
    live: Path
    backup: Path
    identity: Path
    recipient: str
    manifest: Manifest


def drill() -> list[Trial]:
    """Set the scene in a temporary folder and try everything; what is really in use is never touched."""
    with _apart(), TemporaryDirectory(prefix="practice-audit-drill-") as folder:
        scene = _set(Path(folder))
        refused = [_refused(scene, tried, *how) for tried, how in DAMAGES.items()]
        return [*refused, _comes_back(scene)]


@contextmanager
def _apart() -> Iterator[None]:
    """Leave out where the real database has its trail's key and its checkpoints."""
    taken = {name: os.environ.pop(name, None) for name in (TRAIL_KEY, CHECKPOINTS)}
    try:
        yield
    finally:
        os.environ.update({name: value for name, value in taken.items() if value is not None})


def _set(folder: Path) -> Scene:
    live, to, identity = folder / "audit.db", folder / "backups", folder / "opens.key"
    to.mkdir()
    build(_url(live), rounds=1, cases=2)
    recipient = backup_key.make(identity, datetime.now(UTC))
    made = _backup(live, to, recipient)
    return Scene(folder, live, made[0], identity, recipient, made[1])


def _backup(live: Path, to: Path, recipient: str) -> tuple[Path, Manifest]:
    db = Database(_url(live))
    try:
        made = make(db, to, backup_key.recipients([recipient], []))
    finally:
        db.close()
    return made.path, made.manifest


# ---- Six ways in which a backup can be wrong -----------------------------------------------------------


def _cut(scene: Scene, out: Path) -> Path:
    out.write_bytes(scene.backup.read_bytes()[: scene.backup.stat().st_size // 2])
    return scene.identity


def _bit(scene: Scene, out: Path) -> Path:
    content = bytearray(scene.backup.read_bytes())
    content[len(content) // 2] ^= 1
    out.write_bytes(content)
    return scene.identity


def _wrong_key(scene: Scene, out: Path) -> Path:
    out.write_bytes(scene.backup.read_bytes())
    other = scene.folder / "another.key"
    backup_key.make(other, datetime.now(UTC))
    return other


def _other_site(scene: Scene, out: Path) -> Path:
    elsewhere = scene.folder / "elsewhere"
    elsewhere.mkdir()
    _backup(elsewhere / "audit.db", elsewhere, scene.recipient)[0].replace(out)
    return scene.identity


def _newer(scene: Scene, out: Path) -> Path:
    def change(database: Path) -> Content:
        connection = driver.connect(database)
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
        found = copies.content(connection)
        connection.close()
        return found

    return _locked_again(scene, out, change)


def _note(scene: Scene, out: Path) -> Path:
    def change(database: Path) -> Content:
        connection = driver.connect(database)
        query = "SELECT evidence FROM answer WHERE length(evidence) > 9 LIMIT 1"
        note = connection.execute(query).fetchone()[0].encode()
        connection.close()
        flipped = note[:4] + bytes([note[4] ^ 1]) + note[5:]
        database.write_bytes(database.read_bytes().replace(note, flipped))
        return scene.manifest

    return _locked_again(scene, out, change)


def _locked_again(scene: Scene, out: Path, change: Callable[[Path], Content]) -> Path:
    """Lock a database that was changed before it was locked: no seal of the file can tell."""
    with TemporaryDirectory(dir=scene.folder) as folder:
        keys = backup_key.identities(scene.identity)
        unlocked = backup_file.unlock(scene.backup, keys, Path(folder))
        said = change(unlocked.database)
        told = {name: getattr(said, name) for name in Content.model_fields}
        told["database_sha256"] = backup_file.sha256(unlocked.database)
        manifest = scene.manifest.model_copy(update=told)
        to = backup_key.recipients([scene.recipient], [])
        backup_file.write(out, manifest, unlocked.database, None, to)
    return scene.identity


DAMAGES: dict[str, tuple[Callable[[Scene, Path], Path], str]] = {
    "cut in half": (_cut, "backup.damaged"),
    "one bit flipped": (_bit, "backup.damaged"),
    "the wrong key": (_wrong_key, "backup.wrong-key"),
    "another partnership's": (_other_site, "restore.other-site"),
    "of a newer version": (_newer, "database.newer"),
    "a note altered before locking": (_note, "backup.table"),
}
"""How a backup is spoilt, and the code of the sentence with which it must be refused."""


# ---- What happens --------------------------------------------------------------------------------------


def _refused(scene: Scene, tried: str, damage: Callable[[Scene, Path], Path], code: str) -> Trial:
    out = scene.folder / "spoilt.age"
    identity = damage(scene, out)
    before = _everything(scene.live)
    try:
        restore(out, identity, _url(scene.live), over=True)
    except Refusal as refusal:
        happened, right = refusal.complaint.what, refusal.complaint.code == code
    else:
        happened, right = "It was restored.", False
    out.unlink()
    if _everything(scene.live) != before:
        return Trial(tried, f"{happened} The live database has changed.", right=False)
    return Trial(tried, happened, right)


def _comes_back(scene: Scene) -> Trial:
    """Restore the good one over a database that has moved on, and compare each table."""
    done = restore(scene.backup, scene.identity, _url(scene.live), over=True)
    told = {each.name: each for each in scene.manifest.tables}
    found = {each.name: each for each in _everything(scene.live).tables}
    differ = {name for name in told.keys() | found.keys() if told.get(name) != found.get(name)}
    # The restore itself is one entry of the trail; all that stood there stands.
    right = (
        differ == {"event"}
        and found["event"].rows == told["event"].rows + 1
        and done.kept is not None
        and _everything(done.kept).seq > scene.manifest.seq
    )
    same = len(told.keys() - differ)
    return Trial(
        "the good one", f"Restored: {same} tables the same, 1 entry more in the trail.", right
    )


def _everything(path: Path) -> Content:
    connection = driver.connect(path)
    try:
        return copies.content(connection)
    finally:
        connection.close()


def _url(path: Path) -> str:
    return f"sqlite:///{path}"
