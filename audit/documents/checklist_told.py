"""A checklist in Excel read: what it says as a file would say it, and everything to put right, each with its cell."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from audit.documents import checklist_sheets as s
from audit.documents.checklist import ReadReview, checklist_faults, review_faults
from audit.documents.checklist_marks import Mark, Spot
from audit.documents.checklist_shape import Shaped, shaped
from audit.documents.checklist_taken import OF_CHECKLIST, OF_REVIEW, Taken
from audit.documents.workbook_in import Sheets, rows
from audit.model.checklist import Checklist
from audit.model.refusal import Complaint, Refusal, complaint, refuse
from audit.model.source_review import SourceReview
from audit.rules.applicability import Place
from audit.rules.checklist import Fault

OWN = {
    "checklist.field-missing": "excel.empty",
    "checklist.text-empty": "excel.empty",
    "checklist.descriptor-missing": "excel.empty",
    "checklist.list-short": "excel.few",
    "checklist.list-long": "excel.many",
    "checklist.learning-point-unknown": "excel.reference",
    "checklist.agency-unknown": "excel.reference",
    "checklist.criterion-unknown": "excel.reference",
    "checklist.fact-unknown": "excel.reference",
    "checklist.cap-unknown": "excel.reference",
    "checklist.standard-empty": "excel.standard-empty",
    "checklist.scale-without-met": "excel.scale-without-met",
    "checklist.scale-all-out": "excel.scale-all-out",
    "checklist.critical-without-scale": "excel.critical",
    "checklist.critical-without-cap": "excel.critical",
    "checklist.rule-never": "excel.rule-never",
    "checklist.fact-kind": "excel.fact-kind",
    "checklist.days-choice": "excel.days-choice",
    "checklist.step-kind": "excel.step-kind",
    "checklist.tags-alike": "excel.tags-alike",
}
"""Sentences that say how a file is put right, and what a workbook's is instead."""
SHEET_OF = {
    "checklist.learning-point-unknown": s.POINTS,
    "checklist.agency-unknown": s.AGENCIES,
    "checklist.criterion-unknown": s.CRITERIA,
    "checklist.fact-unknown": s.FACTS,
    "checklist.cap-unknown": s.JUDGEMENTS,
}
LISTS = {
    "values": s.ANSWERS,
    "steps": s.STEPS,
    "words": s.WORDS,
    "tags": s.TAGS,
}
"""Lists within a row, and the sheet on which they stand."""
WITHIN = {"checklist.number-range": ("least",), "checklist.step-kind": ("criterion",)}
"""Where in a row it stands, for what a file tells of the whole."""
GAPS = frozenset({"excel.empty", "excel.few", "excel.standard-empty"})
"""What is not written yet: it may be brought into a draft, and not be published."""
DOUBTED = {
    s.CRITERIA: {"checklist.standard-empty", "checklist.rules-clash"},
    s.ANSWERS: {"checklist.value-unknown", "checklist.fact-kind", "checklist.list-short"},
    s.STEPS: {"checklist.list-short"},
}
"""By the sheet that has rows which belong to nothing known: what is then not told."""


@dataclass(frozen=True)
class ReadBook:
    """What a workbook came to."""

    found: Sheets
    review: dict[str, Any]
    """As a file would hold it, as far as it could be read."""
    checklist: dict[str, Any]
    marks: tuple[Mark, ...]
    """Everything to put right, in the order of the sheets."""
    remarks: tuple[Complaint, ...]
    """What is not read, and what a person should know besides."""
    nouns: tuple[SourceReview | None, Checklist | None]
    """The review and the checklist, if their shape is sound."""
    stand_in: Checklist | None
    """The checklist as far as it could be read, what is missing filled in."""


def read_book(content: bytes, name: str) -> ReadBook:
    """Read a workbook's bytes; Refusal where it cannot be opened at all."""
    return of_sheets(rows(content, name))


