"""A figure as a strip from 0 to 100%: its interval, its share and its target, as a small picture with no text in it."""

import struct
import zlib

from audit.model.board import Result
from audit.model.figure import Figure, percent
from audit.model.released import ReleasedResult

WIDE, HIGH = 600, 56
MARGIN = 12
PALETTE = {" ": (0xFF, 0xFF, 0xFF), "-": (0xE2, 0xE7, 0xEE), "i": (0x8F, 0xB4, 0xD9)} | {
    "s": (0x1D, 0x4E, 0x89),
    "t": (0x0B, 0x0C, 0x0C),
}
EXPLAINED = (
    "In the pictures the grey bar runs from 0 to 100%; the pale band on it is the 95% interval, the blue block the share"
    " that was met, the thin black line the target."
)


def strip(result: ReleasedResult) -> bytes | None:
    """Return the picture as a PNG; None where the figure is hidden or empty, so that there is nothing to draw."""
    share, limits = result.figure.share, result.figure.limits
    if share is None or limits is None or result.target is None:
        return None
    return _strip(share, limits, result.target)


def drawn(figure: Figure, target: float | None) -> bytes | None:
    """The same of a true figure; None where nothing was applicable."""
    share = figure.share
    if share is None or figure.low is None or figure.high is None or target is None:
        return None
    return _strip(share, (figure.low, figure.high), target)


def spoken_of(title: str, result: Result) -> str:
    """Return what such a picture shows, for who does not see it."""
    words = result.figure.words_against(result.target)
    return f"{title}: {words}; target {percent(result.target)}%."


def _strip(share: float, limits: tuple[float, float], aim: float) -> bytes:
    bar = _painted("-", MARGIN, WIDE - MARGIN, " " * WIDE)
    bar = _painted("i", _at(limits[0]), _at(limits[1]) + 1, bar)
    block = (_at(share) - 7, _at(share) + 7)
    target = (_at(aim) - 2, _at(aim) + 2)
    rows = []
    for y in range(HIGH):
        row = bar if 18 <= y < HIGH - 18 else " " * WIDE
        row = _painted("s", *block, row) if 8 <= y < HIGH - 8 else row
        rows.append(_painted("t", *target, row))
    return _png(rows)


def spoken(result: ReleasedResult) -> str:
    """Return what the picture shows, for who does not see it."""
    target = "" if result.target is None else f"; target {percent(result.target)}%"
    return f"{result.title}: {result.figure.spoken}{target}."


def _at(share: float) -> int:
    return MARGIN + round(share * (WIDE - 2 * MARGIN))


def _painted(letter: str, start: int, end: int, row: str) -> str:
    start, end = max(start, 0), min(end, len(row))
    return f"{row[:start]}{letter * (end - start)}{row[end:]}"


def _png(rows: list[str]) -> bytes:
    """A PNG of eight bits a pixel, each the number of a colour."""
    order = {letter: number for number, letter in enumerate(PALETTE)}
    pixels = b"".join(bytes([0, *(order[each] for each in row)]) for row in rows)
    colours = b"".join(bytes(each) for each in PALETTE.values())
    header = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 3, 0, 0, 0)
    parts = [
        (b"IHDR", header),
        (b"PLTE", colours),
        (b"IDAT", zlib.compress(pixels, 9)),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*each) for each in parts)


def _chunk(kind: bytes, content: bytes) -> bytes:
    check = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + check
