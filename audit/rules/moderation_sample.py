"""Which files of a round without second readings are moderated: drawn by tickets that anybody can make again."""

from collections.abc import Iterable
from hashlib import sha256
from math import ceil
from typing import NamedTuple

from audit.model.refusal import refuse

SEED_LIMIT = 40
"""Characters in a seed, at most."""
RULE = (
    "Each file has a ticket: the SHA-256 of “seed:reference:agency”. The files with the smallest tickets are"
    " drawn, a share of all rounded up, so whoever knows the seed can draw again and finds the same."
)


class Ticketed(NamedTuple):
    """A file that can be drawn: its first reading, and what its ticket is made of."""

    case_audit_id: str
    reference: str
    agency: str
    """Key of the agency."""


def ticket(seed: str, file: Ticketed) -> str:
    """Return the ticket of a file: the same for the same seed, and nobody can choose it."""
    return sha256(f"{seed}:{file.reference}:{file.agency}".encode()).hexdigest()


def drawn(files: Iterable[Ticketed], seed: str, share: int) -> tuple[Ticketed, ...]:
    """Return the files drawn, in the order of their tickets: a greater share holds the smaller one."""
    ordered = sorted(files, key=lambda each: (ticket(seed, each), each.case_audit_id))
    return tuple(ordered[: ceil(len(ordered) * share / 100)])


def check(where: str, seed: str, share: int) -> None:
    """Refuse a share that is none, and a seed that cannot be read out."""
    if not 1 <= share <= 100:
        raise refuse("moderation.share", where=where)
    if not seed or len(seed) > SEED_LIMIT or not seed.isprintable():
        raise refuse("moderation.seed", where=where, limit=SEED_LIMIT)
