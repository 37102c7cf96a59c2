"""Counts as an audience may see them: a number or a mark, and everything that is drawn comes from there.

What is hidden is not in these nouns at all: a page, a document, a chart or an alternative text that draws from
`Masked` and `MaskedFigure` cannot give away what it was never handed.
"""

from enum import StrEnum

from pydantic import model_validator

from audit.model.figure import Figure, Standing
from audit.model.language import N_, _
from audit.model.noun import Noun

Key = tuple[str, ...]
"""What a count is of, as "dimension=value" in the order of the alphabet; a total leaves the dimension out."""


class Audience(StrEnum):
    """Who is shown the numbers."""

    PROFESSIONALS = "professionals only"
    """Real numbers; named persons, and who looked is on record."""
    BOARD = "board"
    PUBLICATION = "publication"

    @property
    def masks(self) -> bool:
        """True where small counts are hidden."""
        return self is not Audience.PROFESSIONALS


class Mark(StrEnum):
    """What stands in place of a number (the conventions of the Department for Education)."""

    SMALL = "c"
    NOT_AVAILABLE = ":"
    NOT_APPLICABLE = "z"

    @property
    def meaning(self) -> str:
        """What the mark means, for a legend."""
        return {
            Mark.SMALL: N_("hidden: from 1 to 5, or it would give such a number away"),
            Mark.NOT_AVAILABLE: N_("not available"),
            Mark.NOT_APPLICABLE: N_("not applicable"),
        }[self]

    @property
    def spoken(self) -> str:
        """What is said aloud for it, as in an alternative text."""
        return {
            Mark.SMALL: "a number that is not shown",
            Mark.NOT_AVAILABLE: N_("not available"),
            Mark.NOT_APPLICABLE: N_("not applicable"),
        }[self]


class Count(Noun):
    """One true count."""

    key: Key
    value: int | Mark
    """The number; a mark other than `c` where there is none."""
    cases: int | None = None
    """Children or families that it comes from, where it counts several ratings of each."""
    printed: bool = True
    """False for one that nobody prints but that a reader can take from others: not met, from n and met."""


class Sum(Noun):
    """A total and its parts, as far as a reader can know that they add up."""

    total: Key
    parts: tuple[Key, ...]
    is_group: bool = False
    """True where the parts say what was found in one group of files: met, partly met and so on."""


class Tables(Noun):
    """True counts that are shown together, and how they add up."""

    counts: tuple[Count, ...]
    sums: tuple[Sum, ...] = ()


class Masked(Noun):
    """One count as an audience may see it: a number or a mark."""

    number: int | None = None
    mark: Mark | None = None

    @model_validator(mode="after")
    def _one_of_them(self) -> "Masked":
        if (self.number is None) == (self.mark is None):
            raise ValueError("a masked count is a number or a mark")
        return self

    @property
    def is_hidden(self) -> bool:
        """True where there is a number that is not shown."""
        return self.mark is Mark.SMALL

    @property
    def words(self) -> str:
        """As in a table, for instance "1,204" or "c"."""
        return f"{self.number:,}" if self.mark is None else self.mark.value

    @property
    def spoken(self) -> str:
        """As in an alternative text or a tooltip."""
        return f"{self.number:,}" if self.mark is None else self.mark.spoken


class MaskedTables(Noun):
    """Every count of some tables as one audience may see it."""

    audience: Audience
    shown: dict[Key, Masked]
    same: tuple[Key, ...] = ()
    """Totals of groups in which a reader sees that all are the same: it is told of everyone in them."""

    def of(self, key: Key) -> Masked:
        """Return the count; one that was not handed in is not available."""
        return self.shown.get(key, Masked(mark=Mark.NOT_AVAILABLE))

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks that occur, for a legend."""
        found = {each.mark for each in self.shown.values()}
        return tuple(mark for mark in Mark if mark in found)

    @property
    def all_hidden(self) -> bool:
        """True where no number but zero is left: words say more than such a table."""
        return not any(each.number for each in self.shown.values())


class MaskedFigure(Noun):
    """Met of applicable as an audience may see it: its share only where both numbers are shown."""

    met: Masked
    applicable: Masked
    figure: Figure | None = None
    standing: Standing | None = None
    """How it stands against its target: that bounds the number, so it is hidden with it."""

    @model_validator(mode="after")
    def _only_what_is_shown(self) -> "MaskedFigure":
        numbers = (self.met.number, self.applicable.number)
        if self.figure is None and self.standing is not None:
            raise ValueError("a standing gives away a figure that is hidden")
        if self.figure is not None and numbers != (self.figure.met, self.figure.applicable):
            raise ValueError("a figure is told whole, or not at all")
        return self

    @property
    def share(self) -> float | None:
        """For a chart; None where it is hidden, so that there is no mark to draw."""
        return None if self.figure is None else self.figure.share

    @property
    def limits(self) -> tuple[float, float] | None:
        """For a chart: the 95% interval."""
        if self.figure is None or self.figure.low is None or self.figure.high is None:
            return None
        return self.figure.low, self.figure.high

    @property
    def percentage(self) -> str:
        """In whole per cent; empty where it is hidden, and under n = 10."""
        return "" if self.figure is None else self.figure.percentage

    @property
    def interval(self) -> str:
        """The 95% interval in whole per cent; empty where it is hidden."""
        return "" if self.figure is None else self.figure.interval

    @property
    def words(self) -> str:
        """For instance "34 of 48, 71% (95% CI 57–82%)", or "c of 48"."""
        if self.figure is not None:
            return self.figure.words
        return _("{met} of {applicable}").format(
            met=self.met.words, applicable=self.applicable.words
        )

    @property
    def spoken(self) -> str:
        """The same for an alternative text or a tooltip."""
        if self.figure is not None:
            return self.figure.words
        return _("{met} of {applicable}").format(
            met=self.met.spoken, applicable=self.applicable.spoken
        )
