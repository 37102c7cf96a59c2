"""Pseudonyms: a reference made from an identifier with a secret key, so that only who has the key and the list can go back.

The same identifier gives the same pseudonym as long as the key is the same, in this list and in the next one.
"""

import re
from collections.abc import Callable

from audit.rules.frame_fault import Read, Wrong
from audit.rules.reference import has_nhs_number

LETTERS = "BCDFGHJKLMNPQRSTVWXZ"
"""No vowels, so that no name or word can come about."""
DIGITS = "0123456789"
SIGNS = LETTERS + DIGITS
_PLACES = (DIGITS, *[SIGNS] * 7, *[LETTERS] * 4)
"""What may stand in each place: a digit, as a reference must have one, and never ten that could be an NHS number.

Fifty-five bits: among a hundred thousand cases two share one in a list of seven million.
"""
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


def pseudonym(identifier: str, seal: Seal) -> str:
    """Return the pseudonym of one identifier, for instance P-7K3M-Q2XD-BRTN."""
    number, made = int(seal(f"case {identifier}".encode()), 16), ""
    for signs in _PLACES:
        number, place = divmod(number, len(signs))
        made += signs[place]
    return f"P-{made[:4]}-{made[4:8]}-{made[8:]}"
