"""The chain of events: gapless, each entry sealed with a key and carrying the seal of the one before."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from audit.model.checkpoint import Checkpoint
from audit.model.refusal import refuse
from audit.store.seal import GENESIS, Key, key_for, seal_of
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
)
# Made once, for every act needs them: SQLAlchemy takes longer to make a statement than SQLite to run it.
_LAST = (
    select(event.c.seq, event.c.at, event.c.hash, event.c.key_id)
    .order_by(event.c.seq.desc())
    .limit(1)
)
_APPEND = event.insert()
_LENGTH = select(func.coalesce(func.max(event.c.seq), 0))
_SEALED = select(event.c.seq).where(event.c.key_id.is_not(None)).limit(1)
_EARLIER = select(event.c.result)


def fingerprint(text: str) -> str:
    """Return a text's SHA-256: long text stands in the trail by this, so that it can be erased later.

    A few words could be guessed back from it: these stand by `Database.mark_of`, for which guessing needs the key.
    """
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def parts_of(entry: Mapping[str, Any]) -> list[Any]:
    """Return what of an entry is sealed, in order."""
    return [
        entry["seq"],
        entry["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        *(entry[name] for name in ("person", "roles", "act", "about", "detail", "key", "result")),
        entry["previous"],
    ]


def append(connection: Connection, keys: tuple[Key, ...], **entry: object) -> dict[str, Any]:
    """Append one entry to the chain within the caller's transaction and return it whole."""
    last = connection.execute(_LAST).first()
    if last is not None:
        _check_end(last.seq, last.key_id, keys)
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    key = key_for(keys, seq) or keys[0]
    row = {**entry, "seq": seq, "previous": previous, "key_id": key.id}
    row["hash"] = seal_of(key, parts_of(row))
    connection.execute(_APPEND, row)
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
    if row is None or row.key_id is None:
        return None
    return Checkpoint(site=site, seq=row.seq, at=row.at, hash=row.hash, key_id=row.key_id)


def checkpoint(site: str, entry: Mapping[str, Any]) -> Checkpoint:
    """Return how the trail stood when this entry was its last."""
    at: datetime = entry["at"].astimezone(UTC)
    return Checkpoint(
        site=site, seq=entry["seq"], at=at, hash=entry["hash"], key_id=entry["key_id"]
    )


def is_sealed(connection: Connection) -> bool:
    """True if a key has sealed any entry: from then on, nothing goes without it."""
    return connection.execute(_SEALED).first() is not None


def length(connection: Connection) -> int:
    """Return how many entries there are: it grows with every change, whoever made it."""
    return int(connection.execute(_LENGTH).scalar_one())


def earlier(connection: Connection, key: str | None) -> str | None:
    """Return the result of the act that already carried this key, or None."""
    if key is None:
        return None
    return connection.execute(_EARLIER.where(event.c.key == key)).scalar_one_or_none()
