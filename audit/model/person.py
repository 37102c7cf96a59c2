"""The people who use the tool."""

from enum import StrEnum

from audit.model.language import N_
from audit.model.noun import Noun

LOCAL_ID = "local"
"""Of the one person of a computer without sign-in: whoever sits there."""
LOCAL_NAME = N_("You, on this computer")
"""What the tool calls them: its own words, and nobody's name."""


class Role(StrEnum):
    """What a person is here for; one person may hold several."""

    AUDITOR = "auditor"
    QA_LEAD = "QA lead"
    AGENCY_LEAD = "agency lead"
    BOARD_MEMBER = "board member"
    SCRUTINEER = "scrutineer"
    ADMINISTRATOR = "administrator"


class Person(Noun):
    """Somebody admitted to the tool."""

    id: str
    name: str
    """As shown to colleagues. Staff are named here; children, parents and carers never are."""
    roles: tuple[Role, ...]
    agency: str | None = None
    team: str | None = None
    """Name of the team; what a person of a team sees of their agency is that team's."""
    team_id: str | None = None

    def has(self, *roles: Role) -> bool:
        """True if the person holds at least one of the roles."""
        return any(role in self.roles for role in roles)
