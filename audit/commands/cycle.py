"""Move a round on from plan to closed, or back a step; plan its re-audit."""

from datetime import date

from sqlalchemy import Connection, RowMapping, select, update

from audit.commands import round as rounds
from audit.commands.blind import kept_from
from audit.model.cycle import Step
from audit.model.person import Person, Role
from audit.model.re_audit import Plan
from audit.model.refusal import refuse
from audit.model.round import RoundStatus
from audit.rules import cycle as rules
from audit.rules import permission, timetable
from audit.rules import re_audit as re_audit_rules
from audit.rules.retention import gone, today
from audit.store import cycles, persons, re_audits
from audit.store import rounds as kept_rounds
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.trail import fingerprint


def move(
    db: Database, by: Person, round_id: str, which: str, reason: str = "", *, key: str | None = None
) -> RoundStatus:
    """Make one of the moves of `rules.cycle.MOVES` and return where the round stands then.

    Refused while something is missing and no reason is given to move on all the same.
    """
    permission.require(by, "round.move")
    reason = rules.line("Reason", reason, rules.REASON_LIMIT)
    with db.acting(by, "round.moved", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return RoundStatus(now.earlier)
        row = kept_rounds.find(now.connection, round_id)
        if row["disposed_at"] is not None:
            raise gone(row["title"], row["disposed_at"])
        kept = kept_from(now.connection, by, round_id)
        facts = cycles.facts(now.connection, row, kept)
        to = rules.moved(which, facts, row["title"], reason)
        fresh = {"opened_at": now.at} if which == "open" else {}
        now.connection.execute(
            update(t.round_).where(t.round_.c.id == round_id).values(status=to, **fresh)
        )
        cycles.put_move(now.connection, round_id, to, now.at, by.id, reason)
        now.did(result=to.value, old=facts.status, new=to, case_audits=facts.outstanding)
        now.did(reason=fingerprint(reason) if reason else "")
        return to


def re_audit(
    db: Database,
    by: Person,
    round_id: str,
    title: str,
    starts: date,
    *,
    newest: bool = False,
    plan: Plan | None = None,
    key: str | None = None,
) -> str:
    """Plan the round that follows: the same design, fresh ratings; return its id.

    Theme, auditors with their shares, and the timetable come along, moved on to the new first day. The
    checklist is the same version, so that the two rounds can be compared criterion by criterion, or the newest.
    Case files do not come along: they are drawn afresh. `plan` says what it is to show, and of how many
    files; it is kept with the round.
    """
    permission.require(by, "round.open")
    if plan is not None:
        re_audit_rules.check(plan)
    with db.acting(by, "round.re_audit_planned", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        row = kept_rounds.find(now.connection, round_id)
        _check_followable(row)
        checklist_id = row["checklist_id"]
        begins = row["starts"] or today(row["opened_at"])
        made = rounds.make(
            now,
            by,
            title,
            newest_version(now.connection, checklist_id) if newest else checklist_id,
            status=RoundStatus.PLANNED,
            follows=round_id,
            theme=row["theme"],
            starts=starts,
            due=timetable.shifted(row["due"], begins, starts) if row["due"] else None,
        )
        now.connection.execute(
            update(t.round_)
            .where(t.round_.c.id == made)
            .values(conversation_expected=row["conversation_expected"])
        )
        steps = cycles.steps(now.connection, round_id)
        cycles.put_steps(now.connection, made, _moved_on(steps, begins, starts))
        if plan is not None:
            re_audits.put(now, made, plan)
            now.did(files=plan.files, wanted=plan.wanted)
        now.did(auditors=_bring_auditors(now, round_id, made), steps=len(steps))
        return made


def newest_version(connection: Connection, checklist_id: str) -> str:
    """Return the id of the newest published version of the same checklist."""
    this = select(t.checklist.c.review, t.checklist.c.key).where(t.checklist.c.id == checklist_id)
    of = connection.execute(this).one()
    same = (t.checklist.c.review == of.review) & (t.checklist.c.key == of.key)
    newest = select(t.checklist.c.id).where(same).order_by(t.checklist.c.version.desc())
    return str(connection.execute(newest.limit(1)).scalar_one())


def _check_followable(row: RowMapping) -> None:
    if rules.is_single(row["title"]):
        raise refuse("cycle.single", where=row["title"])
    if row["status"] == RoundStatus.PLANNED:
        told = {"move": "Plan a re-audit", "status": row["status"]}
        raise refuse("cycle.move", where=row["title"], **told)


def _moved_on(steps: tuple[Step, ...], old: date, new: date) -> tuple[Step, ...]:
    return tuple(
        Step(number=each.number, title=each.title, due=timetable.shifted(each.due, old, new))
        for each in steps
    )


def _bring_auditors(now: Act, old: str, new: str) -> int:
    """Who audited last time audits again, if they still do; leave that was taken then is over."""
    still = {
        row["id"]
        for row in now.connection.execute(persons.persons()).mappings()
        if persons.person_of(row).has(Role.AUDITOR)
    }
    mine = select(t.round_auditor).where(t.round_auditor.c.round_id == old)
    rows = [
        {
            "round_id": new,
            "person_id": row.person_id,
            "share": row.share,
            "expert_in": row.expert_in,
            "joined_at": now.at,
        }
        for row in now.connection.execute(mine)
        if row.person_id in still
    ]
    if rows:
        now.connection.execute(t.round_auditor.insert(), rows)
    return len(rows)
