"""The tables of a board's picture, declared once: the page and the pack draw the same numbers and marks."""

from audit.documents.column import Column
from audit.model.disclosure import Masked
from audit.model.embedded import Answer
from audit.model.figure import SMALL
from audit.model.released import ReleasedResult
from audit.rules.released_words import answer_words, remark, standing_words


def _cell(masked: Masked) -> int | str:
    return masked.number if masked.number is not None else masked.words


def _compliance(result: ReleasedResult) -> float | None:
    figure = result.figure.figure
    return figure.share if figure is not None and figure.applicable >= SMALL else None


def figure_words(result: ReleasedResult) -> str:
    """The figure as its audience may see it."""
    figure = result.figure.figure
    return result.figure.words if figure is None else figure.words_against(result.target)


def _limit(result: ReleasedResult, place: int) -> float | None:
    limits = result.figure.limits
    return None if limits is None else limits[place]


FIGURE: Column[ReleasedResult] = Column(
    "Met of applicable",
    figure_words,
    "words",
    "The figure, its n and its interval; c is hidden.",
    33,
)
TARGET: Column[ReleasedResult] = Column(
    "Target", lambda r: r.target, "share", "The share that should be met.", 9
)
STANDING: Column[ReleasedResult] = Column(
    "Standing",
    standing_words,
    "words",
    "▼ when the whole interval lies under the target, ▲ when none of it does, ◆ between.",
    21,
)
SILENT: Column[ReleasedResult] = Column(
    "Not evidenced",
    lambda r: r.not_evidenced.words,
    "words",
    "Of the applicable: the file shows nothing either way.",
    12,
)
STARRED: Column[ReleasedResult] = Column(
    "Starred", lambda r: r.starred.words, "words", "Ratings starred as good practice.", 9
)
REMARK: Column[ReleasedResult] = Column(
    "Note", remark, "words", "Where all are the same it is told of every file.", 18
)
CHANGE: Column[ReleasedResult] = Column(
    "Since the round before", lambda r: r.change, "words", "From the two figures as released.", 52
)
TITLE: Column[ReleasedResult] = Column("Standard", lambda r: r.title, "text", "Its title.", 26)
POINT: Column[ReleasedResult] = Column(
    "Learning point", lambda r: f"{r.key}  {r.title}", "text", "In our own words.", 48
)
CRITERION: Column[ReleasedResult] = Column(
    "Criterion", lambda r: f"{r.key}  {r.title}", "text", "Key and statement.", 52
)
ANSWER: Column[ReleasedResult] = Column(
    "Is it embedded?", answer_words, "words", "By the rule that is printed below.", 20
)
WHY: Column[ReleasedResult] = Column(
    "Why",
    lambda r: "" if r.answer is None else _why(r.answer),
    "words",
    "Why that is the answer.",
    60,
)


def _why(answer: Answer) -> str:
    return " ".join((f"{answer.reason[:1].upper()}{answer.reason[1:]}", *answer.provisos))


# On the screen the figure is one column; in the workbook its numbers can be reckoned with.
POINTS: tuple[Column[ReleasedResult], ...] = (
    POINT,
    ANSWER,
    FIGURE,
    TARGET,
    SILENT,
    STARRED,
    REMARK,
)
STANDARDS: tuple[Column[ReleasedResult], ...] = (
    TITLE,
    FIGURE,
    TARGET,
    STANDING,
    SILENT,
    STARRED,
    REMARK,
)
CRITERIA: tuple[Column[ReleasedResult], ...] = (
    CRITERION,
    FIGURE,
    TARGET,
    STANDING,
    SILENT,
    STARRED,
    REMARK,
)
CHANGES: tuple[Column[ReleasedResult], ...] = (TITLE, CHANGE)

NUMBERS: tuple[Column[ReleasedResult], ...] = (
    Column("Met", lambda r: _cell(r.figure.met), "whole", "Ratings that count as met.", 8),
    Column(
        "Applicable",
        lambda r: _cell(r.figure.applicable),
        "whole",
        "Ratings met, partly met, not met or not evidenced: the n of every figure.",
        11,
    ),
    Column(
        "Compliance",
        _compliance,
        "share",
        f"Met ÷ applicable; empty where hidden, and under {SMALL}.",
        12,
    ),
    Column("95% from", lambda r: _limit(r, 0), "share", "Lower limit of the 95% interval.", 9),
    Column("95% to", lambda r: _limit(r, 1), "share", "Upper limit of the 95% interval.", 9),
    TARGET,
    STANDING,
    Column("Not evidenced", lambda r: _cell(r.not_evidenced), "whole", SILENT.meaning, 12),
    Column("Starred", lambda r: _cell(r.starred), "whole", STARRED.meaning, 9),
    REMARK,
)
SUMMARY: tuple[Column[ReleasedResult], ...] = (
    TITLE,
    Column("What good practice is", lambda r: r.beside, "text", "Its statement.", 92),
    FIGURE,
    TARGET,
    STANDING,
)
