"""The tables of the board, each declared once: the page and the board pack cannot disagree."""

from typing import NamedTuple

from audit.documents.column import Column, Kind, Value
from audit.model.board import CriterionResult, PointResult, Result, StandardResult
from audit.model.checklist import Counts, Criterion
from audit.model.figure import SMALL
from audit.model.language import N_, _
from audit.views.evidence import Line

__all__ = [
    "CRITERION_COLUMNS",
    "FIGURE_COLUMNS",
    "LINE_COLUMNS",
    "POINT_COLUMNS",
    "QUALITY_COLUMNS",
    "RATING_COLUMNS",
    "STANDARD_COLUMNS",
    "SUMMARY_COLUMNS",
    "Column",
    "Kind",
    "ToldLine",
    "Value",
    "compliance",
    "of_applicable",
    "standing_words",
]

NO_CRITERION = N_("No criterion asks about this point")


class ToldLine(NamedTuple):
    """A counted rating beside the criterion that it answers."""

    line: Line
    criterion: Criterion


def compliance(result: Result) -> float | None:
    """Met ÷ applicable; None under n = 10, where a percentage says more than is known."""
    return result.figure.share if result.figure.applicable >= SMALL else None


def _of(n: int, of: int) -> str:
    return _("{n:,} of {of:,}").format(n=n, of=of)


def of_applicable(result: Result) -> str:
    """For instance "34 of 48"; in words where nothing was applicable."""
    figure = result.figure
    return _of(figure.met, figure.applicable) if figure.applicable else _("nothing applicable")


def standing_words(result: Result) -> str:
    """For instance "▼ below target": the sign reads in black and white."""
    return f"{result.standing.sign} {result.standing}"


def gaps_of_applicable(result: Result) -> str:
    """Partly met, not met and not evidenced, of the applicable ratings."""
    figure = result.figure
    return _of(figure.applicable - figure.met, figure.applicable)


def _judgements(result: StandardResult) -> str:
    total = sum(result.judgements.values())
    given = (f"{label} {_of(n, total)}" for label, n in result.judgements.items() if n)
    return "; ".join(given) if total else _("none given")


def _criteria(result: PointResult) -> str:
    return ", ".join(sorted(each.criterion.key for each in result.criteria)) or NO_CRITERION


MET: Column[Result] = Column(
    "Met", lambda r: r.figure.met, "whole", "Ratings that count as met.", 8
)
APPLICABLE: Column[Result] = Column(
    "Applicable",
    lambda r: r.figure.applicable,
    "whole",
    "Ratings met, partly met, not met or not evidenced: the n of every figure.",
    11,
)
COMPLIANCE: Column[Result] = Column(
    "Compliance",
    compliance,
    "share",
    f"Met ÷ applicable. Empty under {SMALL} applicable ratings: read the next column.",
    12,
)
OF_APPLICABLE: Column[Result] = Column(
    "Met of applicable", of_applicable, "words", "The same figure as counts.", 13
)
LOW: Column[Result] = Column(
    "95% from", lambda r: r.figure.low, "share", "Lower limit of the 95% interval.", 9
)
HIGH: Column[Result] = Column(
    "95% to", lambda r: r.figure.high, "share", "Upper limit of the 95% interval.", 9
)
TARGET: Column[Result] = Column(
    "Target",
    lambda r: r.target,
    "share",
    "The share of applicable ratings that should be met; for a learning point, the mean target of its criteria.",
    9,
)
STANDING: Column[Result] = Column(
    "Standing",
    standing_words,
    "words",
    "▼ when the whole interval lies under the target, ▲ when none of it does, ◆ between, – without a figure.",
    21,
)
NOT_EVIDENCED: Column[Result] = Column(
    "Not evidenced",
    lambda r: r.not_evidenced_rate,
    "words",
    "Ratings for which the file shows nothing either way, of the applicable: counted as not met.",
    12,
)
NOT_APPLICABLE: Column[Result] = Column(
    "Not applicable",
    lambda r: r.not_applicable_rate,
    "words",
    "Ratings out of the count, of all that were asked.",
    12,
)
STARRED: Column[Result] = Column(
    "Starred", lambda r: r.starred, "whole", "Ratings starred as good practice.", 9
)
CASES: Column[Result] = Column(
    "Cases",
    lambda r: r.figure.cases,
    "whole",
    "Cases (children or families) that the applicable ratings come from.",
    8,
)

_BEFORE_TARGET = (MET, APPLICABLE, COMPLIANCE, OF_APPLICABLE, LOW, HIGH)
FIGURE_COLUMNS: tuple[Column[Result], ...] = (
    *_BEFORE_TARGET,
    TARGET,
    STANDING,
    NOT_EVIDENCED,
    NOT_APPLICABLE,
    STARRED,
    CASES,
)
"""Every figure with its n, its interval and what stands beside it."""

STANDARD: Column[StandardResult] = Column(
    "Standard", lambda r: r.standard.title, "text", "A statement of good practice.", 26
)

