"""A document as it is handed over: the bytes that bear a number are noted before anybody has them."""

from hashlib import sha256
from typing import BinaryIO, NamedTuple

from audit.commands.document import fixed
from audit.model.person import Person
from audit.store.database import Database

PIECE = 1 << 20


class Numbered(NamedTuple):
    """A document that is to be made under a number, by a person."""

    db: Database
    by: Person
    number: str

    def fix(self, content: bytes) -> bytes:
        """Return the bytes, once the register has noted which they are."""
        fixed(self.db, self.by, self.number, sha256(content).hexdigest(), len(content))
        return content

    def fix_file(self, file: BinaryIO) -> None:
        """Note which bytes a file holds that was written piece by piece; it is then read to its end."""
        file.seek(0)
        read, size = sha256(), 0
        while piece := file.read(PIECE):
            read.update(piece)
            size += len(piece)
        fixed(self.db, self.by, self.number, read.hexdigest(), size)
