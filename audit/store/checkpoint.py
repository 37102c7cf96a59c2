"""Checkpoints written to a file of the administrator's choice, best on another machine."""

import os
import threading
from collections.abc import Iterable
from pathlib import Path
from time import monotonic

from audit.model.checkpoint import Checkpoint, Mark, marks
from audit.model.refusal import complaint

VARIABLE = "AUDIT_CHECKPOINT_FILE"
PAUSE = 60.0
"""Seconds from one writing to the next: the newest state of each stream is written then, not every one."""
PATIENCE = 5.0
"""Seconds that closing waits for a disk that does not answer."""


class CheckpointFile:
    """Writes the newest checkpoint at most once a minute, beside the work: a save never waits for it."""

    def __init__(self) -> None:
        named = os.environ.get(VARIABLE)
        self.path = Path(named).absolute() if named else None
        self.trouble: str | None = None
        """Why the last line could not be written; None when all is well."""
        self._newest: dict[int, Checkpoint] = {}
        self._seq: dict[int, int] = {}
        self._written_at = -PAUSE
        self._guard = threading.Lock()
        self._at_work = threading.Lock()
        self._timer: threading.Timer | None = None

    def note(self, newest: Checkpoint) -> None:
        """Remember the newest state of a stream, to be written within a minute."""
        if self.path is None:
            return
        with self._guard:
            if newest.seq <= self._seq.get(newest.stream, 0):
                return  # of acts kept together the last one may come here first
            self._newest[newest.stream] = newest
            self._seq[newest.stream] = newest.seq
            if self._timer is None:
                wait = max(0.0, self._written_at + PAUSE - monotonic())
                self._timer = threading.Timer(wait, self._write)
                self._timer.daemon = True
                self._timer.start()

    def _write(self) -> None:
        with self._at_work:  # who closes waits for a line that is being written
            with self._guard:
                newest, self._newest = self._newest, {}
                self._timer, self._written_at = None, monotonic()
            if self.path is None or not newest:
                return
            try:
                add_lines(self.path, sorted(newest.values(), key=lambda each: each.seq))
                self.trouble = None
            except OSError as fault:
                self.trouble = (fault.strerror or "no reason given").lower()

    def close(self) -> None:
        """Write what waits; a disk that does not answer is left behind after a few seconds."""
        if self.path is None:
            return
        with self._guard:
            timer = self._timer
        if timer is not None:
            timer.cancel()
        last = threading.Thread(target=self._write, daemon=True)
        last.start()
        last.join(PATIENCE)

    def held(self) -> tuple[Mark, ...]:
        """Return every checkpoint in the file; none where it cannot be read, of which `complaint` tells."""
        try:
            return read(self.path) if self.path is not None else ()
        except OSError:
            return ()

    def complaint(self) -> str:
        """Say in a sentence why checkpoints cannot be written; nothing when all is well."""
        if self.path is None:
            return ""
        why = self.trouble
        place = self.path if self.path.exists() else self.path.parent
        if not os.access(place, os.R_OK | os.W_OK):
            why = "permission denied" if place.exists() else "no such folder"
        return str(complaint("checkpoint.unwritten", str(self.path), reason=why)) if why else ""


def add_lines(path: Path, newest: Iterable[Checkpoint]) -> None:
    """Append checkpoints, a line each, and let the disk have them."""
    with path.open("a", encoding="utf-8") as file:
        file.writelines(f"{each.line}\n" for each in newest)
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> tuple[Mark, ...]:
    """Return the checkpoints in a file; OSError if it cannot be read."""
    return marks(path.read_text("utf-8", errors="replace"))
