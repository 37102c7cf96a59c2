"""What a scrutineer is shown of a round, what they say of it, and what the QA lead answers."""

from datetime import datetime

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist
from audit.model.disclosure import Masked
from audit.model.noun import Noun
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview

COMMENT_LIMIT = 2_000
"""Characters in a comment or in its answer, at most."""


class Comment(Noun):
    """A scrutineer's comment on a round; both texts stand as they were written."""

    id: str
    round_id: str
    number: int
    """Which of the round's comments it is, from 1."""
    text: str
    at: datetime
    by: str
    """Name of the person."""
    answer: str = ""
    """Empty until the QA lead has answered, and once the round's texts are erased."""
    answered_at: datetime | None = None
    answered_by: str | None = None
    """Name of the person."""

    @property
    def is_answered(self) -> bool:
        """True once it is answered, whatever was erased since."""
        return self.answered_at is not None


class Counted(Noun):
    """So many cases, as the reader may see them."""

    what: str
    cases: Masked


class StratumCounted(Noun):
    """A stratum of the sample: its cases in the list and those drawn, as the reader may see them."""

    name: str
    listed: Masked
    drawn: Masked


class Drawing(Noun):
    """How the case files were chosen, in numbers: no case is named."""

    design: tuple[str, ...]
    seed: str
    """Who chose the seed, and what it is, as a sentence."""
    listed: str
    """Which list was drawn from, as a sentence."""
    cases: tuple[Counted, ...]
    """From the list to the sample."""
    reasons: tuple[Counted, ...]
    """Why cases were left out."""
    strata: tuple[StratumCounted, ...]
    """None where all cases were drawn together."""
    legend: tuple[str, ...]
    """What the marks mean that stand for a number."""
    earlier: int
    """Draws before it that were set aside."""


class Read(Noun):
    """How many readings of one kind stand where."""

    reading: Reading
    stands: dict[CaseAuditStatus, int]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.stands.values())

    @property
    def submitted(self) -> int:
        """Those that are in."""
        return self.stands[CaseAuditStatus.SUBMITTED]


class Scrutiny(Noun):
    """What a scrutineer asks of a round: how it was made, how complete it is, and what was said of it."""

    round_id: str
    round_title: str
    status: RoundStatus
    is_disposed: bool
    review: SourceReview
    checklist: Checklist
    drawing: Drawing | None
    """None where no sample stands: the files were added by hand."""
    readings: tuple[Read, ...] | None
    """First and second readings; a kind that there is none of is left out.

    None for who is shown what was released alone: how many wait may be few."""
    kept_from_you: int
    """Readings of files that the person reads too: how they stand is kept from them, and not counted."""
    comments: tuple[Comment, ...]

    @property
    def waiting(self) -> int:
        """Comments without an answer."""
        return sum(not each.is_answered for each in self.comments)
