"""What is said of a data extract: what it is called, what it holds, and what each of its columns means."""

from collections.abc import Iterator
from enum import StrEnum

from audit.documents.extract_fields import fields
from audit.documents.sheet_text import slug, stamp, when
from audit.model.document import Taken
from audit.model.language import N_
from audit.model.person import Person
from audit.model.source_review import Handling
from audit.rules.headline import many
from audit.views.extract import Extract

HANDLING = Handling.PROFESSIONALS_ONLY
"""Ratings of single case files are never wider, whatever review they were audited against."""
HANDLING_REASON = N_(
    "It holds ratings of single case files with their references: small numbers stand open in it, and"
    " numbers for anybody else are released, not exported."
)
COLUMNS = ("Column", "Name in CSV and Parquet", "Meaning")
"""Of the data dictionary."""


class Form(StrEnum):
    """What kind of file it is."""

    WORKBOOK = "xlsx"
    CSV = "csv"
    PARQUET = "parquet"

    @property
    def label(self) -> str:
        """As the page says it."""
        return {"xlsx": "Excel", "csv": "CSV", "parquet": "Parquet"}[self]


def file_name(found: Extract, form: Form, number: str) -> str:
    """Return a name that says what it is even when it is all that one sees."""
    parts = (
        "data-extract",
        slug(found.review.key),
        slug(found.round_title),
        slug(found.narrowed_to) if found.narrowed_to else "",
        f"v{found.checklist.version}",
        "with-texts" if found.written else "",
        slug(HANDLING),
        stamp(found.at),
        number,
    )
    return "_".join(filter(None, parts)) + f".{form}"


def about(found: Extract, by: Person, taken: Taken) -> Iterator[tuple[str, str]]:
    """Yield what it is and how it may be handled, a label and its words each."""
    checklist = found.checklist
    yield "Handling", HANDLING.label
    yield "", HANDLING_REASON
    yield "Document", taken.number
    yield "Round", found.round_title
    yield "Files of", found.narrowed_to or "all agencies, teams and ages"
    yield "Checklist", f"{checklist.title}, version {checklist.version} ({checklist.key})"
    yield "Review", f"{found.review.title} ({found.review.key})"
    yield (
        "Holds",
        f"{many(found.ratings, 'rating')} in {many(found.readings, 'submitted reading')} of files on"
        f" {many(len(found.cases), 'case')}: a row each. Drafts are not here.",
    )
    yield (
        "What was written",
        "Evidence and reasons, as they were written, are in the last three columns. What looked like an"
        " identifier was looked at by a QA lead before."
        if found.written
        else "Not here: no evidence and no reasons. They can be asked for when the extract is made.",
    )
    yield (
        "Count again",
        "Keep the rows with Counted = yes. Of them, met ÷ all that do not count as out is what the board"
        " shows, for a criterion, a standard, a learning point, an agency or the round.",
    )
    yield (
        "On paper",
        "The sheets of ratings print their headings only, as their rows would fill many pages: to print some,"
        " filter them, select them and print the selection.",
    )
    yield "Made", f"{when(found.at)} (Europe/London), by {by.name}"
    checkpoint = taken.checkpoint
    if checkpoint is not None:
        yield "In the trail", f"Entry {checkpoint.seq:,} of {checkpoint.site}: {checkpoint.hash}"


def dictionary(found: Extract) -> Iterator[tuple[str, str, str]]:
    """Yield the name and the meaning of each column."""
    for each in fields(written=found.written):
        yield each.heading, each.name, each.meaning
