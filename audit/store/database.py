"""The one door to the database: reading through `reading`, writing through `acting`, nothing else."""

import json
import secrets
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from sqlalchemy import Connection, Engine

from audit.model.language import language
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.store import postgresql, site, sqlite, streams, trail
from audit.store.act import Act
from audit.store.checkpoint import CheckpointFile
from audit.store.line import Lines
from audit.store.replica import Replica
from audit.store.seal import KeyFile, place

__all__ = ("ALPHABET", "SCHEME", "Act", "Database", "called", "held", "random_id", "utc_now")

Made = TypeVar("Made")
SCHEME = "sqlite:///"
_WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for one another."""


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


def random_id() -> str:
    """A short public id: 12 characters out of 31, about 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


def held(url: str) -> sqlite.File | postgresql.Server:
    """Return what holds the database at the URL: a file, or a database on a server."""
    if postgresql.is_meant(url):
        return postgresql.Server(url)
    if not url.startswith(SCHEME):
        raise refuse("database.url", url=url.split(":", 1)[0])
    return sqlite.File(Path(url.removeprefix(SCHEME)).absolute())


def called(url: str) -> str:
    """Return what a sentence calls the database at the URL: never with the password that the URL may hold."""
    return held(url).where


class Database:
    """A partnership's database. `clock` and `new_id` can be given, so that a run can be repeated exactly."""

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
        replica: str | None = None,
    ) -> None:
        """Open the database at the URL, make or upgrade its tables; Refusal if it cannot be used.

        `replica` is the address of a copy that the server keeps up to date, to read pictures from.
        """
        self._held = held(url)
        self.where = self._held.where
        """What a sentence calls it."""
        self.beside = self._held.beside
        """Beside what its key files stand."""
        self.clock = clock
        self.new_id = new_id
        with self._held.plain_words():
            self._held.prepare()
            self._writer: Engine = self._held.engine(writing=True)
            self._lines = Lines(self._writer, self._held.streams)
            self._streams = streams.Streams()
            self._reader: Engine = self._held.engine(writing=False)
            self.key_file = KeyFile(place(self.beside))
            self.checkpoints = CheckpointFile()
            self.site = self._settled()
        self._replica: Replica | None = None
        if replica:
            try:
                self._replica = Replica(replica, self.site)
            except BaseException:
                self.close()
                raise

    @property
    def path(self) -> Path:
        """The file of it; Refusal where it stands on a server, which has ways of its own for what needs a file."""
        if isinstance(self._held, sqlite.File):
            return self._held.path
        raise refuse("database.no-file", where=self.where)

    def _settled(self) -> str:
        """Give a new database its id and its key; return the id.

        A key that is missing although entries are sealed with it is never made anew: the database can
        then be read, and each act says what is wrong.
        """
        with self._reader.connect() as connection:
            found = site.find(connection)
            self._is_parted = site.is_parted(connection)
            keyless = not self.key_file.is_there and not trail.is_sealed(connection)
        if found is not None and not keyless:
            return found
        with self._writer.begin() as connection:
            found = site.settle(connection, random_id(), utc_now())
            # Within the transaction: of two programs that start at once, the second finds the first's.
            if not self.key_file.is_there and not trail.is_sealed(connection):
                # Elsewhere somebody has named a folder, which should be there.
                if self.key_file.path.parent == self.beside.parent:
                    with suppress(OSError):  # then the key says what is wrong
                        self.beside.parent.mkdir(parents=True, exist_ok=True)
                self.key_file.make(after=trail.newest(connection))
            self._is_parted = site.is_parted(connection)
        return found

    @contextmanager
    def reading(
        self, by: Person | None = None, *, takes_long: bool = False
    ) -> Iterator[Connection]:
        """Yield a connection that cannot write, seeing one state of the database throughout.

        What is read for a person is read as that person: on a server a second wall stands behind the
        views. Without one it is the tool itself that looks. What `takes_long` is read from the replica
        where there is one and it has caught up with all that was done until now.
        """
        with self._held.plain_words(), self._connected(takes_long=takes_long) as connection:
            self._held.reads_for(connection, by)
            if not connection.in_transaction():
                connection.begin()  # a prepared statement, which the driver runs by itself, would not
            yield connection

    def _connected(self, *, takes_long: bool) -> Connection:
        found = self._replica.at(self.version()) if takes_long and self._replica else None
        return found or self._reader.connect()

    @contextmanager
    def acting(
        self,
        by: Person,
        act: str,
        about: str = "",
        *,
        key: str | None = None,
        within_round: bool = False,
    ) -> Iterator[Act]:
        """Yield the act of a command in one transaction with its event; a refusal rolls both back.

        One that stays `within_round` changes nothing beyond the round of what it is about, and decides by
        nothing that an act within another round changes: on a server these need not wait for it. No `st.` call
        may stand inside: Streamlit ends a script at one, and the change with it.
        """
        # The key is one of this person, for this act on this thing: it answers for nothing else.
        mark = None if key is None else f"{by.id} {act} {about} {key}"
        stream = self._stream_of(about, within_round=within_round)
        with self._held.plain_words(), self._lines.of(stream).transaction() as connection:
            now = self._begun(connection, by, about, stream, mark)
            yield now
            entry = self._entered(now, act, mark)
        self._note(now, entry)

    def together(
        self,
        by: Person,
        act: str,
        about: str,
        does: Callable[[Act], Made],
        *,
        within_round: bool = False,
    ) -> Made:
        """Do an act as `acting` does and return what it returns; others may be committed with it, so it must be short.

        Whoever is at work at the door may do it: `does` asks nothing of the thread that it is in.
        """

        def done(connection: Connection) -> tuple[Made, Act, dict[str, Any] | None]:
            now = self._begun(connection, by, about, stream, None)
            made = does(now)
            return made, now, self._entered(now, act, None)

        stream = self._stream_of(about, within_round=within_round)
        language()  # known from here on: only this thread can tell whose tab it is
        with self._held.plain_words():
            made, now, entry = self._lines.of(stream).together(done)
        self._note(now, entry)
        return made

    def _stream_of(self, about: str, *, within_round: bool) -> int:
        parted = within_round and self._is_parted
        return self._streams.of(about, self.reading) if parted else streams.FIRST

    def _begun(
        self, connection: Connection, by: Person, about: str, stream: int, mark: str | None
    ) -> Act:
        earlier = trail.earlier(connection, mark)
        return Act(connection, by, self.clock(), self.new_id, earlier, about, stream)

    def _entered(self, now: Act, act: str, mark: str | None) -> dict[str, Any] | None:
        """Make the entries of an act in the trail and return its own; None if it changed nothing."""
        if not now.changed or now.earlier is not None:
            return None
        for part, of, detail in now.made_of:
            self._enter(now, part, of, detail)
        return self._enter(now, act, now.about, now.detail, key=mark, result=now.result)

    def _note(self, now: Act, entry: dict[str, Any] | None) -> None:
        """Once an act is kept: let it say how the trail stands with it."""
        if entry is not None:
            now.stood = partial(trail.checkpoint, self.site, entry)
            if self.checkpoints.path is not None:
                self.checkpoints.note(now.stood())

    def _enter(
        self,
        now: Act,
        act: str,
        about: str,
        detail: dict[str, object],
        *,
        key: str | None = None,
        result: str | None = None,
    ) -> dict[str, Any]:
        return trail.append(
            now.connection,
            self.key_file.keys(),
            now.stream,
            at=now.at,
            person=now.by.id,
            roles=", ".join(now.by.roles),
            act=act,
            about=about,
            detail=_WRITTEN(detail),
            key=key,
            result=result,
        )

    @contextmanager
    def alone(self) -> Iterator[sqlite3.Connection]:
        """Yield the driver's writing connection outside any transaction, while nobody else here writes.

        For upkeep of the file alone, such as VACUUM: nothing that is changed through it leaves an event.
        """
        if not isinstance(self._held, sqlite.File):
            raise refuse("database.no-file", where=self.where)
        with self._lines.held(), self._held.plain_words():
            borrowed = self._writer.raw_connection()
            try:
                yield cast("sqlite3.Connection", borrowed.driver_connection)
            finally:
                borrowed.close()

    @property
    def is_file(self) -> bool:
        """True for a file, false for a database on a server."""
        return isinstance(self._held, sqlite.File)

    def rewrite(self) -> None:
        """On a server: write every table anew, so that none holds what was erased."""
        if isinstance(self._held, postgresql.Server):
            with self._lines.held(), self._held.plain_words():
                self._held.rewrite()

    def mark_of(self, ids: Iterable[str]) -> str:
        """Return a keyed hash of a set of ids or of a few words: equal for equal ones, and nobody can try them out without the key."""
        words = "\n".join(["set", *sorted(set(ids))])
        return f"hmac-sha256:{self.key_file.keys()[0].seal(words.encode())}"

    def version(self) -> int:
        """A number that moves with every change, whoever made it: cheap enough for every click."""
        with self._held.plain_words(), self._reader.connect() as connection:
            return trail.length(connection)

    def close(self) -> None:
        """Let go of the file."""
        self.checkpoints.close()
        self._lines.close()
        self._writer.dispose()
        self._reader.dispose()
        if self._replica is not None:
            self._replica.close()
