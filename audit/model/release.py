"""What was released: which numbers of which case files, as they were shown."""

from datetime import datetime

from audit.model.disclosure import Audience, Key, Masked, Sum
from audit.model.noun import Noun


class ReleasedSlice(Noun):
    """What was shown of one set of case files: the whole round, an agency, what a filter left."""

    name: str
    """The filter in words, for instance "Police"."""
    files: dict[str, str]
    """The id of each case file that was counted, and of its case: they say which are the same, and no more."""
    shown: dict[Key, Masked]
    """Keyed by what was counted, for instance criterion and rating, without the filter."""


class Release(Noun):
    """One time that numbers left the hands of those who worked on a round."""

    id: str
    title: str
    """What was released, for instance "Board pack, Fathers, summer"."""
    at: datetime
    by: str
    """Name of the person."""
    audience: Audience
    slices: tuple[ReleasedSlice, ...]
    sums: tuple[Sum, ...] = ()
    """How the counts of a slice add up."""
