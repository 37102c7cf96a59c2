"""The chain of events: gapless, each entry carrying the hash of the one before."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC
from typing import Any

from sqlalchemy import Connection, func, select

from audit.model.event import Event
from audit.store.tables import event

GENESIS = "0" * 64
"""What the first entry carries as the hash of the one before."""
# Made once, for every act needs them: SQLAlchemy takes longer to make a statement than SQLite to run it.
_LAST = select(event.c.seq, event.c.hash).order_by(event.c.seq.desc()).limit(1)
_APPEND = event.insert()
_LENGTH = select(func.coalesce(func.max(event.c.seq), 0))


def fingerprint(text: str) -> str:
    """Return a text's SHA-256: long text stands in the trail by this, so that it can be erased later."""
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def entry_hash(entry: Mapping[str, Any]) -> str:
    """Return the SHA-256 of an entry: sequence, time, person, roles, act, about, detail, key, result, previous."""
    parts = [
        entry["seq"],
        entry["at"].astimezone(UTC).isoformat(timespec="microseconds"),
        *(entry[name] for name in ("person", "roles", "act", "about", "detail", "key", "result")),
        entry["previous"],
    ]
    return hashlib.sha256(json.dumps(parts, ensure_ascii=False).encode()).hexdigest()


def append(connection: Connection, **entry: object) -> int:
    """Append one entry to the chain within the caller's transaction and return its sequence number."""
    last = connection.execute(_LAST).first()
    seq, previous = (last.seq + 1, last.hash) if last else (1, GENESIS)
    row = {**entry, "seq": seq, "previous": previous}
    connection.execute(_APPEND, {**row, "hash": entry_hash(row)})
    return int(seq)


def length(connection: Connection) -> int:
    """Return how many entries there are: it grows with every change, whoever made it."""
    return int(connection.execute(_LENGTH).scalar_one())


def earlier(connection: Connection, key: str | None) -> str | None:
    """Return the result of the act that already carried this key, or None."""
    if key is None:
        return None
    return connection.execute(select(event.c.result).where(event.c.key == key)).scalar_one_or_none()


def first_broken(connection: Connection) -> Event | None:
    """Return the first entry whose number, link or hash is wrong, or None when the chain holds."""
    previous = GENESIS
    rows = connection.execute(select(event).order_by(event.c.seq)).mappings()
    for seq, row in enumerate(map(dict, rows), start=1):
        if row["seq"] != seq or row["previous"] != previous or row["hash"] != entry_hash(row):
            return Event(**{name: row[name] for name in Event.model_fields})
        previous = row["hash"]
    return None
