"""What a board pack is called; apart from the pack, so that a page can say it without a workbook's library."""

from audit.documents.sheet_text import slug, stamp
from audit.model.board import Board
from audit.model.person import Person
from audit.model.source_review import Handling
from audit.views.reach import reaches_board


def file_name(board: Board, handling: Handling) -> str:
    """Return a name that says what it is even when it is all that one sees."""
    parts = (
        "board-pack",
        slug(board.review.key),
        slug(board.round_title),
        slug(board.narrowed_to) if board.narrowed_to else "",
        f"v{board.checklist.version}",
        slug(handling),
        stamp(board.at),
    )
    return "_".join(filter(None, parts)) + ".xlsx"


def file_name_for(board: Board, by: Person) -> str:
    """Return the name under which this person's pack of the board will be saved."""
    lines = board.disposed_at is None and reaches_board(by, "board.lines")
    return file_name(board, Handling.PROFESSIONALS_ONLY if lines else board.review.handling)
