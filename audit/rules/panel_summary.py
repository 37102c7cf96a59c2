"""The learning summary of a case as it follows from its panel: a draft that the lead edits, and no more."""

from collections.abc import Iterator, Mapping, Sequence

from audit.model.case_audit import Judgement
from audit.model.checklist import Checklist, Counts
from audit.model.language import in_english
from audit.model.panel import Happening, Note, Row
from audit.model.source_review import SourceReview
from audit.rules import panel_day
from audit.rules.panel import gap_words, judged, standing
from audit.rules.panel_check import title

HEADINGS = (
    "The partnership's judgement",
    "What was done well",
    "Gaps between agencies",
    "What the chronology shows",
    "Learning points touched",
)
NONE = "None."


@in_english
def draft(
    checklist: Checklist,
    review: SourceReview,
    names: Mapping[str, str],
    rows: Sequence[Row],
    notes: Mapping[str, Note],
    judgements: Mapping[str, Judgement],
    chronology: Sequence[Happening],
) -> str:
    """Return the draft: a heading a line of its own, what belongs to it below, an empty line between two."""
    parts = (
        _judgements(checklist, rows, judgements),
        _strengths(names, rows),
        _gaps(checklist, names, rows, notes),
        _chronology(names, chronology),
        _points(review, rows, notes),
    )
    told = (
        (heading, list(lines) or [NONE]) for heading, lines in zip(HEADINGS, parts, strict=True)
    )
    return "\n\n".join("\n".join([heading, *lines]) for heading, lines in told)


def sections(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return a summary as it was edited: what stands alone under a heading of ours begins a part."""
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in text.splitlines():
        if line.strip() in HEADINGS:
            found.append((line.strip(), []))
        elif line.strip():
            found[-1][1].append(line.strip())
    return tuple((heading, tuple(lines)) for heading, lines in found if heading or lines)


def _judgements(
    checklist: Checklist, rows: Sequence[Row], given: Mapping[str, Judgement]
) -> Iterator[str]:
    scale = checklist.judgement_scale
    for key in ("", *judged(rows)):
        found = given.get(key)
        if found is None or not (found.value or found.rationale):
            continue
        words = f"{scale.value(found.value).label}. " if scale and found.value else ""
        about = title(checklist, key)
        yield f"{about[0].upper()}{about[1:]}: {words}{found.rationale}".strip()


def _strengths(names: Mapping[str, str], rows: Sequence[Row]) -> Iterator[str]:
    """What an auditor starred and no agency's file contradicts."""
    for row in rows:
        by = [
            names[each.agency]
            for each in row.cells
            if each.answer is not None and each.answer.starred and each.counts is not Counts.OUT
        ]
        if by and not row.gap:
            yield f"{row.criterion.statement} ({row.criterion.key}; {', '.join(by)})"


def _gaps(
    checklist: Checklist,
    names: Mapping[str, str],
    rows: Sequence[Row],
    notes: Mapping[str, Note],
) -> Iterator[str]:
    for row in rows:
        note = standing(row, notes)
        if row.gap and (note is None or note.is_gap):
            said = f" {note.text}" if note else ""
            words = gap_words(checklist.rating_scale, names, row)
            yield f"{row.criterion.statement} ({row.criterion.key}) {words}{said}"


def _chronology(names: Mapping[str, str], lines: Sequence[Happening]) -> Iterator[str]:
    for each in lines:
        shown = ", ".join(names.get(agency, agency) for agency in each.agencies)
        by = f" Shown by: {shown}." if shown else ""
        disputed = " Not agreed." if each.disputed else ""
        yield f"{panel_day.said(each.day)}: {each.what}{by}{disputed}"


def _points(review: SourceReview, rows: Sequence[Row], notes: Mapping[str, Note]) -> Iterator[str]:
    """The points behind a gap that is one, and behind what was starred."""
    touched = {
        point
        for row in rows
        if _is_found(row, notes) or any(each.answer and each.answer.starred for each in row.cells)
        for point in row.criterion.learning_points
    }
    for point in review.learning_points:
        if point.key in touched:
            yield f"{point.key}, {point.kind_label.lower()}: {point.text}"


def _is_found(row: Row, notes: Mapping[str, Note]) -> bool:
    note = standing(row, notes)
    return row.gap and (note is None or note.is_gap)
