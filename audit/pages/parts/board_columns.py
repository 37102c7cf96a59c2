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
from audit.model.board import CriterionResult, Result, StandardResult
from audit.model.language import N_, _

FIGURE: Column[Result] = Column(
    N_("Met of applicable"),
    lambda r: r.figure.words_against(r.target),
    "words",
    N_("The figure, its n and its interval."),
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
        N_("Criterion"),
        lambda r: (
            f"{r.criterion.key}{_(' (critical)') if r.criterion.critical else ''}"
            f"  {r.criterion.statement}"
        ),
        "text",
        N_("Key and statement."),
    ),
    FIGURE,
    TARGET,
    STANDING,
    *_BESIDE,
)
