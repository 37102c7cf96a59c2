"""What is counted of a round, as it lies in the tables: the rows from which kept counts are made."""

from collections.abc import Sequence
from typing import NamedTuple


class Place(NamedTuple):
    """Where something is counted: an agency, a team, an age band. Nothing stands for all of them."""

    agency: str = ""
    team: str = ""
    """Id of a team; nothing, beside an agency, for all files of the agency."""
    age_band: str = ""

    def above(self) -> frozenset["Place"]:
        """Return every place that counts what lies here: each thing that a board can be narrowed to."""
        return frozenset(
            Place(agency, team, band)
            for agency, team in (("", ""), (self.agency, ""), (self.agency, self.team))
            for band in ("", self.age_band)
        )


WHOLE = Place()
"""A round as a whole: kept for each round that counts are kept of, even when there is nothing in it."""


class Tallied(NamedTuple):
    """A case audit that counts."""

    place: Place
    case: str
    tally: str


class Number(NamedTuple):
    """How many there are of something in a place."""

    place: Place
    of: tuple[str, ...]
    """A status; or the standard and the value of a judgement; or nothing, for what was overruled."""
    n: int


class Lying(NamedTuple):
    """All that lies in the tables of some cases of a round."""

    tallied: Sequence[Tallied]
    statuses: Sequence[Number] = ()
    judgements: Sequence[Number] = ()
    overruled: Sequence[Number] = ()
