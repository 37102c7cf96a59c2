"""A checklist that is being written, out as a workbook and in again: what it would change, and what is to be put right."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from audit.documents import checklist_sheets as s
from audit.documents.checklist_marks import Mark
from audit.documents.checklist_shape import shaped
from audit.documents.checklist_sheets import folded
from audit.documents.checklist_taken import WITHIN
from audit.documents.checklist_told import GAPS, ReadBook, of_sheets
from audit.documents.checklist_workbook import workbook
from audit.documents.sheet_text import slug
from audit.documents.workbook_in import rows
from audit.model.checklist import Checklist
from audit.model.draft import Draft, DraftDifference, Incoming
from audit.model.source_review import Handling, SourceReview
from audit.rules import draft_taking as taking
from audit.rules.draft import review_of
from audit.rules.draft_data import checklist_data, review_data

WHOLE = frozenset({s.LADDERS, s.STEPS, s.TIMERS, s.VAGUE, s.WORDS, s.TAGS, s.VIEWS})
"""Sheets that the pages do not write: nothing on them may be left for later."""


@dataclass(frozen=True)
class Brought:
    """What a workbook that was brought back came to."""

    book: ReadBook
    to_mend: tuple[Mark, ...]
    """What must be put right in the workbook before any of it is taken."""
    not_yet: tuple[Mark, ...]
    """What is not written yet: it may be taken so, and written here."""
    incoming: tuple[Incoming, ...]
    differences: tuple[DraftDifference, ...]
    """What it would change; none is known while something is to be put right."""


def draft_workbook(
    draft: Draft, base: Checklist, reviews: Mapping[str, SourceReview], at: datetime
) -> bytes:
    """Return the workbook of a draft as it stands."""
    return workbook(_review(draft, reviews), checklist_data(draft, base), at)


def file_name(draft: Draft, reviews: Mapping[str, SourceReview]) -> str:
    """Return the name of the file, which says how the review is handled."""
    known = review_of(draft, reviews)
    handled = known.handling.value if known else draft.head.text("handling")
    words = (draft.title, f"v{draft.version}", handled or Handling.PROFESSIONALS_ONLY.value)
    return f"{'_'.join(map(slug, words))}.xlsx"


def _review(draft: Draft, reviews: Mapping[str, SourceReview]) -> dict[str, object]:
    known = review_of(draft, reviews)
    if known is None:
        return review_data(draft)
    return known.model_dump(mode="json", exclude_none=True)


def brought(
    draft: Draft,
    base: Checklist,
    reviews: Mapping[str, SourceReview],
    content: bytes,
    name: str,
) -> Brought:
    """Read a workbook for a draft; Refusal where it cannot be opened at all."""
    book = of_sheets(rows(content, name), review_of(draft, reviews))
    wrong = tuple(each for each in book.marks if _is_wrong(each))
    not_yet = tuple(each for each in book.marks if each not in wrong)
    whole = book.stand_in
    now = shaped(Checklist, checklist_data(draft, base)).stand_in
    if wrong or whole is None or now is None:
        return Brought(book, wrong, not_yet, (), ())
    found = taking.incoming(draft, book.review, book.checklist, whole, now.noun)
    return Brought(book, wrong, not_yet, found, taking.differences(draft, found, base))


def _is_wrong(mark: Mark) -> bool:
    """What holds a thing together, its key and what it belongs to, cannot be written later."""
    is_gap = mark.complaint.code in GAPS
    holds = mark.complaint.code == "excel.empty" and mark.field in ("key", *WITHIN.values())
    return not is_gap or holds or folded(mark.sheet) in map(folded, WHOLE)
