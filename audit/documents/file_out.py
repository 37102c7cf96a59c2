"""A file written out: whole or not at all, and refused in plain words where it cannot be."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from audit.model.refusal import refuse


def check_place(out: Path) -> None:
    """Refuse before anything is exported: what cannot be written should not stand in the trail."""
    folder = out if out.is_dir() else out.parent
    if not folder.is_dir():
        raise refuse("out.folder", str(out))
    if not os.access(folder, os.W_OK):
        raise refuse("out.unwritable", str(out), reason="permission denied")


def write_whole(out: Path, content: bytes) -> None:
    """Write a file whole or not at all: a reader never meets half of it, an old one stays until then."""
    with whole_file(out) as file:
        file.write(content)


@contextmanager
def whole_file(out: Path) -> Iterator[BinaryIO]:
    """Yield a file to write to, which takes its place once all of it is written, and leaves nothing otherwise."""
    part = out.with_name(f".{out.name}.{secrets.token_hex(4)}.part")
    try:
        try:
            with part.open("x+b") as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            part.replace(out)
        finally:
            part.unlink(missing_ok=True)
    except OSError as fault:
        reason = (fault.strerror or "no reason given").lower()
        raise refuse("out.unwritable", str(out), reason=reason) from fault
