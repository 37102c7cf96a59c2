"""A planned collection of case file audits on one version of a checklist."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.noun import Noun

SINGLE_FILES = "Single files"
"""Title of the round of files that are audited one by one, outside any planned round."""


class RoundStatus(StrEnum):
    """Where a round stands."""

    PLANNED = "planned"
    OPEN = "open"
    MODERATION = "moderation"
    CLOSED = "closed"


class Round(Noun):
    """One audit round; `follows` makes a cycle of it."""

    id: str
    title: str
    checklist_id: str
    status: RoundStatus
    opened_at: datetime
    """Of a round that was not opened yet, when it was planned."""
    due: date | None = None
    follows: str | None = None
    """The round that this one re-audits."""
