"""What is still to mend in a checklist that is being written, said where it stands; and what it comes to once nothing is."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from audit.documents.checklist import checklist_faults, review_faults
from audit.documents.checklist_shape import shaped
from audit.model.checklist import Checklist
from audit.model.draft import Draft, Item, ItemKind
from audit.model.refusal import Complaint, complaint
from audit.model.source_review import SourceReview
from audit.rules import draft as rules
from audit.rules.checklist import Fault, coverage
from audit.rules.draft import label, ratings, review_of
from audit.rules.draft_data import at, checklist_data, review_data

IN_ORDER = (*(ItemKind.POINT, ItemKind.AGENCY, ItemKind.RATING, ItemKind.JUDGEMENT, ItemKind.FACT),)
"""What stands before the standards, as on the page."""
MISSING = ("checklist.field-missing", "checklist.text-empty", "checklist.descriptor-missing")


@dataclass(frozen=True)
class ToMend:
    """One thing to mend, and where it stands."""

    item: Item
    field: str
    name: str
    """What the field is called."""
    complaint: Complaint

    @property
    def is_missing(self) -> bool:
        """True if nothing is written there yet."""
        return self.complaint.code == "draft.missing"

    def __str__(self) -> str:
        told = self.complaint
        is_ours = told.code.startswith("draft.")  # else it tells how a file is mended
        return f"{told.what} {told.why}{f' {told.to_do}' if is_ours else ''}"


@dataclass(frozen=True)
class Checked:
    """What a draft comes to."""

    review: SourceReview
    """As it is published, or as far as it is written."""
    checklist: Checklist
    """As far as it is written; what is missing is filled in with something harmless."""
    is_sound: bool
    to_mend: tuple[ToMend, ...]
    """In the order in which it stands on the page."""
    covered: Mapping[str, tuple[str, ...]]
    """Each learning point that there is with the criteria that cite it."""

    @property
    def uncovered(self) -> tuple[str, ...]:
        """The learning points that no criterion asks about."""
        return tuple(point for point, criteria in self.covered.items() if not criteria)


def checked(draft: Draft, base: Checklist, reviews: Mapping[str, SourceReview]) -> Checked | None:
    """Return what is wrong in a draft and what it comes to; None while there is too little to say."""
    known = review_of(draft, reviews)
    data = review_data(draft) if known is None else known.model_dump(mode="json")
    review, checklist = shaped(SourceReview, data), shaped(Checklist, checklist_data(draft, base))
    if review.stand_in is None or checklist.stand_in is None:
        return None
    found = [
        *(_to_mend(draft, base, each) for each in checklist.faults),
        *(_to_mend(draft, base, each) for each in checklist_faults(review, checklist)),
    ]
    if known is None:
        faults = (*review.faults, *review_faults(review))
        found += [_to_mend(draft, base, each, of_review=True) for each in faults]
    found += _caps(draft)
    order = {each.id: number for number, each in enumerate(_in_order(draft))}
    written = {each.text("key") for each in draft.of(ItemKind.POINT)}
    source, noun = review.stand_in.noun, checklist.stand_in.noun
    return Checked(
        review=source,
        checklist=noun,
        is_sound=not found,
        to_mend=tuple(sorted(found, key=lambda each: order[each.item.id])),
        covered={
            point: criteria
            for point, criteria in coverage(source, noun).items()
            if known is not None or point in written
        },
    )


def _in_order(draft: Draft) -> Iterator[Item]:
    yield draft.head
    for kind in IN_ORDER:
        yield from draft.of(kind)
    for each in draft.of(ItemKind.STANDARD):
        yield each
        yield from draft.of(ItemKind.CRITERION, each.id)


def _caps(draft: Draft) -> Iterator[ToMend]:
    """Every judgement after the first that is said to be the best one still open."""
    caps = [each for each in draft.of(ItemKind.JUDGEMENT) if each.switch("is_cap")]
    for each in caps[1:]:
        name = label(each, "is_cap", ())
        told = complaint("draft.two-caps", called(each), first=called(caps[0]))
        yield ToMend(each, "is_cap", name, told)


def _to_mend(draft: Draft, base: Checklist, fault: Fault, *, of_review: bool = False) -> ToMend:
    item, field = at(draft, fault.place, of_review=of_review)
    code, facts = fault.code, dict(fault.facts)
    if fault.first:
        facts["first"] = called(at(draft, fault.first, of_review=of_review).item)
    name = label(item, field, ratings(draft, base))
    if code in MISSING:
        code, facts = "draft.missing", {"field": name}
    elif field == "learning_points" and code == "checklist.list-short":
        code, facts = "draft.no-point", {}
    return ToMend(item, field, name, complaint(code, called(item), **facts))


def called(item: Item) -> str:
    """Return what an item is called in a sentence."""
    return rules.called(item.kind, item.fields)
