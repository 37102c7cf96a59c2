"""The pack of a release: a workbook from the masked picture alone, so that no part of it can give a number away."""

from audit.commands.release import exported
from audit.documents.board_pack import BoardPack
from audit.documents.document import Numbered
from audit.documents.released_pack_name import file_name
from audit.documents.released_sheets import put_cover, put_how, put_results
from audit.documents.released_tables import SHEET_CRITERIA, SHEET_POINTS, SHEET_STANDARDS
from audit.documents.sheet import new_workbook, to_bytes
from audit.documents.sheet_text import numbered_name
from audit.model.document import Taken
from audit.model.person import Person
from audit.model.released import ReleasedPicture
from audit.rules.released_words import NO_CRITERIA
from audit.store.database import Database
from audit.views import released as views


def released_pack(db: Database, by: Person, round_id: str, number: int) -> BoardPack:
    """Return the workbook of a release, and leave in the trail that this person took it out."""
    found = views.one(db, by, round_id, number)
    taken = exported(db, by, round_id, number, found.files.number or 0)
    content = Numbered(db, by, taken.number).fix(workbook(found, taken))
    return BoardPack(file_name=numbered_name(file_name(found), taken.number), content=content)


def workbook(found: ReleasedPicture, taken: Taken) -> bytes:
    """Return the bytes of the workbook: the same picture under the same number gives the same bytes."""
    title = f"Board pack: {found.review.title}, {found.round_title}"
    book = new_workbook(title, found.review.handling.label, found.at, taken.number)
    put_cover(book, found, taken)
    put_results(book, found, taken, "Learning points", SHEET_POINTS, found.points)
    put_results(book, found, taken, "Standards", SHEET_STANDARDS, found.standards)
    put_results(book, found, taken, "Criteria", SHEET_CRITERIA, found.criteria, NO_CRITERIA)
    put_how(book, found, taken)
    return to_bytes(book)
