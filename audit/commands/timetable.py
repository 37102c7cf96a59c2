"""A round's timetable: laid out from a template, its steps moved, marked as done, added and taken out."""

from datetime import date

from sqlalchemy import ColumnElement, update

from audit.commands.round import check_days, standing
from audit.model.cycle import Step
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import cycle, permission
from audit.rules import timetable as rules
from audit.store import cycles
from audit.store import tables as t
from audit.store.database import Act, Database


def lay_out(db: Database, by: Person, round_id: str, template: str, starts: date) -> None:
    """Lay a template out from its first day, in the place of the timetable that stands.

    The round begins on that day, and where nobody has said when it is due, the template does.
    """
    permission.require(by, "round.timetable")
    with db.acting(by, "timetable.laid_out", f"round:{round_id}") as now:
        row = standing(now.connection, round_id, "timetable")
        if template not in rules.TEMPLATES:
            raise refuse("timetable.template", row["title"], known=", ".join(rules.TEMPLATES))
        done = [each for each in cycles.steps(now.connection, round_id) if each.done_at]
        if done:
            raise refuse("timetable.begun", row["title"], n=len(done))
        found = rules.TEMPLATES[template]
        due = row["due"] or rules.due_day(found, starts)
        check_days(starts, due)
        steps = rules.laid_out(found, starts)
        cycles.put_steps(now.connection, round_id, steps)
        now.connection.execute(
            update(t.round_).where(t.round_.c.id == round_id).values(starts=starts, due=due)
        )
        now.did(template=template, starts=str(starts), due=str(due), steps=len(steps))


def add_step(
    db: Database, by: Person, round_id: str, title: str, due: date, *, key: str | None = None
) -> int:
    """Add a step of one's own and return its number."""
    permission.require(by, "round.timetable")
    title = cycle.line("Step of the timetable", title, rules.TITLE_LIMIT)
    with db.acting(by, "timetable.step_added", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return int(now.earlier)
        row = standing(now.connection, round_id, "timetable")
        if not title:
            raise refuse("timetable.title", row["title"])
        steps = cycles.steps(now.connection, round_id)
        number = max((each.number for each in steps), default=0) + 1
        values = {"round_id": round_id, "number": number, "title": title, "due": due}
        now.connection.execute(t.round_step.insert().values(values))
        now.did(result=str(number), step=number, due=str(due))
        return number


def remove_step(db: Database, by: Person, round_id: str, number: int) -> None:
    """Take a step out of the timetable."""
    permission.require(by, "round.timetable")
    with db.acting(by, "timetable.step_removed", f"round:{round_id}") as now:
        step = _step(now, round_id, number)
        now.connection.execute(t.round_step.delete().where(_at(round_id, number)))
        now.did(step=number, old=str(step.due))


def move_step(db: Database, by: Person, round_id: str, number: int, due: date) -> None:
    """Give a step another day; the same one is no change."""
    permission.require(by, "round.timetable")
    with db.acting(by, "timetable.step_moved", f"round:{round_id}") as now:
        step = _step(now, round_id, number)
        if step.due == due:
            now.nothing()
            return
        now.connection.execute(update(t.round_step).where(_at(round_id, number)).values(due=due))
        now.did(step=number, old=str(step.due), new=str(due))


def mark_step(db: Database, by: Person, round_id: str, number: int, *, done: bool) -> None:
    """Mark a step as done, or take the mark away; what stands already is no change."""
    permission.require(by, "round.timetable")
    with db.acting(by, "timetable.step_marked", f"round:{round_id}") as now:
        step = _step(now, round_id, number, "mark")
        if (step.done_at is not None) == done:
            now.nothing()
            return
        values = {"done_at": now.at if done else None, "done_by": by.id if done else None}
        now.connection.execute(update(t.round_step).where(_at(round_id, number)).values(values))
        now.did(step=number, done=done)


def _step(now: Act, round_id: str, number: int, work: str = "timetable") -> Step:
    row = standing(now.connection, round_id, work)
    steps = {each.number: each for each in cycles.steps(now.connection, round_id)}
    if number not in steps:
        raise refuse("timetable.step", row["title"])
    return steps[number]


def _at(round_id: str, number: int) -> ColumnElement[bool]:
    return (t.round_step.c.round_id == round_id) & (t.round_step.c.number == number)
