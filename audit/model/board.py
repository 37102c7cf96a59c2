"""What a round shows, frozen: the screen and the workbook draw from the same picture."""

from datetime import datetime

from audit.model.case import AgeBand
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Checklist, Counts, Criterion, Standard
from audit.model.figure import Figure, Standing
from audit.model.language import _
from audit.model.noun import Noun
from audit.model.source_review import LearningPoint, SourceReview


class Filter(Noun):
    """What a picture is narrowed to; None means all."""

    round_id: str
    agency: str | None = None
    team: str | None = None
    """Id of a team."""
    age_band: AgeBand | None = None
    """Age of the child at the audit."""


class Result(Noun):
    """What the counted ratings say about a criterion, a standard or a learning point."""

    figure: Figure
    counts: dict[Counts, int]
    starred: int
    """Ratings starred as good practice."""
    target: float
    standing: Standing

    @property
    def not_evidenced_rate(self) -> str:
        """Not evidenced of applicable, for instance "5 of 48"."""
        return _("{counts:,} of {applicable:,}").format(
            counts=self.counts[Counts.NOT_EVIDENCED], applicable=self.figure.applicable
        )

    @property
    def not_applicable_rate(self) -> str:
        """Not applicable of all ratings, for instance "12 of 60"."""
        asked = self.figure.applicable + self.counts[Counts.OUT]
        return _("{counts:,} of {asked:,}").format(counts=self.counts[Counts.OUT], asked=asked)

    @property
    def mostly_not_applicable(self) -> bool:
        """Over half not applicable: the criterion may be badly worded, or asked of the wrong files."""
        return self.counts[Counts.OUT] > self.figure.applicable


def what_matters(result: Result) -> tuple[int, float]:
    """Below target first, then what cannot be said yet; within each the furthest from its target first."""
    order = list(Standing).index(result.standing)
    share = result.figure.share
    return (order, 0.0 if share is None else share - result.target)


class CriterionResult(Result):
    """One criterion and what was found."""

    criterion: Criterion
    standard: str
    """Title of its standard."""


class StandardResult(Result):
    """One standard, its criteria in the order of what matters, and the judgements given on it."""

    standard: Standard
    criteria: tuple[CriterionResult, ...]
    judgements: dict[str, int]
    """Label of a judgement to how many case audits gave it, best first."""


class PointResult(Result):
    """One learning point of the review and what its criteria show."""

    point: LearningPoint
    criteria: tuple[CriterionResult, ...]


class Board(Noun):
    """The whole picture, frozen: the screen and the workbook draw from the same one."""

    at: datetime
    round_title: str
    narrowed_to: str
    """The agency or team that it is narrowed to, in words; empty for the whole round."""
    review: SourceReview
    checklist: Checklist
    case_audits: dict[CaseAuditStatus, int]
    """How many case audits of the round stand where."""
    submitted: int
    """Case audits that are counted: submitted, and the reading of their file that counts."""
    cases: int
    overall: Result
    standards: tuple[StandardResult, ...]
    """In the order of what matters."""
    points: tuple[PointResult, ...]
    """In the order of the review."""
    judgements: dict[str, int]
    """Overall judgements on the whole file."""
    overruled: int
    """Ratings given although the case facts ruled the criterion out, with a reason."""
    disposed_at: datetime | None = None
    """When the round's texts and references were erased; its numbers stand."""

    @property
    def criteria(self) -> tuple[CriterionResult, ...]:
        """Every criterion, in the order of what matters."""
        return tuple(
            sorted(
                (each for standard in self.standards for each in standard.criteria),
                key=what_matters,
            )
        )
