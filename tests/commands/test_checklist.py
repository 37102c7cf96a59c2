"""Publishing: what is published is frozen, and publishing it again changes nothing."""

import hashlib

import pytest

from audit.commands.checklist import publish
from audit.model.checklist import Agency
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.model.source_review import Handling
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.checklist import published as all_published
from tests.builders import small_checklist, small_review


def test_what_goes_in_comes_out(db: Database, by: Person) -> None:
    review, first = small_review(), small_checklist()
    second = small_checklist(key="reflection", purpose="self-reflection", title="Reflect")
    ids = publish(db, by, review, (first, second))
    assert len(set(ids)) == 2
    # Read again as another process would: nothing is kept from before.
    checklists._parsed.clear()
    checklists._reviews.clear()
    with db.reading() as connection:
        assert checklists.published(connection, ids[0]) == first
        assert checklists.published(connection, ids[1]) == second
        assert checklists.review(connection, "small") == review


def test_publishing_the_same_again_is_no_change(db: Database, by: Person) -> None:
    first = publish(db, by, small_review(), (small_checklist(),))
    version = db.version()
    assert publish(db, by, small_review(), (small_checklist(),)) == first
    assert db.version() == version


def test_what_was_published_before_the_model_learned_a_field_is_the_same(
    db: Database, by: Person
) -> None:
    checklist = small_checklist()
    (first,) = publish(db, by, small_review(), (checklist,))
    older = checklist.model_dump_json(exclude_defaults=True)
    assert older != checklist.model_dump_json()
    with db.acting(by, "checklist.published", "source_review:small") as now:
        row = {"content": older, "hash": hashlib.sha256(older.encode()).hexdigest()}
        now.connection.execute(t.checklist.update().values(row))
        now.did()
    checklists._published.clear()
    assert publish(db, by, small_review(), (checklist,)) == (first,)
    with db.reading() as connection:
        assert checklists.published(connection, first) == checklist


@pytest.mark.parametrize(
    "change",
    [{"title": "Another"}, {"agencies": (Agency(key="csc", name="CSC"),)}, {"introduction": "."}],
    ids=lambda change: next(iter(change)),
)
def test_a_published_version_never_changes(
    db: Database, by: Person, change: dict[str, object]
) -> None:
    first = publish(db, by, small_review(), (small_checklist(),))
    version = db.version()
    with pytest.raises(Refusal) as refused:
        publish(db, by, small_review(summary="Changed."), (small_checklist(**change),))
    assert refused.value.complaint == complaint("checklist.frozen", where="small/audit", version=1)
    assert db.version() == version
    with db.reading() as connection:
        assert checklists.published(connection, first[0]) == small_checklist()
        assert checklists.review(connection, "small") == small_review()


def test_a_change_is_a_new_version_and_the_old_one_stands(db: Database, by: Person) -> None:
    (first,) = publish(db, by, small_review(), (small_checklist(),))
    (second,) = publish(db, by, small_review(), (small_checklist(version=2, title="Better"),))
    with db.reading() as connection:
        assert checklists.published(connection, first).title == "Small audit"
        assert checklists.published(connection, second).title == "Better"
    assert [each.id for each in all_published(db)] == [second]


def test_a_review_may_be_handled_otherwise_later(db: Database, by: Person) -> None:
    publish(db, by, small_review(), (small_checklist(),))
    version = db.version()
    publish(db, by, small_review(handling=Handling.PUBLISHED), (small_checklist(),))
    assert db.version() == version + 1
    with db.reading() as connection:
        assert checklists.review(connection, "small").handling is Handling.PUBLISHED


def test_what_nobody_published_is_not_found(db: Database) -> None:
    with db.reading() as connection:
        for read, code in (
            (checklists.published, "checklist.not-found"),
            (checklists.review, "review.not-found"),
        ):
            with pytest.raises(NotFound) as refused:
                read(connection, "ghost")
            assert refused.value.complaint == complaint(code)
