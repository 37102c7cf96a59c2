"""Whether a learning point is embedded: what a board asks of each."""

from enum import StrEnum

from audit.model.noun import Noun


class Embedded(StrEnum):
    """The answer, in words that need no colour; what matters most first, from worst to best."""

    NOT_YET = "not yet"
    CANNOT = "cannot say yet"
    IMPROVING = "improving"
    EMBEDDED = "embedded"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"not yet": "▼", "cannot say yet": "◆", "improving": "↗", "embedded": "▲"}[self]


class Answer(Noun):
    """The answer on one learning point, with why."""

    embedded: Embedded
    reason: str
    """Why, as a sentence with its figures."""
    provisos: tuple[str, ...] = ()
    """What a reader should know beside it, a sentence each."""

    @property
    def words(self) -> str:
        """For instance "Not yet. 12 of 40, 30% (95% CI 18–45%): the whole interval is below the target of 90%."."""
        first = f"{self.embedded.value.capitalize()}. {self.reason[:1].upper()}{self.reason[1:]}"
        return " ".join((first, *self.provisos))
