"""A case list as it arrives, what its columns mean, and the frame of cases that is made of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from pydantic import Field

from audit.model.case import AgeBand
from audit.model.noun import Noun
from audit.model.refusal import Complaint

CASE_LIMIT = 100_000
"""Cases in one list, at most."""
CARRIED_LIMIT = 10
"""Columns kept as they are, at most: each one more makes a case easier to recognise."""
VALUE_LIMIT = 80
"""Characters of a value that is kept as it is, at most: it names a group of cases and tells no story."""
HEADING_LIMIT = 60
"""Characters in the heading of a column that is kept as it is, at most."""
TEAM_LIMIT = 60
"""Characters in the name of a team, at most: as of a team that is given with a case file."""


class Meaning(StrEnum):
    """What a column of a case list can mean."""

    REFERENCE = "case reference"
    PSEUDONYM = "case reference, replaced by a pseudonym"
    AGENCY = "agency that holds the case"
    TEAM = "team"
    AGE_BAND = "age band"
    AGE = "age in years"
    BIRTH = "date of birth, turned into an age band"
    INVOLVED = "agencies involved"
    ONE_AGENCY = "one agency: yes, no or its team"
    CARRIED = "kept as it is"
    OUT = "left out"


REFERENCES = frozenset({Meaning.REFERENCE, Meaning.PSEUDONYM})
AGES = frozenset({Meaning.AGE_BAND, Meaning.AGE, Meaning.BIRTH})


class Use(Noun):
    """What one column means."""

    meaning: Meaning = Meaning.OUT
    agency: str = ""
    """Key of the agency that a column of one agency is about."""


class Layout(Noun):
    """What the columns of a list mean, in their order, and what its words for agencies mean."""

    uses: tuple[Use, ...]
    held_by: str = ""
    """Key of the agency that holds every case, where no column says which."""
    agencies: dict[str, str] = Field(default_factory=dict)
    """A word in small letters to an agency's key, chosen by hand; to nothing for one that has no part in the audit."""


@dataclass(frozen=True)
class ListTable:
    """A case list as text, column by column: what stands below its headings."""

    name: str
    """Of the file."""
    sheet: str
    """Empty for a CSV file."""
    head_row: int
    """Number of the row with the headings; the next one is the first of `columns`."""
    headings: tuple[str, ...]
    columns: tuple[Sequence[str], ...]
    numbers: Mapping[int, bytes] = field(default_factory=dict)
    """For a column in which numbers and text stand: for each row 1 if it is a number; columns counted from 0."""
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged areas: left column, top row, right column, bottom row, each counted from 1."""
    formulas: tuple[int, ...] = ()
    """Columns, counted from 1, in which a value was worked out."""
    unanswered: tuple[tuple[int, int], ...] = ()
    """Row and column, counted from 1, of cells that show an error."""
    all_unanswered: bool = True
    """False if there may be more of them than are told."""
    remarks: tuple[Complaint, ...] = ()
    """What was said when the file was read."""

    @property
    def length(self) -> int:
        """How many rows stand below the headings."""
        return len(self.columns[0]) if self.columns else 0


class FrameCase(NamedTuple):
    """One case of a frame: the unit that is drawn."""

    line: int
    """Its row in the list, the first where it has several."""
    reference: str
    agency: str
    """Key of the agency that holds it; empty where nobody said."""
    team: str
    age_band: AgeBand
    involved: tuple[tuple[str, str], ...]
    """Key of every agency involved with the name of its team, the agency that holds the case first."""
    carried: tuple[str, ...]
    """Values of the columns that are kept as they are, in the frame's order of columns."""


@dataclass(frozen=True)
class Draft:
    """A frame that could be kept, whole and in order."""

    name: str
    """Of the file that it was read from."""
    columns: tuple[str, ...]
    """Headings of the columns that are kept as they are."""
    cases: tuple[FrameCase, ...] = field(repr=False)
    headings: str
    """What the list's headings are remembered by."""
    layout: Layout
    """With its uses in the order of the headings' words."""
    pseudonym_key: str = ""
    """Which key made its references; empty where they stood in the list."""

    @cached_property
    def hash(self) -> str:
        """Over all that would be kept of each case, whatever the order of the rows."""
        return fingerprint(self.columns, self.cases)


def fingerprint(columns: Sequence[str], cases: Sequence[FrameCase]) -> str:
    """Return a hash over the cases in the order of their references: the same list has the same hash.

    Of each case everything counts but the row in which it stood; capitals of a reference do not.
    """
    # No value holds a control character, so one can stand between them.
    lines = [
        "\x1f".join(
            (
                each.reference.casefold(),
                each.agency,
                each.team,
                each.age_band.value,
                *[f"{agency}\x1d{team}" for agency, team in each.involved],
                "\x1e",
                *each.carried,
            )
        )
        for each in cases
    ]
    lines.sort()
    return hashlib.sha256("\n".join(["\x1f".join(columns), *lines]).encode()).hexdigest()


class Frame(Noun):
    """A case list as it was taken for a round: never changed, a corrected list is another frame."""

    id: str
    round_id: str
    name: str
    hash: str
    columns: tuple[str, ...]
    cases: int
    taken_at: datetime
    taken_by: str
    """Name of the person."""
    replaces: str | None = None


class Count(Noun):
    """How many cases have one value."""

    value: str
    """In words; empty for none."""
    cases: int


class Counts(Noun):
    """What the cases of one column, or of one thing that every case has, come to."""

    heading: str
    counts: tuple[Count, ...]
    """The commonest first; the rest of many is left out."""
    values: int
    """How many different values there are."""
    n: int
    """How many cases were counted; where a case has several values, they come to more."""


class Difference(Noun):
    """What a corrected list changes in the frame that stands."""

    added: int
    gone: int
    changed: int
    same: int
    columns: dict[str, int]
    """For each column the number of cases in which it changed; a column that came or went is said apart."""
    new_columns: tuple[str, ...] = ()
    lost_columns: tuple[str, ...] = ()
    examples: tuple[tuple[str, str], ...] = ()
    """The first few references, each with what of it: added, gone, or changed with the names of its columns."""

    @property
    def is_none(self) -> bool:
        """True if nothing would change."""
        columns = self.new_columns or self.lost_columns
        return not (self.added or self.gone or self.changed or columns)
