"""What the bundle for an inspection and its parts are called: apart from them, so that a page needs no Word to say it."""

import re
from datetime import datetime

from audit.documents.sheet_text import slug, stamp
from audit.model.source_review import Handling
from audit.rules.headline import many

HANDLING = Handling.PROFESSIONALS_ONLY
"""What was written about one child is never wider, whatever review it was audited against."""
MIME = "application/zip"
COVER, EVALUATION = "cover-and-index", "partnership-evaluation"


def file_name(review: str, round_title: str, children: int, at: datetime) -> str:
    """Return the name of a bundle: it says of how many children it is, and never of which."""
    parts = (
        "jtai-bundle",
        slug(review),
        slug(round_title),
        slug(many(children, "child")),
        slug(HANDLING),
        stamp(at),
    )
    return f"{'_'.join(parts)}.zip"


def cover_name() -> str:
    """Return where the index stands: first."""
    return f"00_{COVER}_{slug(HANDLING)}.docx"


def folder(nth: int, reference: str) -> str:
    """Return the folder of a child, by its place in the bundle: two references may be alike on a disk."""
    return f"{nth:02}_{slug(reference)}"


def part_name(nth: int, what: str, reference: str) -> str:
    """Return the name of a document in a child's folder: it says what it is when it is all that one sees."""
    plain = re.sub("['\N{RIGHT SINGLE QUOTATION MARK}]", "", what)
    return f"{nth:02}_{slug(plain)}_{slug(reference)}_{slug(HANDLING)}.docx"
