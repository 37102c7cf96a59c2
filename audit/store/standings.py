"""How many files and readings a round has, from what the database keeps counted."""

from sqlalchemy import Connection, exists, func, select

from audit.model.case_audit import Reading
from audit.model.progress import State
from audit.store import tables as t

_of = t.team_standing.c


def states(connection: Connection, round_id: str) -> dict[State, int]:
    """Return how many first and second readings of a round stand where; a state of none is left out."""
    rows = connection.execute(
        select(_of.state, func.sum(_of.n))
        .where(_of.round_id == round_id, _of.reading != Reading.MODERATED)
        .group_by(_of.state)
    )
    return {State(state): int(n) for state, n in rows}


def case_files(connection: Connection, round_id: str) -> int:
    """Return how many case files a round has: one for each first reading, as a rule."""
    first = select(func.coalesce(func.sum(_of.n), 0)).where(
        _of.round_id == round_id, _of.reading == Reading.FIRST
    )
    # A first reading that nobody had begun may have been taken out beside a second one.
    audit, other = t.case_audit.c, t.case_audit.alias("other")
    alone = select(func.count()).where(
        audit.round_id == round_id,
        audit.reading == Reading.SECOND,
        ~exists().where(
            other.c.round_id == round_id,
            other.c.reading == Reading.FIRST,
            other.c.case_file_id == audit.case_file_id,
        ),
    )
    return int(connection.execute(first).scalar_one()) + connection.execute(alone).scalar_one()
