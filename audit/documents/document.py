"""A document as it is handed over: the bytes that bear a number are noted before anybody has them."""

from collections.abc import Callable
from hashlib import sha256
from typing import BinaryIO, NamedTuple

from audit.commands.document import fixed
from audit.model.person import Person
from audit.store.database import Database

PIECE = 1 << 20


Heard = Callable[[int, int], object]
"""Told of how many steps so many are done; what it raises ends the making."""


def unheard(done: int, total: int) -> None:
    """Nobody waits to hear how far it is."""


class Numbered(NamedTuple):
    """A document that is to be made under a number, by a person."""

    db: Database
    by: Person
    number: str
    kept: bool = False
    """True where whoever keeps the bytes until they are fetched notes which they are."""

    def fix(self, content: bytes) -> bytes:
        """Return the bytes, once the register has noted which they are."""
        if self.kept:
            return content
        fixed(self.db, self.by, self.number, sha256(content).hexdigest(), len(content))
        return content

    def fix_file(self, file: BinaryIO) -> None:
        """Note which bytes a file holds that was written piece by piece; it is then read to its end."""
        if self.kept:
            return
        file.seek(0)
        read, size = sha256(), 0
        while piece := file.read(PIECE):
            read.update(piece)
            size += len(piece)
        fixed(self.db, self.by, self.number, read.hexdigest(), size)
