"""The trail of events, in streams: each a gapless chain of entries, sealed with a key and carrying the seal of the one before."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from audit.model.checkpoint import Checkpoint
from audit.model.refusal import refuse
from audit.store import streams
from audit.store.prepared import Prepared
from audit.store.schema import written
from audit.store.seal import GENESIS, Key, key_for, seal_of
from audit.store.streams import length
from audit.store.tables import event
from audit.store.verify import first_broken

__all__ = (
    "append",
    "checkpoint",
    "earlier",
    "fingerprint",
    "first_broken",
    "is_sealed",
    "last",
    "length",
    "newest",
    "standing",
)
# Made once, for every act needs them: SQLAlchemy takes longer to make a statement than SQLite to run it.
_MARKS = select(event.c.stream, event.c.seq, event.c.at, event.c.hash, event.c.key_id)
_LAST = _MARKS.order_by(event.c.seq.desc()).limit(1)
_APPEND = Prepared(event.insert())
_NEWEST = select(func.coalesce(func.max(event.c.seq), 0))
_SEALED = select(event.c.seq).where(event.c.key_id.is_not(None)).limit(1)
_EARLIER = select(event.c.result)


def fingerprint(text: str) -> str:
    """Return a text's SHA-256: long text stands in the trail by this, so that it can be erased later.

    A few words could be guessed back from it: these stand by `Database.mark_of`, for which guessing needs the key.
    """
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def parts_of(entry: Mapping[str, Any]) -> list[Any]:
    """Return what of an entry is sealed, in order.

    Its stream, its place there and its knot are left out where it stands as in a trail of one stream:
    there its number says all of it, and an older version knows nothing else.
    """
    at = written(entry["at"])
    parts = [
        entry["seq"],
        f"{at[:10]}T{at[11:]}+00:00",
        *(entry[name] for name in ("person", "roles", "act", "about", "detail", "key", "result")),
        entry["previous"],
    ]
    if entry.get("place") is not None:
        parts += [entry["stream"], entry["place"], entry["knot"]]
    return parts


def append(
    connection: Connection, keys: tuple[Key, ...], stream: int = streams.FIRST, **entry: object
) -> dict[str, Any]:
    """Append one entry to a stream within the caller's transaction and return it whole."""
    beside = connection.dialect.name != "sqlite"
    known = streams.standing(connection, stream, beside=beside)
    own = known.pop(stream, None)
    seen, place, previous = (own.seq, own.place + 1, own.hash) if own else (0, 1, GENESIS)
    moved = {each: head for each, head in known.items() if head.seq > seen}
    for head in (own, *moved.values()):
        if head is not None:
            _check_end(head.seq, head.key_id, keys)
    top = max((head.top for head in (own, *known.values()) if head is not None), default=0)
    seq = streams.next_number(stream, top, beside=beside)
    knot = streams.knot(moved)
    plain = stream == streams.FIRST and place == seq and knot is None
    key = key_for(keys, seq) or keys[0]
    row = {
        **entry,
        "seq": seq,
        "previous": previous,
        "key_id": key.id,
        "stream": stream,
        "place": None if plain else place,
        "knot": knot,
    }
    row["hash"] = made = seal_of(key, parts_of(row))
    _APPEND.run(connection, row)
    streams.remember(connection, streams.Head(stream, seq, place, made, key.id, seq))
    return row


def _check_end(seq: int, key_id: str | None, keys: tuple[Key, ...]) -> None:
    """Refuse to go on from an entry that these keys did not seal: that would vouch for what others wrote."""
    if key_id is None:
        if seq > keys[0].after:
            raise refuse("trail.end-unsealed", where=f"Entry {seq:,} of the trail", seq=seq)
        return
    key = key_for(keys, seq) or keys[0]
    if key.id != key_id:
        raise refuse("trail.key-other", where=f"Entry {seq:,} of the trail", found=key_id)


def last(connection: Connection, site: str) -> Checkpoint | None:
    """Return how the trail stands now; None while it is empty or nothing in it is sealed."""
    row = connection.execute(_LAST).first()
    return None if row is None or row.key_id is None else checkpoint(site, row._asdict())


def standing(connection: Connection, site: str) -> tuple[Checkpoint, ...]:
    """Return checkpoints that together hold every sealed entry: of the first stream, and of each that grew since."""
    known = streams.heads(connection)
    seen = known[streams.FIRST].seq if streams.FIRST in known else 0
    wanted = [head.seq for head in known.values() if head.seq >= seen]
    rows = connection.execute(_MARKS.where(event.c.seq.in_(wanted)).order_by(event.c.seq))
    return tuple(checkpoint(site, row._asdict()) for row in rows if row.key_id is not None)


def checkpoint(site: str, entry: Mapping[str, Any]) -> Checkpoint:
    """Return how the trail stood when this entry was its last."""
    at: datetime = entry["at"].astimezone(UTC)
    return Checkpoint(
        site=site,
        stream=entry["stream"],
        seq=entry["seq"],
        at=at,
        hash=entry["hash"],
        key_id=entry["key_id"],
    )


def is_sealed(connection: Connection) -> bool:
    """True if a key has sealed any entry: from then on, nothing goes without it."""
    return connection.execute(_SEALED).first() is not None


def newest(connection: Connection) -> int:
    """Return the number of the newest entry; 0 while there is none."""
    return int(connection.execute(_NEWEST).scalar_one())


def earlier(connection: Connection, key: str | None) -> str | None:
    """Return the result of the act that already carried this key, or None."""
    if key is None:
        return None
    return connection.execute(_EARLIER.where(event.c.key == key)).scalar_one_or_none()
