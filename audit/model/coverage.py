"""Who has been audited and who has not: of the case list, of what was asked, of what was drawn."""

from enum import StrEnum

from audit.model.noun import Noun

FEW = 5
"""Fewer files audited than this say little of an agency, a team or an age."""


class Cover(StrEnum):
    """How far an agency, a team, an age or a stratum has been audited; in the order of what wants a look first."""

    NOT_ASKED = "none in the round"
    NONE = "none audited yet"
    FEW = "few audited"
    ENOUGH = "audited"
    EMPTY = "no case"

    @property
    def words(self) -> str:
        """The sign and the word, for instance "◇ none audited yet"."""
        signs = {Cover.NOT_ASKED: "✕", Cover.NONE: "◇", Cover.FEW: "◆", Cover.ENOUGH: "●"}
        return f"{signs.get(self, '–')} {self}"


class Covered(Noun):
    """One agency, team, age band or stratum, counted."""

    name: str
    listed: int | None
    """Cases in the list; None where there is no list, or for who may not see it."""
    asked: int
    """Files in the round; of a stratum the cases drawn."""
    audited: int
    """Of these, how many are submitted."""

    @property
    def cover(self) -> Cover:
        """How far it has been audited."""
        if not self.asked:
            return Cover.NOT_ASKED if self.listed else Cover.EMPTY
        if not self.audited:
            return Cover.NONE
        # All that there are is not few, however few there are.
        few = self.audited < FEW and self.audited < max(self.asked, self.listed or 0)
        return Cover.FEW if few else Cover.ENOUGH


class NeverBegun(Noun):
    """A file that nobody has begun, or a case of the sample that has no file in the round yet."""

    reference: str
    agency: str
    """Its name; empty where the case has no file yet."""
    team: str
    state: str
    """In words."""


class Coverage(Noun):
    """A round's cases and files, by who has been audited; all within reach, whatever the board is narrowed to."""

    listed: int | None
    """Cases in the list that the sample is drawn from; None where there is none, or for who may not see it."""
    whole: Covered
    """All files of the round."""
    agencies: tuple[Covered, ...]
    teams: tuple[Covered, ...]
    bands: tuple[Covered, ...]
    strata: tuple[Covered, ...]
    """Of the sample that stands; none where none was drawn by strata."""
    never_begun: tuple[NeverBegun, ...]
    """As many as are drawn, in the order of their references."""
    never_begun_total: int
    kept_from_you: int
    """Readings of files that the person reads too: how they stand is kept from them, and not counted."""
