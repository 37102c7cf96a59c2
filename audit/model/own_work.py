"""What an auditor's own work showed: their own files and stars, and what a closed round says as a whole."""

from audit.model.figure import Figure, Standing
from audit.model.noun import Noun


class Starred(Noun):
    """Good practice that the auditor starred, on one criterion."""

    criterion: str
    """Its key."""
    statement: str
    n: int


class Showed(Noun):
    """What the round as a whole says of a standard that the auditor rated."""

    title: str
    rated: int
    """Applicable ratings that the auditor gave on it."""
    figure: Figure
    target: float
    standing: Standing


class OwnRound(Noun):
    """One round in which the auditor submitted something."""

    round_title: str
    read: int
    """Files that they submitted a reading of."""
    starred: tuple[Starred, ...]
    """The most often starred first."""
    is_closed: bool
    """Before a round is closed nothing is said of it as a whole."""
    cases: int = 0
    """Cases that the round's figures come from."""
    standards: tuple[Showed, ...] = ()
    """In the order of the checklist; empty while it is not closed, and where its cases are few."""
