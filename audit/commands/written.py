"""What is written where others read it: it identifies nobody, or a person has looked, and the trail says so."""

from collections.abc import Iterable

from audit.rules.identifier import suspects
from audit.rules.panel_check import check_written
from audit.store import identifiers
from audit.store.database import Act


def written(now: Act, where: str, text: str, *, looked: bool, limit: int | None = None) -> str:
    """Return a panel's text without its outer space; refuse what looks like an identifier, unless somebody looked."""
    watched = identifiers.words(now.connection)
    kept = check_written(where, text, watched, looked=looked, limit=limit)
    say_looked(now, kept, watched, looked=looked)
    return kept


def say_looked(now: Act, text: str, watched: Iterable[str], *, looked: bool) -> None:
    """Leave in the act's entry that a person looked at what seems an identifier, at how much, and kept it.

    Where nothing in the text seems to be one, there was nothing to look at, and nothing is said.
    """
    found = suspects(text, watched) if looked else ()
    if found:
        now.did(looked=True, suspected=len(found))
