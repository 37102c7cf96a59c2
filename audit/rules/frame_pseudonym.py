"""Pseudonyms: a reference made from an identifier with a secret key, so that only who has the key and the list can go back.

The same identifier gives the same pseudonym as long as the key is the same, in this list and in the next one.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable

from audit.rules.frame_fault import Read, Wrong
from audit.rules.reference import has_nhs_number

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no name or word can come about."""
DIGITS = "0123456789"
SIGNS = LETTERS + DIGITS
GROUP = 4
IDENTIFIER_LIMIT = 100
"""Characters of an identifier, at most."""
_APART = re.compile(r"[\s.\-/]+")

Seal = Callable[[bytes], str]
"""A keyed hash, in hexadecimal digits."""


class Identifiers(Read[str]):
    """Identifiers as they are told apart: spaces around them and capitals do not count.

    Spaces and hyphens within do count, but for an NHS number, which people write with and without them.
    """

    def _read(self, text: str) -> str | Wrong:
        plain = " ".join(text.casefold().split())
        if len(plain) > IDENTIFIER_LIMIT or not plain.isprintable():
            return Wrong("frame.identifier", {"limit": IDENTIFIER_LIMIT})
        bare = _APART.sub("", plain)
        return bare if len(bare) == 10 and bare.isdecimal() and has_nhs_number(bare) else plain


def pseudonyms(identifiers: Iterable[str], seal: Seal) -> tuple[dict[str, str], int]:
    """Return the pseudonym of each identifier, and how many had to be longer for another had the same.

    Forty bits and a bit: of a hundred thousand cases now and then two would share one. Those get a third
    group, of letters alone: so no row of digits is long enough to be anything else.
    """
    made = {each: short(each, seal) for each in dict.fromkeys(identifiers)}
    longer = 0
    while clash := _clashing(made):
        longer += len(clash)
        for each in clash:
            made[each] += "-" + _signs(seal(f"{made[each]} {each}".encode()), LETTERS)
    return made, longer


def short(identifier: str, seal: Seal) -> str:
    """Return the pseudonym of one identifier, for instance P-7K3M-Q2XD: it has a digit, as a reference must."""
    turn = 0
    while True:
        made = _signs(seal(f"case {turn} {identifier}".encode()), SIGNS, 2 * GROUP)
        if not made.isalpha():
            return f"P-{made[:GROUP]}-{made[GROUP:]}"
        turn += 1


def _signs(sealed: str, of: str, length: int = GROUP) -> str:
    number, found = int(sealed, 16), ""
    while len(found) < length:
        number, place = divmod(number, len(of))
        found += of[place]
    return found


def _clashing(made: dict[str, str]) -> list[str]:
    """The identifiers whose pseudonym is another's too."""
    if len(set(made.values())) == len(made):
        return []
    of = defaultdict(list)
    for identifier, pseudonym in made.items():
        of[pseudonym].append(identifier)
    return [each for found in of.values() if len(found) > 1 for each in found]
