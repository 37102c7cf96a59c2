"""Writing a checklist: every field kept by itself, nothing overwritten unseen, and published word for word by two people."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.commands import draft, draft_publish
from audit.commands import round as rounds
from audit.documents.draft import Checked, checked
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftStatus, ItemKind
from audit.model.person import Person, Role
from audit.model.refusal import Conflict, NotFound, Refusal
from audit.rules.draft import LIMIT, MOST
from audit.store.database import Database
from audit.views import checklist as checklists
from audit.views import draft as views
from tests.builders import admitted, audit_at, local, published, small_checklist, small_review


@pytest.fixture
def base(db: Database) -> str:
    """The id of the small checklist, published."""
    return published(db)


def stands(db: Database, draft_id: str) -> Draft:
    return views.draft(db, local(db), draft_id)[0]


def seen(db: Database, draft_id: str) -> Checked:
    found = checked(*views.draft(db, local(db), draft_id))
    assert found is not None
    return found


def write(db: Database, draft_id: str, item: str, visit: str = "tab", **fields: Any) -> None:
    """Write into fields that held nothing of one's own."""
    for name, value in fields.items():
        was = () if isinstance(value, tuple) else False if isinstance(value, bool) else ""
        place = name.replace("__", ".")
        draft.keep(db, local(db), draft_id, item, place, value, was=was, visit=visit)


def written(db: Database, base: str) -> str:
    """A sound draft of a review of its own."""
    by = local(db)
    made = draft.begin(db, by, base, "Bruises", new_review="Bruising in babies")
    words = {"introduction": "Read this first.", "review_kind": "Themed review"}
    words |= {"review_summary": "Babies were hurt.", "handling_reason": "It is public."}
    write(db, made, stands(db, made).head.id, **words)
    point = draft.add(db, by, made, ItemKind.POINT)
    write(db, made, point, text="Look at the whole baby")
    fact = draft.add(db, by, made, ItemKind.FACT)
    write(db, made, fact, question="Can the baby move?", answers="Yes\nNo\n\nNot known")
    standard = draft.add(db, by, made, ItemKind.STANDARD)
    write(db, made, standard, title="Look", statement="The baby is looked at.", target="85%")
    criterion(db, made, standard)
    return made


def criterion(db: Database, made: str, standard: str) -> str:
    item = draft.add(db, local(db), made, ItemKind.CRITERION, standard)
    words = {
        f"descriptor__{each.key}": each.label for each in small_checklist().rating_scale.ratings
    }
    words |= {"statement": "Seen undressed.", "where_to_look": "Notes", "evidence_prompt": "Page"}
    rule = '{"fact": "can-the-baby-move", "is": ["no", "not-known"]}'
    write(db, made, item, learning_points=("P1",), critical=False, applies_when=rule, **words)
    return item


def test_the_next_version_begins_with_all_of_the_one_before(db: Database, base: str) -> None:
    made = draft.begin(db, local(db), base, "Small", carries=True)
    before = small_checklist()
    found = seen(db, made)
    assert found.is_sound
    assert found.checklist == before.model_copy(update={"title": "Small", "version": 2})
    assert found.review == small_review()


def test_from_nothing_to_a_round_that_is_audited_with_it(db: Database, base: str) -> None:
    """The journey of a checklist: written, proposed, agreed to by somebody else, worked with."""
    made = written(db, base)
    found = seen(db, made)
    assert [str(each) for each in found.to_mend] == []
    assert found.covered == {"P1": ("L1",)}
    lead, second = (admitted(db, Role.QA_LEAD, name=each) for each in ("Lee", "Sam"))
    changes = stands(db, made).changes
    draft_publish.propose(db, lead, made, found.review, found.checklist, changes=changes)
    assert stands(db, made).proposed_by == "Lee"
    with pytest.raises(Refusal, match="You have proposed this checklist yourself"):
        draft_publish.agree(db, lead, made)
    with pytest.raises(Refusal, match="waiting for a second person"):
        write(db, made, stands(db, made).head.id, introduction="Another")
    new = draft_publish.agree(db, second, made)
    assert draft_publish_status(db, made) == (DraftStatus.PUBLISHED, new)
    (there,) = [each for each in checklists.published(db) if each.id == new]
    assert there.checklist == found.checklist
    assert there.review == found.review
    assert there.checklist.standards[0].target == 0.85
    assert there.checklist.standards[0].key == "look"
    assert [each.key for each in there.checklist.case_facts[0].values] == ["yes", "no", "not-known"]
    with pytest.raises(Refusal, match="does not wait"):
        draft_publish.agree(db, second, made)
    with pytest.raises(Refusal, match="This checklist is published"):
        draft_publish.set_aside(db, lead, made)


