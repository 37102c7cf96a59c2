"""Whether the trail is as it was written, and if not, which entry is the first that is not."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from time import perf_counter
from typing import Any, Literal, NamedTuple

from sqlalchemy import Connection, func, select

from audit.model.checkpoint import Mark
from audit.model.refusal import Complaint, complaint
from audit.store import entries, seal, site, streams
from audit.store.entries import Row, seal_of
from audit.store.streams import FIRST
from audit.store.tables import event

Kind = Literal[
    "trail.edited",
    "trail.missing",
    "trail.moved",
    "trail.unsealed",
    "trail.other-key",
    "trail.link",
    "trail.gap",
    "trail.swapped",
    "trail.shortened",
    "trail.untied",
    "trail.cut",
    "trail.rewritten",
    "trail.site",
]
"""What is wrong with it: the code of its sentence."""
_LAST = select(func.coalesce(func.max(event.c.seq), 0))
_PLACED = select(event.c.seq, event.c.stream, event.c.place).where(event.c.place.is_not(None))


class End(NamedTuple):
    """How far a stream has been checked."""

    seq: int = 0
    place: int = 0
    hash: str = seal.GENESIS


_UNBEGUN = End()


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
    stream: int = FIRST
    place: int | None = None
    """Of the entry in its stream, where its number does not say it."""


@dataclass(frozen=True)
class Checked:
    """What checking the whole trail found."""

    entries: int
    streams: int
    """In how many they stand."""
    seconds: float
    marks: int
    """Checkpoints that it was held against."""
    broken: Broken | None


def first_broken(
    connection: Connection,
    keys: tuple[seal.Key, ...] | None = None,
    marks: Iterable[Mark] = (),
) -> Broken | None:
    """Return the first entry that breaks the trail, or None when all its streams hold and are tied as they were.

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
    return _in_streams(connection, keys, {mark.seq: mark for mark in held})


def checked(
    connection: Connection, keys: tuple[seal.Key, ...] | None = None, marks: Iterable[Mark] = ()
) -> Checked:
    """Check the whole trail against checkpoints and say how much there was to check."""
    held, began = tuple(marks), perf_counter()
    broken = first_broken(connection, keys, held)
    seconds = perf_counter() - began
    there = len(streams.heads(connection))
    return Checked(streams.length(connection), there, seconds, len(held), broken)


def _keys_beside(connection: Connection) -> tuple[seal.Key, ...]:
    if connection.execute(select(event.c.seq).where(event.c.key_id.is_not(None)).limit(1)).first():
        return seal.KeyFile(seal.place(beside(connection))).keys()
    return ()


def beside(connection: Connection) -> Path:
    """Beside what the key files of a connection's database stand."""
    name = Path(str(connection.engine.url.database))
    return name if connection.dialect.name == "sqlite" else Path("data").absolute() / f"{name}.db"


def _in_streams(
    connection: Connection, keys: tuple[seal.Key, ...], wanted: dict[int, Mark]
) -> Broken | None:
    """Go through all streams at once, in the order in which entries were made."""
    ends: dict[int, End] = {}
    newest, sealed = 0, False
    for raw in entries.rows(connection):
        if raw is None:  # a byte of it is no longer text
            return _told(connection, "trail.edited", _after(connection, newest))
        seq, hash_, stream, place = raw[0], raw[10], raw[12], raw[13]
        by, own = _key_of(raw, keys), ends.get(stream, _UNBEGUN)
        at = seq if place is None else place
        follows = at == own.place + 1 and raw[9] == own.hash and not (sealed and by is None)
        if not follows or raw[11] != (by.id if by else None) or seal_of(raw, by) != hash_:
            return _wrong(connection, Row(*raw), keys, own, sealed=sealed)
        if raw[14] is not None or own.seq < newest:
            loose = _loose(connection, Row(*raw), ends)
            if loose is not None:
                return loose
        if seq in wanted and not hash_.startswith(wanted.pop(seq).hash):
            return _told(connection, "trail.rewritten", seq, Row(*raw))
        ends[stream], newest, sealed = End(seq, at, hash_), seq, by is not None
    return _cut(connection, wanted, ends)


def _key_of(raw: tuple[Any, ...], keys: tuple[seal.Key, ...]) -> seal.Key | None:
    """The key that should have sealed an entry; None before there was one."""
    key = seal.key_for(keys, raw[0])
    if key is None and raw[11] is not None and keys:
        return keys[0]  # a copy from before the first key, that went on with it
    return key


