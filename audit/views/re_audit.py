"""What a re-audit can be proposed from, and what one was planned to show."""

from datetime import date, datetime

from sqlalchemy import Connection, func, select

from audit.model.action import Action
from audit.model.board import Filter
from audit.model.person import Person
from audit.model.re_audit import Basis, Plan
from audit.rules.retention import today
from audit.store import frames, re_audits, rounds
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views import agreement as agreements
from audit.views import board as boards
from audit.views.blind import kept_from
from audit.views.counted import within
from audit.views.finding_seen import seen_actions
from audit.views.learning import answered
from audit.views.reach import in_reach


def basis(db: Database, by: Person, round_id: str) -> Basis | None:
    """Return what a round's re-audit is proposed from; None while nothing is counted in it."""
    narrow = Filter(round_id=round_id)
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "round.open", narrow)
        board = boards.picture(connection, by, narrow, db.clock())
        if not board.submitted:
            return None
        row = rounds.find(connection, round_id)
        agreement = agreements.picture(connection, by, narrow, board.at)
        frame = frames.current(connection, round_id)
        return Basis(
            round_id=round_id,
            round_title=board.round_title,
            began=row["starts"] or today(row["opened_at"]),
            read_until=_read_until(connection, by, narrow, board.at),
            today=today(board.at),
            learning=answered(connection, by, narrow, board, agreement),
            actions=_actions(connection, by, round_id),
            listed=None if frame is None else frame.cases,
        )


def _read_until(connection: Connection, by: Person, narrow: Filter, at: datetime) -> date:
    last = connection.execute(
        select(func.max(t.case_audit.c.submitted_at))
        .join(t.case_file)
        .where(within(connection, by, narrow), counts_for_board())
    ).scalar_one()
    return today(last or at)


def _actions(connection: Connection, by: Person, round_id: str) -> tuple[Action, ...]:
    """What was promised on what was found in the round, and stands."""
    found = seen_actions(connection, by, "action.read", t.finding.c.round_id == round_id)
    return tuple(each for each in found if each.withdrawn_at is None)


def planned(db: Database, by: Person, round_id: str) -> Plan | None:
    """Return what a re-audit was planned to show; None for a round of which nobody said.

    What it is to show tells what the round before found: whoever reads a file of that blind has the number of
    files alone.
    """
    narrow = Filter(round_id=round_id)
    with db.reading(by) as connection:
        in_reach(connection, by, "round.read", narrow)
        plan = re_audits.find(connection, round_id)
        follows = rounds.find(connection, round_id)["follows"]
        if plan is not None and follows and kept_from(connection, by, follows):
            return plan.model_copy(update={"aims": ()})
        return plan
