"""Checklists that are being written, for whoever writes them and for the second person."""

from audit.model.checklist import Checklist
from audit.model.draft import Draft, Item
from audit.model.person import Person
from audit.model.source_review import SourceReview
from audit.rules.permission import require
from audit.store import checklists
from audit.store import drafts as rows
from audit.store.database import Database


def drafts(db: Database, by: Person) -> tuple[Draft, ...]:
    """Return every draft with its head alone, the one that was changed last first."""
    require(by, "checklist.draft")
    with db.reading(by) as connection:
        return rows.every(connection)


def draft(
    db: Database, by: Person, draft_id: str
) -> tuple[Draft, Checklist, dict[str, SourceReview]]:
    """Return a draft whole, the checklist that it is based on, and every published review by its key."""
    require(by, "checklist.draft")
    with db.reading(by) as connection:
        found = rows.find(connection, draft_id)
        reviews = {each.key: each for each in checklists.reviews(connection)}
        return found, checklists.published(connection, found.base), reviews


def item(db: Database, by: Person, draft_id: str, item_id: str) -> Item:
    """Return one item of a draft as it stands now."""
    require(by, "checklist.draft")
    with db.reading(by) as connection:
        return rows.item(connection, draft_id, item_id)
