"""Where a QA lead looks first: what wants somebody, each with its numbers, a reason and where it is seen to."""

from enum import StrEnum

from audit.model.agreement import AgreementPicture
from audit.model.coverage import Coverage
from audit.model.learning import Learning
from audit.model.noun import Noun


class Wants(StrEnum):
    """What is the matter, in the order in which one would see to it."""

    LATE = "late case file audits"
    UNANSWERED = "comments without an answer"
    BELOW = "standards below target"
    WORSE = "worse than last time"
    UNLIKE = "criteria that two readers do not rate alike"
    NOT_APPLICABLE = "criteria mostly not applicable"
    MODERATION = "files waiting for moderation"
    PANEL = "cases waiting for their panel"
    NOT_AUDITED = "agencies and teams not audited"
    CANNOT_SAY = "learning points that nobody can answer yet"


class Look(Noun):
    """One thing to look at."""

    wants: Wants
    said: str
    """What is there, a sentence with its n."""
    why: str
    """Why it wants a look, and what one would do, as a sentence."""
    page: str
    """Path of the page where it is seen to."""
    part: str = ""
    """The part of that page; empty where it has none."""


class Round(Noun):
    """All that is known of a round from which it follows where to look."""

    learning: Learning
    agreement: AgreementPicture
    coverage: Coverage
    readings: int
    """First and second readings that were asked for."""
    late: int
    """Those that are not in although they were due."""
    unanswered: int
    """Comments of scrutineers."""
    comments: int
    to_moderate: int
    """Files of which both readings are in, or that were drawn, and whose moderation is not signed off."""
    moderated: int
    """All files that are moderated, or will be."""
    panels: int
    """Cases whose files are all in, and whose panel is not signed off."""
    cases: int
