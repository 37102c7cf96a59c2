"""Text on its way into a workbook: it arrives as the same text, whatever somebody typed."""

import re
import unicodedata
from datetime import datetime
from zoneinfo import ZoneInfo

from audit.model.language import long_date

CELL_LIMIT = 32_767
"""Characters that Excel keeps in one cell; whatever is over it would be cut without a word."""
SLUG_LIMIT = 40
LONDON = ZoneInfo("Europe/London")

# Excel reads _xHHHH_ as one character. The \r counts because it is itself written as _x000D_.
_LOOKS_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}[_\r])")
_SEEN: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"},
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}"),
}
"""What XML forbids: control characters become their pictures, so that a reader sees them."""
_REPLACED = _SEEN | {ord("\r"): "_x000D_"}
"""In a cell."""


def seen(text: str) -> str:
    """Return the text as a title or an alternative text holds it: there Excel reads no _xHHHH_ as a character."""
    return text.translate(_SEEN)


def safe(text: str) -> str:
    """Return the text as a workbook has to hold it, so that Excel and LibreOffice read the same text."""
    if "_x" not in text and text.isprintable():
        return text
    return _LOOKS_ESCAPED.sub("_x005F_", text).translate(_REPLACED)


def pieces(text: str) -> list[str]:
    """Return the text in as many pieces as it needs cells; together they are the whole text."""
    if len(text) * 7 <= CELL_LIMIT:
        return [text]
    found, start, size = [], 0, 0
    for place, letter in enumerate(text):
        # What `safe` makes of it at most; a letter beyond the first 65,536 counts twice in Excel.
        cost = 7 if letter in "_\r" else 1 + (letter > "\uffff")
        if size + cost > CELL_LIMIT:
            found.append(text[start:place])
            start, size = place, 0
        size += cost
    return [*found, text[start:]]


def slug(text: str) -> str:
    """Return the text as a part of a file name: small letters, digits and hyphens, safe on every disk."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:SLUG_LIMIT].strip("-") or "untitled"


def when(at: datetime) -> str:
    """Return a time as people in the partnership say it, for instance "3 March 2026, 14:02"."""
    local = at.astimezone(LONDON)
    return f"{long_date(local)}, {local:%H:%M}"


def numbered_name(name: str, number: str) -> str:
    """Return a file's name with the document's number at its end, before what kind of file it is."""
    stem, _, ending = name.rpartition(".")
    return f"{stem}_{number}.{ending}"


def stamp(at: datetime) -> str:
    """Return the same time for a file name, where it sorts: 2026-03-03-1402."""
    return f"{at.astimezone(LONDON):%Y-%m-%d-%H%M}"
