"""A release on its way out: what was checked, who proposes to publish it, and what the second person said."""

from datetime import datetime
from enum import StrEnum

from audit.model.cycle import Facts
from audit.model.noun import Noun
from audit.model.source_review import Handling

WHY_LIMIT = 500
"""Characters in what somebody says for a publication or against it, at most."""


class Outcome(StrEnum):
    """How a check came out."""

    PASSED = "passed"
    WARNS = "warns"
    """It may go out, for a reason."""
    BLOCKS = "blocks"

    @property
    def sign(self) -> str:
        """A mark beside the word, for whoever sees no colour."""
        return {"passed": "✓", "warns": "!", "blocks": "✗"}[self.value]


class ReleaseCheck(Noun):
    """One thing that is looked at before a release goes out, and how it came out."""

    key: str
    title: str
    outcome: Outcome
    found: str
    """What was found, in a sentence."""
    to_do: str = ""
    """What mends it; empty where it passed."""
    page: str = ""
    """The page on which it is mended, by its path; empty where there is none."""


class ReleaseFacts(Noun):
    """What is true of a round as far as a release of it depends on that."""

    cycle: Facts
    handling: Handling
    suspects: int
    """Places that look like an identifier and that nobody has cleared."""
    concerns: int
    """Immediate concerns that are open."""


class Standing(StrEnum):
    """Where a proposal to publish stands."""

    WAITING = "waiting"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    """By whoever made it; or another one took its place."""


class Publication(Noun):
    """A proposal to publish a picture of a round: it goes out once a second person has looked and agreed."""

    id: str
    round_id: str
    round_title: str
    mark: str
    """What tells the picture that was proposed from any other: another count gives another mark."""
    why: str
    """What the second person should know; empty once the round is disposed of."""
    checks: tuple[ReleaseCheck, ...]
    """As they came out when it was proposed."""
    at: datetime
    by_id: str
    by: str
    """Name of the person who proposes it."""
    standing: Standing = Standing.WAITING
    settled_at: datetime | None = None
    settled_by: str | None = None
    """Name of the person."""
    reason: str = ""
    """Why it was declined."""
    number: int | None = None
    """Which release of the round it became."""
