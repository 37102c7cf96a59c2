"""Published checklists, for choosing one and for reading it."""

from sqlalchemy import select

from audit.model.checklist import Checklist
from audit.model.noun import Noun
from audit.model.source_review import SourceReview
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database


class Published(Noun):
    """A published checklist and the review that it comes from. Anybody who may sign in may read it."""

    id: str
    checklist: Checklist
    review: SourceReview


def published(db: Database) -> tuple[Published, ...]:
    """Return the newest version of every checklist, those for case file audit first."""
    with db.reading() as connection:
        rows = connection.execute(
            select(t.checklist.c.id, t.checklist.c.review, t.checklist.c.key).order_by(
                t.checklist.c.version
            )
        )
        newest = {(row.review, row.key): row for row in rows}
        found = [
            Published(
                id=row.id,
                checklist=checklists.published(connection, row.id),
                review=checklists.review(connection, row.review),
            )
            for row in newest.values()
        ]
    return tuple(sorted(found, key=lambda each: (each.checklist.purpose, each.checklist.title)))
