"""Published checklists and reviews, read once and kept: what is published never changes."""

from weakref import WeakKeyDictionary

from sqlalchemy import Connection, Engine, bindparam, select

from audit.model.checklist import Checklist
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import SourceReview
from audit.store.tables import checklist, source_review

_HASH = select(checklist.c.hash).where(checklist.c.id == bindparam("id"))
_REVIEW_HASH = select(source_review.c.hash).where(source_review.c.key == bindparam("key"))
_published: WeakKeyDictionary[Engine, dict[str, Checklist]] = WeakKeyDictionary()
_parsed: dict[str, Checklist] = {}
_reviews: dict[str, SourceReview] = {}


def published(connection: Connection, checklist_id: str) -> Checklist:
    """Return the published checklist of that id; NotFound if there is none."""
    known = _published.setdefault(connection.engine, {})
    if checklist_id not in known:
        known[checklist_id] = _read(connection, checklist_id)
    return known[checklist_id]


def _read(connection: Connection, checklist_id: str) -> Checklist:
    found = connection.execute(_HASH, {"id": checklist_id}).scalar_one_or_none()
    if found is None:
        raise NotFound(complaint("checklist.not-found"))
    if found not in _parsed:
        content = connection.execute(
            select(checklist.c.content).where(checklist.c.id == checklist_id)
        ).scalar_one()
        _parsed[found] = Checklist.model_validate_json(content)
    return _parsed[found]


def reviews(connection: Connection) -> tuple[SourceReview, ...]:
    """Return every published review, in the order of their keys."""
    keys = connection.execute(select(source_review.c.key).order_by(source_review.c.key))
    return tuple(review(connection, each) for each in keys.scalars())


def review(connection: Connection, key: str) -> SourceReview:
    """Return the source review of that key; NotFound if there is none."""
    found = connection.execute(_REVIEW_HASH, {"key": key}).scalar_one_or_none()
    if found is None:
        raise NotFound(complaint("review.not-found"))
    if found not in _reviews:
        content = connection.execute(
            select(source_review.c.content).where(source_review.c.key == key)
        ).scalar_one()
        _reviews[found] = SourceReview.model_validate_json(content)
    return _reviews[found]
