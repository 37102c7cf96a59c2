"""The columns of a data extract, each declared once: for the workbook, for CSV and Parquet, and for the data dictionary."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, Literal, NamedTuple, TypeVar

from audit.model.checklist import Checklist, Counts, Criterion, Standard
from audit.views.extract import Extract, Rated, Read, Texts

Row_contra = TypeVar("Row_contra", contravariant=True)
Value = str | int | datetime
Kind = Literal["word", "text", "whole", "moment"]
"""A word comes again in many rows; a text does not."""


@dataclass(frozen=True)
class Field(Generic[Row_contra]):
    """One column."""

    heading: str
    """In the workbook."""
    name: str
    """In CSV and Parquet, where programs read it."""
    get: Callable[[Row_contra], Value]
    kind: Kind
    meaning: str
    width: int = 12
    """In the workbook, in characters."""


class Asked(NamedTuple):
    """One criterion and the standard that it belongs to."""

    standard: Standard
    criterion: Criterion


def _yes(so: bool) -> str:  # noqa: FBT001 - a yes or a no in a word
    return "yes" if so else "no"


def applicability(rated: Rated) -> str:
    """Return whether the criterion applied to the file, and who said so."""
    if rated.overruled_by:
        return "ruled out, overruled"
    if rated.ruled_out_by:
        return "ruled out by case facts"
    return "not applicable" if rated.counts is Counts.OUT else "applies"


OF_ROUND: tuple[Field[Extract], ...] = (
    Field("Round", "round", lambda x: x.round_title, "word", "Title of the audit round.", 18),
    Field("Review", "review", lambda x: x.review.key, "word", "Key of the source review.", 12),
    Field("Checklist", "checklist", lambda x: x.checklist.key, "word", "Key of the checklist.", 14),
    Field(
        "Version",
        "checklist_version",
        lambda x: x.checklist.version,
        "whole",
        "Version of the checklist in which the file was audited.",
        9,
    ),
)
OF_READING: tuple[Field[Read], ...] = (
    Field(
        "Case audit",
        "case_audit",
        lambda x: x.case_audit_id,
        "text",
        "Id of the reading in the tool. With the criterion it names one rating.",
        15,
    ),
    Field(
        "Case",
        "case",
        lambda x: x.reference,
        "text",
        "Case reference as the tool has it: the partnership can resolve it, the tool cannot.",
        13,
    ),
    Field("Agency code", "agency", lambda x: x.agency, "word", "Whose file was read, by key.", 14),
    Field(
        "Agency",
        "agency_name",
        lambda x: x.agency_name,
        "word",
        "The same agency in the words of the checklist.",
        24,
    ),
    Field("Team", "team", lambda x: x.team, "word", "Who holds the file; empty if unknown.", 16),
    Field("Age", "age_band", lambda x: x.age_band, "word", "Age of the child at the audit.", 12),
    Field(
        "Reading",
        "reading",
        lambda x: x.reading,
        "word",
        "first, second or moderated: the three kinds of reading of one file.",
        11,
    ),
    Field(
        "Counted",
        "counted",
        lambda x: _yes(x.counted),
        "word",
        "yes for the one reading of the file that the board counts: its moderated one, else its first."
        " Keep these rows to count again what the board shows.",
        9,
    ),
    Field(
        "Moderated by",
        "moderated_by",
        lambda x: x.moderator,
        "word",
        "Who signed the moderated reading off; empty for other readings.",
        18,
    ),
    Field(
        "Submitted",
        "submitted_at",
        lambda x: x.submitted_at,
        "moment",
        "When the reading was submitted or signed off. Workbook: as the clocks in London showed it."
        " CSV and Parquet: in UTC.",
        22,
    ),
)
OF_CRITERION: tuple[Field[Asked], ...] = (
    Field(
        "Standard code", "standard", lambda x: x.standard.key, "word", "Key of the standard.", 14
    ),
    Field(
        "Standard",
        "standard_title",
        lambda x: x.standard.title,
        "word",
        "The statement of good practice that the criterion belongs to, by its title.",
        24,
    ),
    Field("Criterion", "criterion", lambda x: x.criterion.key, "word", "Key of the criterion.", 10),
    Field("Statement", "statement", lambda x: x.criterion.statement, "word", "What was rated.", 46),
    Field(
        "Learning points",
        "learning_points",
        lambda x: ", ".join(x.criterion.learning_points),
        "word",
        "Keys of the learning points of the review that the criterion asks about, comma-separated.",
        15,
    ),
    Field(
        "Critical",
        "critical",
        lambda x: _yes(x.criterion.critical),
        "word",
        "yes where the criterion, not met, caps the overall judgement.",
        9,
    ),
)
OF_RATING: tuple[Field[Rated], ...] = (
    Field(
        "Rating code",
        "rating",
        lambda x: x.rating,
        "word",
        "Key of the rating on the checklist's scale; empty where case facts ruled the criterion out.",
        13,
    ),
    Field(
        "Rating", "rating_label", lambda x: x.label, "word", "The same in the scale's words.", 16
    ),
    Field(
        "Counts as",
        "counts_as",
        lambda x: str(x.counts),
        "word",
        "met, partly, not met, not evidenced, or out (not applicable: out of the count).",
        14,
    ),
    Field(
        "Applicability",
        "applicability",
        applicability,
        "word",
        "applies; not applicable (the auditor said so); ruled out by case facts; or ruled out, overruled:"
        " rated all the same, with a reason.",
        22,
    ),
    Field(
        "Ruled out by",
        "ruled_out_by",
        lambda x: ", ".join(x.ruled_out_by),
        "word",
        "Keys of the case facts that rule the criterion out, comma-separated.",
        16,
    ),
    Field(
        "Overruled by",
        "overruled_by",
        lambda x: x.overruled_by,
        "word",
        "Who rated it although case facts rule it out: who last kept that answer.",
        18,
    ),
    Field(
        "Starred", "starred", lambda x: _yes(x.starred), "word", "yes: starred as good practice.", 9
    ),
)
OF_TEXTS: tuple[Field[Texts], ...] = (
    Field("Evidence", "evidence", lambda x: x.evidence, "text", "Where in the file it stands.", 60),
    Field("Reason", "reason", lambda x: x.reason, "text", "Why the rating was chosen.", 40),
    Field(
        "Why overruled",
        "overruled_because",
        lambda x: x.overrule,
        "text",
        "Why it was rated although case facts rule it out.",
        40,
    ),
)


def fields(
    *, written: bool
) -> tuple[Field[Extract] | Field[Read] | Field[Asked] | Field[Rated] | Field[Texts], ...]:
    """Return every column in its order."""
    return (*OF_ROUND, *OF_READING, *OF_CRITERION, *OF_RATING, *(OF_TEXTS if written else ()))


def asked_of(checklist: Checklist) -> dict[str, Asked]:
    """Return every criterion by its key."""
    return {
        criterion.key: Asked(standard, criterion)
        for standard in checklist.standards
        for criterion in standard.criteria
    }
