"""The file of a backup: a tar of manifest and database, locked with age to whoever holds a key.

Any age and any tar open it, without this tool: `age -d -i KEY FILE | tar x`.
"""

import hashlib
import io
import os
import secrets
import tarfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

import pyrage

from audit.model.backup import FORMAT, NAME, Form, Manifest
from audit.model.refusal import refuse
from audit.store.backup_key import Identity, Recipient, reason
from audit.store.sqlite import HEAD

MAGIC = b"age-encryption.org/v1\n"
MANIFEST, DATABASE, TRAIL_KEY = "manifest.json", "database.db", "trail.key"
MOST = {MANIFEST: 1 << 20, DATABASE: (8 << 30) - 1, TRAIL_KEY: 4096}
"""What a backup may hold, and how many bytes of each: nothing else is ever unpacked."""
LARGEST = MOST[DATABASE] + (16 << 20)
CHUNK = 1 << 20
DAY = 86_400


@dataclass(frozen=True)
class Unlocked:
    """What was in a backup, in a folder that only this user can enter."""

    manifest: Manifest
    database: Path
    trail_key: Path | None


def sha256(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(
    out: Path, manifest: Manifest, database: Path, key: Path | None, to: Sequence[Recipient]
) -> str:
    """Write a backup whole or not at all and return the SHA-256 of the file; nothing is written over."""
    packed = database.with_name("packed.tar")
    try:
        _clear(out, manifest)
        _pack(packed, manifest, database, key)
        return _lock(packed, out, to)
    except OSError as fault:
        raise refuse("backup.unwritable", str(out), reason=reason(fault)) from fault
    finally:
        packed.unlink(missing_ok=True)


def _clear(out: Path, manifest: Manifest) -> None:
    """Take away what a killed backup of this site left half written; a day old, it is nobody's."""
    yesterday = manifest.made_at.timestamp() - DAY
    for left in out.parent.iterdir():
        begun = NAME.fullmatch(left.name[1:].rpartition(".age.")[0] + ".age")
        mine = begun is not None and begun["site"] == manifest.site
        if mine and left.suffix == ".part" and left.stat().st_mtime < yesterday:
            left.unlink()


def _pack(packed: Path, manifest: Manifest, database: Path, key: Path | None) -> None:
    with tarfile.open(packed, "x", format=tarfile.USTAR_FORMAT) as tar:
        _add(tar, MANIFEST, io.BytesIO(manifest.model_dump_json(indent=1).encode()), manifest)
        with database.open("rb") as file:
            _add(tar, DATABASE, file, manifest)
        if key is not None:
            with key.open("rb") as file:
                _add(tar, TRAIL_KEY, file, manifest)


def _add(tar: tarfile.TarFile, name: str, content: BinaryIO, manifest: Manifest) -> None:
    member = tarfile.TarInfo(name)
    member.size = content.seek(0, os.SEEK_END)
    content.seek(0)
    member.mode, member.mtime = 0o600, int(manifest.made_at.timestamp())
    if member.size > MOST[name]:
        raise refuse("backup.too-large", name, most=f"{MOST[name]:,}")
    tar.addfile(member, content)


def _lock(packed: Path, out: Path, to: Sequence[Recipient]) -> str:
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        with (
            packed.open("rb") as source,
            open(os.open(part, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "wb") as target,  # noqa: PTH123
        ):
            pyrage.encrypt_io(source, target, list(to))
            target.flush()
            os.fsync(target.fileno())
        if out.exists():
            raise refuse("backup.there", str(out))
        digest = sha256(part)
        part.replace(out)
        synced(out.parent)
    finally:
        part.unlink(missing_ok=True)
    return digest


def synced(folder: Path) -> None:
    """Have the disk keep what the folder now lists; a system that syncs no folders has other means."""
    if os.name == "posix":
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def unlock(backup: Path, keys: Sequence[Identity], folder: Path) -> Unlocked:
    """Decrypt a backup into the folder; refuse what is none, is damaged, or is locked to another key."""
    packed = folder / "packed.tar"
    try:
        _decrypt(backup, keys, packed)
        return _unpack(backup, packed, folder)
    except OSError as fault:
        raise refuse("backup.unreadable", str(backup), reason=reason(fault)) from fault
    finally:
        packed.unlink(missing_ok=True)


def _decrypt(backup: Path, keys: Sequence[Identity], packed: Path) -> None:
    with backup.open("rb") as source, packed.open("xb") as target:
        if os.fstat(source.fileno()).st_size > LARGEST:
            raise refuse("backup.too-large", str(backup), most=f"{LARGEST:,}")
        if source.read(len(MAGIC)) != MAGIC:
            raise refuse("backup.foreign", str(backup))
        source.seek(0)
        try:
            pyrage.decrypt_io(source, target, list(keys))
        except pyrage.DecryptError as fault:
            wrong = "No matching keys" in str(fault)
            raise refuse("backup.wrong-key" if wrong else "backup.damaged", str(backup)) from None
        except OSError as fault:
            if fault.errno is not None:  # the disk's own
                raise
            raise refuse("backup.damaged", str(backup)) from None


def _unpack(backup: Path, packed: Path, folder: Path) -> Unlocked:
    """Take the parts out by their names. Whoever has the public key can lock anything: trust nothing."""
    where, found, manifest = str(backup), set[str](), None
    try:
        with packed.open("rb") as tar:
            for name, size in _members(tar):
                if name in found or (not found and name != MANIFEST) or size > MOST.get(name, -1):
                    raise refuse("backup.foreign", where)
                found.add(name)
                if name == MANIFEST:
                    manifest = _manifest(where, tar.read(size))
                else:
                    _keep(tar, folder / name, size)
    except (tarfile.TarError, ValueError) as fault:
        raise refuse("backup.foreign", where) from fault
    key = folder / TRAIL_KEY if TRAIL_KEY in found else None
    if (
        manifest is None
        or DATABASE not in found
        or manifest.trail_key_sha256 != (key and sha256(key))
    ):
        raise refuse("backup.foreign", where)
    return Unlocked(manifest, folder / DATABASE, key)


def _members(tar: BinaryIO) -> Iterator[tuple[str, int]]:
    """Yield the name and size of each part; whoever asks reads that many bytes before the next.

    Of tar only the plainest is read: no links, no holes, no headers that go on for gigabytes.
    """
    while (block := tar.read(tarfile.BLOCKSIZE)) != bytes(tarfile.BLOCKSIZE):
        member = tarfile.TarInfo.frombuf(block, "ascii", "strict")
        if member.type != tarfile.REGTYPE or member.size < 0:
            raise tarfile.ReadError("no plain file")
        yield member.name, member.size
        tar.read(-member.size % tarfile.BLOCKSIZE)


def _manifest(where: str, words: bytes) -> Manifest:
    form = Form.model_validate_json(words).format
    if form > FORMAT:
        raise refuse("backup.newer", where, found=form, known=FORMAT)
    manifest = Manifest.model_validate_json(words)
    if manifest.schema_step > HEAD:
        raise refuse("database.newer", where, found=manifest.schema_step, known=HEAD)
    return manifest


def _keep(source: BinaryIO, out: Path, size: int) -> None:
    with out.open("xb") as target:
        while size > 0:
            chunk = source.read(min(CHUNK, size))
            if not chunk:
                raise tarfile.ReadError("it ends early")
            target.write(chunk)
            size -= len(chunk)
