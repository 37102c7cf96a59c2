"""The whole story of a learning point: what the review said, each round, what was found, promised, done, and if it helped."""

from datetime import date, datetime

from audit.model.action import Action, Effect
from audit.model.board import Result
from audit.model.change import Verdict
from audit.model.embedded import Answer
from audit.model.finding import FindingKind
from audit.model.noun import Noun
from audit.model.source_review import LearningPoint, SourceReview


class Cycle(Noun):
    """A round and the rounds that re-audit it, one after the other."""

    id: str
    """Of its first round."""
    title: str
    rounds: tuple[str, ...]
    """Their ids, in time."""
    review: SourceReview


class Chapter(Noun):
    """One round of the story."""

    round_id: str
    title: str
    status: str
    begins: date | None
    disposed_at: datetime | None
    """When what was written in it was erased; its numbers stand."""
    words: str
    """The figure with its n and interval, or why there is none."""
    result: Result | None = None
    """What a chart draws; None where there is nothing to draw, or it is not shown."""
    target: float | None = None
    answer: Answer | None = None
    verdict: Verdict | None = None
    change: str = ""
    """What may be said since the round before, as a sentence; empty where there is none."""
    agreement: tuple[str, ...] = ()
    """How far two readers agree on each of its criteria."""


class Promise(Noun):
    """An action, and what the re-audit shows of it."""

    action: Action
    effect: Effect | None


class Found(Noun):
    """A finding on the point, and what was promised on it."""

    kind: FindingKind
    title: str
    round_title: str
    raised: str
    """By whom, from where and when; empty for who is not told."""
    promises: tuple[Promise, ...]


class Story(Noun):
    """A learning point from the review to where it stands today."""

    at: datetime
    today: date
    cycle: Cycle
    point: LearningPoint
    chapters: tuple[Chapter, ...]
    """In time; planned rounds too."""
    findings: tuple[Found, ...]
    narrowed_to: str = ""
    """The agency or team whose files are told, in words; empty for all."""
    is_released: bool = False
    """True where it tells what was released, and no number beside."""

    @property
    def promises(self) -> tuple[Promise, ...]:
        """All that was promised."""
        return tuple(one for each in self.findings for one in each.promises)
