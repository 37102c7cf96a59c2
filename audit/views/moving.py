"""What moving a round to the newest version of its checklist would touch, for whoever decides that."""

from audit.model.moving import Touched
from audit.model.person import Person
from audit.rules import moving as rules
from audit.rules import permission
from audit.store import checklists, moving, rounds
from audit.store.database import Database
from audit.views.blind import kept_from


def touched(db: Database, by: Person, round_id: str) -> Touched | None:
    """Return what the move would touch, and what stands against it; None where the round has the newest version."""
    permission.require(by, "round.move")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        newer_id = moving.newest(connection, row["checklist_id"])
        if newer_id is None:
            return None
        return rules.touched(
            checklists.published(connection, row["checklist_id"]),
            checklists.published(connection, newer_id),
            newer_id,
            moving.readings(connection, round_id),
            moving.bound(connection, round_id, len(kept_from(connection, by, round_id))),
        )
