"""Which files of a round without second readings are moderated: drawn by tickets that anybody can make again."""

from collections.abc import Iterable
from math import ceil
from typing import NamedTuple

from audit.analysis.sample import drawn_order
from audit.model.language import N_
from audit.model.refusal import refuse

RULE = N_(
    "The tool makes the seed at the first draw, so nobody can choose it. Each file has a ticket: the SHA-256"
    " of “seed:reference agency” in small letters. The files with the smallest tickets are drawn, a share of"
    " all rounded up, so whoever knows the seed can draw again and finds the same."
)


class Ticketed(NamedTuple):
    """A file that can be drawn: its first reading, and what its ticket is made of."""

    case_audit_id: str
    reference: str
    agency: str
    """Key of the agency."""


def drawn(files: Iterable[Ticketed], seed: str, share: int) -> tuple[Ticketed, ...]:
    """Return the files drawn, in the order of their tickets: a greater share holds the smaller one."""
    named = {f"{each.reference} {each.agency}": each for each in files}
    order = drawn_order(seed, named, ceil(len(named) * share / 100))
    return tuple(named[each] for each in order)


def check(where: str, share: int) -> None:
    """Refuse a share that is none."""
    if not 1 <= share <= 100:
        raise refuse("moderation.share", where=where)
