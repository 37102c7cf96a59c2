"""The rows of where trends begin anew, for commands and views."""

from sqlalchemy import Connection, RowMapping, select, update

from audit.model.refusal import NotFound, complaint
from audit.model.trend import RebaseMade
from audit.store import tables as t

ERASED = "the reason was erased with the records of its round"
"""Stands for the reason of a new beginning: the chart still says that there was one."""


def standing(connection: Connection, checklist_id: str) -> tuple[RebaseMade, ...]:
    """Return the new beginnings that stand for a checklist, whichever version of it is given, oldest first."""
    mine, said = t.checklist.alias("mine"), t.trend_rebase.c
    rows = connection.execute(
        select(t.trend_rebase, t.person.c.name)
        .join(t.person, t.person.c.id == said.made_by)
        .join(t.round_, t.round_.c.id == said.round_id)
        .join(t.checklist, t.checklist.c.id == t.round_.c.checklist_id)
        .join(
            mine,
            (mine.c.review == t.checklist.c.review) & (mine.c.key == t.checklist.c.key),
        )
        .where(mine.c.id == checklist_id, said.taken_back_at.is_(None))
        .order_by(said.on, said.id)
    )
    return tuple(
        RebaseMade(id=row.id, on=row.on, reason=row.reason, made_at=row.made_at, made_by=row.name)
        for row in rows
    )


def find(connection: Connection, rebase_id: str) -> RowMapping:
    """Return the row of a new beginning, taken back or not; NotFound if there is none."""
    wanted = select(t.trend_rebase).where(t.trend_rebase.c.id == rebase_id)
    row = connection.execute(wanted).mappings().first()
    if row is None:
        raise NotFound(complaint("trend.not-found"))
    return row


def erase(connection: Connection, round_id: str) -> int:
    """Take out why trends begin anew where it was said on this round; return how many reasons there were.

    That they begin anew stands, for the trends of other rounds are drawn from there.
    """
    said = t.trend_rebase.c
    written = update(t.trend_rebase).where(said.round_id == round_id, said.reason != ERASED)
    return connection.execute(written.values(reason=ERASED)).rowcount
