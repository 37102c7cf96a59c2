"""Text on its way into a Word document or a slide: it arrives as the same text, whatever somebody typed."""

_REPLACED: dict[int, str] = {
    **{code: chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"},
    **dict.fromkeys([*range(0xD800, 0xE000), 0xFFFE, 0xFFFF], "\N{REPLACEMENT CHARACTER}"),
}
"""What XML forbids: control characters become their pictures, so that a reader sees them."""


def clean(text: str) -> str:
    """Return the text as XML can hold it; the ends of its lines are one kind, as a document has but one."""
    if text.isprintable():
        return text
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_REPLACED)


def short(text: str, most: int) -> str:
    """Return the text, at a word's end where it is longer than there is room for; the dots say that there is more."""
    if len(text) <= most:
        return text
    cut = text[:most].rsplit(" ", 1)[0] if " " in text[:most] else text[:most]
    return f"{cut.rstrip(' ,;:')} …"
