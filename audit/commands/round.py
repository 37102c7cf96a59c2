"""Open a round on a published checklist, or plan one for later."""

from datetime import date

from sqlalchemy import Connection, RowMapping, select, update

from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.retention import Retention
from audit.model.round import RoundStatus
from audit.rules import cycle, permission
from audit.rules import retention as rules
from audit.store import checklists, cycles, retention, rounds
from audit.store import tables as t
from audit.store.database import Act, Database

TITLE_LIMIT = 80
"""Characters in the title of a round, at most: it stands in headers and file names."""


def open_(
    db: Database,
    by: Person,
    title: str,
    checklist_id: str,
    *,
    follows: str | None = None,
    due: date | None = None,
    theme: str = "",
    starts: date | None = None,
    retain_until: date | None = None,
    retain_reason: str = "",
    retain_owner: str = "",
    key: str | None = None,
) -> str:
    """Open a round on one version of a checklist and return its id; `follows` names the round it re-audits.

    Until when its records are kept, why and who answers for that can be said now, or later.
    """
    permission.require(by, "round.open")
    with db.acting(by, "round.opened", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        keep = rules.given(retain_until, retain_reason, retain_owner, rules.today(now.at))
        return make(
            now,
            by,
            title,
            checklist_id,
            follows=follows,
            due=due,
            theme=theme,
            starts=starts,
            keep=keep,
        )


def plan(
    db: Database,
    by: Person,
    title: str,
    checklist_id: str,
    *,
    follows: str | None = None,
    due: date | None = None,
    theme: str = "",
    starts: date | None = None,
    retain_until: date | None = None,
    retain_reason: str = "",
    retain_owner: str = "",
    key: str | None = None,
) -> str:
    """Plan a round: the same as `open_`, but no auditor can start before it is opened."""
    permission.require(by, "round.open")
    with db.acting(by, "round.planned", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        keep = rules.given(retain_until, retain_reason, retain_owner, rules.today(now.at))
        return make(
            now,
            by,
            title,
            checklist_id,
            status=RoundStatus.PLANNED,
            follows=follows,
            due=due,
            theme=theme,
            starts=starts,
            keep=keep,
        )


def plan_anew(
    db: Database,
    by: Person,
    round_id: str,
    *,
    theme: str,
    starts: date | None,
    due: date | None,
) -> None:
    """Change what a round looks into, when it begins and when it is due; equal is no change."""
    permission.require(by, "round.open")
    with db.acting(by, "round.planned_anew", f"round:{round_id}") as now:
        row = standing(now.connection, round_id, "plan")
        old = {name: row[name] for name in ("theme", "starts", "due")}
        new = _plan(theme, starts, due)
        if new == old:
            now.nothing()
            return
        now.connection.execute(update(t.round_).where(t.round_.c.id == round_id).values(**new))
        now.did(old=_in_trail(old), new=_in_trail(new))


def standing(connection: Connection, round_id: str, work: str) -> RowMapping:
    """Return the row of a round in which this may be done; refuse where it may not."""
    row = rounds.find(connection, round_id)
    if row["disposed_at"] is not None:
        raise rules.gone(row["title"], row["disposed_at"])
    cycle.check(work, RoundStatus(row["status"]), row["title"], row["title"])
    return row


def make(
    now: Act,
    by: Person,
    title: str,
    checklist_id: str,
    *,
    status: RoundStatus = RoundStatus.OPEN,
    follows: str | None = None,
    due: date | None = None,
    theme: str = "",
    starts: date | None = None,
    keep: Retention | None = None,
) -> str:
    """Within an act: add the round and return its id."""
    title = " ".join(title.split())
    if not title or len(title) > TITLE_LIMIT or not title.isprintable():
        raise refuse("round.title", where=_("Title of the round"), limit=TITLE_LIMIT)
    taken = select(t.round_.c.id).where(t.round_.c.title == title)
    if now.connection.execute(taken).first():
        raise refuse("round.taken", where=_("Title “{title}”").format(title=title))
    if follows is not None:
        known = select(t.round_.c.id).where(t.round_.c.id == follows)
        if now.connection.execute(known).first() is None:
            raise NotFound(complaint("round.not-found"))
    checklist = checklists.published(now.connection, checklist_id)
    if checklist.purpose != "case file audit":
        raise refuse("round.purpose", where=checklist.title)
    round_id = now.new_id()
    now.connection.execute(
        t.round_.insert().values(
            id=round_id,
            title=title,
            checklist_id=checklist_id,
            status=status,
            opened_at=now.at,
            follows=follows,
            **_plan(theme, starts, due),
            **(rules.columns(keep) if keep else {}),
        )
    )
    cycles.put_move(now.connection, round_id, status, now.at, by.id)
    now.about = f"round:{round_id}"
    now.did(result=round_id, title=title, checklist=checklist_id, follows=follows)
    now.did(**retention.in_trail(keep))
    return round_id


def _plan(theme: str, starts: date | None, due: date | None) -> dict[str, str | date | None]:
    """The columns of a round that say what it looks into and when; refused where they contradict each other."""
    check_days(starts, due)
    theme = cycle.line("What the round looks into", theme, cycle.THEME_LIMIT)
    return {"theme": theme, "starts": starts, "due": due}


def check_days(starts: date | None, due: date | None) -> None:
    """Refuse a due day before the first day."""
    if starts is not None and due is not None and due < starts:
        told = {"starts": rules.day(starts), "due": rules.day(due)}
        raise refuse("round.days", where=_("Days of the round"), **told)


def _in_trail(plan: dict[str, str | date | None]) -> dict[str, str]:
    return {name: str(value) for name, value in plan.items() if value}
