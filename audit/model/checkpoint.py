"""A checkpoint: how the trail stood at a moment, kept where whoever can change the database cannot reach."""

import re
from datetime import datetime

from audit.model.noun import Noun

_WRITTEN = re.compile(
    r"(?:site (?P<site>[a-z0-9]+),? )?entry (?P<seq>[\d,]*\d)(?: of stream (?P<stream>\d+))?,.{0,60}? hash (?P<hash>[0-9a-f]{32,64})\b"
)


class Mark(Noun):
    """What somebody holds against the trail: a number, and the hash that stood there."""

    seq: int
    hash: str
    """The whole hash, or at least the first 32 of its digits."""
    site: str | None = None
    """The database that it is of, where it says so."""
    stream: int = 0
    """Of the trail, that the entry is in."""


class Checkpoint(Noun):
    """The newest entry of a stream of the trail: whoever holds this can tell later that nothing up to it was altered."""

    site: str
    stream: int = 0
    seq: int
    at: datetime
    hash: str
    key_id: str
    """Which key sealed the entry."""

    @property
    def line(self) -> str:
        """It as one line of text; `marks` reads it again."""
        of = f" of stream {self.stream}" if self.stream else ""
        return (
            f"practice audit, site {self.site}, entry {self.seq}{of}, {self.at.isoformat()},"
            f" hash {self.hash}, key {self.key_id}"
        )

    @property
    def mark(self) -> Mark:
        """What of it is held against the trail."""
        return Mark(seq=self.seq, hash=self.hash, site=self.site, stream=self.stream)


def marks(text: str) -> tuple[Mark, ...]:
    """Return every checkpoint in a text: lines of a file, or words as a board pack prints them."""
    return tuple(
        Mark(
            seq=int(found["seq"].replace(",", "")),
            hash=found["hash"],
            site=found["site"],
            stream=int(found["stream"] or 0),
        )
        for found in _WRITTEN.finditer(text)
    )