def _wrong(
    connection: Connection, row: Row, keys: tuple[seal.Key, ...], own: End, *, sealed: bool
) -> Broken:
    """Tell what is wrong with an entry that is not the next of its stream, or not sealed as it should be."""
    by = _key_of(row, keys)
    fits = seal_of(row, by) == row.hash
    at = row.seq if row.place is None else row.place
    if at != own.place + 1 and (fits or (row.place is None and row.stream == FIRST)):
        return _missing(connection, row, own)
    if row.key_id is None and (sealed or by is not None):
        return _told(connection, "trail.unsealed", row.seq, row)
    if (by.id if by else None) != row.key_id:
        told = {"found": str(row.key_id), "known": ", ".join(each.id for each in keys) or "none"}
        return _told(connection, "trail.other-key", row.seq, row, **told)
    if fits:
        return _told(connection, "trail.link", row.seq, row, before=own.seq)
    for seq, stream, place in _elsewhere(connection, row):
        if seal_of(row._replace(seq=seq, stream=stream, place=place), by) == row.hash:
            kind: Kind = "trail.moved" if stream == row.stream else "trail.swapped"
            facts = {"written": seq, "stream": stream}
            return _told(connection, kind, row.seq, row, **facts)
    return _told(connection, "trail.edited", row.seq, row)


def _loose(connection: Connection, row: Row, ends: dict[int, End]) -> Broken | None:
    """Hold what an entry says of other streams against them: it speaks of each that has grown, and of no other."""
    said, own = streams.untied(row.knot), ends.get(row.stream, _UNBEGUN)
    of = ends.keys() - {FIRST} if row.stream == FIRST else {FIRST} & ends.keys()
    grown = {each for each in of if ends[each].seq > own.seq}
    for each in sorted(grown | said.keys()):
        end = ends.get(each, _UNBEGUN)
        place, mark = said.get(each, (0, ""))
        if place > end.place:
            shown = entries.shown(connection, row.seq)
            facts = {"by": row.seq, "held": place, "last": end.place, "stream": each}
            where = _place(each, end.place + 1)
            told = complaint("trail.untied", where, **shown.words, **facts)
            about = (shown.at, shown.act, shown.about)
            return Broken("trail.untied", row.seq, *about, told, each, end.place + 1)
        if each not in grown or (place, mark) != end[1:]:
            return _told(connection, "trail.rewritten", end.seq)
    return None


def _elsewhere(connection: Connection, row: Row) -> Iterator[tuple[int, int, int | None]]:
    """Where else an entry may have been written: number, stream and place."""
    return chain(
        ((row.seq, each, row.place) for each in (FIRST, *streams.OTHERS)),
        ((seq, FIRST, None) for seq in range(1, _last(connection) + 2)),
        ((each.seq, each.stream, each.place) for each in connection.execute(_PLACED)),
    )


def _missing(connection: Connection, row: Row, own: End) -> Broken:
    facts = {"before": own.seq, "after": row.seq}
    if row.place is None:
        where = f"Entry {own.place + 1:,} of the trail"
        return _beside(connection, "trail.missing", own.place + 1, row.seq, where, **facts)
    where = _place(row.stream, own.place + 1)
    found = _beside(connection, "trail.gap", own.seq + 1, row.seq, where, **facts)
    return replace(found, stream=row.stream, place=own.place + 1)


def _cut(connection: Connection, wanted: dict[int, Mark], ends: dict[int, End]) -> Broken | None:
    """Tell of the newest checkpoint whose entry was not come by."""
    if not wanted:
        return None
    mark = wanted[max(wanted)]
    end = ends.get(mark.stream, _UNBEGUN)
    facts = {"last": end.seq, "held": mark.seq}
    if ends.keys() <= {FIRST} and mark.stream == FIRST:
        where = f"Entry {end.seq + 1:,} of the trail"
        return _beside(connection, "trail.cut", end.seq + 1, end.seq, where, **facts)
    where = _place(mark.stream, end.place + 1)
    found = _beside(connection, "trail.shortened", end.seq + 1, end.seq, where, **facts)
    return replace(found, stream=mark.stream, place=end.place + 1)


def _beside(
    connection: Connection, kind: Kind, seq: int, seen: int, where: str, **facts: object
) -> Broken:
    """Tell of an entry that is not there by one that is."""
    shown = entries.shown(connection, seen)
    told = complaint(kind, where, **shown.words, **facts)
    return Broken(kind, seq, shown.at, shown.act, shown.about, told)


def _told(
    connection: Connection, kind: Kind, seq: int, row: Row | None = None, **facts: object
) -> Broken:
    shown = entries.shown(connection, seq)
    stream, place = (FIRST, None) if row is None else (row.stream, row.place)
    of = f", place {place} in {_called(stream)}" if place is not None else ""
    where = "Entry {}{} ({act} on {about}, {at})".format(f"{seq:,} of the trail", of, **shown.words)
    if kind == "trail.site":
        where = "Checkpoint"
    told = complaint(kind, where, **facts)
    return Broken(kind, seq, shown.at, shown.act, shown.about, told, stream, place)


def _called(stream: int) -> str:
    return "the first stream" if stream == FIRST else f"stream {stream}"


def _place(stream: int, place: int) -> str:
    return f"Place {place:,} in {_called(stream)} of the trail"


def _after(connection: Connection, seq: int) -> int:
    return int(
        connection.execute(select(func.min(event.c.seq)).where(event.c.seq > seq)).scalar_one()
    )


def _last(connection: Connection) -> int:
    return int(connection.execute(_LAST).scalar_one())
