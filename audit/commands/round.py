"""Open a round on a published checklist."""

from datetime import date

from sqlalchemy import select

from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.retention import Retention
from audit.model.round import RoundStatus
from audit.rules import permission
from audit.rules import retention as rules
from audit.store import checklists, retention
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
        return make(now, title, checklist_id, follows=follows, due=due, keep=keep)


def make(
    now: Act,
    title: str,
    checklist_id: str,
    *,
    follows: str | None = None,
    due: date | None = None,
    keep: Retention | None = None,
) -> str:
    """Within an act: add the round and return its id."""
    title = " ".join(title.split())
    if not title or len(title) > TITLE_LIMIT or not title.isprintable():
        raise refuse("round.title", where="Title of the round", limit=TITLE_LIMIT)
    taken = select(t.round_.c.id).where(t.round_.c.title == title)
    if now.connection.execute(taken).first():
        raise refuse("round.taken", where=f"Title “{title}”")
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
            status=RoundStatus.OPEN,
            opened_at=now.at,
            due=due,
            follows=follows,
            **(rules.columns(keep) if keep else {}),
        )
    )
    now.about = f"round:{round_id}"
    now.did(result=round_id, title=title, checklist=checklist_id, follows=follows)
    now.did(**retention.in_trail(keep))
    return round_id
