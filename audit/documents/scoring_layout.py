"""How a scoring workbook is laid out: the same going out and coming in, worked out from the checklist."""

from collections.abc import Iterator
from typing import NamedTuple

from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist, Criterion, Standard
from audit.model.scoring import ScoringFile

START, KEY, LISTS = "Start here", "Key", "Lists"
ROW, NUMBER, ASKED, ANSWER, EVIDENCE, REASON, STAR, OVERRULE, STATUS, GUIDANCE, HELPER = (
    "ABCDEFGHIJK"
)
FIRST = 6
"""The row below the headings."""
STARRED = "★ yes"
PARTS = {
    "rating": ANSWER,
    "evidence": EVIDENCE,
    "reason": REASON,
    "starred": STAR,
    "overrule": OVERRULE,
}


class Line(NamedTuple):
    """One row of a case file's sheet."""

    id: str
    """What the row is known by in the hidden column: its kind and key."""
    number: int
    """Of the row, as a spreadsheet counts."""
    fact: CaseFact | None = None
    criterion: Criterion | None = None
    standard: Standard | None = None
    """Whose heading it is, whose criterion, or what is judged; none for the whole file."""

    @property
    def slots(self) -> dict[str, str]:
        """What is answered in the row: each slot and its column."""
        kind, _, key = self.id.partition("/")
        if kind == "fact":
            return {f"fact/{key}": ANSWER}
        if kind == "criterion":
            return {f"{part}/{key}": column for part, column in PARTS.items()}
        if kind == "judgement":
            return {f"value/{key}": ANSWER, f"rationale/{key}": EVIDENCE}
        return {}


def sheet_name(number: int, file: ScoringFile) -> str:
    """Return the name of a case file's sheet: its number in the workbook and its reference, as far as Excel lets it."""
    allowed = "".join(
        "-" if each in "[]:*?/\\'" else each for each in file.audit.case_file.reference
    )
    return f"{number} {allowed}"[:31].strip()


def lines(checklist: Checklist, file: ScoringFile) -> Iterator[Line]:
    """Yield the rows: case facts, then each standard with its criteria and its judgement, then the whole file."""
    found: list[tuple[str, CaseFact | None, Criterion | None, Standard | None]] = []
    found.append(("heading/facts", None, None, None))
    found += [(f"fact/{each.key}", each, None, None) for each in file.facts]
    judged = checklist.judgement_scale is not None
    for standard in file.standards:
        found.append((f"heading/{standard.key}", None, None, standard))
        found += [(f"criterion/{x.key}", None, x, standard) for x in standard.criteria]
        if judged:
            found.append((f"judgement/{standard.key}", None, None, standard))
    if judged:
        found += [("heading/overall", None, None, None), ("judgement/", None, None, None)]
    for number, each in enumerate(found, start=FIRST):
        yield Line(each[0], number, *each[1:])


def words(checklist: Checklist, slot: str) -> dict[str, str] | None:
    """Return what may be chosen for a slot, label to value; None where one writes."""
    part, _, key = slot.partition("/")
    if part == "fact":
        values = checklist.fact(key).values
        return {each.label: each.key for each in values} if values else None
    if part == "rating":
        return {each.label: each.key for each in checklist.rating_scale.ratings}
    if part == "value" and checklist.judgement_scale:
        return {each.label: each.key for each in checklist.judgement_scale.values}
    if part == "starred":
        return {STARRED: "yes"}
    return None
