"""How high a row must be for its text. LibreOffice fits no row of a file made elsewhere, so each says its height."""

from functools import lru_cache
from math import ceil

PIXEL = 0.75
"""Points in a pixel."""
DIGIT = 7
"""Pixels that a digit takes in Arial 10: the unit of column widths."""
PADDING = 12
"""Pixels in a cell that no letter stands on, with an indent."""
LINE = 1.22
"""Height of a line by the size of its letters."""
ROW = 15.0
"""Height of a row of one line, in points."""
HIGHEST = 409.0
"""No row of Excel is higher."""

# Widths of Arial's letters, in thousandths of their size.
_WIDTHS = {
    **dict.fromkeys("ijl'|", 222),
    **dict.fromkeys(" !,./:;I[]ft\\", 278),
    **dict.fromkeys('()-r`{}"*“”‘’', 345),
    **dict.fromkeys("Jckssvxyz^", 500),
    **dict.fromkeys("+<=>~÷", 584),
    **dict.fromkeys("FTZ", 611),
    **dict.fromkeys("ABEKPSVXY&", 667),
    **dict.fromkeys("CDHNRUw", 722),
    **dict.fromkeys("GOQ", 778),
    **dict.fromkeys("Mm%", 889),
    **dict.fromkeys("W@", 1015),
}
_OTHER, _WIDE = 556, 1000


@lru_cache(maxsize=65_536)
def lines(text: str, width: float, size: int, *, bold: bool = False) -> int:
    """Return over how many lines a text wraps in a column of this width."""
    room = (width * DIGIT - PADDING) * PIXEL * 1000 / (size * (1.08 if bold else 1))
    return sum(_wrapped(paragraph, room) for paragraph in text.split("\n"))


def height(line_count: int, size: int) -> float:
    """Return the height of a row of so many lines, in points."""
    return max(ROW, ceil(line_count * size * LINE + 2))


def _wrapped(paragraph: str, room: float) -> int:
    count, used = 1, 0.0
    for word in paragraph.split(" "):
        needed = _wide(word)
        if used and used + needed > room:
            count, used = count + 1, 0.0
        # A word longer than the line is broken wherever the line ends.
        count += int(needed // room)
        used += needed % room + _WIDTHS[" "]
    return count


def _wide(word: str) -> int:
    return sum(_WIDTHS.get(each, _OTHER if each < "\u2000" else _WIDE) for each in word)
