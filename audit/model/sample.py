"""A sample: how it is designed, what was drawn from which list, and what became of each case."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from pydantic import Field

from audit.model.case import AgeBand
from audit.model.frame import Frame, FrameCase
from audit.model.noun import Noun

REASON_LIMIT = 300
"""Characters in a reason to leave out, take or replace a case, or to draw again, at most."""
SEED_LIMIT = 40
"""Characters in a seed, at most."""
SIZE_LIMIT = 5_000
"""Cases drawn in one go, at most."""
STRATA_LIMIT = 200
"""Strata of one draw, at most, and values of a column that can be chosen from."""
AGENCY, TEAM, AGE = "Agency", "Team", "Age band"
"""What every case has, beside the columns that its list carries."""
NOT_GIVEN = "not given"
"""The value of a case of which the list says nothing."""
EVERY_CASE = "all cases"
"""The one stratum of a sample without strata."""


class Shares(StrEnum):
    """How the cases to draw are shared out between the strata."""

    PROPORTIONAL = "in proportion to their cases"
    EQUAL = "the same for each"
    FIXED = "as given for each"


class Part(StrEnum):
    """How a case came into the sample, or why it did not."""

    CERTAINTY = "certainty"
    DRAWN = "drawn"
    RESERVE = "reserve"
    EXCLUDED = "excluded"


class SeedFrom(StrEnum):
    """Who chose a seed."""

    TOOL = "tool"
    PERSON = "person"


class Condition(Noun):
    """Cases by the value of one column."""

    column: str
    """Agency, Team, Age band, or the heading of a carried column."""
    values: tuple[str, ...]


class Chosen(Noun):
    """Cases taken or left out on purpose, and why: by a condition, or by their references."""

    reason: str
    condition: Condition | None = None
    references: tuple[str, ...] = ()


class Design(Noun):
    """How a sample is to be drawn: with a list and a seed it says which cases, and nothing else does."""

    strata: tuple[str, ...] = ()
    """Columns whose values together make a stratum; none makes one stratum of all."""
    shares: Shares = Shares.PROPORTIONAL
    size: int = 24
    """Cases to draw at random, the certain ones not counted; without a meaning for shares as given."""
    fixed: dict[str, int] = Field(default_factory=dict)
    """For shares as given: cases by the name of the stratum."""
    minimum: int = 0
    """Cases from each stratum at least, as far as it has them."""
    reserve: int = 50
    """Reserves for each stratum, in per cent of what is drawn there, rounded up."""
    certainty: tuple[Chosen, ...] = ()
    """Cases that are taken whatever the draw says."""
    exclusions: tuple[Chosen, ...] = ()
    months: int = 12
    """Cases that another round has had within so many months are left out; 0 leaves none out for that."""

    @property
    def asked(self) -> int:
        """How many cases are to be drawn at random."""
        return sum(self.fixed.values()) if self.shares is Shares.FIXED else self.size


class Listed(NamedTuple):
    """A case list as a draw reads it."""

    columns: tuple[str, ...]
    """Headings of its carried columns."""
    cases: Sequence[FrameCase]
    agencies: Mapping[str, str]
    """Key to name."""
    elsewhere: Mapping[str, str]
    """Reference in small letters to why the case is left out, if another round has had it lately or has it now."""

    @property
    def known(self) -> tuple[str, ...]:
        """Every column that a stratum or a condition can be made of."""
        return known(self.columns)

    def values(self, column: str) -> list[str]:
        """The value of each case in a column, in words."""
        agencies = _Agencies(self.agencies)
        if column == AGENCY:
            return [agencies[each.agency] for each in self.cases]
        if column == TEAM:
            return [team(agencies[each.agency], each.team) for each in self.cases]
        if column == AGE:
            bands = {each: each.value for each in AgeBand}
            return [bands[each.age_band] for each in self.cases]
        place = self.columns.index(column)
        return [each.carried[place] or NOT_GIVEN for each in self.cases]


class _Agencies(dict[str, str]):
    """Names by their keys; a key that is not known stands for itself."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__({**names, "": NOT_GIVEN})

    def __missing__(self, key: str) -> str:
        return key


def known(columns: Sequence[str]) -> tuple[str, ...]:
    """Return every column that a stratum or a condition can be made of, for a list that carries these."""
    return tuple(dict.fromkeys((AGENCY, TEAM, AGE, *columns)))


def team(agency: str, name: str) -> str:
    """Return a team in words: two agencies may have one of the same name."""
    return f"{agency}, {name}" if name else NOT_GIVEN


class Stratum(Noun):
    """One stratum of a plan: how many cases it has, and how many are drawn."""

    name: str
    frame: int
    """Cases in the list."""
    excluded: int
    certain: int
    eligible: int
    """Cases left to draw from."""
    drawn: int
    reserve: int
    short: int = 0
    """Cases asked for that the stratum does not have."""

    @property
    def fraction(self) -> float | None:
        """The chance that a case had which could be drawn; None where there was none."""
        return self.drawn / self.eligible if self.eligible else None


class SampleCase(Noun):
    """What a draw did with one case."""

    reference: str
    stratum: str
    part: Part
    position: int | None = None
    """Place in the drawn order of its stratum, from 1: drawn cases first, then the reserves."""
    reason: str = ""
    replaced_by: str | None = None
    """The reserve that came in its place; None also where it was left out and nothing came."""
    replaced_because: str = ""
    """Why it stands in the sample no more; empty while it does."""
    replaced_at: datetime | None = None


class Drawn(Noun):
    """The outcome of a draw: the strata, and every case that is taken, held in reserve or left out."""

    strata: tuple[Stratum, ...]
    cases: tuple[SampleCase, ...]

    @property
    def taken(self) -> tuple[SampleCase, ...]:
        """The cases that the draw itself puts into the sample."""
        return tuple(each for each in self.cases if each.part in (Part.CERTAINTY, Part.DRAWN))


class Sample(Noun):
    """One draw as it is on record."""

    id: str
    round_id: str
    number: int
    """Which of the round's draws it is, from 1."""
    frame: Frame
    seed: str
    seed_from: SeedFrom
    design: Design
    strata: tuple[Stratum, ...]
    drawn_at: datetime
    drawn_by: str
    """Name of the person."""
    set_aside_because: str = ""
    set_aside_at: datetime | None = None


class Before(Noun):
    """What the round before found, to be compared with."""

    round_title: str
    met: int
    applicable: int
    cases: int
    """Cases that were counted: files of one case hang together, so they are not as many answers."""

    @property
    def share(self) -> float:
        """Met ÷ applicable."""
        return self.met / self.applicable


class Precision(Noun):
    """What so many cases of a population can show, and what they cannot."""

    n: int
    population: int
    margin: float
    """Half the width of a 95% interval around one half."""
    unseen: float
    """How often something may happen that is seen in none of them."""
    needed: tuple[tuple[float, int], ...]
    """Margins, each with how many cases it takes."""
    before: float
    """The share that a change is measured from."""
    compared_with: int
    """Cases on the other side of the comparison."""
    shows_from: float | None
    """The least share that would show as an improvement with 80% power; None where none would."""
