"""The meeting itself: on which day it was held, and who was present by role and agency."""

from datetime import date

from sqlalchemy import select, update

from audit.commands.panel import next_number, stand, to_change, where_of
from audit.commands.written import written
from audit.model.language import _
from audit.model.panel import ROLE_LIMIT
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.rules.panel_check import check_needed
from audit.rules.retention import today
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database


def held_on(db: Database, by: Person, panel_id: str, day: date | None) -> None:
    """Keep the day on which the agencies met; the same again is no change."""
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.dated", f"panel:{panel_id}") as now:
        panel = to_change(now, by, panel_id)
        if day is not None and day > today(now.at):
            raise refuse("panel.held-later", where=where_of(panel))
        if panel.held_on == day:
            now.nothing()
            return
        stand(now, panel, held_on=day)
        now.did(old=str(panel.held_on or ""), new=str(day or ""))


def attended(
    db: Database,
    by: Person,
    panel_id: str,
    role: str,
    agency: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> None:
    """Add somebody who was present, by their role and agency; an independent person has no agency."""
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.attended", f"panel:{panel_id}", key=key) as now:
        if now.earlier is not None:
            return
        panel = to_change(now, by, panel_id)
        where = _("{panel}, who was present").format(panel=where_of(panel))
        checklist = checklists.published(now.connection, panel.checklist_id)
        if agency and agency not in {each.key for each in checklist.agencies}:
            raise refuse("panel.agency", where=where, agency=agency)
        role = written(now, where, role, looked=looked, limit=ROLE_LIMIT)
        check_needed(where, role)
        number = next_number(now, "panel_attendance", panel_id)
        now.connection.execute(
            t.panel_attendance.insert().values(
                panel_id=panel_id, number=number, role=role, agency=agency
            )
        )
        now.did(result=str(number), role=db.mark_of([role]), agency=agency)


def left_out(db: Database, by: Person, panel_id: str, number: int) -> None:
    """Take somebody out again who was entered by mistake; who is out already is no change."""
    permission.require(by, "panel.hold")
    with db.acting(by, "panel.left_out", f"panel:{panel_id}") as now:
        panel = to_change(now, by, panel_id)
        of = t.panel_attendance.c
        there = (of.panel_id == panel_id, of.number == number)
        found = now.connection.execute(select(of.role, of.removed_at).where(*there)).first()
        if found is None:
            raise refuse("panel.gone", where=where_of(panel))
        if found.removed_at is not None:
            now.nothing()
            return
        now.connection.execute(update(t.panel_attendance).where(*there).values(removed_at=now.at))
        now.did(number=number, old=db.mark_of([found.role]))