def draft_publish_status(db: Database, made: str) -> tuple[DraftStatus, str | None]:
    found = stands(db, made)
    return found.status, found.checklist_id


def test_on_a_single_computer_one_person_publishes(db: Database, base: str) -> None:
    made, by = written(db, base), local(db)
    found = seen(db, made)
    changes = stands(db, made).changes
    draft_publish.propose(db, by, made, found.review, found.checklist, changes=changes)
    new = draft_publish.agree(db, by, made)
    round_id = rounds.open_(db, by, "With it", new)
    assert audit_at(db, "not started", "B-1", round_id=round_id)


def test_sent_back_it_is_written_on(db: Database, base: str) -> None:
    made, by = written(db, base), local(db)
    second = admitted(db, Role.QA_LEAD, name="Sam")
    found = seen(db, made)
    changes = stands(db, made).changes
    draft_publish.propose(db, by, made, found.review, found.checklist, changes=changes)
    with pytest.raises(Refusal, match="There is no reason"):
        draft_publish.send_back(db, second, made, " ")
    draft_publish.send_back(db, second, made, "Ask about the father, too")
    assert stands(db, made).sent_back_because == "Ask about the father, too"
    with pytest.raises(Refusal, match="does not wait"):
        draft_publish.send_back(db, second, made, "Again")
    head = stands(db, made).head
    draft.keep(db, by, made, head.id, "title", "Bruises anew", was="Bruises", visit="tab")
    with pytest.raises(Refusal, match="was changed while you looked"):
        draft_publish.propose(db, by, made, found.review, found.checklist, changes=changes)
    assert stands(db, made).title == "Bruises anew"


def test_what_has_faults_is_not_proposed(db: Database, base: str) -> None:
    """Whatever a page hands over."""
    by, made = local(db), written(db, base)
    found = seen(db, made)
    bad: Checklist = found.checklist.model_copy(update={"standards": ()})
    other = found.checklist.model_copy(update={"version": 7})
    changes = stands(db, made).changes
    for each in (bad.model_copy(update={"review": "another"}), other):
        with pytest.raises(Refusal, match="things to mend"):
            draft_publish.propose(db, by, made, found.review, each, changes=changes)
    assert stands(db, made).status is DraftStatus.OPEN


def test_two_people_in_one_field(db: Database, base: str) -> None:
    made, by = written(db, base), local(db)
    head = stands(db, made).head.id
    keep = lambda value, was, visit: draft.keep(  # noqa: E731
        db, by, made, head, "introduction", value, was=was, visit=visit
    )
    keep("Mine", "Read this first.", "one")
    with pytest.raises(Conflict) as conflict:
        keep("Yours", "Read this first.", "two")
    assert (conflict.value.theirs, conflict.value.mine) == ("Mine", "Yours")
    assert stands(db, made).head.text("introduction") == "Mine"
    version = db.version()
    keep("Mine", "Mine", "two")
    assert db.version() == version, "an equal value is kept already"
    keep("Yours", "Mine", "two")
    assert stands(db, made).head.text("introduction") == "Yours"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("introduction", "x" * (LIMIT + 1), "4,001 characters"),
        ("nothing", "x", "cannot be kept in a checklist"),
        ("introduction", True, "cannot be kept in a checklist"),
        ("learning_points", ("P1",), "cannot be kept in a checklist"),
        ("carries", False, "cannot be kept in a checklist"),
        ("descriptor.yes", "x", "cannot be kept in a checklist"),
    ],
)
def test_what_a_field_cannot_hold(
    db: Database, base: str, name: str, value: Any, told: str
) -> None:
    made = draft.begin(db, local(db), base, "Small", carries=True)
    item, version = stands(db, made).head.id, db.version()
    with pytest.raises(Refusal, match=told):
        draft.keep(db, local(db), made, item, name, value, was="", visit="tab")
    assert db.version() == version


