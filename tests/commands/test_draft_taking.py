"""A workbook is taken into a draft: as a whole or not at all, told by keys, nothing written over that was not seen."""

import json
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from audit.commands import draft
from audit.commands.draft_taking import take
from audit.documents.checklist import read
from audit.documents.checklist_library import CHECKLISTS
from audit.documents.checklist_workbook import of_nouns
from audit.documents.draft import checked
from audit.documents.draft_workbook import Brought, brought, draft_workbook, file_name
from audit.model.checklist import Checklist, Counts, Rating, RatingScale
from audit.model.draft import Draft, DraftChange, Incoming, ItemKind
from audit.model.refusal import Conflict, Refusal
from audit.model.source_review import SourceReview
from audit.rules.draft import LIMIT, MOST
from audit.store.database import Database
from audit.views import draft as views
from tests.builders import local, published, small_checklist, small_review

AT = datetime(2026, 11, 27, 9, 30, tzinfo=UTC)


@pytest.fixture
def base(db: Database) -> str:
    """The id of the small checklist, published."""
    return published(db)


def next_version(db: Database, base: str) -> str:
    return draft.begin(db, local(db), base, "Small audit", carries=True)


def stands(db: Database, made: str) -> Draft:
    return views.draft(db, local(db), made)[0]


def came(db: Database, made: str) -> tuple[SourceReview, Checklist]:
    found = checked(*views.draft(db, local(db), made))
    assert found is not None
    return found.review, found.checklist


def workbook(
    db: Database, made: str, checklist: Checklist, review: SourceReview | None = None
) -> Brought:
    content = of_nouns(review or small_review(), checklist, AT)
    return brought(*views.draft(db, local(db), made), content, "audit.xlsx")


def taken(db: Database, made: str, found: Brought) -> int:
    assert found.to_mend == (), [str(each.complaint) for each in found.to_mend]
    changes = stands(db, made).changes
    return take(db, local(db), made, found.incoming, changes=changes)


def test_a_draft_taken_out_and_brought_back_changes_nothing(db: Database, base: str) -> None:
    made = next_version(db, base)
    before = stands(db, made)
    found = brought(
        *views.draft(db, local(db), made),
        draft_workbook(*views.draft(db, local(db), made), AT),
        "a.xlsx",
    )
    assert (found.to_mend, found.not_yet, found.differences) == ((), (), ())
    assert taken(db, made, found) == 0
    assert stands(db, made) == before
    assert file_name(before, {"small": small_review()}) == "small-audit_v2_professionals-only.xlsx"


@pytest.mark.parametrize("folder", ["neglect", "child-s"])
def test_a_shipped_checklist_comes_into_a_draft_from_its_workbook(
    db: Database, base: str, folder: str
) -> None:
    """A new review with ratings, ladders, timers and vague words of its own, on the scales of another."""
    shipped = read(CHECKLISTS / folder)
    assert shipped.review is not None
    (wanted,) = [each for each in shipped.checklists if each.purpose == "case file audit"]
    made = draft.begin(db, local(db), base, "Begun", new_review="Another review")
    assert taken(db, made, workbook(db, made, wanted, shipped.review)) > 30
    review, checklist = came(db, made)
    # A draft has its own key for the review, and is the first version.
    assert review == shipped.review.model_copy(update={"key": "another-review"})
    assert checklist == wanted.model_copy(update={"review": "another-review", "version": 1})
    again = brought(
        *views.draft(db, local(db), made),
        draft_workbook(*views.draft(db, local(db), made), AT),
        "a.xlsx",
    )
    assert (again.to_mend, again.differences) == ((), ())


def changed() -> Checklist:
    """Another statement, one criterion new and one gone, standards in another order, another target."""
    first, second, third = small_checklist().standards
    spoken = first.criteria[0].model_copy(update={"statement": "Carers are spoken to."})
    new = first.criteria[1].model_copy(update={"key": "C9"})
    first = first.model_copy(update={"criteria": (spoken, new), "target": 0.875})
    return small_checklist(standards=(second, first, third))