def of_sheets(found: Sheets, known: SourceReview | None = None) -> ReadBook:
    """Read a workbook that was opened; the checklist of a `known` review goes by that, not by the workbook's."""
    if len(found.sheets) == 1 and not found.sheets[0].name:
        raise refuse("excel.not-workbook", found.name)
    taken = Taken(found, known)
    review = shaped(SourceReview, taken.review)
    checklist = shaped(Checklist, taken.checklist)
    told = [
        *_told(taken, OF_REVIEW, (*review.faults, *review_faults(review))),
        *_told(taken, OF_CHECKLIST, _of_checklist(taken, review, checklist)),
    ]
    order = {each.name: number for number, each in enumerate(found.sheets)}
    marks = sorted([*taken.marks.found, *told], key=lambda each: order.get(each.sheet, -1))
    return ReadBook(
        found,
        taken.review,
        taken.checklist,
        tuple(marks),
        (*found.remarks, *taken.marks.remarks),
        (review.noun, checklist.noun),
        checklist.stand_in.noun if checklist.stand_in else None,
    )


def read_path(path: Path) -> ReadReview:
    """Read a workbook as a review's folder is read; what is wrong is told and never raised."""
    try:
        book = read_book(_bytes(path), path.name)
    except Refusal as refusal:
        return ReadReview(path, None, (), (refusal.complaint,))
    review, checklist = book.nouns
    told = tuple(each.complaint for each in book.marks)
    return ReadReview(path, review, (checklist,) if checklist else (), told)


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise refuse("checklist.unreadable", path.name, reason=reason) from error


def _of_checklist(
    taken: Taken, review: Shaped[SourceReview], checklist: Shaped[Checklist]
) -> Iterator[Fault]:
    doubted = {code for sheet in taken.has_orphans for code in DOUBTED[sheet]}
    # The workbook names its review once.
    doubted |= {"checklist.review-other", "checklist.descriptor-unknown"}
    doubted |= {code for code, sheet in SHEET_OF.items() if sheet in taken.marks.unread}
    if s.CRITERIA in taken.marks.unread:
        doubted.add("checklist.standard-empty")
    if s.ANSWERS in taken.marks.unread:
        doubted |= DOUBTED[s.ANSWERS]
    for fault in (*checklist.faults, *checklist_faults(review, checklist)):
        lacks = fault.code == "checklist.descriptor-missing"
        # A case fact without any answers is told once, and not by each rule that names one.
        bare = fault.code == "checklist.value-unknown" and fault.facts["known"] == "none"
        if fault.code in doubted or bare or (lacks and fault.place[-1] in taken.ratings_lacking):
            continue
        if fault.place[:1] != ("review",):
            yield fault


def _told(taken: Taken, root: str, faults: Iterator[Fault] | tuple[Fault, ...]) -> Iterator[Mark]:
    already = {(each.sheet, each.cell) for each in taken.marks.found}
    for fault in faults:
        place: Place = (root, *fault.place, *WITHIN.get(fault.code, ()))
        if any(place[:size] in taken.spoilt for size in range(1, len(place) + 1)):
            continue
        spot = _spot(taken, place)
        if (spot.at.sheet, spot.at.cell) in already:
            continue
        cell = spot.at.cell if spot.at.row else ""
        where = taken.marks.where(spot.at.sheet, cell)
        told = _sentence(taken, root, fault, spot, where)
        yield Mark(spot.at.sheet, cell, told, str(fault.place[-1]) if fault.place else "")


def _spot(taken: Taken, place: Place) -> Spot:
    while place not in taken.spots:
        place = place[:-1]
    return taken.spots[place]


def _sentence(taken: Taken, root: str, fault: Fault, spot: Spot, where: str) -> Complaint:
    facts = {**fault.facts, "heading": spot.heading, "about": spot.help}
    facts["field"] = spot.heading
    if fault.first:
        at = _spot(taken, (root, *fault.first)).at
        facts["first"] = f"cell {at.cell}"
    code = OWN.get(fault.code, fault.code)
    if fault.code in SHEET_OF:
        facts |= {"sheet": SHEET_OF[fault.code], "value": facts["key"]}
    if code == "excel.few" and fault.place[-1] in ("learning_points", "is") and root != OF_REVIEW:
        code = "excel.empty"
    elif code in ("excel.few", "excel.many"):
        facts["sheet"] = LISTS.get(str(fault.place[-1]), spot.heading)
        if fault.place[-1] == "values" and fault.place[0] == "judgement_scale":
            facts["sheet"] = s.JUDGEMENTS
    return complaint(code, where, **facts)
