"""What a board asks of each learning point of the review, answered."""

from datetime import date

from pydantic import Field

from audit.model.action import ActionState
from audit.model.board import Board, PointResult
from audit.model.change import Change, Changes
from audit.model.embedded import Answer, Embedded
from audit.model.noun import Noun


class PointLoop(Noun):
    """What became of a learning point in a round: findings that stand, and where the actions on them stand."""

    gaps: int = 0
    strengths: int = 0
    actions: dict[ActionState, int] = Field(default_factory=dict)


class PointAnswer(Noun):
    """A learning point: what its criteria show, what changed, and whether it is embedded."""

    result: PointResult
    change: Change
    answer: Answer
    loop: PointLoop = PointLoop()


class ReAudit(Noun):
    """The round that re-audits this one."""

    title: str
    due: date | None
    standing: str
    """Planned, open and so on."""


class Learning(Noun):
    """The answer to what a board asks: is the learning embedded, point by point of the review."""

    board: Board
    changes: Changes
    points: tuple[PointAnswer, ...]
    """In the order of the review."""
    re_audits: tuple[ReAudit, ...]

    def of(self, embedded: Embedded) -> tuple[PointAnswer, ...]:
        """The points that have this answer."""
        return tuple(each for each in self.points if each.answer.embedded is embedded)

    def standing_as(self, embedded: Embedded) -> int:
        """How many points have this answer."""
        return len(self.of(embedded))
