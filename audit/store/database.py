"""The one door to the database: reading through `reading`, writing through `acting`, nothing else."""

import json
import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import Connection, Engine

from audit.model.person import Person
from audit.model.refusal import refuse
from audit.store import sqlite, trail

ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"
"""Letters and digits that nobody mistakes for one another."""


def utc_now() -> datetime:
    """The time now, with its zone."""
    return datetime.now(UTC)


def random_id() -> str:
    """A short public id: 12 characters out of 31, about 59 bits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


@dataclass
class Act:
    """One act in its transaction: what a command writes through, and what the trail will say of it."""

    connection: Connection
    by: Person
    at: datetime
    new_id: Callable[[], str]
    earlier: str | None
    """Result of the same act when its key was seen before: the command returns it and does nothing."""
    about: str
    detail: dict[str, object] = field(default_factory=dict)
    result: str | None = None
    changed: bool = True

    def did(self, result: str | None = None, **detail: object) -> None:
        """Say what changed, and what a repeat of this act is to be answered with."""
        self.detail.update(detail)
        self.result = result if result is not None else self.result

    def nothing(self) -> None:
        """Say that all was as asked already: no event is left."""
        self.changed = False


class FairLock:
    """A lock handed on in the order of asking; SQLite's own waiting is unfair."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._waiting: deque[threading.Lock] = deque()
        self._held = False

    def __enter__(self) -> None:
        with self._guard:
            if not self._held:
                self._held = True
                return
            mine = threading.Lock()
            mine.acquire()
            self._waiting.append(mine)
        try:
            mine.acquire()
        except BaseException:  # interrupted: leave the line, or hand on what has just come
            with self._guard:
                if mine in self._waiting:
                    self._waiting.remove(mine)
                else:
                    self._hand_on()
            raise

    def __exit__(self, *_: object) -> None:
        with self._guard:
            self._hand_on()

    def _hand_on(self) -> None:
        if self._waiting:
            self._waiting.popleft().release()
        else:
            self._held = False


class Database:
    """A partnership's database. `clock` and `new_id` can be given, so that a run can be repeated exactly."""

    def __init__(
        self,
        url: str,
        *,
        clock: Callable[[], datetime] = utc_now,
        new_id: Callable[[], str] = random_id,
    ) -> None:
        """Open the database at the URL, make or upgrade its tables; Refusal if it cannot be used."""
        if not url.startswith("sqlite:///"):
            raise refuse("database.url", url=url.split(":", 1)[0])
        self.path = Path(url.removeprefix("sqlite:///")).absolute()
        self.clock = clock
        self.new_id = new_id
        self._queue = FairLock()
        with sqlite.plain_words(self.path):
            sqlite.prepare(self.path)
            self._writer: Engine = sqlite.engine(self.path, writing=True)
            self._reader: Engine = sqlite.engine(self.path, writing=False)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Yield a connection that cannot write, seeing one state of the database throughout."""
        with sqlite.plain_words(self.path), self._reader.connect() as connection:
            yield connection

    @contextmanager
    def acting(
        self, by: Person, act: str, about: str = "", *, key: str | None = None
    ) -> Iterator[Act]:
        """Yield the act of a command in one transaction with its event; a refusal rolls both back.

        No `st.` call may stand inside: Streamlit ends a script at one, and the change with it.
        """
        with (
            self._queue,
            sqlite.plain_words(self.path),
            self._writer.begin() as connection,
        ):
            # The key is one of this person, for this act on this thing: it answers for nothing else.
            mark = None if key is None else f"{by.id} {act} {about} {key}"
            earlier = trail.earlier(connection, mark)
            now = Act(connection, by, self.clock(), self.new_id, earlier, about)
            yield now
            if now.changed and earlier is None:
                trail.append(
                    connection,
                    at=now.at,
                    person=by.id,
                    roles=", ".join(by.roles),
                    act=act,
                    about=now.about,
                    detail=json.dumps(now.detail, ensure_ascii=False, sort_keys=True),
                    key=mark,
                    result=now.result,
                )

    def version(self) -> int:
        """A number that moves with every change, whoever made it: cheap enough for every click."""
        with self.reading() as connection:
            return trail.length(connection)

    def close(self) -> None:
        """Let go of the file."""
        self._writer.dispose()
        self._reader.dispose()
