"""The line at the door: acts come in one at a time in the order of asking, and small ones share a COMMIT.

Making sure that the disk has it costs more than what an act writes, and waking whoever waits as much as
the act. So whoever comes in with a small act also does those of the people who wait behind with one, commits
for all of them, and only then wakes them. Nobody is told "saved" before that. Each later act of a group stands in
a savepoint, so that one that fails takes back nothing but itself.
"""

import threading
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from contextvars import copy_context
from copy import copy
from time import monotonic
from types import TracebackType
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from audit.store import streams
from audit.store.prepared import plainly
from audit.store.sqlite import driver

Made = TypeVar("Made")

ACTS = 200
"""So many acts at most share one COMMIT."""
SECONDS = 0.05
"""So long at most the first of a group waits for others to come in."""


class Place:
    """A place in line: whoever has it comes in themselves, or their act is done by whoever is in."""

    def __init__(self, does: Callable[[Connection], Any] | None = None) -> None:
        """Take the act, if it is one that others may do."""
        self.does = does
        self.is_in = False
        """True once the turn is theirs."""
        self.made: Any = None
        self.fault: Exception | None = None
        self._told = threading.Lock()
        self._told.acquire()

    def wait(self) -> None:
        """Return once they are let in, or their act is over."""
        self._told.acquire()

    def do(self, connection: Connection) -> None:
        """Do the act."""
        if self.does is not None:
            self.made = self.does(connection)

    def tell(self, fault: Exception | None = None) -> None:
        """Say that they are let in, or that their act is over, and whether it failed."""
        self.fault = fault
        self._told.release()


class FairLock:
    """A lock handed on in the order of asking; SQLite's own waiting is unfair."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[Place] = deque()
        self._held = False

    def __enter__(self) -> None:
        self.come(Place())

    def __exit__(self, *_: object) -> None:
        self.leave()

    def come(self, place: Place) -> None:
        """Wait for one's turn, or until one's act was done by somebody whose turn it was."""
        with self._guard:
            if not self._held:
                self._held = place.is_in = True
                return
            self._waiting.append(place)
        try:
            place.wait()
        except BaseException:  # interrupted: leave the line, or hand on what has just come
            with self._guard:
                if place in self._waiting:
                    self._waiting.remove(place)
            if place.is_in:
                self.leave()
            raise

    def leave(self) -> None:
        """Let the next in line in."""
        with self._guard:
            if self._waiting:
                following = self._waiting.popleft()
                following.is_in = True
                following.tell()
            else:
                self._held = False

    def take(self) -> Place | None:
        """Take the next in line out of it, whose act is then to be done here; None if it is not one that others may do."""
        with self._guard:
            if self._waiting and self._waiting[0].does is not None:
                return self._waiting.popleft()
        return None


class Group:
    """Acts in one transaction: all of them are kept by one COMMIT or, where that fails, none."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self._transaction = connection.begin()
        streams.forget(connection)
        self._acts: list[Place] = []
        self._until = monotonic() + SECONDS
        self._fault: Exception | None = None

    def __enter__(self) -> "Group":
        return self

    @property
    def has_room(self) -> bool:
        """True if another act may come in."""
        return self._fault is None and len(self._acts) < ACTS and monotonic() < self._until

    def lead(self, place: Place) -> None:
        """Do the first act; whatever ends it early takes back the transaction."""
        try:
            place.do(self.connection)
        except BaseException:
            self._transaction.rollback()
            raise
        self._acts.append(place)

    def follow(self, place: Place) -> None:
        """Do an act of somebody who waits; whatever ends it early takes back this act alone, and they are told."""
        try:
            plainly(self.connection, "SAVEPOINT act")
            place.do(self.connection)
            plainly(self.connection, "RELEASE SAVEPOINT act")
        except BaseException as fault:
            told = _told(fault)
            stands = not self.connection.invalidated
            try:
                if stands:
                    streams.forget(self.connection)
                    plainly(self.connection, "ROLLBACK TO SAVEPOINT act")
            except (DatabaseError, driver.Error):
                stands = False
            if not stands:  # a full disk, a lost server: those before it are taken back, too
                self._fault = told
            place.tell(told)
            if not isinstance(fault, Exception):
                raise
        else:
            self._acts.append(place)

    def __exit__(
        self, kind: type[BaseException] | None, _: BaseException | None, __: TracebackType | None
    ) -> None:
        """Commit and tell all of them; an interruption here is raised, too."""
        try:
            if self._acts and self._fault is None:
                self._transaction.commit()
            else:
                self.connection.close()
        except BaseException as fault:
            self._fault = _told(fault)
            with suppress(DatabaseError):  # closing alone would leave it open
                self._transaction.rollback()
            self.connection.close()
            if not isinstance(fault, Exception):
                raise
        finally:
            for each in self._acts:
                each.tell(None if self._fault is None else _of_its_own(self._fault))


