"""A quote with a vague word: what somebody wrote in the file, and whether anyone found out what was meant."""

from datetime import datetime

from audit.model.noun import Noun

QUOTE_LIMIT = 200
"""Characters of a quote, and of where it stands: it points at the file and does not copy it."""


class Quote(Noun):
    """One vague word where it was found."""

    id: str
    word: str
    quote: str
    place: str
    """Where in the file it stands."""
    tag: str
    """Key of one of the checklist's tags."""
    visit: str = ""
    kept_at: datetime | None = None
