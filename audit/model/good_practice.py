"""Good practice that was seen, as others may copy it: what was done and why it worked, and nothing of any case."""

from datetime import datetime
from enum import StrEnum

from audit.model.noun import Noun

LIMIT = 600
"""Characters in each of its texts, at most."""


class State(StrEnum):
    """Whether it is shown."""

    DRAFT = "draft"
    SHOWN = "shown"
    TAKEN_DOWN = "taken down"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"draft": "○", "shown": "▲", "taken down": "✗"}[self]


class PracticeWords(Noun):
    """What a person writes of it: everything that they may change."""

    done: str
    """What was done."""
    possible: str
    """What made it possible."""
    copy_it: str
    """What others could copy."""
    criterion: str = ""
    """Key; empty where it rests on a finding that has none."""
    points: tuple[str, ...] = ()
    """Keys of the learning points; left empty, those of the criterion."""
    agency: str = ""
    """Key of the sort of agency; empty for several."""


class GoodPractice(PracticeWords):
    """An entry of the gallery."""

    id: str
    round_id: str
    round_title: str
    finding_id: str | None
    """The strength that it was made of; None where it was starred."""
    standard: str
    """Title; empty without a criterion."""
    agency_name: str
    state: State
    basis: str
    """In how many files it was starred, with its n; empty for who may not see true numbers."""
    version: int
    made_at: datetime
    made_by: str
    """Name."""
    shown_at: datetime | None
    because: str
    """Why it was taken down; empty otherwise, and for who only reads."""


class PracticeSource(Noun):
    """What a gallery entry can be made of."""

    key: str
    about: str
    """What was starred, or found."""
    basis: str
    """In how many files, with its n."""
    words: PracticeWords
    finding_id: str | None = None
    is_taken_up: bool = False
    """True once there is an entry made of it."""
