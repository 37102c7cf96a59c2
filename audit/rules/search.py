"""What somebody looks for: the beginning of a reference, and words."""

import re
from typing import NamedTuple

LEAST = 2
"""Letters or digits that are looked for, at least: fewer would find nearly everything."""
MOST_WORDS = 6
"""Words that are looked for at once, at most."""
LONGEST = 40
"""Letters of a word that are kept to find it by."""
_WORD = re.compile(r"[^\W_]+")


class Wanted(NamedTuple):
    """What is looked for."""

    reference: str
    """What a reference begins with, in small letters."""
    words: tuple[str, ...]
    """What words of a finding or an action begin with: each of them."""

    @property
    def is_enough(self) -> bool:
        """True if it is long enough to look for."""
        return len(self.reference) >= LEAST


def words_of(*texts: str) -> frozenset[str]:
    """Return the words of texts as they are kept to be found by: in small letters, each once."""
    every = (word for each in texts for word in _WORD.findall(each.casefold()))
    return frozenset(word[:LONGEST] for word in every if len(word) >= LEAST)


def wanted(text: str) -> Wanted:
    """Return what a text asks for."""
    reference = " ".join(text.split()).casefold()
    found = (word[:LONGEST] for word in _WORD.findall(reference) if len(word) >= LEAST)
    return Wanted(reference, tuple(dict.fromkeys(found))[:MOST_WORDS])
