"""The rows of rounds, for commands and views."""

from sqlalchemy import Connection, RowMapping, select

from audit.model.refusal import NotFound, complaint
from audit.store import tables as t


def find(connection: Connection, round_id: str) -> RowMapping:
    """Return the row of a round; NotFound if there is none."""
    row = connection.execute(select(t.round_).where(t.round_.c.id == round_id)).mappings().first()
    if row is None:
        raise NotFound(complaint("round.not-found"))
    return row