def test_added_moved_and_taken_out(db: Database, base: str) -> None:
    by = local(db)
    made = draft.begin(db, by, base, "Small", carries=True)
    before = [each.id for each in stands(db, made).of(ItemKind.STANDARD)]
    new = draft.add(db, by, made, ItemKind.STANDARD, key="once")
    assert draft.add(db, by, made, ItemKind.STANDARD, key="once") == new
    one, two = (draft.add(db, by, made, ItemKind.CRITERION, new) for _ in range(2))
    assert [stands(db, made).item(each).text("key") for each in (one, two)] == ["C3", "C4"]
    draft.move(db, by, made, new, -1)
    order = [each.id for each in stands(db, made).of(ItemKind.STANDARD)]
    assert order == [*before[:-1], new, before[-1]]
    version = db.version()
    draft.move(db, by, made, order[0], -1)
    assert db.version() == version, "at the end it stays"
    draft.take_out(db, by, made, new)
    found = stands(db, made)
    assert [each.id for each in found.of(ItemKind.STANDARD)] == before
    assert {one, two}.isdisjoint({each.id for each in found.items})
    for gone in (
        lambda: draft.take_out(db, by, made, new),
        lambda: draft.take_out(db, by, made, found.head.id),
        lambda: draft.add(db, by, made, ItemKind.CRITERION, new),
        lambda: draft.add(db, by, made, ItemKind.HEAD),
        lambda: draft.move(db, by, made, new, 1),
        lambda: views.item(db, by, made, new),
        lambda: views.draft(db, by, "ghost"),
    ):
        refuses(gone)


def refuses(act: Callable[[], object]) -> None:
    with pytest.raises(NotFound):
        act()


