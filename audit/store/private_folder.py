"""A folder beside a database for what must not lie open: this user's alone, and gone afterwards."""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

from audit.model.refusal import refuse

if sys.platform != "win32":
    import fcntl


@contextmanager
def private_folder(beside: Path) -> Iterator[Path]:
    """Yield an empty folder that only this user can enter, on the disk that holds the database anyway.

    One backup or restore works beside a database at a time. So what a killed one left is nobody's, and
    the next one clears it away.
    """
    start = f".{beside.name}.private-"
    with _alone(beside.parent):
        for left in beside.parent.iterdir():
            if left.name.startswith(start):
                shutil.rmtree(left)
        made = Path(mkdtemp(prefix=start, dir=beside.parent))
        try:
            yield made
        finally:
            shutil.rmtree(made)


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder against another backup or restore; the hold ends with the process, however it ends."""
    if sys.platform == "win32":  # pragma: no cover - an open file is held there by being open
        yield
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise refuse("backup.under-way", str(folder)) from None
        yield
    finally:
        os.close(opened)
