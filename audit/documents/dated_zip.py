"""A zip whose parts all bear one time, that of what is in it: made again of the same, it is the same bytes."""

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

FIRST = 1980
"""The year in which the clock of a zip begins."""
READABLE = 0o644 << 16
_CLOCK = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*")
PROPERTIES = "docProps/core.xml"


def packed(parts: Iterable[tuple[str, bytes]], at: datetime | None) -> bytes:
    """Return a zip of these names and contents, in their order."""
    time = (FIRST, 1, 1, 0, 0, 0) if at is None or at.year < FIRST else at.timetuple()[:6]
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts:
            part = ZipInfo(name, date_time=time)
            part.compress_type, part.external_attr = ZIP_DEFLATED, READABLE
            archive.writestr(part, content)
    return out.getvalue()


def dated(content: bytes, at: datetime | None) -> bytes:
    """Return a zip that somebody else made with that time in each of its parts."""
    with ZipFile(BytesIO(content)) as archive:
        return packed([(each, archive.read(each)) for each in archive.namelist()], at)


def dated_workbook(content: bytes, at: datetime) -> bytes:
    """Return a workbook that somebody else made with that time in each of its parts, and among its properties."""
    with ZipFile(BytesIO(content)) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    said = rb"\g<1>" + f"{at:%Y-%m-%dT%H:%M:%SZ}".encode()
    parts[PROPERTIES] = _CLOCK.sub(said, parts[PROPERTIES])
    return packed(parts.items(), at)
