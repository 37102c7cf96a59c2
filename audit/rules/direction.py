"""Marks that turn the direction of writing end with the text that they stand in.

Left open, one would turn what a page or a document says after the text as well: 12 of 40 would be read as 04 fo 21.
"""

EMBEDDED, ISOLATED = frozenset("\u202a\u202b\u202d\u202e"), frozenset("\u2066\u2067\u2068")
ENDS = {"\u202c": EMBEDDED, "\u2069": ISOLATED}


def closed(text: str) -> str:
    """Return the text with what it left open closed at its end: nothing of it is taken away."""
    if text.isprintable():
        return text
    open_: list[str] = []
    for mark in text:
        if mark in EMBEDDED or mark in ISOLATED:
            open_.append(mark)
        elif mark in ENDS:
            _close(open_, ENDS[mark])
    return text + "".join("\u202c" if each in EMBEDDED else "\u2069" for each in reversed(open_))


def _close(open_: list[str], kind: frozenset[str]) -> None:
    """Close as the Unicode algorithm does: an isolate ends what is open within it, an embedding does not end an isolate."""
    if kind is EMBEDDED:
        if open_ and open_[-1] in EMBEDDED:
            open_.pop()
    elif any(each in ISOLATED for each in open_):
        while open_.pop() not in ISOLATED:
            pass
