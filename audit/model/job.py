"""Work that takes long: asked for by a person, done by whichever process is free, and told how far it has come."""

from datetime import datetime
from enum import StrEnum

from audit.model.noun import Noun


class JobKind(StrEnum):
    """What can be asked for."""

    BOARD_PACK = "board pack"
    DATA_EXTRACT = "data extract"
    JTAI_BUNDLE = "JTAI bundle"
    DISPOSAL = "disposal"


class JobState(StrEnum):
    """How far it is."""

    WAITING = "waiting"
    WORKING = "under way"
    DONE = "done"
    REFUSED = "not done"
    CANCELLED = "cancelled"


OPEN = (JobState.WAITING, JobState.WORKING)
"""While nothing has come of it yet."""


class Job(Noun):
    """One piece of work that somebody asked for."""

    id: str
    kind: JobKind
    round_id: str
    round_title: str
    details: dict[str, object]
    """What exactly, as the kind needs it; never what a person wrote."""
    state: JobState
    done: int
    total: int
    """Of how many steps so many are done; 0 while it is not known."""
    said: str
    """What came of it in plain words; empty while nothing has."""
    file_name: str
    """Of what it made; empty once it is no longer kept."""
    asked_by: str
    """Id of whoever asked."""
    roles: tuple[str, ...]
    agency: str | None
    team_id: str | None
    """As who they asked: nothing is done with more rights than they had then, nor with more than they have now."""
    asked_at: datetime
    ended_at: datetime | None
    is_stopping: bool
    """True from when it was cancelled until whoever is at it has noticed."""
    holder: str
    """The process that is at it; empty while none is."""
    beat: int
    """Moves while that process lives."""
    tries: int
    """How many processes ended while they were at it."""

    @property
    def is_open(self) -> bool:
        """True while nothing has come of it yet."""
        return self.state in OPEN
