"""The number that a file bears: in its name, or among the properties that an office program keeps with it."""

import re
import zlib
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from audit.model.document import number_in

PROPERTIES = "docProps/core.xml"
MOST = 100_000
"""Bytes of properties that are looked at: ours have under a thousand."""
_IDENTIFIER = re.compile(rb"<dc:identifier[^>]*>([^<]{1,40})</dc:identifier>")


def number_of_file(name: str, content: bytes) -> str:
    """Return the document number that a file bears; empty where it bears none.

    Of a file from outside no more is read than a stretch of one part: nothing in it can grow large here.
    """
    return number_in(name) or number_in(_inside(content))


def _inside(content: bytes) -> str:
    try:
        with ZipFile(BytesIO(content)) as archive, archive.open(PROPERTIES) as part:
            found = _IDENTIFIER.search(part.read(MOST))
    except (
        BadZipFile,
        zlib.error,
        KeyError,
        NotImplementedError,
        RuntimeError,
        OSError,
        EOFError,
    ):
        return ""
    except ValueError:  # a date or a length in it that is none
        return ""
    return "" if found is None else found[1].decode("ascii", "replace")
