"""Leave in the trail that something left the tool: what, of which round, for whom, how much."""

from collections.abc import Iterable

from sqlalchemy import Connection, select

from audit.commands.blind import kept_from
from audit.commands.document import numbered, taken
from audit.model.document import DocumentKind, Taken
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import Handling
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
    about: str = "",
    handling: Handling = Handling.PROFESSIONALS_ONLY,
    cases: Iterable[str] = (),
    key: str | None = None,
) -> Taken:
    """Record that this person took `what` (for instance board_pack) of a round out; it counts n case audits.

    It stands in the trail before the file is handed over: what nobody recorded, nobody receives. The set
    of cases stands there by a keyed hash, so that two exports of one set can be told from two of
    different sets. `about` says to what it is narrowed. Returns what the file says of it; with the same
    key again it is the same document.
    """
    permission.require(by, "board.export")
    with db.acting(by, f"{what}.exported", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return Taken(now.earlier, None)
        check_known(now.connection, by, "board.export", round_id)
        blind = bool(kept_from(now.connection, by))
        kind = DocumentKind(what.replace("_", " "))
        told = {"about": about, "audience": audience, "handling": handling.label}
        number = numbered(now, kind, round_id, **told)
        now.did(number, audience=audience, case_audits=n, cases=db.mark_of(cases))
    return taken(now, number, blind=blind)


def data_exported(
    db: Database,
    by: Person,
    round_id: str,
    form: str,
    n: int,
    *,
    written: bool,
    about: str = "",
    cases: Iterable[str] = (),
    key: str | None = None,
) -> Taken:
    """Record that this person took n ratings of a round out one by one, with what was written or without.

    As with any export it stands in the trail before the file is handed over.
    """
    permission.require(by, "data.export")
    with db.acting(by, "data_extract.exported", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return Taken(now.earlier, None)
        check_known(now.connection, by, "data.export", round_id)
        blind = bool(kept_from(now.connection, by))
        number = numbered(now, DocumentKind.DATA_EXTRACT, round_id, about=about)
        now.did(number, form=form, n=n, written=written, cases=db.mark_of(cases))
    return taken(now, number, blind=blind)


def check_known(connection: Connection, by: Person, verb: str, round_id: str) -> None:
    """Refuse, within an act, a round of which nothing is in the person's reach as one that is not there."""
    known = select(t.round_.c.id).where(t.round_.c.id == round_id)
    if Reach.ALL not in permission.reaches(by, verb):
        known = (
            select(t.case_audit.c.id)
            .join(t.case_file)
            .where(t.case_audit.c.round_id == round_id, own_agency(by))
        )
    if connection.execute(known).first() is None:
        raise NotFound(complaint("round.not-found"))
