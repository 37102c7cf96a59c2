"""Published checklists, for choosing one and for reading it."""

from sqlalchemy import func, select

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


def versions(db: Database, of: Checklist) -> tuple[Published, ...]:
    """Return every published version of a checklist, the newest first."""
    with db.reading() as connection:
        rows = connection.execute(
            select(t.checklist.c.id)
            .where(t.checklist.c.review == of.review, t.checklist.c.key == of.key)
            .order_by(t.checklist.c.version.desc())
        )
        review = checklists.review(connection, of.review)
        return tuple(
            Published(id=row.id, checklist=checklists.published(connection, row.id), review=review)
            for row in rows.all()
        )


def practice_known(db: Database) -> dict[tuple[str, str, int], dict[str, int]]:
    """By review, checklist and version: the newest version of each practice set for it, and nothing of what is in them."""
    of = (t.checklist.c.review, t.checklist.c.key, t.checklist.c.version, t.calibration_set.c.key)
    found: dict[tuple[str, str, int], dict[str, int]] = {}
    with db.reading() as connection:
        rows = connection.execute(
            select(*of, func.max(t.calibration_set.c.version))
            .select_from(t.checklist.outerjoin(t.calibration_set))
            .group_by(*of)
        )
        for review, key, version, own, newest in rows:
            found.setdefault((review, key, version), {}).update({own: newest} if own else {})
    return found
