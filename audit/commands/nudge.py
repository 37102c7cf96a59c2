"""Leave in the trail that a reminder was taken out of the tool: an e-mail draft, its text, or a calendar file."""

from collections.abc import Sequence
from typing import Literal

from sqlalchemy import ColumnElement, Connection, func, select, true

from audit.commands.blind import kept_from
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.round import RoundStatus
from audit.rules import cycle, permission
from audit.rules.permission import Reach
from audit.rules.retention import gone
from audit.store import tables as t
from audit.store.cases import own_agency
from audit.store.database import Database
from audit.store.dialect import among

Kind = Literal["email", "text", "calendar"]
"""What was taken out."""
EVERYBODY = "everybody"
"""For whom it is when it is for nobody in particular."""
_IS_WAITING = t.case_audit.c.status != CaseAuditStatus.SUBMITTED


def made(
    db: Database, by: Person, round_id: str, kind: Kind, *, auditor_id: str | None = None
) -> None:
    """Record that this person took a reminder about a round out, for an auditor or for everybody.

    It stands in the trail before the bytes are handed over. NotFound unless something of the round is in reach.
    """
    permission.require(by, "progress.read")
    with db.acting(by, "nudge.made", f"round:{round_id}") as now:
        of = now.connection.execute(select(t.round_).where(t.round_.c.id == round_id)).first()
        mine = [t.case_audit.c.round_id == round_id, *_in_reach(by), _seen(now.connection, by)]
        if of is None or not (_is_whole(by) or _how_many(now.connection, mine)):
            raise NotFound(complaint("round.not-found"))
        if of.disposed_at is not None:
            raise gone(of.title, of.disposed_at)
        cycle.check("remind", RoundStatus(of.status), of.title, of.title)
        if auditor_id is not None:
            mine.append(t.case_audit.c.auditor_id == auditor_id)
        waiting = _how_many(now.connection, [*mine, _IS_WAITING])
        if not waiting:
            raise refuse("nudge.nothing", where=of.title)
        now.did(which=kind, receiver=auditor_id or EVERYBODY, case_audits=waiting)


def _is_whole(by: Person) -> bool:
    return Reach.ALL in permission.reaches(by, "progress.read")


def _in_reach(by: Person) -> list[ColumnElement[bool]]:
    """The readings that the person may remind somebody of: an agency's lead of first readings, of the own files."""
    if _is_whole(by):
        return [t.case_audit.c.reading.in_((Reading.FIRST, Reading.SECOND))]
    return [t.case_audit.c.reading == Reading.FIRST, own_agency(by)]


def _seen(connection: Connection, by: Person) -> ColumnElement[bool]:
    """What is kept from a second reader is not counted either."""
    kept = kept_from(connection, by)
    return t.case_audit.c.id.not_in(among(kept)) if kept else true()


def _how_many(connection: Connection, which: Sequence[ColumnElement[bool]]) -> int:
    query = select(func.count()).select_from(t.case_audit).join(t.case_file).where(*which)
    return int(connection.execute(query).scalar_one())


def own_calendar_made(db: Database, by: Person) -> None:
    """Record that an auditor took the calendar file of their own due days out."""
    permission.require(by, "case_audit.own")
    with db.acting(by, "nudge.made", f"person:{by.id}") as now:
        n = now.connection.execute(
            select(func.count())
            .select_from(t.case_audit)
            .join(t.round_)
            .where(
                t.case_audit.c.auditor_id == by.id, _IS_WAITING, t.round_.c.disposed_at.is_(None)
            )
        ).scalar_one()
        now.did(which="calendar", receiver=by.id, case_audits=n)
