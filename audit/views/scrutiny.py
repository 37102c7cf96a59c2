"""A round under scrutiny: how its files were chosen, what is in and what is not, and what was said of it."""

from sqlalchemy import Connection, select

from audit.model.case_audit import CaseAuditStatus
from audit.model.disclosure import Audience
from audit.model.person import Person
from audit.model.round import RoundStatus
from audit.model.scrutiny import Drawing, Read, Scrutiny
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.scrutiny_sample import drawing
from audit.store import checklists, rounds, samples
from audit.store import scrutiny as comments
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from
from audit.views.standing import BOTH, by_round


def scrutiny(db: Database, by: Person, round_id: str) -> Scrutiny:
    """Return what there is to say of how a round was made; NotFound if there is no such round."""
    permission.require(by, "scrutiny.read")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        checklist = checklists.published(connection, row["checklist_id"])
        return Scrutiny(
            round_id=round_id,
            round_title=row["title"],
            status=RoundStatus(row["status"]),
            is_disposed=row["disposed_at"] is not None,
            review=worded(checklists.review(connection, checklist.review)),
            checklist=checklist,
            drawing=_drawing(connection, by, round_id),
            readings=_readings(connection, by, round_id)
            if permission.Reach.ALL in permission.reaches(by, "board.read")
            else None,
            kept_from_you=len(kept_from(connection, by, round_id)),
            comments=comments.of_round(connection, round_id),
        )


def titles(db: Database, by: Person) -> dict[str, str]:
    """Return the title of each round by its id, the newest first."""
    permission.require(by, "scrutiny.read")
    newest = (t.round_.c.opened_at.desc(), t.round_.c.title)
    with db.reading(by) as connection:
        rows = connection.execute(select(t.round_.c.id, t.round_.c.title).order_by(*newest))
        return {row.id: row.title for row in rows}


def _drawing(connection: Connection, by: Person, round_id: str) -> Drawing | None:
    every = samples.samples(connection, round_id)
    sample = next((each for each in every if each.set_aside_at is None), None)
    if sample is None:
        return None
    # Who may read the sampling log has the numbers there.
    sees_all = permission.may(by, "sample.read")
    audience = Audience.PROFESSIONALS if sees_all else Audience.BOARD
    return drawing(sample, samples.excluded(connection, sample.id), len(every) - 1, audience)


def _readings(connection: Connection, by: Person, round_id: str) -> tuple[Read, ...]:
    hidden = kept_from(connection, by, round_id)
    found = {each: dict.fromkeys(CaseAuditStatus, 0) for each in BOTH}
    for kind, stands in found.items():
        stand = by_round(connection, by, "board.read", hidden, (round_id,), kind)
        for state, n in stand.get(round_id, {}).items():
            stands[state.status] += n
    kinds = (Read(reading=kind, stands=found[kind]) for kind in BOTH)
    return tuple(each for each in kinds if each.total)
