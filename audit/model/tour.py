"""A tour: what somebody does here, in a few steps that each lead to the real page."""

from pydantic import Field

from audit.model.noun import Noun
from audit.model.person import Role


class Step(Noun):
    """One step of a tour."""

    title: str
    words: str
    page: str
    """Address of the page that it is about."""
    asks: dict[str, str] = Field(default_factory=dict)
    """What stands in that address, for instance the part of the page."""
    leads: str
    """What the way to that page is called."""


class Tour(Noun):
    """Two minutes for one kind of person."""

    key: str
    title: str
    about: str
    """What it shows, as the end of a sentence that begins "A tour of two minutes shows"."""
    role: Role
    """Whom it is for."""
    for_new: bool = False
    """True for the one of their role that comes first of all."""
    steps: tuple[Step, ...]
