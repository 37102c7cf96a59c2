"""The library: the folder of reviews that comes with the tool, published into a database that lacks them."""

from collections.abc import Iterator
from pathlib import Path

from audit.commands.checklist import publish
from audit.documents.checklist import REVIEW, ReadReview, read
from audit.model.calibration import CalibrationSet
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.store.database import Database
from audit.views.checklist import practice_known, published

CHECKLISTS = Path(__file__).resolve().parents[2] / "checklists"
"""The library of this installation; each folder in it is a review."""


def library(folder: Path = CHECKLISTS) -> Iterator[ReadReview]:
    """Read every review of the library, in the order of the folders' names."""
    for path in sorted(folder.glob(f"*/{REVIEW}")):
        yield read(path.parent)


def ready(
    db: Database, by: Person, folder: Path = CHECKLISTS, *, review: str | None = None
) -> None:
    """Publish what the library holds and the database does not: a version once published is left alone.

    With the key of a review, that one alone.

    A fault in a file refuses a database that has nothing published yet. Later it is passed over, since an
    edit half made must not keep auditors from their work; `check` and `publish` name the fault.
    """
    newest = {
        (each.review.key, each.checklist.key): each.checklist.version for each in published(db)
    }
    known = practice_known(db)
    for each in library(folder):
        if review is not None and (each.review is None or each.review.key != review):
            continue
        if each.review is not None and not each.complaints:
            fresh = tuple(
                one for one in each.checklists if one.version > newest.get((one.review, one.key), 0)
            )
            there = known | {(one.review, one.key, one.version): {} for one in fresh}
            practice = tuple(one for one in each.practice if _is_new(one, there))
            publish(db, by, each.review, fresh, practice, each.themes)
        elif not newest:
            raise Refusal(each.complaints[0])


def _is_new(found: CalibrationSet, known: dict[tuple[str, str, int], dict[str, int]]) -> bool:
    """True if the set's checklist is there, or comes now, and no version of the set that is as new."""
    checklist = known.get((found.review, found.checklist, found.checklist_version))
    return checklist is not None and found.version > checklist.get(found.key, 0)
