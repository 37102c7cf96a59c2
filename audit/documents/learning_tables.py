"""The learning points of the review, each with its answer: declared once for the page and the workbook."""

from audit.documents.board_tables import POINT_COLUMNS
from audit.documents.change_tables import before_words, verdict_words
from audit.documents.column import Column, Value
from audit.model.action import ActionState
from audit.model.board import PointResult
from audit.model.finding import FindingKind
from audit.model.learning import PointAnswer, PointLoop
from audit.rules.headline import many


def answer_words(row: PointAnswer) -> str:
    """For instance "▼ not yet": the sign reads in black and white."""
    return f"{row.answer.embedded.sign} {row.answer.embedded}"


def why(row: PointAnswer) -> str:
    """The reason of the answer, and what a reader should know beside it."""
    reason = row.answer.reason
    return " ".join((f"{reason[:1].upper()}{reason[1:]}", *row.answer.provisos))


def found_words(loop: PointLoop) -> str:
    """For instance "▼ 2 gaps, ▲ 1 strength"."""
    counts = ((loop.gaps, FindingKind.GAP), (loop.strengths, FindingKind.STRENGTH))
    said = [f"{kind.sign} {many(n, kind.value)}" for n, kind in counts if n]
    return ", ".join(said) or "none"


def actions_words(loop: PointLoop) -> str:
    """For instance "! 1 overdue, ✓ 2 verified", what needs somebody first."""
    said = [
        f"{each.sign} {n} {each.value}" for each in ActionState if (n := loop.actions.get(each, 0))
    ]
    return ", ".join(said) or "none"


def _of_result(column: Column[PointResult]) -> Column[PointAnswer]:
    def get(row: PointAnswer) -> Value:
        return column.get(row.result)

    return Column(column.heading, get, column.kind, column.meaning, column.width)


POINT: Column[PointAnswer] = Column(
    "Learning point",
    lambda r: f"{r.result.point.key}  {r.result.point.text}",
    "text",
    "In our own words.",
)
CRITERIA: Column[PointAnswer] = Column(
    "Criteria",
    lambda r: ", ".join(each.criterion.key for each in r.result.criteria) or "none",
    "words",
    "Keys of the criteria that ask about it.",
)
FIGURE: Column[PointAnswer] = Column(
    "Met of applicable",
    lambda r: r.result.figure.words_against(r.result.target),
    "words",
    "The figure, its n and its interval.",
    26,
)
TARGET: Column[PointAnswer] = Column(
    "Target",
    lambda r: r.result.target if r.result.criteria else None,
    "share",
    "The mean target of its criteria.",
    9,
)
BEFORE: Column[PointAnswer] = Column(
    "Last round",
    lambda r: before_words(r.change),
    "words",
    "The same figure in the round that this one re-audits.",
    26,
)
SINCE: Column[PointAnswer] = Column(
    "Since then",
    lambda r: verdict_words(r.change),
    "words",
    "▲ improved and ▼ worse, where it is hardly chance; ◆ no clear change; – cannot say.",
    19,
)
ANSWER: Column[PointAnswer] = Column(
    "Answer",
    answer_words,
    "words",
    "▲ embedded, ↗ improving, ▼ not yet, ◆ cannot say yet: by the rule on the sheet Method.",
    17,
)
FOUND: Column[PointAnswer] = Column(
    "Findings",
    lambda r: found_words(r.loop),
    "words",
    "Gaps and strengths that were raised on it in this round.",
    17,
)
ACTIONS: Column[PointAnswer] = Column(
    "Actions",
    lambda r: actions_words(r.loop),
    "words",
    "Where the actions on those findings stand.",
    22,
)
WHY: Column[PointAnswer] = Column("Why", why, "words", "What the answer rests on.", 52)

ANSWERS: tuple[Column[PointAnswer], ...] = (
    POINT,
    CRITERIA,
    ANSWER,
    FIGURE,
    TARGET,
    BEFORE,
    SINCE,
    FOUND,
    ACTIONS,
)
"""On the screen: from what the review said to what was done about it."""
POINT_ANSWERS: tuple[Column[PointAnswer], ...] = (
    *map(_of_result, POINT_COLUMNS[:3]),
    ANSWER,
    WHY,
    *map(_of_result, POINT_COLUMNS[3:]),
    BEFORE,
    SINCE,
)
"""In the workbook."""
