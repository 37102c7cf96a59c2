"""The conversation with the practitioner: the ratings before it, what it changed, what was said, whose views were sought."""

from datetime import date, datetime
from enum import StrEnum
from typing import Literal

from pydantic import Field

from audit.model.moderation import Kind
from audit.model.noun import Noun

ConversationField = Literal["comment", "agreed", "without"]
"""The parts of a conversation that are kept one by one."""
ViewField = Literal["standing", "reason", "said"]
"""The parts of a view that are kept one by one."""
CARD = "conversation"
"""What stands for the conversation where a text has to say on which card it was written."""


class Agreed(StrEnum):
    """Whether the practitioner agreed to their comment as it is written."""

    YES = "yes"
    NO = "no"


class ViewStanding(StrEnum):
    """What became of somebody's views."""

    SOUGHT = "sought"
    OBTAINED = "obtained"
    DECLINED = "declined"
    NOT_APPROPRIATE = "not appropriate"


class FileOnly(Noun):
    """A rating or judgement as it stood from the file alone, and why it is another now."""

    kind: Kind
    key: str
    """Of the criterion; of a judgement the key of its standard, empty for the whole file."""
    value: str | None
    """Key of the rating or judgement; `RULED_OUT` where the case facts had ruled a criterion out."""
    evidence: str = ""
    reason: str = ""
    """Its reason, or the rationale of a judgement."""
    why: str = ""
    """Why it changed; kept, too, when the change is taken back."""
    visit: str = ""
    kept_at: datetime | None = None


class FamilyView(Noun):
    """What became of one person's views."""

    voice: str
    standing: ViewStanding | None = None
    reason: str = ""
    """Why it was not appropriate to ask."""
    said: str = ""
    """What they said, in a line that identifies nobody."""
    visits: dict[str, str] = Field(default_factory=dict)
    kept_at: datetime | None = None


class Conversation(Noun):
    """What is kept of the conversation about one case audit; all of it empty before anything is."""

    begun_at: datetime | None = None
    """From when on the ratings from the file alone are kept as they stood; None while it was not held."""
    held_on: date | None = None
    held_with: str = ""
    """The practitioner's role."""
    without: str = ""
    """Why none was held."""
    comment: str = ""
    """The practitioner's words, as told to the auditor."""
    agreed: Agreed | None = None
    visits: dict[str, str] = Field(default_factory=dict)
    kept_at: datetime | None = None
    file_only: tuple[FileOnly, ...] = ()
    views: dict[str, FamilyView] = Field(default_factory=dict)

    @property
    def is_held(self) -> bool:
        """True once it was begun."""
        return self.begun_at is not None

    def before(self, kind: Kind, key: str) -> FileOnly | None:
        """What stood from the file alone; None where nothing did."""
        return next((each for each in self.file_only if (each.kind, each.key) == (kind, key)), None)


class Moved(Noun):
    """How many ratings a conversation left, and which way it changed others."""

    ratings: int = 0
    up: int = 0
    down: int = 0
    otherwise: int = 0
    """Into or out of the count, to or from not evidenced, or to another word that counts the same."""

    @property
    def changed(self) -> int:
        """Ratings that are another after the conversation."""
        return self.up + self.down + self.otherwise


class VoiceCounts(Noun):
    """One person's views over the files of a round."""

    label: str
    files: int
    standings: dict[ViewStanding, int]

    @property
    def not_said(self) -> int:
        """Files that do not say what became of them."""
        return self.files - sum(self.standings.values())


class ConversationPicture(Noun):
    """What conversations changed in a round, and whose views were sought: counts only."""

    files: int
    """Submitted first readings: each file once."""
    held: int
    moved: Moved
    changed_files: int
    """Files with a changed rating."""
    voices: tuple[VoiceCounts, ...]