def _told(fault: BaseException) -> Exception:
    """What the others of the group are told: an interruption was meant for one of them only."""
    return fault if isinstance(fault, Exception) else InterruptedError("interrupted while at work")


def _of_its_own(fault: Exception) -> Exception:
    """Each is told by a fault of their own: two threads must not raise the same one."""
    made = copy(fault)
    made.__cause__ = fault
    return made


class Line(FairLock):
    """The line before the one writing connection of this process."""

    def __init__(self, engine: Engine, *, keeps: bool) -> None:
        """Take what gives out connections, and whether one of them is kept from act to act.

        To be given one and to hand it back takes as long as to write a rating. One to a server is asked for
        each time, which tells whether the server is still there.
        """
        super().__init__()
        self._engine = engine
        self._keeps = keeps
        self._kept: Connection | None = None

    @contextmanager
    def _connected(self) -> Iterator[Connection]:
        """Yield the connection to whoever is in; one on which anything went wrong is not kept."""
        kept, self._kept = self._kept, None
        connection = self._engine.connect() if kept is None else kept
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        spoilt = connection.closed or connection.invalidated or connection.in_transaction()
        if self._keeps and not spoilt:
            self._kept = connection
        else:
            connection.close()

    def let_go(self) -> None:
        """Close the connection that is kept, unless somebody is at work on it."""
        kept, self._kept = self._kept, None
        if kept is not None:
            kept.close()

    def close(self) -> None:
        """Keep no connection from now on."""
        self._keeps = False
        self.let_go()

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """Yield the connection to one act; it is committed when the block has been left without a fault."""
        with self, self._connected() as connection, connection.begin():
            streams.forget(connection)
            yield connection

    def together(self, does: Callable[[Connection], Made]) -> Made:
        """Do an act, perhaps in one transaction with others, and return what it made once that is committed.

        It must be short, for they wait. Whoever is in when it comes does it: in its own context, so that what
        it refuses is said in the language of whoever asked for it.
        """
        context = copy_context()
        place = Place(lambda connection: context.run(does, connection))
        self.come(place)
        if place.is_in:
            self._lead(place)
        if place.fault is not None:
            raise place.fault
        made: Made = place.made
        return made

    def _lead(self, own: Place) -> None:
        """Do one's own act and those of whoever waits behind with one, and commit for all."""
        try:
            with self._connected() as connection, Group(connection) as group:
                group.lead(own)
                while group.has_room and (behind := self.take()) is not None:
                    group.follow(behind)
        finally:
            self.leave()


class Lines:
    """The lines of a database: one for all acts or, where they need not wait for one another, one for each stream."""

    def __init__(self, engine: Engine, streams: Iterable[int] = ()) -> None:
        self._of = {
            each: Line(engine.execution_options(stream=each), keeps=False) for each in streams
        }
        self.first = Line(engine, keeps=not self._of)

    def of(self, stream: int) -> Line:
        """Return the line before acts of this stream of the trail."""
        return self._of.get(stream, self.first)

    @contextmanager
    def held(self) -> Iterator[None]:
        """Let nobody of this process in meanwhile, at any of them."""
        with ExitStack() as all_of_them:
            for each in (self.first, *self._of.values()):
                all_of_them.enter_context(each)
                each.let_go()
            yield

    def close(self) -> None:
        """Keep no connection from now on."""
        self.first.close()
