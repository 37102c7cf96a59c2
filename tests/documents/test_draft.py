"""What a draft comes to: a sentence for each thing to mend, at its place; and every shipped checklist unchanged."""

from pathlib import Path

import pytest

from audit.commands import draft
from audit.commands.checklist import publish
from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.documents.draft import checked
from audit.model.draft import ItemKind
from audit.store.database import Database
from audit.views import draft as views
from tests.builders import local, published


@pytest.mark.parametrize(
    "folder", sorted(each.parent.name for each in CHECKLISTS.glob("*/review.toml"))
)
def test_every_shipped_checklist_goes_through_a_draft_unchanged(db: Database, folder: str) -> None:
    by, found = local(db), read(Path(CHECKLISTS) / folder)
    assert found.review is not None
    ids = publish(db, by, found.review, found.checklists)
    for base, checklist in zip(ids, found.checklists, strict=True):
        made = draft.begin(db, by, base, checklist.title, carries=True)
        came = checked(*views.draft(db, by, made))
        assert came is not None
        assert came.is_sound, [str(each) for each in came.to_mend]
        wanted = checklist.model_copy(update={"version": checklist.version + 1})
        assert came.checklist == wanted


def test_an_empty_draft_says_what_is_missing_where(db: Database) -> None:
    by = local(db)
    made = draft.begin(db, by, published(db), "Bruises", new_review="Bruising")
    standard = draft.add(db, by, made, ItemKind.STANDARD)
    draft.add(db, by, made, ItemKind.CRITERION, standard)
    draft.add(db, by, made, ItemKind.FACT)
    draft.add(db, by, made, ItemKind.AGENCY)
    came = checked(*views.draft(db, by, made))
    assert came is not None
    assert not came.is_sound
    assert came.covered == {}
    told = {(each.complaint.where, each.field) for each in came.to_mend}
    assert {
        ("The checklist", "introduction"),
        ("The checklist", "review_summary"),
        ("The checklist", "learning_points"),
        ("A new standard", "title"),
        ("Criterion C1", "statement"),
        ("Criterion C1", "learning_points"),
        ("Criterion C1", "descriptor.yes"),
        ("A new case fact", "question"),
        ("A new agency", "name"),
    } <= told
    (points,) = [
        each for each in came.to_mend if each.field == "learning_points" and each.item.parent
    ]
    assert str(points).startswith("No learning point is chosen.")


def test_a_fault_names_what_it_repeats(db: Database) -> None:
    by = local(db)
    made = draft.begin(db, by, published(db), "Small", carries=True)
    found = views.draft(db, by, made)[0]
    (two,) = (each for each in found.items if each.text("key") == "C2")
    draft.keep(db, by, made, two.id, "key", "C1", was="C2", visit="tab")
    standard = found.of(ItemKind.STANDARD)[0]
    draft.keep(
        db, by, made, standard.id, "target", "much", was=standard.text("target"), visit="tab"
    )
    came = checked(*views.draft(db, by, made))
    assert came is not None
    said = [str(each) for each in came.to_mend]
    assert any("has the key “C1” already (Criterion C1)" in each for each in said), said
    assert two.id in {each.item.id for each in came.to_mend}
    assert any(each.field == "target" for each in came.to_mend)
