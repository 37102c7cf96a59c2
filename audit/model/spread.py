"""How far the learning of a round has spread: which team has had the briefing and the pack, and what came back."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.noun import Noun
from audit.model.supervision import Return, Team

WHOLE = "the whole agency"
"""Stands in place of a team's name where what was given was given to the agency together."""


class Handout(StrEnum):
    """What a team was given to read."""

    BRIEFING = "seven-minute briefing"
    ONE_PAGER = "practitioner one-pager"


class Occasion(StrEnum):
    """Where a team was given it."""

    TEAM_MEETING = "team meeting"
    SUPERVISION = "supervision"
    GROUP_SUPERVISION = "group supervision"
    EVENT = "learning event"


class HeldWords(Noun):
    """What a person says of a briefing that was held: everything of it that they may change."""

    handout: Handout
    on: date
    occasion: Occasion
    people: int
    """How many it reached."""
    document: str = ""
    """The number that stood on the paper; empty where nobody noted it."""


class Held(HeldWords):
    """That a team was given the briefing or the one-pager."""

    id: str
    team: Team
    version: int
    made_at: datetime
    made_by: str
    """Name of the person who says so."""


class Stage(StrEnum):
    """How far the learning is with a team."""

    RETURNED = "sent back"
    OVERDUE = "no return"
    OUT = "pack is out"
    REACHED = "briefed"
    NOTHING = "nothing yet"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"sent back": "✓", "no return": "!", "pack is out": "◔", "briefed": "◐"}.get(
            self.value, "○"
        )


class Reached(Noun):
    """What a team, or an agency together, has had of a round."""

    team: Team
    is_counted: bool
    """False for an agency together that has teams: nobody said which of them were there."""
    held: tuple[Held, ...]
    """The latest first."""
    taken_out: date | None
    """The day on which its supervision pack first left the tool."""
    returns: tuple[Return, ...]
    """The latest use first."""

    @property
    def has_it(self) -> bool:
        """True once it was given something, or used its pack: a pack that was only taken out reached nobody yet."""
        return bool(self.held or self.returns)

    def given(self, handout: Handout) -> tuple[Held, ...]:
        """When it was given that, the latest first."""
        return tuple(each for each in self.held if each.handout is handout)


class Spread(Noun):
    """A round's learning, team by team, as far as a person may see it."""

    round_title: str
    today: date
    is_disposed: bool
    rows: tuple[Reached, ...]
    """Each agency before its teams."""
    kept_from_you: bool
    """True where it is left out what others took out of the tool, because the reader reads a file blind."""


class AgencyCount(Noun):
    """How many of an agency's teams have had what: counts alone, for a board."""

    agency_name: str
    teams: int
    reached: int
    briefed: int
    one_paged: int
    used: int
    """Sent back that they used a supervision pack."""


class Waiting(Noun):
    """A pack that was taken out for a team, and of which nothing came back in time."""

    round_id: str
    round_title: str
    team: Team
    taken_out: date
    asked_by: date
    """The day from which it is late."""
