"""The zip around a workbook: its directory is read, and each part unpacked, without trusting a word of it."""

import re
import stat
import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo

from audit.documents.workbook_limits import Limits
from audit.model.refusal import Refusal, refuse

_ENTRY, _LOCAL, _END = b"PK\x01\x02", b"PK\x03\x04", b"PK\x05\x06"
_STORED, _DEFLATED = 0, 8
_ENCRYPTED = 0x1 | 0x40 | 0x2000
_PACKED_STEP, STEP = 65_536, 262_144
_RATIO_FROM = 1_000_000
"""A part that unpacks to less does no harm, however well it was packed."""
_LONGEST_NAME = 200
# What cannot stand in the name of a part: ways out of the folder, other systems' paths.
_BAD_NAME = re.compile(r"^/|\\|^[A-Za-z]:|(^|/)\.\.?(/|$)|//")


@dataclass(frozen=True)
class Part:
    """One part, still packed."""

    name: str
    packed: memoryview
    method: int
    size: int
    """What the directory says that it unpacks to."""
    check: int
    """What the directory says is its checksum."""


@dataclass
class Unpacking:
    """Unpacks parts and counts all that comes out, so that the limit holds for the file as a whole."""

    name: str
    """Of the file."""
    limits: Limits
    total: int = field(default=0, init=False)

    def of(self, part: Part) -> Iterator[bytes]:
        """Yield what the part holds, at most STEP bytes at a time."""
        where = f"{self.name}, part {part.name}"
        size = check = 0
        try:
            for piece in _inflated(part):
                size += len(piece)
                self.total += len(piece)
                check = zlib.crc32(piece, check)
                if size > max(_RATIO_FROM, len(part.packed) * self.limits.ratio):
                    raise refuse("workbook.ratio", where, limit=self.limits.ratio)
                if self.total > self.limits.unpacked:
                    millions = self.limits.unpacked // 1_000_000
                    raise refuse("workbook.unpacked", where, limit=millions)
                yield piece
        except (zlib.error, EOFError) as error:
            raise refuse("workbook.damaged", where) from error
        if (size, check) != (part.size, part.check):
            raise refuse("workbook.lies", where)


def _inflated(part: Part) -> Iterator[bytes]:
    """Yield the part's bytes; EOFError when it ends too early or too late."""
    if part.method == _STORED:
        for start in range(0, len(part.packed), STEP):
            yield bytes(part.packed[start : start + STEP])
        return
    inflater = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(part.packed), _PACKED_STEP):
        waiting: bytes | memoryview = part.packed[start : start + _PACKED_STEP]
        while True:
            piece = inflater.decompress(waiting, STEP)
            waiting = inflater.unconsumed_tail
            if piece:
                yield piece
            if not waiting and len(piece) < STEP:
                break
    if not inflater.eof or inflater.unused_data:
        raise EOFError


def parts_of(content: bytes, name: str, limits: Limits) -> list[Part]:
    """Return the parts of a zip, each with a sound name and a place of its own; nothing is unpacked yet."""
    if content.rfind(_END) < 0:
        raise refuse("workbook.cut-short", name)
    # Counted before the directory is read: a small file can list hundreds of thousands.
    if content.count(_ENTRY) > limits.parts:
        raise refuse("workbook.parts", name, limit=limits.parts)
    try:
        with ZipFile(BytesIO(content)) as archive:
            listed = archive.infolist()
        placed = [_placed(content, name, each) for each in listed]
    except (BadZipFile, ValueError, NotImplementedError, OSError, struct.error) as error:
        raise refuse("workbook.damaged", name) from error
    _no_overlap(name, placed)
    _no_twins(name, listed)
    return [part for _, part in placed if not part.name.endswith("/")]


def packed_anew(parts: list[Part]) -> bytes:
    """Return a zip of these parts, as they are packed: each was unpacked to its end, so every reader finds the same."""
    packed, listed = bytearray(), bytearray()
    for part in parts:
        name = part.name.encode()
        sizes = (part.check, len(part.packed), part.size, len(name), 0)
        about = struct.pack("<5H3L2H", 20, 0x800, part.method, 0, 0x21, *sizes)
        listed += _ENTRY + struct.pack("<H", 20) + about
        listed += struct.pack("<3H2L", 0, 0, 0, 0, len(packed)) + name
        packed += _LOCAL + about + name + part.packed
    count = len(parts)
    end = struct.pack("<4H2LH", 0, 0, count, count, len(listed), len(packed), 0)
    return bytes(packed + listed + _END + end)


def _placed(content: bytes, name: str, entry: ZipInfo) -> tuple[int, Part]:
    """Return where an entry begins and the entry itself, after asking everything that its heading can say."""
    if refusal := _unsound(name, entry):
        raise refusal
    shown = entry.orig_filename
    where = f"{name}, part {shown}"
    at = entry.header_offset
    heading = content[at : at + 30] if at >= 0 else b""
    if len(heading) < 30 or heading[:4] != _LOCAL:
        raise refuse("workbook.lies", where)
    flags, method = struct.unpack("<HH", heading[6:10])
    name_size, extra_size = struct.unpack("<HH", heading[26:30])
    raw = content[at + 30 : at + 30 + name_size]
    start = at + 30 + name_size + extra_size
    packed = memoryview(content)[start : start + entry.compress_size]
    if flags & _ENCRYPTED:
        raise refuse("workbook.locked", where)
    told = raw.decode("utf-8" if flags & 0x800 else "cp437", errors="replace")
    if (told, method, len(packed)) != (shown, entry.compress_type, entry.compress_size):
        raise refuse("workbook.lies", where)
    return at, Part(shown, packed, method, entry.file_size, entry.CRC)


def _unsound(name: str, entry: ZipInfo) -> Refusal | None:
    shown = entry.orig_filename
    where = f"{name}, part {printable(shown)}"
    if entry.flag_bits & _ENCRYPTED:
        return refuse("workbook.locked", where)
    if not 0 < len(shown) <= _LONGEST_NAME or not shown.isprintable() or _BAD_NAME.search(shown):
        return refuse("workbook.path", where)
    if stat.S_ISLNK(entry.external_attr >> 16):
        return refuse("workbook.link", where)
    if entry.compress_type not in (_STORED, _DEFLATED):
        return refuse("workbook.packing", where)
    return None


def _no_overlap(name: str, placed: list[tuple[int, Part]]) -> None:
    """A bomb can let many parts share the same packed bytes."""
    end = 0
    for start, part in sorted(placed, key=lambda each: each[0]):
        if start < end:
            raise refuse("workbook.lies", f"{name}, part {part.name}")
        end = start + 30 + len(part.packed)


def _no_twins(name: str, listed: list[ZipInfo]) -> None:
    """Readers differ in which of two parts with one name they take, and capitals do not tell parts apart."""
    seen: set[str] = set()
    for entry in listed:
        folded = entry.orig_filename.casefold()
        if folded in seen:
            raise refuse("workbook.twice", f"{name}, part {entry.orig_filename}")
        seen.add(folded)


def printable(text: str) -> str:
    """Return a name from a file as it can stand in a sentence: short, one line, nothing that hides."""
    shown = "".join(each if each.isprintable() else "�" for each in text[:81])
    return f"{shown[:80]}…" if len(text) > 80 else shown
