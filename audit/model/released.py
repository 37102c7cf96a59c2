"""A picture of a round as it was let out: frozen, masked, and all that a board ever receives of it."""

from datetime import datetime

from audit.model.board import Result
from audit.model.change import Verdict
from audit.model.disclosure import Audience, Mark, Masked, MaskedFigure
from audit.model.embedded import Answer
from audit.model.figure import Figure, Standing
from audit.model.noun import Noun
from audit.model.source_review import SourceReview


class ReleasedResult(Noun):
    """What a standard, a criterion, a learning point or the whole round shows, as its audience may see it."""

    key: str
    """Of the standard, the criterion or the point; empty for the round."""
    title: str
    """What it is: a standard's title, a criterion's statement, a point in our own words."""
    beside: str = ""
    """What stands beside it: a standard's statement, a criterion's standard, the criteria of a point."""
    figure: MaskedFigure
    not_evidenced: Masked
    starred: Masked
    target: float | None
    """None for a point that no criterion asks about."""
    same: bool = False
    """True where a reader sees that all are the same: it is told of every file."""
    answer: Answer | None = None
    """Of a learning point whose figure is shown."""
    verdict: Verdict | None = None
    """What may be said since the round before; None where one of the two figures is hidden, or there is none."""
    change: str = ""
    """The same as a sentence, or why nothing is said."""
    then: Figure | None = None
    """The figure of the round before, as it was released; None where nothing is compared."""

    @property
    def result(self) -> Result | None:
        """What a chart draws of it; None where it is hidden, so that there is nothing to draw."""
        if self.figure.figure is None or self.target is None:
            return None
        return Result(
            figure=self.figure.figure,
            counts={},
            starred=0,
            target=self.target,
            standing=self.figure.standing or Standing.NONE,
        )


class ReleasedPicture(Noun):
    """One release of a round: numbers and marks, in the order of the checklist and of the review.

    What mattered most first would tell of hidden numbers by their places.
    """

    audience: Audience
    number: int
    """Which release of the round it is, from 1; 0 while it is only proposed."""
    title: str
    at: datetime
    by: str
    """Name of the person who let it out."""
    proposed_by: str = ""
    """Name of the person who proposed it, where a second one let it out."""
    round_id: str
    round_title: str
    checklist: str
    """Its title and version."""
    checklist_id: str
    review: SourceReview
    files: Masked
    """Submitted case files that are counted."""
    cases: Masked
    overall: ReleasedResult
    standards: tuple[ReleasedResult, ...]
    criteria: tuple[ReleasedResult, ...]
    points: tuple[ReleasedResult, ...]
    judgements: dict[str, Masked]
    """Label of an overall judgement on the whole file to how many files were given it."""
    judged: Masked
    marks: tuple[Mark, ...] = ()
    """Marks that occur, for the legend."""
    instead: str = ""
    """Words in place of tables in which nothing is left to read; empty where there is something."""
    warnings: tuple[str, ...] = ()
    """Groups in which all are the same, a sentence each."""
    before: str = ""
    """Title of the round that it is compared with; empty for none."""
    sample: str = ""
    """How its cases were chosen, in words and without a number; empty where it was let out before that was kept."""

    @property
    def results(self) -> tuple[ReleasedResult, ...]:
        """Everything that has a figure."""
        return (self.overall, *self.standards, *self.criteria, *self.points)
