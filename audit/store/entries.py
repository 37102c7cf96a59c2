"""Entries of the trail as they stand in the database, however they were spoilt: what checking them reads."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, LargeBinary, Select, cast, func, select
from sqlalchemy.exc import DatabaseError

from audit.store import seal
from audit.store.sqlite import driver
from audit.store.streams import FIRST
from audit.store.tables import event


class Row(NamedTuple):
    """An entry as the driver reads it, its time as text."""

    seq: int
    at: str
    person: str
    roles: str
    act: str
    about: str
    detail: str
    key: str | None
    result: str | None
    previous: str
    hash: str
    key_id: str | None
    stream: int
    place: int | None
    knot: str | None


_ROWS = select(*(event.c[name] for name in Row._fields)).order_by(event.c.seq)
NEVER = datetime.min.replace(tzinfo=UTC)
_SHOWN = ("at", "act", "about")


@dataclass(frozen=True)
class Shown:
    """Time, act and subject of an entry, however it was spoilt."""

    at: datetime
    act: str
    about: str

    @property
    def words(self) -> dict[str, str]:
        """The same for a sentence."""
        moment = f"{self.at.day} {self.at:%B %Y, %H:%M:%S} UTC"
        return {
            "act": self.act or "nothing",
            "about": self.about or "nothing",
            "at": "at a time that nobody can read" if self.at == NEVER else moment,
        }


def rows(connection: Connection) -> Iterator[tuple[Any, ...] | None]:
    """Yield each entry as the driver has it, a hundred thousand of them in a second; None in place of one that cannot be decoded, and then no more."""
    last = None
    try:
        for row in _fetched(connection, _ROWS):
            last = row[0]
            yield row
    except (DatabaseError, driver.DatabaseError) as fault:
        if "decode" not in str(fault).lower():
            raise
        yield from _one_by_one(connection, last)


def _one_by_one(connection: Connection, last: int | None) -> Iterator[tuple[Any, ...] | None]:
    """Go on after that entry: a driver reads ahead, and fails before it hands out the last sound one."""
    while True:
        after = _ROWS.where(event.c.seq > last) if last is not None else _ROWS
        try:
            row = next(_fetched(connection, after.limit(1)))
        except (DatabaseError, driver.DatabaseError):
            yield None
            return
        last = row[0]
        yield row


def _fetched(connection: Connection, rows: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Rows by the driver's own cursor, as they stand in the file."""
    cursor = connection.execute(rows).cursor
    try:
        yield from iter(cursor.fetchone, None)
    finally:
        cursor.close()


def seal_of(raw: tuple[Any, ...], key: seal.Key | None) -> str:
    """Return the seal that the row should have; nothing where what stands there could not have been written."""
    at, placed = raw[1], raw[12:]
    if placed[1] is None:
        if placed != (FIRST, None, None):
            return ""
        placed = ()
    if isinstance(at, datetime):  # from PostgreSQL
        at = at.isoformat(timespec="microseconds")
    if not isinstance(at, str):
        return ""
    try:
        return seal.seal_of(key, [raw[0], f"{at[:10]}T{at[11:]}+00:00", *raw[2:10], *placed])
    except (TypeError, ValueError):  # bytes where text was, or halves of characters
        return ""


def shown(connection: Connection, seq: int) -> Shown:
    """Return what an entry says of itself; nothing of one that is not there."""
    if connection.dialect.name == "postgresql":
        plain = connection.execute(
            select(*(event.c[name] for name in _SHOWN)).where(event.c.seq == seq)
        ).first()
        return Shown(*plain) if plain else Shown(NEVER, "", "")
    columns = [cast(func.coalesce(event.c[name], ""), LargeBinary) for name in _SHOWN]
    row = connection.execute(select(*columns).where(event.c.seq == seq)).first()
    at, act, about = (bytes(each).decode("utf-8", "replace") for each in row or (b"", b"", b""))
    try:
        return Shown(datetime.fromisoformat(at).replace(tzinfo=UTC), act, about)
    except ValueError:
        return Shown(NEVER, act, about)