def test_what_would_change_is_told_and_then_so(db: Database, base: str) -> None:
    made = next_version(db, base)
    kept = {each.text("key"): each.id for each in stands(db, made).items}
    found = workbook(db, made, changed())
    told = [
        (each.change, each.item, each.field, each.was, each.becomes) for each in found.differences
    ]
    assert told == [
        (
            DraftChange.CHANGED,
            "Standard Fathers and all carers",
            "Target: the percentage of applicable ratings that should be met",
            "80",
            "87.5",
        ),
        (
            DraftChange.CHANGED,
            "Criterion C1",
            "What the file shows when practice is good",
            small_checklist().criterion("C1").statement,
            "Carers are spoken to.",
        ),
        (DraftChange.ADDED, "Criterion C9", "", "", ""),
        (DraftChange.MOVED, "The order of standards", "", "", ""),
        (DraftChange.TAKEN_OUT, "Criterion C2", "", "", ""),
    ]
    assert taken(db, made, found) == 5
    assert came(db, made)[1] == changed().model_copy(update={"version": 2})
    now = {each.text("key"): each.id for each in stands(db, made).items}
    assert now["C1"] == kept["C1"]


def test_a_criterion_goes_to_another_standard_and_stays_the_same(db: Database, base: str) -> None:
    made = next_version(db, base)
    kept = {each.text("key"): each.id for each in stands(db, made).items}
    first, second, third = small_checklist().standards
    statement = first.criteria[1].model_copy(update={"statement": "[1,2]"})
    first = first.model_copy(update={"criteria": first.criteria[:1]})
    second = second.model_copy(update={"criteria": (*second.criteria, statement)})
    wanted = small_checklist(standards=(first, second, third))
    found = workbook(db, made, wanted)
    assert [(each.change, each.item) for each in found.differences] == [
        (DraftChange.CHANGED, "Criterion C2"),
        (DraftChange.MOVED, "Criterion C2"),
    ]
    taken(db, made, found)
    assert came(db, made)[1] == wanted.model_copy(update={"version": 2})
    assert kept["C2"] == next(
        each.id for each in stands(db, made).items if each.text("key") == "C2"
    )
    # A text that looks like data is a text: a space in it is a change.
    spaced = statement.model_copy(update={"statement": "[1, 2]"})
    second = second.model_copy(update={"criteria": (*second.criteria[:-1], spaced)})
    again = workbook(db, made, small_checklist(standards=(first, second, third)))
    assert [each.becomes for each in again.differences] == ["[1, 2]"]


def test_ratings_of_its_own_come_with_it(db: Database, base: str) -> None:
    made = next_version(db, base)
    scale = RatingScale(
        ratings=(
            Rating(key="yes", label="Yes", counts_as=Counts.MET),
            Rating(key="nope", label="Nope", counts_as=Counts.NOT_MET),
        )
    )
    standards = [
        each.model_copy(
            update={
                "criteria": tuple(
                    one.model_copy(
                        update={"descriptors": {"yes": "It does.", "nope": "It does not."}}
                    )
                    for one in each.criteria
                )
            }
        )
        for each in small_checklist().standards
    ]
    wanted = small_checklist(rating_scale=scale, standards=tuple(standards))
    taken(db, made, workbook(db, made, wanted))
    assert came(db, made)[1] == wanted.model_copy(update={"version": 2})
    item = next(each for each in stands(db, made).items if each.text("key") == "C1")
    keep = {"was": "It does not.", "visit": "tab"}
    draft.keep(db, local(db), made, item.id, "descriptor.nope", "Not at all.", **keep)
    with pytest.raises(Refusal) as told:
        draft.keep(db, local(db), made, item.id, "descriptor.silent", "x", was="", visit="tab")
    assert told.value.complaint.code == "draft.no-field"


