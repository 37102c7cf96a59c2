"""Publish a review's checklists into the database, where they are frozen."""

import hashlib

from sqlalchemy import select

from audit.commands.theme import take_set
from audit.model.calibration import CalibrationSet
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint, refuse
from audit.model.source_review import SourceReview
from audit.model.theme import ThemeSet
from audit.rules import permission
from audit.store import tables as t
from audit.store.database import Act, Database
from audit.store.dialect import insert


def publish(
    db: Database,
    by: Person,
    review: SourceReview,
    checklists: tuple[Checklist, ...],
    practice: tuple[CalibrationSet, ...] = (),
    themes: ThemeSet | None = None,
) -> tuple[str, ...]:
    """Publish a review and its checklists and return their ids; what is published already is left as it is.

    With them the practice sets, whose checklists are among these or published already, and the themes that its
    points are proposed for.

    A published version that differs is refused: a change is a new version. The caller has checked them.
    """
    permission.require(by, "checklist.publish")
    with db.acting(by, "checklist.published", f"source_review:{review.key}") as now:
        fresh = put_review(now, review)
        before = set(now.connection.execute(select(t.checklist.c.id)).scalars())
        ids = tuple(put_checklist(now, each) for each in checklists)
        sets = [made for each in practice if (made := _put_set(now, each))]
        placed = themes is not None and take_set(now, themes)
        if not fresh and before.issuperset(ids) and not sets and not placed:
            now.nothing()
        now.did(checklists=list(ids))
        if sets:
            now.did(practice_sets=sets)
        if placed:
            now.did(themes=True)
        return ids


def put_review(now: Act, review: SourceReview) -> bool:
    """Within an act: publish a review, or what has moved on in it; False where it stands as it is."""
    content = review.model_dump_json()
    row = {"content": content, "hash": _hash(content), "published_at": now.at}
    stands = now.connection.execute(
        select(t.source_review.c.hash).where(t.source_review.c.key == review.key)
    ).scalar_one_or_none()
    if stands == row["hash"]:
        return False
    # Handling and resources may move on (a review gets published); learning points are cited by key.
    now.connection.execute(
        insert(t.source_review)
        .values(key=review.key, **row)
        .on_conflict_do_update(index_elements=["key"], set_=row)
    )
    return True


def put_checklist(now: Act, checklist: Checklist) -> str:
    """Within an act: publish a checklist and return its id; Refusal where that version is another."""
    content = checklist.model_dump_json()
    stands = now.connection.execute(
        select(t.checklist.c.id, t.checklist.c.content).where(
            t.checklist.c.review == checklist.review,
            t.checklist.c.key == checklist.key,
            t.checklist.c.version == checklist.version,
        )
    ).first()
    if stands is not None:
        # Compared as read: what was published before the model learned a field is written without it.
        if Checklist.model_validate_json(stands.content) != checklist:
            raise refuse(
                "checklist.frozen",
                where=f"{checklist.review}/{checklist.key}",
                version=checklist.version,
            )
        return str(stands.id)
    for agency in checklist.agencies:
        now.connection.execute(
            insert(t.agency)
            .values(key=agency.key, name=agency.name)
            .on_conflict_do_nothing(index_elements=["key"])
        )
    made = now.new_id()
    now.connection.execute(
        t.checklist.insert().values(
            id=made,
            review=checklist.review,
            key=checklist.key,
            version=checklist.version,
            title=checklist.title,
            purpose=checklist.purpose,
            content=content,
            hash=_hash(content),
            published_at=now.at,
            published_by=now.by.id,
        )
    )
    return made


def _put_set(now: Act, found: CalibrationSet) -> str | None:
    """Publish a practice set; None where it is published already."""
    content, where = found.model_dump_json(), f"{found.review}/{found.key}"
    checklist_id = now.connection.execute(
        select(t.checklist.c.id).where(
            t.checklist.c.review == found.review,
            t.checklist.c.key == found.checklist,
            t.checklist.c.version == found.checklist_version,
        )
    ).scalar_one_or_none()
    if checklist_id is None:
        raise NotFound(complaint("checklist.not-found"))
    stands = now.connection.execute(
        select(t.calibration_set.c.hash).where(
            t.calibration_set.c.checklist_id == checklist_id,
            t.calibration_set.c.key == found.key,
            t.calibration_set.c.version == found.version,
        )
    ).scalar_one_or_none()
    if stands is not None and stands != _hash(content):
        raise refuse("calibration.frozen", where=where, version=found.version)
    if stands is not None:
        return None
    made = now.new_id()
    now.connection.execute(
        t.calibration_set.insert().values(
            id=made,
            checklist_id=checklist_id,
            key=found.key,
            version=found.version,
            content=content,
            hash=_hash(content),
            published_at=now.at,
            published_by=now.by.id,
        )
    )
    return made


def _hash(content: str) -> str:
    return hashlib.sha256(content.encode()).hexdigest()
