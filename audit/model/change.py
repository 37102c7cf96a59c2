"""Change since the round before: two figures held against each other, and what may be said of it."""

from enum import StrEnum

from audit.model.figure import Figure
from audit.model.language import _
from audit.model.noun import Noun


class Verdict(StrEnum):
    """What may be said of a change, in words that need no colour; what matters most first."""

    WORSE = "worse"
    UNCLEAR = "no clear change"
    IMPROVED = "improved"
    CANNOT = "cannot say"

    @property
    def sign(self) -> str:
        """A shape that reads in black and white."""
        return {"worse": "▼", "no clear change": "◆", "improved": "▲"}.get(self, "–")


class Again(Noun):
    """What the same files show in two rounds."""

    pairs: int
    """Criteria of a file that were applicable both times."""
    cases: int
    gained: int
    """Pairs met now that were not."""
    lost: int
    """Pairs met before that are not now."""
    difference: float
    low: float
    high: float
    p: float
    """Two-sided, exact, each case turned whole; with one pair a case it is McNemar's."""
    mid_p: float


class Compared(Noun):
    """Two figures to hold against each other."""

    key: str
    """What they are of: key of a criterion or of a learning point, or a title."""
    now: Figure
    before: Figure | None = None
    """None where there is no round before, or nothing in it to compare with."""
    again: Again | None = None
    """Given where both rounds read the same files."""
    why_not: str = ""
    """Why the two may not be compared, as the end of a sentence; empty where they may."""
    criteria: int = 1
    """How many criteria the figure is of in this round's version."""
    same: int = 1
    """How many of them are the same in both versions: the two figures are of these alone."""

    @property
    def in_part(self) -> str:
        """Which of its criteria are compared, in words; empty where all are."""
        if self.same == self.criteria or not self.same:
            return ""
        are = "is" if self.same == 1 else "are"
        return _(
            "the {same} of its {criteria} criteria that {verb} the same in both rounds"
        ).format(same=self.same, criteria=self.criteria, verb=are)


class Change(Compared):
    """The change, its interval, how likely chance alone makes it, and the verdict."""

    difference: float | None = None
    """Share now less share before; None where nothing is claimed, as the three that follow."""
    low: float | None = None
    high: float | None = None
    p: float | None = None
    """Two-sided, taken alone."""
    adjusted_p: float | None = None
    """Adjusted for all that were compared at once (Holm)."""
    among: int = 0
    """How many were compared at once."""
    verdict: Verdict
    reason: str
    """Why the verdict is what it is, as a sentence."""


class Sameness(Noun):
    """Whether a criterion is the same in two versions of a checklist."""

    key: str
    why: tuple[str, ...] = ()
    """What differs; empty where nothing does."""

    @property
    def is_same(self) -> bool:
        """True where the two may be compared."""
        return not self.why

    @property
    def words(self) -> str:
        """For instance "S1 is not compared across versions: its statement was changed."."""
        if self.is_same:
            return _("{key} is the same in both versions.").format(key=self.key)
        return _("{key} is not compared across versions: {why}.").format(
            key=self.key, why="; ".join(self.why)
        )


class Changes(Noun):
    """Everything of a round beside the round that it re-audits; each kind of figure is compared at once."""

    round_title: str
    before_id: str | None
    """None where it re-audits none."""
    before_title: str
    files: int
    """Case files that are counted now."""
    files_again: int
    """Those of them that were counted in the round before, too."""
    different: tuple[Sameness, ...]
    """Criteria that are not the same in both rounds' versions: they are in no figure here."""
    overall: Change
    standards: tuple[Change, ...]
    """By the key of the standard, in the order of the checklist."""
    points: tuple[Change, ...]
    """By the key of the learning point, in the order of the review."""
    criteria: tuple[Change, ...]
    """By the key of the criterion, in the order of the checklist."""


class Reworded(Noun):
    """What of one place in a checklist differs from the version before, although figures may be compared."""

    where: str
    what: tuple[str, ...] = ()
    """The parts that differ, each as the end of a sentence."""