SUMMARY_COLUMNS: tuple[Column[StandardResult], ...] = (
    STANDARD,
    Column("What good practice is", lambda r: r.standard.statement, "text", "Its statement.", 92),
    Column(
        "Met",
        lambda r: r.figure.words_against(r.target),
        "words",
        "The figure, its n and its interval.",
        33,
    ),
    TARGET,
    STANDING,
)
"""One line a standard: for the first page, and for the first screen."""

STANDARD_COLUMNS: tuple[Column[StandardResult], ...] = (
    STANDARD,
    *FIGURE_COLUMNS,
    Column(
        "Overall judgements",
        _judgements,
        "words",
        "How often each judgement was given on the standard; people give them, nothing computes them.",
        28,
    ),
)

CRITERION_COLUMNS: tuple[Column[CriterionResult], ...] = (
    Column("Criterion", lambda r: r.criterion.key, "text", "Key of the criterion.", 10),
    Column("Statement", lambda r: r.criterion.statement, "text", "What an auditor rates.", 52),
    Column("Standard", lambda r: r.standard, "text", "The standard that it belongs to.", 20),
    Column(
        "Critical",
        lambda r: N_("critical") if r.criterion.critical else "",
        "words",
        "A critical criterion, not met, caps the overall judgement.",
        9,
    ),
    *FIGURE_COLUMNS,
)

POINT_COLUMNS: tuple[Column[PointResult], ...] = (
    Column("Point", lambda r: r.point.key, "text", "Key of the learning point.", 8),
    Column("Kind", lambda r: r.point.kind_label, "words", "What sort of learning it is.", 14),
    Column("What the review asks for", lambda r: r.point.text, "text", "In our own words.", 48),
    Column("Criteria", _criteria, "words", "Keys of the criteria that ask about it.", 15),
    *_BEFORE_TARGET,
    Column("Target", lambda r: r.target if r.criteria else None, "share", TARGET.meaning, 9),
    STANDING,
    NOT_EVIDENCED,
    NOT_APPLICABLE,
    Column(
        "Strengths", STARRED.get, "whole", "Ratings of its criteria starred as good practice.", 10
    ),
    Column(
        "Gaps",
        gaps_of_applicable,
        "words",
        "Partly met, not met or not evidenced, of the applicable ratings.",
        11,
    ),
    CASES,
)

_CRITERION: Column[ToldLine] = Column(
    "Criterion", lambda r: r.criterion.key, "text", "Key of the criterion.", 10
)
_CASE_AUDIT: Column[ToldLine] = Column(
    "Case audit", lambda r: r.line.case_audit_id, "text", "Id of the case audit in the tool.", 16
)
_CASE: Column[ToldLine] = Column(
    "Case",
    lambda r: r.line.reference,
    "text",
    "Reference that the partnership can resolve and the tool cannot.",
    13,
)
_AGENCY: Column[ToldLine] = Column(
    "Agency", lambda r: r.line.agency, "text", "Whose file was read.", 20
)
_RATING: Column[ToldLine] = Column(
    "Rating",
    lambda r: r.line.rating or _("ruled out by case facts"),
    "text",
    "In the words of the checklist's scale.",
    15,
)

LINE_COLUMNS: tuple[Column[ToldLine], ...] = (
    _CRITERION,
    Column("Statement", lambda r: r.criterion.statement, "text", "What an auditor rates.", 50),
    _AGENCY,
    _RATING,
    Column("Evidence", lambda r: r.line.evidence, "text", "Where in the file it stands.", 62),
    Column("Reason", lambda r: r.line.reason, "text", "Why the rating was chosen.", 26),
    _CASE,
    _CASE_AUDIT,
)
"""What was written beside a rating."""

RATING_COLUMNS: tuple[Column[ToldLine], ...] = (
    _CASE_AUDIT,
    _CASE,
    Column("Agency", _AGENCY.get, "text", _AGENCY.meaning, 30),
    _CRITERION,
    Column("Standard", lambda r: r.line.standard, "text", "The standard that it belongs to.", 30),
    Column(
        "Learning points",
        lambda r: ", ".join(r.criterion.learning_points),
        "text",
        "Keys of the learning points that the criterion asks about.",
        18,
    ),
    Column("Rating", _RATING.get, "text", _RATING.meaning, 22),
    Column(
        "Counts as",
        lambda r: str(r.line.counts),
        "words",
        "met, partly, not met, not evidenced, or out (not applicable: out of the count).",
        14,
    ),
    Column(
        "Starred",
        lambda r: N_("starred") if r.line.starred and r.line.counts is not Counts.OUT else "",
        "words",
        "Starred as good practice.",
        10,
    ),
)
"""The counted ratings, from which every figure can be counted again."""

QUALITY_COLUMNS: tuple[Column[CriterionResult], ...] = (
    Column("Criterion", lambda r: r.criterion.key, "text", "Key of the criterion.", 26),
    Column("Statement", lambda r: r.criterion.statement, "text", "What an auditor rates.", 90),
    NOT_EVIDENCED,
    NOT_APPLICABLE,
    Column(
        "Look at",
        lambda r: N_("⚑ over half not applicable") if r.mostly_not_applicable else "",
        "words",
        "Over half not applicable: the criterion may be badly worded, or asked of the wrong files.",
        27,
    ),
)
