"""Text laid flat for reading: the same length, with every digit, space and dash in its plainest form.

People paste from other systems: full-width digits, thin spaces, non-breaking hyphens. Places found in the
flat text are places in the text itself.
"""

import unicodedata

MOST_KEPT = 4_096
"""Characters remembered at most, so that a text made of every character there is takes no room."""
DASHES = frozenset("−⁃˗ー")
"""What stands for a hyphen and is not one in Unicode's own list."""


class _Flat(dict[int, str]):
    """What each character becomes: always one character."""

    def __missing__(self, point: int) -> str:
        flat = _flat(chr(point))
        if len(self) < MOST_KEPT:
            self[point] = flat
        return flat


_FLAT = _Flat()


def flat(text: str) -> str:
    """Return the text with each character in its plainest form, place for place."""
    return text if text.isascii() else text.translate(_FLAT)


def _flat(char: str) -> str:
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in ("Zs", "Cf"):
        return " "
    if category == "Pd" or char in DASHES:
        return "-"
    if char in "’ʼ＇":
        return "'"
    wide = unicodedata.normalize("NFKC", char)
    return wide if len(wide) == 1 and wide.isascii() else char
