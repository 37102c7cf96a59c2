"""What one's own work showed, for an auditor: counts of their own readings, and of no other auditor's.

What a round shows beside them goes no further than the board does for the person: for an auditor, their own agency.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, func, select

from audit.model.board import Board, Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist, Counts
from audit.model.own_work import WHOLE, OwnRound, Showed, Starred
from audit.model.person import Person
from audit.model.refusal import NotFound
from audit.model.round import RoundStatus
from audit.model.wording import worded
from audit.rules import permission
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views import board as boards
from audit.views.reach import in_reach

SHOWN = 6
"""Rounds told at most, the newest first."""
FEW = 5
"""What is shown of no more cases than this is told in no figure: it could point at somebody else's file."""
APPLICABLE = (Counts.MET, Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED)


def own_work(db: Database, by: Person) -> tuple[OwnRound, ...]:
    """Return the rounds that the person audited in; none for who is no auditor.

    While a round is open nothing of it is told but the person's own: a figure of all files would tell a
    reader of a file what the other reader gave. Of a closed round, readings kept from them still are not counted.
    """
    if not permission.may(by, "case_audit.own"):
        return ()
    mine = and_(
        t.case_audit.c.auditor_id == by.id,
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
        t.case_audit.c.reading.in_((Reading.FIRST, Reading.SECOND)),
    )
    with db.reading(by) as connection:
        rows = connection.execute(
            select(t.round_.c.id, t.round_.c.title, t.round_.c.status, t.round_.c.checklist_id)
            .add_columns(func.count().label("n"))
            .join(t.case_audit, t.case_audit.c.round_id == t.round_.c.id)
            .where(mine)
            .group_by(*(t.round_.c[each] for each in ("id", "title", "status", "checklist_id")))
            .order_by(t.round_.c.opened_at.desc(), t.round_.c.id)
            .limit(SHOWN)
        ).all()
        found = []
        for row in rows:
            here = and_(mine, t.case_audit.c.round_id == row.id)
            checklist = worded(checklists.published(connection, row.checklist_id))
            one = OwnRound(
                round_title=row.title,
                read=row.n,
                starred=_starred(connection, here, checklist),
                is_closed=row.status == RoundStatus.CLOSED,
            )
            whole = _in_reach(connection, by, row.id, db.clock()) if one.is_closed else None
            if whole is not None:
                rated = _by_criterion(connection, and_(here, t.answer.c.counts.in_(APPLICABLE)))
                told = {
                    "whose": whole.narrowed_to or WHOLE,
                    "cases": whole.cases,
                    "standards": _showed(whole, rated) if whole.cases > FEW else (),
                }
                one = one.model_copy(update=told)
            found.append(one)
        return tuple(found)


def _in_reach(connection: Connection, by: Person, round_id: str, at: datetime) -> Board | None:
    """The round as far as the person's board goes; None where they reach no file of it."""
    try:
        narrow = in_reach(connection, by, "board.read", Filter(round_id=round_id))
    except NotFound:
        return None
    return boards.picture(connection, by, narrow, at)


def _by_criterion(connection: Connection, which: ColumnElement[bool]) -> dict[str, int]:
    rows = connection.execute(
        select(t.answer.c.criterion, func.count().label("n"))
        .join(t.case_audit)
        .where(which)
        .group_by(t.answer.c.criterion)
    )
    return {row.criterion: row.n for row in rows}


def _starred(
    connection: Connection, here: ColumnElement[bool], checklist: Checklist
) -> tuple[Starred, ...]:
    stars = _by_criterion(connection, and_(here, t.answer.c.starred))
    found = [
        Starred(criterion=each.key, statement=each.statement, n=stars[each.key])
        for each in checklist.criteria
        if each.key in stars
    ]
    return tuple(sorted(found, key=lambda each: -each.n))


def _showed(whole: Board, rated: Mapping[str, int]) -> tuple[Showed, ...]:
    results = {each.standard.key: each for each in whole.standards}
    found = []
    for standard in whole.checklist.standards:
        n = sum(rated.get(each.key, 0) for each in standard.criteria)
        result = results[standard.key]
        if n:
            found.append(
                Showed(
                    title=standard.title,
                    rated=n,
                    figure=result.figure,
                    target=result.target,
                    standing=result.standing,
                )
            )
    return tuple(found)
