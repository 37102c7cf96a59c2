"""What is counted beside the ratings: ladders step by step, timers, and vague words."""

from audit.model.checklist import Ladder, Timer, VagueWords
from audit.model.language import _
from audit.model.noun import Noun

EVERYBODY = "All agencies"


class StepCount(Noun):
    """How many files reached one step of a ladder."""

    label: str
    reached: int
    of: int
    """Files that were asked it, and in which it arose."""
    in_order: int
    """Files that reached it and every step before it that was asked of them."""
    not_asked: int
    """Files of agencies that are not asked it."""

    @property
    def words(self) -> str:
        """For instance "3 of 4", or why there is no count."""
        if self.of:
            return _("{reached:,} of {of:,}").format(reached=self.reached, of=self.of)
        return _("not asked") if self.not_asked else _("did not arise")


class LadderCount(Noun):
    """The files of one agency, or of all, step by step."""

    agency: str
    files: int
    steps: tuple[StepCount, ...]


class LadderPicture(Noun):
    """A ladder and its counts: all agencies first, then those that have a file on it."""

    ladder: Ladder
    rows: tuple[LadderCount, ...]


class TimerCount(Noun):
    """What was raised in the files of one agency, or of all."""

    agency: str
    arose: int
    """Files in which there was something to raise."""
    raised: int
    stages: dict[str, int]
    """Label of the stage to the number of files, every stage that there is."""
    outcomes: dict[str, int]
    dated: int
    """Files that say how many days it took."""
    median: float | None
    shortest: int | None
    longest: int | None
    within: int
    """Of the dated ones, those within the days that the procedure allows; all where it names none."""


class TimerPicture(Noun):
    """A timer and its counts: all agencies first, then those in whose files there was something to raise."""

    timer: Timer
    rows: tuple[TimerCount, ...]


class WordCount(Noun):
    """How often one vague word was noted, and what became of it."""

    word: str
    times: int
    files: int
    tags: dict[str, int]
    """Label of the tag to the number of quotes, every tag that there is."""
    left_vague: int


class VaguePicture(Noun):
    """The vague words of a checklist with their counts, in its order."""

    vague_words: VagueWords
    words: tuple[WordCount, ...]
    files: int
    """Files in which a quote was noted."""

    @property
    def times(self) -> int:
        """Quotes in all."""
        return sum(each.times for each in self.words)


class Measures(Noun):
    """All that a checklist counts beside its ratings, over the counted case audits."""

    files: int
    ladders: tuple[LadderPicture, ...]
    timers: tuple[TimerPicture, ...]
    vague: VaguePicture | None

    @property
    def is_empty(self) -> bool:
        """True if the checklist counts nothing beside its ratings."""
        return not (self.ladders or self.timers or self.vague)
