"""How long a round's records are kept: the date, what holds them, and what was disposed of."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.noun import Noun

REASON_LIMIT = 500
"""Characters in the reason for a date or a hold, at most."""
OWNER_LIMIT = 80
"""Characters in who answers for a date, at most."""


class Standing(StrEnum):
    """Where a round's records stand, in the order in which somebody has to look at them."""

    NO_DATE = "no date yet"
    UNFINISHED = "erasure to be finished"
    DUE = "due for disposal"
    HELD = "held"
    KEPT = "kept"
    DISPOSED = "disposed of"


class Retention(Noun):
    """Until when a round's records are kept, why, and who answers for that."""

    until: date
    """The last day on which they are kept."""
    reason: str
    owner: str
    """A post rather than a name, for posts stay."""


class Hold(Noun):
    """Why nothing may be erased, whatever the date."""

    because: str
    by: str
    """Name of the person who holds it."""
    since: datetime


class Erased(Noun):
    """What a disposal took away, in numbers."""

    case_audits: int
    texts: int
    references: int
    """Case references that no other round uses."""
    parted: int
    """Cases that another round uses too: they keep their reference, and this round no longer leads to them."""
    listed: int = 0
    """Rows of case lists whose reference and kept columns are erased."""
    sampled: int = 0
    """Cases of draws whose reference and reasons are erased."""


class Taken(Noun):
    """A file with this round's records that left the tool before, which the tool cannot erase."""

    what: str
    by: str
    at: datetime


class Disposal(Noun):
    """The certificate: what was disposed of, when, by whom, on what ground."""

    round_id: str
    round_title: str
    opened_at: datetime
    at: datetime
    by: str
    entry: int
    """Its number in the trail."""
    retention: Retention
    erased: Erased
    overwritten_at: datetime | None
    """When the file's free space and the write-ahead log were overwritten; None while that is to be finished."""
    taken: tuple[Taken, ...]
