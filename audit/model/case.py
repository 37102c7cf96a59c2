"""A child or family under a pseudonymous reference, and one agency's file on that case."""

from enum import StrEnum

from audit.model.noun import Noun

REFERENCE_LIMIT = 40
"""Characters in a case reference, at most."""


class AgeBand(StrEnum):
    """Age of the child at the audit, never a date of birth."""

    UNBORN = "unborn"
    UNDER_1 = "under 1"
    FROM_1_TO_4 = "1 to 4"
    FROM_5_TO_9 = "5 to 9"
    FROM_10_TO_15 = "10 to 15"
    FROM_16_TO_17 = "16 to 17"
    NOT_KNOWN = "not known"


class CaseFile(Noun):
    """One agency's file on one case."""

    id: str
    reference: str
    """What the partnership can resolve and the tool cannot."""
    agency: str
    team: str | None
    """Name of the team that holds the file."""
    team_id: str | None = None
    age_band: AgeBand
