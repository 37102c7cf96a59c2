"""A theme: learning points of any number of reviews that belong together, and what their rounds show side by side."""

from datetime import date, datetime
from typing import Annotated

from pydantic import Field, StringConstraints

from audit.model.finding import THEME_LIMIT, FindingKind
from audit.model.noun import Noun
from audit.model.source_review import Key, SourceReview, strictest
from audit.model.trend import Measure, Place

BELONGS_LIMIT = 300
"""Characters in the sentence that says what belongs to a theme, at most."""

Name = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=THEME_LIMIT)
]
Sentence = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=BELONGS_LIMIT)
]


# ---- What belongs to one -----------------------------------------------------------------------------------


class ThemePoint(Noun):
    """A learning point by its review and its key."""

    review: str
    point: str


class ThemeWords(Noun):
    """What a person says a theme is: everything of it that they may change."""

    name: str
    """In the field's words, for instance "Fathers and all carers"."""
    belongs: str
    """One sentence: what belongs to it."""
    points: tuple[ThemePoint, ...] = ()
    """Of any reviews; a point may belong to more than one theme."""


class Theme(ThemeWords):
    """A theme as it is kept."""

    id: str
    version: int
    changed_at: datetime
    changed_by: str
    """Name of the person."""


class ProposedTheme(Noun):
    """A theme as the file beside a review proposes it."""

    name: Name
    belongs: Sentence
    points: Annotated[tuple[Key, ...], Field(min_length=1)]
    """Keys of the review's learning points that belong to it."""


class ThemeSet(Noun):
    """What is proposed for one review."""

    review: Key
    themes: Annotated[tuple[ProposedTheme, ...], Field(min_length=1)]


# ---- What is seen of one -----------------------------------------------------------------------------------


class Strand(Noun):
    """Rounds of one checklist that asked the same criteria of a theme: what may be tested for change by itself."""

    review: SourceReview
    checklist: str
    """Its title."""
    measure: Measure
    is_earlier: bool
    """True where later rounds of this checklist asked the theme otherwise: there the chart steps."""


class Released(Noun):
    """What was let out of one learning point of a theme, in the latest release of one round."""

    review: SourceReview
    round_title: str
    at: datetime
    """When it was released."""
    point: str
    """Its key and text."""
    figure: str
    """Masked, as it was released."""


class FoundOn(Noun):
    """A finding on a theme, by its title, with how its actions stand."""

    kind: FindingKind
    title: str
    review: str
    round_title: str
    open: int
    """Actions that are not said to be done."""
    done: int
    """Those said to be done and not verified yet."""
    verified: int


class ThemePicture(Noun):
    """A theme across the reviews."""

    theme: Theme
    reviews: tuple[SourceReview, ...]
    """Whose learning points belong to it, whether or not a round has looked at them yet."""
    points: tuple[tuple[str, str], ...]
    """Title of the review, and key and text of each of its points that belong to it."""
    strands: tuple[Strand, ...]
    """By the day on which each begins; none for who is shown what was released alone."""
    released: tuple[Released, ...]
    """The latest first; none for who is shown true numbers."""
    findings: tuple[FoundOn, ...]

    @property
    def places(self) -> tuple[tuple[Strand, Place], ...]:
        """Every point with its strand, in the order of the days on which its round began."""
        every = [(strand, place) for strand in self.strands for place in strand.measure.places]
        return tuple(sorted(every, key=lambda each: (each[1].period.at, each[1].period.title)))

    @property
    def newest(self) -> tuple[Strand, Place] | None:
        """The latest point; None where nothing was counted."""
        return self.places[-1] if self.strands else None

    @property
    def looked_at(self) -> tuple[int, int]:
        """In how many reviews, and in how many rounds, something of it was counted or released."""
        seen = {(strand.review.key, place.period.id) for strand, place in self.places}
        seen |= {(each.review.key, each.round_title) for each in self.released}
        return len({review for review, _ in seen}), len(seen)


class Unthemed(Noun):
    """A learning point of a published review that belongs to no theme."""

    review: SourceReview
    point: str


class Themes(Noun):
    """All themes as one person may see them."""

    at: datetime
    today: date
    has_figures: bool
    """True for who is shown true numbers; others see what was released, and counts."""
    pictures: tuple[ThemePicture, ...]
    """Those that most reviews and rounds have looked at first."""
    reviews: tuple[SourceReview, ...]
    """Every published review."""
    unthemed: tuple[Unthemed, ...]
    words: tuple[str, ...] = ()
    """Words of findings that are the name of no theme."""

    @property
    def handling(self) -> SourceReview | None:
        """The review whose handling this bears: the strictest of all."""
        return strictest(self.reviews)
