"""The answer first: is each learning point of the review embedded, and how sure can one be?"""

from collections.abc import Mapping

from sqlalchemy import Connection, select

from audit.model.agreement import AgreementPicture, Holds
from audit.model.board import Board, Filter
from audit.model.change import Change, Changes, Verdict
from audit.model.embedded import Answer
from audit.model.language import _
from audit.model.learning import Learning, PointAnswer, PointLoop, ReAudit
from audit.model.person import Person
from audit.rules.embedded import embedded
from audit.rules.retention import today
from audit.store import tables as t
from audit.store.database import Database
from audit.views import agreement as agreements
from audit.views import board as boards
from audit.views import change
from audit.views.loop import loops
from audit.views.reach import in_reach


def learning(db: Database, by: Person, narrow: Filter, board: Board | None = None) -> Learning:
    """Return the answer on each learning point of a round within reach; NotFound if there is no such round.

    `board` is the picture that whoever asks has taken of the same for the same person.
    """
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        if board is None:
            board = boards.picture(connection, by, narrow, db.clock())
        agreement = agreements.picture(connection, by, narrow, board.at)
        return answered(connection, by, narrow, board, agreement)


def answered(
    connection: Connection, by: Person, narrow: Filter, board: Board, agreement: AgreementPicture
) -> Learning:
    """The same of pictures that were taken within one transaction already."""
    changes = change.picture(connection, by, narrow, board)
    return Learning(
        board=board,
        changes=changes,
        points=_points(
            board,
            agreement,
            changes,
            loops(connection, by, narrow.round_id, narrow.agency, today(board.at)),
        ),
        re_audits=_re_audits(connection, narrow.round_id),
    )


def _points(
    board: Board, agreement: AgreementPicture, changes: Changes, became: Mapping[str, PointLoop]
) -> tuple[PointAnswer, ...]:
    holds = {each.name: each.agreed.holds for each in agreement.criteria}
    found = []
    for result, changed in zip(board.points, changes.points, strict=True):
        asked = {
            each.criterion.key: holds.get(each.criterion.key, Holds.NONE)
            for each in result.criteria
        }
        since = changed if changes.before_id is not None else None
        answer = _partly(embedded(result.figure, result.target, asked, since), since)
        loop = became.get(result.point.key, PointLoop())
        found.append(PointAnswer(result=result, change=changed, answer=answer, loop=loop))
    return tuple(found)


def _partly(answer: Answer, change: Change | None) -> Answer:
    """Say of a change of some criteria of a point that it is of some."""
    if change is None or not change.in_part or change.verdict in (Verdict.CANNOT, Verdict.UNCLEAR):
        return answer
    proviso = _("The change is that of {in_part}.").format(in_part=change.in_part)
    return answer.model_copy(update={"provisos": (*answer.provisos, proviso)})


def _re_audits(connection: Connection, round_id: str) -> tuple[ReAudit, ...]:
    rows = connection.execute(
        select(t.round_.c.title, t.round_.c.due, t.round_.c.status)
        .where(t.round_.c.follows == round_id)
        .order_by(t.round_.c.opened_at, t.round_.c.id)
    )
    return tuple(ReAudit(title=row.title, due=row.due, standing=row.status) for row in rows)
