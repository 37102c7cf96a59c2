"""An imitation of a language, made from the English as it is asked for: to see what is cut off, or never translated.

Each sentence is longer by two fifths, as Welsh can be, its letters have accents, and it stands in brackets; so
what is drawn without them did not pass through the translation, and a bracket that is missing was cut off.
"""

import re
from gettext import NullTranslations

_ACCENTS = str.maketrans("aceinouwyACEINOUWY", "àçéîñôûŵÿÀÇÉÎÑÔÛŴŸ")
_GAP = re.compile(r"(\{[^{}]*\})")
OPEN, SHUT = "⟦", "⟧"
LONGER = 0.4


def imitated(sentence: str) -> str:
    """Return the sentence as the imitation says it; its gaps stay as they are."""
    if OPEN in sentence:  # said already
        return sentence
    parts = _GAP.split(sentence)
    said = "".join(part if _GAP.fullmatch(part) else part.translate(_ACCENTS) for part in parts)
    words = max(1, round(len(_GAP.sub("", sentence)) * LONGER / 4))
    return f"{OPEN}{said}{' ~~~' * words}{SHUT}"


class Pseudo(NullTranslations):
    """The imitation, as gettext asks for it."""

    def gettext(self, message: str) -> str:
        """Return the sentence imitated."""
        return imitated(message)

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """Return the sentence for so many, imitated."""
        return imitated(msgid1 if n == 1 else msgid2)
