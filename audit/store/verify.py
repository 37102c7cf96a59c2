"""Whether the trail is as it was written, and if not, which entry is the first that is not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, LargeBinary, Select, cast, func, select
from sqlalchemy.exc import DatabaseError

from audit.model.checkpoint import Mark
from audit.model.refusal import Complaint, complaint
from audit.store import seal, site
from audit.store.sqlite import driver
from audit.store.tables import event

Kind = Literal[
    "trail.edited",
    "trail.missing",
    "trail.moved",
    "trail.unsealed",
    "trail.other-key",
    "trail.link",
    "trail.cut",
    "trail.rewritten",
    "trail.site",
]
"""What is wrong with it: the code of its sentence."""
_ROWS = select(
    *(event.c[name] for name in ("seq", "at", "person", "roles", "act", "about", "detail", "key")),
    *(event.c[name] for name in ("result", "previous", "hash", "key_id")),
).order_by(event.c.seq)
_LAST = select(func.coalesce(func.max(event.c.seq), 0))
NEVER = datetime.min.replace(tzinfo=UTC)
_SHOWN = ("at", "act", "about")


class Row(NamedTuple):
    """An entry as the driver reads it, its time as text: a hundred thousand of them in a second."""

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


@dataclass(frozen=True)
class Broken:
    """The first entry that is not as it was written."""

    kind: Kind
    seq: int
    at: datetime
    """Of the entry, or of the one beside it where it is missing; the first of all times if nobody can read it."""
    act: str
    about: str
    complaint: Complaint


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


@dataclass(frozen=True)
class Checked:
    """What checking the whole trail found."""

    entries: int
    seconds: float
    marks: int
    """Checkpoints that it was held against."""
    broken: Broken | None


def first_broken(
    connection: Connection,
    keys: tuple[seal.Key, ...] | None = None,
    marks: Iterable[Mark] = (),
) -> Broken | None:
    """Return the first entry that breaks the chain, or None when it holds.

    Without keys they are read from the key file of the connection's database. Marks are checkpoints that
    were kept elsewhere: without one, nobody can tell that the newest entries were cut off.
    """
    if keys is None:
        keys = _keys_beside(connection)
    held = sorted(marks, key=lambda mark: mark.seq)
    here = site.find(connection)
    for mark in held:
        if mark.site is not None and mark.site != here:
            return _told(connection, "trail.site", mark.seq, found=mark.site, here=here or "none")
    wanted = {mark.seq: mark.hash for mark in held}
    return _in_chain(connection, keys, wanted) or _cut(connection, held)


def checked(
    connection: Connection, keys: tuple[seal.Key, ...] | None = None, marks: Iterable[Mark] = ()
) -> Checked:
    """Check the whole trail against checkpoints and say how much there was to check."""
    held, began = tuple(marks), perf_counter()
    broken = first_broken(connection, keys, held)
    return Checked(_last(connection), perf_counter() - began, len(held), broken)


def _keys_beside(connection: Connection) -> tuple[seal.Key, ...]:
    if connection.execute(select(event.c.seq).where(event.c.key_id.is_not(None)).limit(1)).first():
        return seal.KeyFile(seal.place(beside(connection))).keys()
    return ()


def beside(connection: Connection) -> Path:
    """Beside what the key files of a connection's database stand."""
    name = Path(str(connection.engine.url.database))
    return name if connection.dialect.name == "sqlite" else Path("data").absolute() / f"{name}.db"


def _in_chain(
    connection: Connection, keys: tuple[seal.Key, ...], wanted: dict[int, str]
) -> Broken | None:
    previous, begun = seal.GENESIS, False
    key = seal.key_for(keys, 1)
    turns = {each.after + 1: each for each in keys}
    for number, raw in enumerate(_rows(connection), start=1):
        if raw is None:  # a byte of it is no longer text
            return _told(connection, "trail.edited", number)
        seq, key_id, hash_ = raw[0], raw[11], raw[10]
        if seq != number:
            return _missing(connection, number, seq)
        key = turns.get(number, key)
        by = key
        if key is None and key_id is not None and keys:
            by = keys[0]  # a copy from before the first key, that went on with it
        if (by.id if by else None) != key_id or (begun and by is None):
            return _foreign(connection, number, key_id, keys)
        begun = by is not None
        if raw[9] != previous or _seal_of(raw, by) != hash_:
            return _altered(connection, Row(*raw), by)
        if number in wanted and not hash_.startswith(wanted[number]):
            return _told(connection, "trail.rewritten", number)
        previous = hash_
    return None


def _rows(connection: Connection) -> Iterator[tuple[Any, ...] | None]:
    """Yield each entry as the driver has it; None in place of one that cannot be decoded, and then no more."""
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


def _seal_of(raw: tuple[Any, ...], key: seal.Key | None) -> str:
    """The seal that the row should have; nothing where what stands there could not have been written."""
    at = raw[1]
    if isinstance(at, datetime):  # from PostgreSQL
        at = at.isoformat(timespec="microseconds")
    if not isinstance(at, str):
        return ""
    try:
        return seal.seal_of(key, [raw[0], f"{at[:10]}T{at[11:]}+00:00", *raw[2:10]])
    except (TypeError, ValueError):  # bytes where text was, or halves of characters
        return ""


def _foreign(
    connection: Connection, number: int, key_id: str | None, keys: tuple[seal.Key, ...]
) -> Broken:
    if key_id is None:
        return _told(connection, "trail.unsealed", number)
    told = {"found": str(key_id), "known": ", ".join(each.id for each in keys) or "none"}
    return _told(connection, "trail.other-key", number, **told)


def _altered(connection: Connection, row: Row, key: seal.Key | None) -> Broken:
    """Tell apart an entry that stands in another's place, one put in with the key, and one that was changed."""
    if _seal_of(row, key) == row.hash:
        return _told(connection, "trail.link", row.seq, before=row.seq - 1)
    for seq in range(1, _last(connection) + 2):
        if _seal_of(row._replace(seq=seq), key) == row.hash:
            return _told(connection, "trail.moved", row.seq, written=seq)
    return _told(connection, "trail.edited", row.seq)


def _missing(connection: Connection, number: int, found: int) -> Broken:
    facts = {"before": number - 1, "after": found}
    return _beside(connection, "trail.missing", number, found, **facts)


def _cut(connection: Connection, held: list[Mark]) -> Broken | None:
    entries = _last(connection)
    if not held or held[-1].seq <= entries:
        return None
    facts = {"last": entries, "held": held[-1].seq}
    return _beside(connection, "trail.cut", entries + 1, entries, **facts)


def _beside(connection: Connection, kind: Kind, seq: int, seen: int, **facts: object) -> Broken:
    """Tell of an entry that is not there by one that is."""
    shown = _shown(connection, seen)
    told = complaint(kind, f"Entry {seq:,} of the trail", **shown.words, **facts)
    return Broken(kind, seq, shown.at, shown.act, shown.about, told)


def _told(connection: Connection, kind: Kind, seq: int, **facts: object) -> Broken:
    shown = _shown(connection, seq)
    where = "Entry {} of the trail ({act} on {about}, {at})".format(f"{seq:,}", **shown.words)
    if kind == "trail.site":
        where = "Checkpoint"
    return Broken(kind, seq, shown.at, shown.act, shown.about, complaint(kind, where, **facts))


def _last(connection: Connection) -> int:
    return int(connection.execute(_LAST).scalar_one())


def _shown(connection: Connection, seq: int) -> Shown:
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
