"""A re-audit as it is proposed from results: what it is to show, from when on, and how many files that takes."""

from datetime import date
from enum import StrEnum

from audit.model.action import Action
from audit.model.figure import Figure
from audit.model.learning import Learning
from audit.model.noun import Noun

CHANGES = (0.1, 0.15, 0.2, 0.3)
"""Sizes of a change that can be asked for, as shares."""
MOST_FILES = 500
"""Case files of a re-audit, at most: no round reads more."""


class Kind(StrEnum):
    """What a figure is of."""

    POINT = "learning point"
    CRITERION = "criterion"


class Focus(Noun):
    """Something worth looking at again, and what the round showed of it."""

    kind: Kind
    key: str
    title: str
    why: tuple[str, ...]
    """Each reason, as a few words."""
    then: Figure
    files: int
    """Case files that the figure comes from, those in which nothing of it was applicable among them."""

    @property
    def share(self) -> float:
        """Met ÷ applicable then; nought where nothing was applicable."""
        return self.then.share or 0.0

    @property
    def worth(self) -> float:
        """Independent ratings that one case file gives: few where it seldom applies, or ratings hang together."""
        return (self.then.effective_n or 0.0) / self.files if self.files else 0.0


class Aim(Focus):
    """A focus with the change that is to show, and what it takes."""

    reach: float
    """The share that would show."""
    takes: int | None
    """Case files that show it four times out of five; None where no number within reach does."""


class Basis(Noun):
    """What a proposal rests on: a round's results, what was promised on them, and how long its list is."""

    round_id: str
    round_title: str
    began: date
    read_until: date
    """The day on which the last of its case file audits was submitted."""
    today: date
    learning: Learning
    actions: tuple[Action, ...]
    """Those that stand on its findings."""
    listed: int | None
    """Cases in its case list; None where there was none."""

    @property
    def files(self) -> int:
        """Case files that were counted."""
        return self.learning.board.submitted

    @property
    def cases(self) -> int:
        """Cases that were counted."""
        return self.learning.board.cases


class Beginning(Noun):
    """The day on which a re-audit is to begin, and why."""

    day: date
    because: str


class Plan(Noun):
    """What a re-audit is to show, as it is kept with the round: the proposal that was taken."""

    wanted: float
    """The change that is to show, as a share: 0.2 is 20 percentage points."""
    files: int
    cases: int
    because: str
    """Why it begins on its day."""
    aims: tuple[Aim, ...]
