"""Leave in the trail that somebody read how each case of a round stands."""

from sqlalchemy import select

from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules import permission
from audit.store import tables as t
from audit.store.database import Database


def read(db: Database, by: Person, round_id: str) -> None:
    """Record that this person opened the cases of a round, or of their agency in it; NotFound out of reach."""
    permission.require(by, "progress.read")
    with db.acting(by, "progress.read", f"round:{round_id}") as now:
        files = now.connection.execute(
            select(t.case_file.c.agency, t.case_file.c.team_id)
            .distinct()
            .select_from(t.round_)
            .outerjoin(t.case_audit, t.case_audit.c.round_id == t.round_.c.id)
            .outerjoin(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
            .where(t.round_.c.id == round_id)
        )
        if not any(
            permission.covers(by, "progress.read", agency=each.agency, team_id=each.team_id)
            for each in files
        ):
            raise NotFound(complaint("round.not-found"))
        now.did()
