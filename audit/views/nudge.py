"""What a reminder may say: an auditor's case files of a round that wait, and the day on which they are due."""

import json
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, func, select

from audit.model.board import Filter
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.progress import DueDay, State
from audit.model.refusal import refuse
from audit.model.round import RoundStatus
from audit.model.source_review import Handling
from audit.rules import cycle
from audit.rules.permission import Reach, reaches
from audit.rules.retention import gone, today
from audit.store import checklists
from audit.store import retention as kept
from audit.store import tables as t
from audit.store.database import Database
from audit.views.progress import counted
from audit.views.reach import in_reach
from audit.views.standing import stands


class NudgeFile(Noun):
    """One case file that waits, by its reference alone."""

    reference: str
    state: State


class Nudge(Noun):
    """What an auditor is reminded of."""

    round_title: str
    handling: Handling
    auditor: str
    by: str
    """Name of the person who reminds."""
    due: date | None
    today: date
    files: tuple[NudgeFile, ...]
    """Not submitted yet: what came back first, then by reference."""
    submitted: int


class Nudged(Noun):
    """The last time that a reminder for somebody was taken out."""

    at: datetime
    by: str


ORDER = (State.RETURNED, State.IN_PROGRESS, State.NOT_STARTED)


def nudge(db: Database, by: Person, round_id: str, auditor_id: str) -> Nudge:
    """Return what this auditor still has to do in the round; refused where that is nothing.

    NotFound if nothing of the round is in reach.
    """
    with db.reading(by) as connection:
        of = _round(connection, by, round_id)
        rows = connection.execute(
            select(t.case.c.reference, stands, t.person.c.name)
            .select_from(t.case_audit)
            .join(t.case_file)
            .join(t.case)
            .join(t.person, t.person.c.id == t.case_audit.c.auditor_id)
            .where(_of(connection, by, round_id, auditor_id))
            .order_by(t.case.c.reference, t.case_audit.c.id)
        ).all()
        review = checklists.review(
            connection, checklists.published(connection, of.checklist_id).review
        )
    waiting = [
        NudgeFile(reference=row.reference, state=State(row.state))
        for row in rows
        if row.state != State.SUBMITTED
    ]
    if not waiting:
        raise refuse("nudge.nothing", where=of.title)
    waiting.sort(key=lambda each: ORDER.index(each.state))
    return Nudge(
        round_title=of.title,
        handling=review.handling,
        auditor=rows[0].name,
        by=by.name,
        due=of.due,
        today=today(db.clock()),
        files=tuple(waiting),
        submitted=len(rows) - len(waiting),
    )


def due_day(db: Database, by: Person, round_id: str, auditor_id: str | None = None) -> DueDay:
    """Return the day on which an auditor's readings in the round are due, or everybody's; refused where none is.

    What is counted lies within the person's reach; NotFound if nothing of the round is.
    """
    with db.reading(by) as connection:
        of = _round(connection, by, round_id)
        counts: dict[str, int] = {
            row.state: row.n
            for row in connection.execute(
                select(stands, func.count().label("n"))
                .select_from(t.case_audit)
                .join(t.case_file)
                .where(_of(connection, by, round_id, auditor_id))
                .group_by(stands)
            )
        }
    n = sum(counts.values())
    if of.due is None or not n:
        raise refuse("nudge.no-day", where=of.title)
    return DueDay(
        round_id=round_id,
        round_title=of.title,
        due=of.due,
        whose="-".join(filter(None, (auditor_id or "all", *_scope(by)))),
        waiting=n - counts.get(State.SUBMITTED, 0),
        n=n,
    )


def _round(connection: Connection, by: Person, round_id: str) -> Row[Any]:
    in_reach(connection, by, "progress.read", Filter(round_id=round_id))
    of = connection.execute(select(t.round_).where(t.round_.c.id == round_id)).one()
    if of.disposed_at is not None:
        raise gone(of.title, of.disposed_at)
    cycle.check("remind", RoundStatus(of.status), of.title, of.title)
    return of


def _of(
    connection: Connection, by: Person, round_id: str, auditor_id: str | None
) -> ColumnElement[bool]:
    mine = counted(connection, by, round_id)
    return mine if auditor_id is None else and_(mine, t.case_audit.c.auditor_id == auditor_id)


def _scope(by: Person) -> tuple[str | None, ...]:
    """What the person's reach is narrowed to, so that their calendar does not overwrite another's."""
    return () if Reach.ALL in reaches(by, "progress.read") else (by.agency, by.team_id)


def nudged(db: Database, by: Person, round_id: str) -> dict[str, Nudged]:
    """Return when each auditor's reminder was last taken out, by id: nobody is reminded twice a day unawares.

    Who reaches the whole round sees everybody's reminders, others their own.
    """
    with db.reading(by) as connection:
        in_reach(connection, by, "progress.read", Filter(round_id=round_id))
        entries = kept.acts(round_id).where(t.event.c.act == "nudge.made")
        if Reach.ALL not in reaches(by, "progress.read"):
            entries = entries.where(t.event.c.person == by.id)
        return {
            json.loads(row["detail"])["receiver"]: Nudged(at=row["at"], by=row["by"])
            for row in connection.execute(entries.order_by(t.event.c.seq)).mappings()
        }
