"""The two halves of a backup's key: anybody may hold the one that locks, few the one that opens."""

import os
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TypeAlias

import pyrage

from audit.model.refusal import refuse

Recipient: TypeAlias = pyrage.x25519.Recipient
"""The half that locks: a line that begins with age1."""
Identity: TypeAlias = pyrage.x25519.Identity
"""The half that opens: a line that begins with AGE-SECRET-KEY-1. It is never printed."""
PUBLIC, SECRET = "age1", "AGE-SECRET-KEY-1"
MOST = 65_536
"""Bytes of a file with keys; a larger one is something else."""


def make(out: Path, at: datetime) -> str:
    """Write a new key where no file is yet, for this user alone to read; return the half that locks."""
    identity = Identity.generate()
    public = str(identity.to_public())
    words = f"# made: {at:%Y-%m-%dT%H:%M:%SZ}\n# public key: {public}\n{identity}\n"
    try:
        with open(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:  # noqa: PTH123
            file.write(words.encode())
            file.flush()
            os.fsync(file.fileno())
    except FileExistsError:
        raise refuse("backup.key-there", str(out)) from None
    except OSError as fault:
        raise refuse("backup.unwritable", str(out), reason=reason(fault)) from fault
    return public


def recipients(given: Iterable[str], files: Iterable[Path]) -> list[Recipient]:
    """Return the keys to lock with: those given as they are, and those that the files list."""
    lines = [("--recipient", text.strip()) for text in given]
    for path in files:
        lines += [(where, line) for where, line in _lines(path) if not line.startswith("#")]
    if not lines:
        raise refuse("backup.no-recipient")
    return [_recipient(where, line) for where, line in lines]


def _recipient(where: str, line: str) -> Recipient:
    if line.upper().startswith(SECRET):
        raise refuse("backup.recipient-secret", where)
    try:
        return Recipient.from_str(line)
    except pyrage.RecipientError:
        raise refuse("backup.recipient", where) from None


def identities(path: Path) -> list[Identity]:
    """Return the keys that a file holds, any of which may open a backup."""
    found = []
    for where, line in _lines(path):
        if line.startswith("#"):
            continue
        try:
            found.append(Identity.from_str(line))
        except pyrage.IdentityError:
            raise refuse("backup.identity", where) from None
    if not found:
        raise refuse("backup.identity", str(path))
    return found


def _lines(path: Path) -> list[tuple[str, str]]:
    """The lines of a file with keys, each with its place; a blank one is passed over."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST + 1)
    except OSError as fault:
        raise refuse("backup.unreadable", str(path), reason=reason(fault)) from fault
    if len(content) > MOST:
        raise refuse("backup.identity", str(path))
    lines = content.decode("utf-8-sig", "replace").splitlines()
    return [
        (f"{path}, line {number}", line.strip())
        for number, line in enumerate(lines, start=1)
        if line.strip()
    ]


def reason(fault: OSError) -> str:
    """The system's own words."""
    return (fault.strerror or "no reason given").lower()
