"""The library: the folder of reviews that comes with the tool, published into a database that lacks them."""

from collections.abc import Iterator
from pathlib import Path

from audit.commands.checklist import publish
from audit.documents.checklist import REVIEW, ReadReview, read
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.store.database import Database
from audit.views.checklist import published

CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"
"""The library of this installation; each folder in it is a review."""


def library(folder: Path = CHECKLISTS) -> Iterator[ReadReview]:
    """Read every review of the library, in the order of the folders' names."""
    for path in sorted(folder.glob(f"*/{REVIEW}")):
        yield read(path.parent)


def ready(db: Database, by: Person, folder: Path = CHECKLISTS) -> None:
    """Publish what the library holds and the database does not: a version once published is left alone.

    A fault in a file refuses a database that has nothing published yet. Later it is passed over, since an
    edit half made must not keep auditors from their work; `check` and `publish` name the fault.
    """
    newest = {
        (each.review.key, each.checklist.key): each.checklist.version for each in published(db)
    }
    for each in library(folder):
        if each.review is not None and not each.complaints:
            fresh = tuple(
                one for one in each.checklists if one.version > newest.get((one.review, one.key), 0)
            )
            publish(db, by, each.review, fresh)
        elif not newest:
            raise Refusal(each.complaints[0])
