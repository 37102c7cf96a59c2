"""Leave in the trail that something left the tool: what, of which round, for whom, how much."""

from collections.abc import Iterable

from sqlalchemy import select

from audit.commands.blind import kept_from
from audit.model.checkpoint import Checkpoint
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import tables as t
from audit.store.cases import own_agency
from audit.store.database import Database


def exported(
    db: Database,
    by: Person,
    what: str,
    round_id: str,
    audience: str,
    n: int,
    *,
    cases: Iterable[str] = (),
) -> Checkpoint | None:
    """Record that this person took `what` (for instance board_pack) of a round out; it counts n case audits.

    It stands in the trail before the file is handed over: what nobody recorded, nobody receives. The set
    of cases stands there by a keyed hash, so that two exports of one set can be told from two of
    different sets. Returns how the trail then stands, for the file to say; None for who reads a file
    blind, as the number of entries tells how busy others were.
    """
    permission.require(by, "board.export")
    with db.acting(by, f"{what}.exported", f"round:{round_id}") as now:
        known = select(t.round_.c.id).where(t.round_.c.id == round_id)
        if Reach.ALL not in permission.reaches(by, "board.export"):
            known = (
                select(t.case_audit.c.id)
                .join(t.case_file)
                .where(t.case_audit.c.round_id == round_id, own_agency(by))
            )
        if now.connection.execute(known).first() is None:
            raise NotFound(complaint("round.not-found"))
        blind = bool(kept_from(now.connection, by))
        now.did(audience=audience, case_audits=n, cases=db.mark_of(cases))
    return None if blind else now.stands()
