"""The pack of a release: a workbook from the masked picture alone, so that no part of it can give a number away."""

from audit.commands.release import exported
from audit.documents.board_pack import BoardPack
from audit.documents.released_pack_name import file_name
from audit.documents.released_sheets import put_cover, put_how, put_results
from audit.documents.released_tables import SHEET_CRITERIA, SHEET_POINTS, SHEET_STANDARDS
from audit.documents.sheet import new_workbook, to_bytes
from audit.model.checkpoint import Checkpoint
from audit.model.person import Person
from audit.model.released import ReleasedPicture
from audit.rules.released_words import NO_CRITERIA
from audit.store.database import Database
from audit.views import released as views


def released_pack(db: Database, by: Person, round_id: str, number: int) -> BoardPack:
    """Return the workbook of a release, and leave in the trail that this person took it out."""
    found = views.one(db, by, round_id, number)
    checkpoint = exported(db, by, round_id, number, found.files.number or 0)
    return BoardPack(file_name=file_name(found), content=workbook(found, checkpoint))


def workbook(found: ReleasedPicture, checkpoint: Checkpoint | None = None) -> bytes:
    """Return the bytes of the workbook: the same picture gives the same bytes."""
    title = f"Board pack: {found.review.title}, {found.round_title}"
    book = new_workbook(title, found.review.handling.label, found.at)
    put_cover(book, found, checkpoint)
    put_results(book, found, "Learning points", SHEET_POINTS, found.points)
    put_results(book, found, "Standards", SHEET_STANDARDS, found.standards)
    put_results(book, found, "Criteria", SHEET_CRITERIA, found.criteria, NO_CRITERIA)
    put_how(book, found)
    return to_bytes(book)
