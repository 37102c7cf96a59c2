"""What a scoring workbook's file is called; apart from it, so that a page needs no library to say it."""

from datetime import datetime

from audit.documents.sheet_text import slug, stamp
from audit.model.source_review import Handling

HANDLING = Handling.PROFESSIONALS_ONLY
"""What is written about one case is never wider, whatever review it is audited against."""
WITHOUT = "my-files"
"""Whose files they are, where a name has no letters that every disk knows."""


def file_name(round_title: str, auditor: str, at: datetime) -> str:
    """Return a name that says of which round it is and whose, and how it is handled, even when it is all one sees."""
    whose = initials(auditor) or WITHOUT
    parts = ("scoring-workbook", slug(round_title), whose, slug(HANDLING), stamp(at))
    return f"{'_'.join(parts)}.xlsx"


def initials(name: str) -> str:
    """Return the first letters of a name's words as a file's name can hold them; nothing where it has none."""
    first = (slug(word)[:1] for word in name.split() if any(map(str.isascii, word)))
    return "".join(first)[:4]
