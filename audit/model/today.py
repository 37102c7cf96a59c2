"""What needs a person today: one sentence a thing, and where it is seen to."""

from datetime import date
from enum import IntEnum

from pydantic import Field

from audit.model.noun import Noun


class Urgency(IntEnum):
    """In which order a person sees to things."""

    LATE = 0
    SOON = 1
    WAITING = 2

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return ("!", "◔", "○")[self]

    @property
    def word(self) -> str:
        """What the shape says."""
        return ("late", "soon", "waiting")[self]


class Needed(Noun):
    """One thing that needs the person, or several of a kind."""

    urgency: Urgency
    words: str
    """What it is, in a sentence with its n and its day."""
    command: str = ""
    """What is typed for it on the machine where the tool runs; empty where a page sees to it."""
    button: str = ""
    """What whoever presses it does there; empty where no page of theirs sees to it."""
    path: str = ""
    """The page on which it is seen to."""
    asked: dict[str, str] = Field(default_factory=dict)
    """What that page is asked for: the round, the part."""
    since: date | None = None
    """The day that makes it urgent: what has waited longest comes first."""


class Today(Noun):
    """All that needs one person on a day, the most urgent first."""

    today: date
    needed: tuple[Needed, ...]
    coming: str
    """What comes next, in a sentence; empty where nothing is planned."""
    is_begun: bool
    """False while the person has nothing here that could need them: no round, no action."""
