"""The board's tables as they stand on the screen: the workbook's columns, with the figure in one."""

from audit.documents.board_tables import (
    CASES,
    NOT_APPLICABLE,
    NOT_EVIDENCED,
    STANDARD_COLUMNS,
    STANDING,
    STARRED,
    TARGET,
)
from audit.documents.column import Column
from audit.model.board import CriterionResult, PointResult, Result, StandardResult

FIGURE: Column[Result] = Column(
    "Met of applicable",
    lambda r: r.figure.words_against(r.target),
    "words",
    "The figure, its n and its interval.",
)
_BESIDE: tuple[Column[Result], ...] = (NOT_EVIDENCED, NOT_APPLICABLE, STARRED, CASES)

STANDARDS: tuple[Column[StandardResult], ...] = (
    STANDARD_COLUMNS[0],
    FIGURE,
    TARGET,
    STANDING,
    *_BESIDE,
    STANDARD_COLUMNS[-1],
)

CRITERIA: tuple[Column[CriterionResult], ...] = (
    Column(
        "Criterion",
        lambda r: (
            f"{r.criterion.key}{' (critical)' if r.criterion.critical else ''}"
            f"  {r.criterion.statement}"
        ),
        "text",
        "Key and statement.",
    ),
    FIGURE,
    TARGET,
    STANDING,
    *_BESIDE,
)

POINTS: tuple[Column[PointResult], ...] = (
    Column(
        "Learning point", lambda r: f"{r.point.key}  {r.point.text}", "text", "In our own words."
    ),
    Column(
        "Criteria",
        lambda r: ", ".join(each.criterion.key for each in r.criteria) or "none",
        "words",
        "Keys of the criteria that ask about it.",
    ),
    FIGURE,
    STANDING,
    Column("Strengths", lambda r: r.starred, "whole", "Ratings starred as good practice."),
    Column(
        "Gaps",
        lambda r: r.figure.applicable - r.figure.met,
        "whole",
        "Partly met, not met or not evidenced.",
    ),
    NOT_EVIDENCED,
    NOT_APPLICABLE,
)
