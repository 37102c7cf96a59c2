"""What an auditor's own work showed: their own files and stars, and what a closed round says of their agency."""

from audit.model.figure import Figure, Standing
from audit.model.noun import Noun

WHOLE = "All agencies"
"""Whose figures they are, for who reaches the whole round."""


class Starred(Noun):
    """Good practice that the auditor starred, on one criterion."""

    criterion: str
    """Its key."""
    statement: str
    n: int


class Showed(Noun):
    """What the round says, within the person's reach, of a standard that the auditor rated."""

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
    """Before a round is closed nothing is said of it but what is the auditor's own."""
    whose: str = ""
    """Agency and team whose figures they are, or all agencies; empty where none of the round is in reach."""
    cases: int = 0
    """Cases that those figures come from."""
    standards: tuple[Showed, ...] = ()
    """In the order of the checklist; empty while it is not closed, and where those cases are few."""
