"""States that many tests begin from: built by the first that asks for one, and copied by the others."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from audit.store import trail
from audit.store.database import Database, random_id
from audit.store.postgresql import is_meant
from tests.builders import Clock, Numbered

T = TypeVar("T")


@dataclass(frozen=True)
class State:
    """A database's file, its clock and its ids after something was built, and what that returned."""

    content: bytes
    now: datetime
    last: int
    result: Any


_kept: dict[tuple[object, ...], State] = {}


def laid(db: Database, build: Callable[..., T], *how: object) -> T:
    """What `build` makes of the database, given that and it: only the first time by doing it.

    What it returns is shared, so it has to be something that nobody changes. A database counts as the same
    that has the same past, sealed entry for sealed entry, the same time and the same next id.
    """
    clock, ids = db.clock, db.new_id
    repeats = isinstance(clock, Clock) and (isinstance(ids, Numbered) or ids is random_id)
    if not repeats or is_meant(db.where) or not db.where.endswith(".db"):
        return build(db, *how)
    with db.reading() as connection:
        stands = trail.last(connection, db.site)
    last = ids.last if isinstance(ids, Numbered) else 0
    past = (db.site, stands and stands.hash, clock.now, clock.step, last)
    key = (build.__module__, build.__qualname__, *map(repr, how), *past)
    if (state := _kept.get(key)) is None:
        result = build(db, *how)
        db.close()
        if not db.path.with_name(f"{db.path.name}-wal").exists():  # nobody else has it open
            last = ids.last if isinstance(ids, Numbered) else 0
            _kept[key] = State(db.path.read_bytes(), clock.now, last, result)
        return result
    db.close()
    db.path.write_bytes(state.content)
    clock.now = state.now
    if isinstance(ids, Numbered):
        ids.last = state.last
    return state.result
