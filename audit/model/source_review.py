"""The published review that a checklist comes from."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from audit.model.language import _
from audit.model.noun import Noun

Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$")]
Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]


class Handling(StrEnum):
    """Who may see what comes out of the tool; printed on every page, sheet and file name."""

    PROFESSIONALS_ONLY = "professionals only"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The words as they stand at the head of a page."""
        return self.value.capitalize()


class LearningPoint(Noun):
    """One thing that the review said."""

    key: Key
    """How the point is cited, for instance AS1."""
    kind: Literal["GP", "AS", "RQ"]
    """GP good practice, AS area to strengthen, RQ reflective question."""
    text: Text
    """What the point asks for, in our own words: the review's sentences belong to its authors."""

    @property
    def kind_label(self) -> str:
        """The kind in words."""
        return {
            "GP": _("Good practice"),
            "AS": _("Area to strengthen"),
            "RQ": _("Reflective question"),
        }[self.kind]


class Resource(Noun):
    """Something that the review points its readers to."""

    title: Line
    address: Line
    """The address exactly as the source prints it, faults included."""
    note: str = ""
    """What a reader should know before following the address."""


class SourceReview(Noun):
    """A published review, its learning points and how it may be handled."""

    key: Key
    title: Line
    kind: Line
    """What reviews of this sort are called, for instance serious case review (SCR)."""
    summary: Text
    """Two or three plain sentences on what happened, naming nobody."""
    handling: Handling
    handling_reason: Text
    """Why it is handled so, and until when."""
    learning_points: Annotated[tuple[LearningPoint, ...], Field(min_length=1)]
    resources: tuple[Resource, ...] = ()

    def point(self, key: str) -> LearningPoint:
        """Return the learning point of that key; KeyError if the review has none."""
        return {point.key: point for point in self.learning_points}[key]


def strictest(reviews: tuple[SourceReview, ...]) -> SourceReview | None:
    """Return the review that is handled most strictly: what is told of several bears that; None for none."""
    closed = [each for each in reviews if each.handling is Handling.PROFESSIONALS_ONLY]
    return next(iter((*closed, *reviews)), None)
