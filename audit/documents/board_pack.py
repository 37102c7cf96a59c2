"""The board pack: one workbook, from the same frozen picture that the screen draws."""

from dataclasses import dataclass, replace

from audit.commands.export import exported
from audit.documents.board_pack_measures import put_measures
from audit.documents.board_pack_method import put_method
from audit.documents.board_pack_name import file_name
from audit.documents.board_pack_picture import Picture, picture_of
from audit.documents.board_pack_sheets import (
    put_change,
    put_criteria,
    put_lines,
    put_points,
    put_ratings,
    put_standards,
)
from audit.documents.board_pack_summary import put_summary
from audit.documents.board_pack_trend import put_trend
from audit.documents.document import Numbered
from audit.documents.sheet import new_workbook, to_bytes
from audit.documents.sheet_text import numbered_name
from audit.model.board import Filter
from audit.model.person import Person
from audit.rules import permission
from audit.store.database import Database
from audit.views import identifier as identifiers

AUDIENCE = "professionals"
"""Counts of one to nine stand open in this pack: it is not for leaving the partnership."""


@dataclass(frozen=True)
class BoardPack:
    """A workbook under the name that it is saved by."""

    file_name: str
    content: bytes


def board_pack(db: Database, by: Person, narrow: Filter) -> BoardPack:
    """Return the workbook of a round, and leave in the trail that this person took it out."""
    permission.require(by, "board.export")
    picture = picture_of(db, by, narrow)
    _check_identifiers(db, by, picture)
    # The export stands in the trail before the file is made, so that the file can say how the trail
    # stood with it: a file that then cannot be made is one entry too many, never one too few.
    board = picture.board
    taken = exported(
        db,
        by,
        "board_pack",
        narrow.round_id,
        AUDIENCE,
        board.submitted,
        about=board.narrowed_to,
        handling=picture.handling,
        cases=picture.beside.cases,
    )
    content = workbook(replace(picture, taken=taken, viewer=by.name))
    return BoardPack(
        file_name=numbered_name(file_name(board, picture.handling), taken.number),
        content=Numbered(db, by, taken.number).fix(content),
    )


def _check_identifiers(db: Database, by: Person, picture: Picture) -> None:
    """Refuse while anything that looks like an identifier, in what the pack carries, waits for a QA lead."""
    told = (picture.strengths, picture.gaps)
    lines = (each.line for some in told if some is not None for each in some.lines)
    held = identifiers.held(db, by, lines)
    if held:
        raise identifiers.refusal(held)


def workbook(picture: Picture) -> bytes:
    """Return the bytes of the workbook: the same picture under the same number gives the same bytes."""
    board = picture.board
    title = f"Board pack: {board.review.title}, {board.round_title}"
    book = new_workbook(title, picture.handling.label, board.at, picture.number)
    put_summary(book, picture)
    put_points(book, picture)
    put_standards(book, picture)
    put_criteria(book, picture)
    put_measures(book, picture)
    put_change(book, picture)
    put_trend(book, picture)
    put_lines(book, picture, "Strengths", picture.strengths)
    put_lines(book, picture, "Gaps", picture.gaps)
    put_ratings(book, picture)
    put_method(book, picture)
    return to_bytes(book)