def test_a_draft_is_full_at_some_point(
    db: Database, base: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = draft.begin(db, local(db), base, "Small", carries=True)
    held = len(stands(db, made).items)
    assert held < MOST
    monkeypatch.setattr("audit.rules.draft.MOST", held)
    with pytest.raises(Refusal, match=f"holds {held} things already"):
        draft.add(db, local(db), made, ItemKind.AGENCY)


def test_beginning_needs_a_title_and_a_review_that_is_there(db: Database, base: str) -> None:
    by = local(db)
    with pytest.raises(Refusal, match="needs a title"):
        draft.begin(db, by, base, "  ", review="small")
    with pytest.raises(NotFound):
        draft.begin(db, by, base, "Title", review="nothing")
    with pytest.raises(NotFound):
        draft.begin(db, by, "nothing", "Title", carries=True)
    assert views.drafts(db, by) == ()
    first = draft.begin(db, by, base, "Title", review="small", key="once")
    assert draft.begin(db, by, base, "Title", review="small", key="once") == first
    new = draft.begin(db, by, base, "Title", new_review="Small")
    assert stands(db, new).review == "small-2", "the key of a review that is there is not taken"
    assert [each.id for each in views.drafts(db, by)] == [new, first]


def test_set_aside_and_taken_up_again(db: Database, base: str) -> None:
    by = local(db)
    made = draft.begin(db, by, base, "Small", carries=True)
    draft_publish.set_aside(db, by, made)
    version = db.version()
    draft_publish.set_aside(db, by, made)
    assert db.version() == version
    assert stands(db, made).status is DraftStatus.SET_ASIDE
    with pytest.raises(Refusal, match="This checklist is set aside"):
        draft.add(db, by, made, ItemKind.AGENCY)
    draft_publish.set_aside(db, by, made, aside=False)
    draft.add(db, by, made, ItemKind.AGENCY)


def test_a_next_version_of_a_next_version_and_a_frozen_one(
    db: Database, base: str, by: Person
) -> None:
    """Two drafts of the same version: the one that comes second is refused, and nothing is overwritten."""
    first, second = (draft.begin(db, by, base, f"Small {n}", carries=True) for n in (1, 2))
    for made in (first, second):
        found = seen(db, made)
        changes = stands(db, made).changes
        draft_publish.propose(db, by, made, found.review, found.checklist, changes=changes)
    draft_publish.agree(db, by, first)
    with pytest.raises(Refusal, match="Version 2 is already published"):
        draft_publish.agree(db, by, second)
    third = draft.begin(db, by, base, "Small", carries=True)
    assert stands(db, third).version == 3


# ---- Ratings and judgements ------------------------------------------------------------------------------


def put(db: Database, made: str, item: str, **fields: Any) -> None:
    """Write into fields, whatever they held."""
    for name, value in fields.items():
        stood = next(each for each in stands(db, made).items if each.id == item)
        was = {bool: stood.switch, tuple: stood.keys, str: stood.text}[type(value)](name)
        draft.keep(db, local(db), made, item, name, value, was=was, visit="tab")


def test_a_scale_of_its_own_from_worst_to_best_and_no_judgement(db: Database, base: str) -> None:
    made, by = written(db, base), local(db)
    for each in stands(db, made).of(ItemKind.JUDGEMENT):
        draft.take_out(db, by, made, each.id)
    ratings = stands(db, made).of(ItemKind.RATING)
    for each in ratings[1:]:
        draft.take_out(db, by, made, each.id)
    put(db, made, ratings[0].id, label="Done")
    new = draft.add(db, by, made, ItemKind.RATING)
    assert stands(db, made).item(new).fields == {"key": "rating", "counts_as": "partly"}
    put(db, made, new, label="Not done", counts_as="not met", needs_reason=True)
    found = seen(db, made)
    assert [(each.key, each.label) for each in found.checklist.rating_scale.ratings] == [
        ("yes", "Done"),
        ("not-done", "Not done"),
    ]
    assert found.checklist.judgement_scale is None
    (criterion_,) = stands(db, made).of(
        ItemKind.CRITERION, stands(db, made).of(ItemKind.STANDARD)[0].id
    )
    assert [(each.item.id, each.name) for each in found.to_mend] == [
        (criterion_.id, "What “Not done” looks like")
    ]
    put(db, made, criterion_.id, **{"descriptor.not-done": "Nobody undressed the baby."})
    assert seen(db, made).is_sound
    # What was written beside a rating that was taken out is not gone, and not published either.
    assert criterion_.text("descriptor.part") == "In part"
    descriptors = seen(db, made).checklist.standards[0].criteria[0].descriptors
    assert set(descriptors) == {"yes", "not-done"}


def test_a_rating_without_a_name_is_to_mend_where_it_stands(db: Database, base: str) -> None:
    made, by = written(db, base), local(db)
    new = draft.add(db, by, made, ItemKind.RATING)
    (lacks,) = [each for each in seen(db, made).to_mend if each.item.id == new]
    assert (lacks.name, lacks.is_missing) == ("What it is called", True)
    with pytest.raises(Refusal):
        put(db, made, new, counts_as="splendid")


def test_one_judgement_is_the_cap(db: Database, base: str) -> None:
    made = written(db, base)
    first, second, third, _ = stands(db, made).of(ItemKind.JUDGEMENT)
    assert seen(db, made).checklist.judgement_scale == small_checklist().judgement_scale
    put(db, made, second.id, is_cap=True)
    (told,) = seen(db, made).to_mend
    assert told.item.id == third.id
    assert "It is Judgement Sound already" in str(told)
    put(db, made, third.id, is_cap=False)
    put(db, made, first.id, means="As good as it gets.")
    scale = seen(db, made).checklist.judgement_scale
    assert scale is not None
    assert (scale.cap, scale.values[0].means) == ("sound", "As good as it gets.")


def test_no_rating_at_all_is_said_of_the_scale(db: Database, base: str) -> None:
    made, by = written(db, base), local(db)
    for each in stands(db, made).of(ItemKind.RATING):
        draft.take_out(db, by, made, each.id)
    found = seen(db, made)
    assert "Ratings" in {each.name for each in found.to_mend}
    assert not found.is_sound


def test_a_draft_begun_without_scales_of_its_own_keeps_those_of_its_base(
    db: Database, base: str
) -> None:
    """Drafts of an earlier version of the tool hold no ratings."""
    from sqlalchemy import update

    from audit.store import tables as t

    made = written(db, base)
    head = stands(db, made).head
    for each in (*stands(db, made).of(ItemKind.RATING), *stands(db, made).of(ItemKind.JUDGEMENT)):
        draft.take_out(db, local(db), made, each.id)
    with db.acting(local(db), "draft.kept", "draft:") as now:
        fields = {name: value for name, value in head.fields.items() if name != "scales"}
        now.connection.execute(
            update(t.draft_item).where(t.draft_item.c.id == head.id).values(fields=fields)
        )
        now.did()
    found = seen(db, made)
    assert found.is_sound
    assert found.checklist.rating_scale == small_checklist().rating_scale
    assert found.checklist.judgement_scale == small_checklist().judgement_scale
