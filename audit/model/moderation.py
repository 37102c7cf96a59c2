"""Settling what two readers of one file differ on, with reasons; or reading one reading after its auditor."""

from datetime import datetime
from enum import StrEnum

from pydantic import Field

from audit.model.case_audit import Answer, CaseAudit, CaseAuditStatus, Judgement, Reading
from audit.model.noun import Noun
from audit.model.quote import Quote

RULED_OUT = "(ruled out)"
"""Stands for a criterion that the case facts make not applicable; no rating has such a key."""


class Kind(StrEnum):
    """What is compared, in the order in which it is settled: facts decide which criteria are asked."""

    FACT = "fact"
    RATING = "rating"
    JUDGEMENT = "judgement"


class Choice(StrEnum):
    """Whose value the moderator takes."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"
    """Neither: one of the moderator's own."""


class Given(Noun):
    """What one reader gave in all."""

    facts: dict[str, str]
    """By the key of the case fact; one that is not answered is not there."""
    answers: dict[str, Answer]
    judgements: dict[str, Judgement]
    quotes: tuple[Quote, ...] = ()


class Decision(Noun):
    """One thing settled by a moderator. A later one stands before it; none is overwritten."""

    kind: Kind
    key: str
    """Of the case fact or criterion; of a judgement the key of its standard, empty for the whole file."""
    number: int
    choice: Choice
    value: str
    reason: str
    evidence: str = ""
    """Where in the file it is seen, beside a rating of the moderator's own."""
    first: str | None
    """What the first reader had given then: a decision holds for these two values and no others."""
    second: str | None
    at: datetime
    by: str
    """Name of the moderator."""


class Item(Noun):
    """One thing that both readers gave, and what it is settled as."""

    kind: Kind
    key: str
    first: str | None
    second: str | None = None
    agreed: bool
    """True if it is carried over as it was given: nobody is asked."""
    settled: str | None = None
    """None while it is open."""
    decision: Decision | None = None
    """The decision that stands."""
    closed: frozenset[str] = Field(default=frozenset())
    """Judgements that a critical criterion, not met, closes."""

    @property
    def is_open(self) -> bool:
        """True while nobody has settled it."""
        return self.settled is None


class Settled(Noun):
    """A moderated reading as it follows from the readings and the decisions, and from nothing else."""

    items: tuple[Item, ...]
    """Case facts, then criteria, then judgements, in the order of the checklist."""
    facts: dict[str, str]
    answers: dict[str, Answer]
    judgements: dict[str, Judgement]

    @property
    def open(self) -> tuple[Item, ...]:
        """What is still to settle."""
        return tuple(each for each in self.items if each.is_open)

    @property
    def stage(self) -> Kind | None:
        """The kind that is to be settled now; None when nothing is left."""
        return next((each.kind for each in self.open), None)

    def item(self, kind: Kind, key: str) -> Item:
        """Return one of the items; KeyError if there is none."""
        return {(each.kind, each.key): each for each in self.items}[kind, key]


class Response(Noun):
    """What a reader answered to the moderation of their file."""

    reader: Reading
    text: str
    at: datetime


class ReadingState(Noun):
    """How one reading of a file stands: what decides who may see which of them."""

    id: str
    reading: Reading
    auditor_id: str | None
    status: CaseAuditStatus


class FileReadings(Noun):
    """Every reading of one agency's file in one round."""

    round_id: str
    case_id: str
    readings: tuple[ReadingState, ...]

    def of(self, reading: Reading) -> ReadingState | None:
        """The reading of that kind."""
        return next((each for each in self.readings if each.reading is reading), None)


class Draw(Noun):
    """A moderation sample drawn in a round: how, from how many, and when."""

    number: int
    seed: str
    share: int
    """Percent of the files."""
    files: int
    """How many there were to draw from."""
    drawn: int
    at: datetime
    by: str


def state_of(audit: CaseAudit) -> ReadingState:
    """Return how a case audit stands, for whoever has it at hand, all of it."""
    if audit.reading is None:  # pragma: no cover - what is shown to a blind reader decides nothing
        raise LookupError
    return ReadingState(
        id=audit.id, reading=audit.reading, auditor_id=audit.auditor_id, status=audit.status
    )


class FileState(StrEnum):
    """Where the moderation of a file stands; what wants somebody first."""

    READY = "ready"
    REOPENED = "reopened"
    UNDER_WAY = "under way"
    WAITING = "waiting for a reading"
    YOURS = "you read it yourself"
    SIGNED_OFF = "signed off"
