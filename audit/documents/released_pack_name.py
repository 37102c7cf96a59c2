"""What the pack of a release is called; apart from the pack, so that a page can say it without a workbook's library."""

from audit.documents.sheet_text import slug, stamp
from audit.model.released import ReleasedPicture


def file_name(found: ReleasedPicture) -> str:
    """Return a name that says for whom it is, and which release, even when it is all that one sees."""
    parts = (
        "board-pack",
        slug(found.review.key),
        slug(found.round_title),
        f"for-{slug(found.audience.value)}",
        f"release-{found.number}",
        slug(found.review.handling),
        stamp(found.at),
    )
    return "_".join(parts) + ".xlsx"
