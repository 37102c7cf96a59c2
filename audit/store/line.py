"""The line at the door: acts come in one at a time in the order of asking, and small ones share a COMMIT.

Making sure that the disk has it costs more than what an act writes. So a small act that finds others
waiting behind it lets the next one into its transaction and waits; whoever finds nobody behind commits
for all of them and wakes them. Nobody is told "saved" before that. Each later act of a group stands in a
savepoint, so that one that fails takes back nothing but itself.
"""

import threading
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from copy import copy
from time import monotonic

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from audit.store import streams
from audit.store.prepared import plainly
from audit.store.sqlite import driver

ACTS = 200
"""So many acts at most share one COMMIT."""
SECONDS = 0.05
"""So long at most the first of a group waits for others to come in."""


class FairLock:
    """A lock handed on in the order of asking; SQLite's own waiting is unfair."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[tuple[threading.Lock, bool]] = deque()
        self._held = False

    def __enter__(self) -> None:
        self.come()

    def __exit__(self, *_: object) -> None:
        self.leave()

    def come(self, *, shares: bool = False) -> None:
        """Wait for one's turn; `shares` is for whoever asks who is next."""
        with self._guard:
            if not self._held:
                self._held = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append((mine, shares))
        try:
            mine.acquire()
        except BaseException:  # interrupted: leave the line, or hand on what has just come
            with self._guard:
                waits = (mine, shares) in self._waiting
                if waits:
                    self._waiting.remove((mine, shares))
            if not waits:
                self.leave()
            raise

    def leave(self) -> None:
        """Let the next in line in."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft()[0].release()
            else:
                self._held = False

    def leave_to_one_that_shares(self) -> bool:
        """Let the next in line in if it is there and shares; False, and nothing done, if not."""
        with self._guard:
            if not self._waiting or not self._waiting[0][1]:
                return False
            self._waiting.popleft()[0].release()
            return True


class Group:
    """Acts in one transaction: all of them are kept by one COMMIT or, where that fails, none."""

    def __init__(self, engine: Engine) -> None:
        self.connection = engine.connect()
        try:
            self._transaction = self.connection.begin()
        except BaseException:
            self.connection.close()
            raise
        streams.forget(self.connection)
        self.acts = 0
        self._until = monotonic() + SECONDS
        self._ended = threading.Event()
        self._fault: Exception | None = None

    @property
    def has_room(self) -> bool:
        """True if another act may come in."""
        return (
            self.acts > 0 and self._fault is None and self.acts < ACTS and monotonic() < self._until
        )

    @contextmanager
    def act(self) -> Iterator[Connection]:
        """Yield the connection for one act; whatever ends it early takes back this act alone."""
        is_first = self.acts == 0
        if not is_first:
            plainly(self.connection, "SAVEPOINT act")
        try:
            yield self.connection
            if not is_first:
                plainly(self.connection, "RELEASE SAVEPOINT act")
        except BaseException as fault:
            if is_first:
                self._transaction.rollback()
                raise
            stands = not self.connection.invalidated
            try:
                if stands:
                    streams.forget(self.connection)
                    plainly(self.connection, "ROLLBACK TO SAVEPOINT act")
            except (DatabaseError, driver.Error):
                stands = False
            if not stands:  # a full disk, a lost server: those before it are taken back, too
                self._fault = _told(fault)
            raise
        self.acts += 1

    def end(self) -> None:
        """Commit and wake all who wait; what went wrong is raised by `wait`, an interruption here, too."""
        try:
            if self.acts and self._fault is None:
                self._transaction.commit()
        except BaseException as fault:
            self._fault = _told(fault)
            with suppress(DatabaseError):  # closing alone would leave it open
                self._transaction.rollback()
            if not isinstance(fault, Exception):
                raise
        finally:
            self.connection.close()
            self._ended.set()

    def wait(self) -> None:
        """Return once the group is committed; the fault, if that failed."""
        self._ended.wait()
        if self._fault is not None:
            raise copy(self._fault) from self._fault


def _told(fault: BaseException) -> Exception:
    """What the others of the group are told: an interruption was meant for one of them only."""
    return (
        fault if isinstance(fault, Exception) else InterruptedError("interrupted while committing")
    )


class Line(FairLock):
    """The line before the one writing connection of this process."""

    def __init__(self, engine: Engine) -> None:
        super().__init__()
        self._engine = engine
        self._group: Group | None = None

    @contextmanager
    def transaction(self, *, shares: bool = False) -> Iterator[Connection]:
        """Yield the connection to one act; it is committed when the block has been left without a fault.

        One that `shares` may be committed together with others that do: it must be short, for they wait.
        """
        self.come(shares=shares)
        try:
            group = self._group = self._group or Group(self._engine)
            with group.act() as connection:
                yield connection
        finally:
            self.leave(shares=shares)
        group.wait()

    def leave(self, *, shares: bool = False) -> None:
        """Hand the group on, or end it where nobody comes who shares, and let the next in line in."""
        group = self._group
        if group is not None:
            if shares and group.has_room and self.leave_to_one_that_shares():
                return
            self._group = None
        try:
            if group is not None:
                group.end()
        finally:
            super().leave()


class Lines:
    """The lines of a database: one for all acts or, where they need not wait for one another, one for each stream."""

    def __init__(self, engine: Engine, streams: Iterable[int] = ()) -> None:
        self.first = Line(engine)
        self._of = {each: Line(engine.execution_options(stream=each)) for each in streams}

    def of(self, stream: int) -> Line:
        """Return the line before acts of this stream of the trail."""
        return self._of.get(stream, self.first)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody of this process in meanwhile, at any of them."""
        with ExitStack() as all_of_them:
            for each in (self.first, *self._of.values()):
                all_of_them.enter_context(each)
            yield
