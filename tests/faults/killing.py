"""kill -9 in the middle: a process that does the tool's own work, and the moment at which it dies.

It dies by a signal from outside after a random time, or at a line of our own code chosen beforehand: kill
-9 from within, between one line and the next. The first finds what nobody thought of, the second the
moments that are too short to hit.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import connection as pipes
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from types import FrameType, ModuleType
from typing import Any
from unittest.mock import patch

from audit.store.database import Database
from tests.faults import saves

HERE = Path(__file__).resolve().parents[2]
PATIENCE = 60.0
"""Seconds that a process may take on a busy machine."""
READY, DONE = "ready", "done"
Say = Callable[[Any], None]
Work = Callable[..., None]


def possible() -> bool:
    """True where a process can be killed as here."""
    return hasattr(signal, "SIGKILL") and hasattr(os, "fork")


@dataclass(frozen=True)
class Life:
    """What a process said before it died."""

    said: list[Any]
    was_killed: bool


class Nursery:
    """Processes that have everything imported when they begin: a server of forks, started once."""

    def __init__(self) -> None:
        self._context = get_context("forkserver")
        self._context.set_forkserver_preload(
            [__name__, "audit.documents.board_pack", "audit.__main__", "alembic.command"]
        )

    def life(
        self,
        work: Work,
        *given: Any,
        seconds: float | None = None,
        after: int = 0,
        line: int | None = None,
        within: str = "",
    ) -> Life:
        """Let a process do its work; kill it `seconds` after it has said `after` things, or at a line.

        Lines are counted in all of our own code, or within the one file that is named.
        """
        ours, theirs = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=_work, args=(theirs, dict(os.environ), line, within, work, *given)
        )
        # A page that was tried before leaves its script there, which a new process would run first.
        with patch.dict(sys.modules, {"__main__": ModuleType("__main__")}):
            process.start()
        theirs.close()
        said: list[Any] = []
        for each in _heard(ours):
            said.append(each)
            if seconds is not None and len(said) == after + 1:
                said += _heard_for(ours, seconds)
                process.kill()
        process.join(PATIENCE)
        code = process.exitcode
        process.close()
        ours.close()
        assert code in (0, -signal.SIGKILL), f"the process ended by itself with {code}"
        return Life(said, was_killed=code != 0)

    def lines(self, work: Work, *given: Any, within: str = "") -> int:
        """Return how many lines of our code the work takes, so that one can be chosen."""
        return int(self.life(work, *given, line=-1, within=within).said[-1])


def _heard(pipe: Connection) -> Iterator[Any]:
    try:
        while True:
            assert pipe.poll(PATIENCE), "the process says nothing"
            yield pipe.recv()
    except EOFError:
        return


def _heard_for(pipe: Connection, seconds: float) -> Iterator[Any]:
    """Listen on while time passes: a pipe that nobody empties would stop the process before we do."""
    end = time.monotonic() + seconds
    while (left := end - time.monotonic()) > 0:
        if pipes.wait([pipe], left):
            try:
                yield pipe.recv()
            except EOFError:
                return


# ---- In the process ------------------------------------------------------------------------------------


def _work(
    pipe: Connection,
    environment: dict[str, str],
    line: int | None,
    within: str,
    work: Work,
    *given: Any,
) -> None:
    os.environ.clear()  # the server of forks has the one that it was started in
    os.environ.update(environment)
    guard = threading.Lock()

    def say(what: Any) -> None:
        with guard:  # one message whole after the other
            pipe.send(what)

    with _dying_at(line, within, say):
        work(say, *given)


@contextmanager
def _dying_at(line: int | None, within: str, say: Say) -> Iterator[None]:
    """Count the lines of our own code that are run, and die before the one of that number.

    With -1 nobody dies, and the count is said at the end.
    """
    if line is None:
        yield
        return
    count = 0
    ours = str(HERE / "audit")

    def traced(frame: FrameType, happens: str, _: object) -> Any:
        nonlocal count
        name = frame.f_code.co_filename
        if not (name.startswith(ours) and name.endswith(within)):
            return None
        if happens == "line":
            count += 1
            if count == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return traced

    sys.settrace(traced)
    try:
        yield
    finally:
        sys.settrace(None)
    if line == -1:
        say(count)


def saving(say: Say, url: str, places: list[saves.Place], before: dict[saves.Place, int]) -> None:
    """Save on and on in three threads by the real command; say each save once it is acknowledged."""
    db = Database(url)
    say(READY)

    def save(mine: list[saves.Place]) -> None:
        counts = dict(before)
        while True:
            for place in mine:
                counts[place] = counts.get(place, 0) + 1
                saves.saved(db, place, counts[place])
                say((place, counts[place]))

    for worker in range(3):
        threading.Thread(target=save, args=(places[worker::3],), daemon=True).start()
    time.sleep(PATIENCE)


def saving_once(say: Say, url: str, place: saves.Place, n: int) -> None:
    """Save once, and say so."""
    db = Database(url)
    saves.saved(db, place, n)
    say((place, n))


def command_line(say: Say, *words: str) -> None:
    """Do what the words say on the command line; say its exit code."""
    from audit.__main__ import main

    say(READY)
    sys.stdout = sys.stderr = open(os.devnull, "w")  # noqa: PTH123, SIM115 - until the process ends
    say(main(list(words)))


def opening(say: Say, url: str) -> None:
    """Open the database, which brings its tables up to date, and say so."""
    say(READY)
    db = Database(url)
    say(DONE)
    db.close()
