"""Rows of a long case list on their way: put down a lot at a time, kept in one act, or taken away again."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection, column, delete, func, insert, literal, select
from sqlalchemy import table as lean_table

from audit.model.frame import Frame, FrameCase
from audit.store import tables as t
from audit.store.frames import NAMES, put_frame, rows_of
from audit.store.prepared import Prepared
from audit.store.schema import Moment

_of = t.frame_coming.c
_NAMES = ("coming_id", "round_id", "at", *NAMES[1:])
_COMING = lean_table(
    "frame_coming", *(column(each, Moment if each == "at" else None) for each in _NAMES)
)
"""The same table almost without kinds: its JSON is made once a value, not once a row."""
_PUT = Prepared(insert(_COMING))
_CASES = lean_table("frame_case", *map(column, NAMES))


def put(
    connection: Connection,
    coming_id: str,
    round_id: str,
    at: datetime,
    cases: Sequence[FrameCase],
) -> None:
    """Put a lot of cases down."""
    rows = ((coming_id, round_id, at, *each) for each in rows_of(cases))
    _PUT.run_each(connection, _NAMES, rows)


def keep(connection: Connection, frame: Frame, taken_by: str, coming_id: str) -> bool:
    """Add a frame with the cases that were put down, within the caller's transaction; False if some are not there."""
    there = select(func.count()).select_from(t.frame_coming).where(_of.coming_id == coming_id)
    if connection.execute(there).scalar_one() != frame.cases:
        return False
    put_frame(connection, frame, taken_by)
    moved = [_COMING.c[name] for name in NAMES[1:]]
    mine = select(literal(frame.id), *moved).where(_COMING.c.coming_id == coming_id)
    connection.execute(insert(_CASES).from_select(NAMES, mine))
    return True


def clear(connection: Connection, coming_id: str, most: int) -> bool:
    """Take away so many of the cases; True once none is left."""
    lines = select(_of.line).where(_of.coming_id == coming_id).order_by(_of.line).limit(most)
    gone = delete(t.frame_coming).where(_of.coming_id == coming_id, _of.line.in_(lines))
    return connection.execute(gone).rowcount < most


def outdated(connection: Connection, before: datetime) -> tuple[str, ...]:
    """Return which lists were left behind by a process that ended."""
    return tuple(
        connection.execute(select(_of.coming_id).where(_of.at < before).distinct()).scalars()
    )


def erase(connection: Connection, round_id: str) -> None:
    """Take away whatever is on its way into a round."""
    connection.execute(delete(t.frame_coming).where(_of.round_id == round_id))
