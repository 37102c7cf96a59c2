"""A finding: what a round shows about the review's learning, a strength or a gap, in the words of a person."""

from datetime import datetime
from enum import StrEnum

from audit.model.noun import Noun

TITLE_LIMIT = 200
"""Characters in what was found, at most: it is read by the board, and stays when cases are disposed of."""
DETAIL_LIMIT = 4000
"""Characters in what it rests on, at most."""
THEME_LIMIT = 60
"""Characters in the name of a theme, at most."""
MOST_FILES = 200
"""Case files linked to one finding, at most."""


class FindingKind(StrEnum):
    """Which way a finding points: strengths are recorded as carefully as gaps."""

    STRENGTH = "strength"
    GAP = "gap"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"strength": "▲", "gap": "▼"}[self]


class Origin(StrEnum):
    """Where a finding was raised."""

    FILE = "case file"
    MODERATION = "moderation"
    PANEL = "panel"
    BOARD = "board page"
    RESULTS = "suggested by the results"


class Decision(StrEnum):
    """What became of a suggestion."""

    ACCEPTED = "accepted"
    CHANGED = "accepted in other words"
    DECLINED = "declined"


class LinkedFile(Noun):
    """A case file that a finding is linked to."""

    case_audit_id: str
    reference: str
    agency: str
    """Key of the agency."""


class FindingWords(Noun):
    """What a person says a finding is: everything of it that they may change."""

    kind: FindingKind
    title: str
    """What was found, in a sentence that is not about one case: the board reads it."""
    detail: str = ""
    """What it rests on. It may speak of cases, is read by professionals, and is erased with them."""
    criterion: str = ""
    """Key; empty for none."""
    points: tuple[str, ...] = ()
    """Keys of the learning points that it is about."""
    theme: str = ""
    """What it belongs together with, in a few words."""
    agency: str = ""
    """Key of the agency that it is about; empty for the partnership."""


class Finding(FindingWords):
    """A finding as it is kept."""

    id: str
    round_id: str
    round_title: str
    origin: Origin
    basis: str
    """The rule that suggested it, with its n; empty where a person raised it, and for who may not see the numbers."""
    panel_id: str | None
    """The panel at which it was raised; its note on the criterion says what the agencies made of the gap."""
    files: tuple[LinkedFile, ...]
    raised_at: datetime
    raised_by: str
    """Name."""
    raised_by_id: str
    version: int
    withdrawn_at: datetime | None
    withdrawn_because: str

    @property
    def stands(self) -> bool:
        """True unless it was withdrawn."""
        return self.withdrawn_at is None


class Suggestion(Noun):
    """What the results of a round suggest, and by which rule."""

    key: str
    """The same for the same thing in the same round: what was decided on it stands."""
    words: FindingWords
    rule: str
    """The rule, in words."""
    basis: str
    """What it found, with its n."""
    files: tuple[str, ...] = ()
    """Ids of the case audits that it rests on, where they are few enough to name."""


class Decided(Noun):
    """A suggestion and what became of it."""

    key: str
    title: str
    basis: str
    decision: Decision
    reason: str
    """Why it was declined; empty otherwise, and once the round is disposed of."""
    finding_id: str | None
    at: datetime
    by: str
    """Name."""
