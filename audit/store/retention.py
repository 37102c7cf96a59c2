"""How long a round's records are kept, as nouns, for commands and views."""

import json
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, select

from audit.model.retention import Erased, Hold, Retention
from audit.store import tables as t
from audit.store.trail import fingerprint


def retention_of(row: RowMapping) -> Retention | None:
    """Return until when the round of this row is kept; None while nobody has said."""
    if row["retain_until"] is None:
        return None
    return Retention(
        until=row["retain_until"], reason=row["retain_reason"], owner=row["retain_owner"]
    )


def in_trail(retention: Retention | None) -> dict[str, str]:
    """Return what the trail says of a date: the day, and what people wrote by its hash."""
    if retention is None:
        return {}
    return {
        "until": retention.until.isoformat(),
        "reason": fingerprint(retention.reason),
        "owner": fingerprint(retention.owner),
    }


def hold_of(connection: Connection, row: RowMapping) -> Hold | None:
    """Return what holds the round of this row: who and since when, the trail knows."""
    if not row["held_because"]:
        return None
    act = last_act(connection, row["id"], "round.held")
    return Hold(because=row["held_because"], by=act["by"], since=act["at"])


def last_act(connection: Connection, round_id: str, act: str) -> RowMapping:
    """Return the last entry of this act about a round, with the name of who did it."""
    found = acts(round_id).where(t.event.c.act == act).order_by(t.event.c.seq.desc())
    return connection.execute(found.limit(1)).mappings().one()


def acts(round_id: str) -> Select[Any]:
    """Return the query of entries about a round, with names, for a caller to narrow."""
    return (
        select(
            t.event.c.seq,
            t.event.c.at,
            t.event.c.act,
            t.event.c.detail,
            t.person.c.name.label("by"),
        )
        .join(t.person, t.person.c.id == t.event.c.person)
        .where(t.event.c.about == f"round:{round_id}")
    )


def overwritten_at(connection: Connection, round_id: str) -> datetime | None:
    """Return when what was erased of a round was overwritten in the file; None while that is to be done."""
    done = acts(round_id).where(t.event.c.act == "round.overwritten").order_by(t.event.c.seq)
    row = connection.execute(done).mappings().first()
    return None if row is None else row["at"]


def erased_of(detail: str) -> Erased:
    """Return the numbers of a disposal from its entry in the trail."""
    numbers = json.loads(detail)
    return Erased(**{name: numbers.get(name, 0) for name in Erased.model_fields})