def test_what_is_not_written_yet_may_be_taken_and_what_is_wrong_not(
    db: Database, base: str
) -> None:
    made = draft.begin(db, local(db), base, "Begun", new_review="Another review")
    empty = brought(
        *views.draft(db, local(db), made),
        draft_workbook(*views.draft(db, local(db), made), AT),
        "a.xlsx",
    )
    assert empty.to_mend == ()
    assert {each.complaint.code for each in empty.not_yet} == {"excel.empty", "excel.few"}
    first = small_checklist().standards[0].criteria[0]
    standard = (
        small_checklist()
        .standards[0]
        .model_copy(update={"criteria": (first.model_copy(update={"learning_points": ("AS77",)}),)})
    )
    found = workbook(db, made, small_checklist(standards=(standard,), vague_words=None))
    assert [each.complaint.code for each in found.to_mend] == ["excel.reference"]
    assert (found.incoming, found.differences) == ((), ())


def test_nothing_is_written_over_that_was_not_seen(db: Database, base: str) -> None:
    made = next_version(db, base)
    found = workbook(db, made, changed())
    seen = stands(db, made)
    draft.add(db, local(db), made, ItemKind.AGENCY)
    before = stands(db, made)
    with pytest.raises(Refusal) as told:
        take(db, local(db), made, found.incoming, changes=seen.changes)
    assert told.value.complaint.code == "draft.other-now"
    assert stands(db, made) == before


def test_who_has_an_older_text_in_a_box_is_asked(db: Database, base: str) -> None:
    made = next_version(db, base)
    item = next(each for each in stands(db, made).items if each.text("key") == "C1")
    taken(db, made, workbook(db, made, changed()))
    with pytest.raises(Conflict) as told:
        draft.keep(
            db,
            local(db),
            made,
            item.id,
            "statement",
            "Mine",
            was=item.text("statement"),
            visit="tab",
        )
    assert told.value.theirs == "Carers are spoken to."


def test_the_same_key_takes_it_once(db: Database, base: str) -> None:
    made = next_version(db, base)
    found = workbook(db, made, changed())
    changes = stands(db, made).changes
    for _ in range(2):
        assert take(db, local(db), made, found.incoming, changes=changes, key="once") == 5


Spoil = Callable[[tuple[Incoming, ...]], tuple[Incoming, ...]]


def with_head(**fields: str) -> Spoil:
    return lambda found: (
        found[0].model_copy(update={"fields": {**found[0].fields, **fields}}),
        *found[1:],
    )


SPOILT: dict[str, tuple[Spoil, str]] = {
    "too long": (with_head(title="x" * (LIMIT + 1)), "draft.too-long"),
    "too many": (lambda found: found + (found[-1],) * MOST, "draft.full"),
    "no head": (lambda found: found[1:], "draft.no-field"),
    "no standard": (
        lambda found: (*found[:-1], found[-1].model_copy(update={"parent": "nowhere"})),
        "draft.no-field",
    ),
    "another field": (with_head(beyond=json.dumps({"standards": []})), "draft.no-field"),
    "a rating that counts as nothing": (
        lambda found: (*found, Incoming(kind=ItemKind.RATING, fields={"counts_as": "well"})),
        "draft.no-field",
    ),
    "a long field that is not written": (with_head(resources="x" * LIMIT * 60), "draft.too-long"),
    "no JSON": (with_head(beyond="{"), "draft.no-field"),
}


@pytest.mark.parametrize("case", SPOILT)
def test_what_no_draft_can_hold_is_refused_and_nothing_kept(
    db: Database, base: str, case: str
) -> None:
    made = next_version(db, base)
    spoil, code = SPOILT[case]
    found = spoil(workbook(db, made, changed()).incoming)
    before = stands(db, made)
    with pytest.raises(Refusal) as told:
        take(db, local(db), made, found, changes=before.changes)
    assert told.value.complaint.code == code
    assert stands(db, made) == before


def test_a_draft_that_is_not_open_takes_nothing(db: Database, base: str) -> None:
    from audit.commands.draft_publish import set_aside

    made = next_version(db, base)
    found = workbook(db, made, changed())
    set_aside(db, local(db), made)
    with pytest.raises(Refusal) as told:
        take(db, local(db), made, found.incoming, changes=stands(db, made).changes)
    assert told.value.complaint.code == "draft.not-open"
