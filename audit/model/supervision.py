"""A supervision pack for a team, and the return that says that it was used."""

from datetime import date, datetime
from enum import StrEnum

from audit.model.board import Board, PointResult
from audit.model.language import N_, _, of_checklist
from audit.model.noun import Noun
from audit.model.source_review import SourceReview

WORDS_LIMIT = 500
"""Characters in the sentence of a return, at most."""
MOST_PEOPLE = 500
"""People who can have used a pack at one time."""

ALL_FILES = N_("all files")
"""Stands in place of a team's name where it is the agency as a whole."""


class Setting(StrEnum):
    """Where a pack is used."""

    SUPERVISION = "supervision"
    TEAM_MEETING = "team meeting"
    GROUP_SUPERVISION = "group supervision"


class Team(Noun):
    """Whose files a pack is about: a team, or an agency as a whole."""

    agency: str
    """Key of the agency."""
    agency_name: str
    team_id: str | None = None
    """None for all files of the agency."""
    team_name: str = ""

    @property
    def words(self) -> str:
        """For instance "Police, Response team" or "Police, all files"."""
        return f"{of_checklist(self.agency_name)}, {self.team_name or _(ALL_FILES)}"


class Teams(Noun):
    """For whom there is a pack in a round."""

    round_title: str
    review: SourceReview
    teams: tuple[Team, ...]
    """Each agency before its teams."""
    at: datetime
    is_disposed: bool
    """True once the round's texts are erased: nothing new is written about it."""


class Question(Noun):
    """A reflective question, and what the team's own files showed on it."""

    key: str
    statement: str
    prompt: str = ""
    """Questions to think with."""
    bring: str = ""
    """What to bring along."""
    points: tuple[str, ...]
    """Keys of the learning points that it takes up."""
    found: PointResult | None
    """What the files showed on the point that it takes up; None where no criterion asks about it."""


class SupervisionPack(Noun):
    """The questions for one team, those first on which its files leave most to talk about."""

    team: Team
    board: Board
    """The team's picture: its own files and nobody else's."""
    questions: tuple[Question, ...]
    answers: tuple[str, ...] = ()
    """The words with which one answers for oneself, best first."""


class Return(Noun):
    """That a pack was used: evidence of the learning being taken into practice."""

    id: str
    team: Team
    on: date
    setting: Setting
    people: int
    words: str
    """Empty once the round's texts are erased."""
    made_at: datetime
    made_by: str
    """Name of the person who says so."""
