"""What a board pack is made of: the board, and the ratings behind it for those who may see them."""

from dataclasses import dataclass

from audit.documents.board_tables import ToldLine
from audit.documents.sheet import Running
from audit.documents.sheet_text import when
from audit.model.board import Board, Filter
from audit.model.person import Person
from audit.model.source_review import Handling
from audit.rules import permission
from audit.store.database import Database
from audit.views import board as boards
from audit.views import evidence
from audit.views.evidence import Which

LINES_SHOWN = 2_000
"""Lines of evidence on one sheet: beyond that nobody reads, and the data extract has them all."""
RATINGS_SHOWN = 20_000
TRIES = 3


@dataclass(frozen=True)
class Told:
    """Counted ratings, and how many there are in all."""

    lines: tuple[ToldLine, ...]
    total: int


@dataclass(frozen=True)
class Picture:
    """Everything that a board pack shows. Without the right to see lines the last three are None."""

    board: Board
    strengths: Told | None
    gaps: Told | None
    ratings: Told | None

    @property
    def has_lines(self) -> bool:
        """True when it holds what was written about single case files."""
        return self.ratings is not None

    @property
    def handling(self) -> Handling:
        """The review's handling; with lines from case files never wider than professionals only."""
        return Handling.PROFESSIONALS_ONLY if self.has_lines else self.board.review.handling

    @property
    def handling_reason(self) -> str:
        """Why it is handled so."""
        if self.handling is self.board.review.handling:
            return self.board.review.handling_reason
        return (
            "The review is published, but this workbook also holds lines of evidence from case files:"
            " keep it within the agencies that work with children and families."
        )

    @property
    def running(self) -> Running:
        """What stands at the head and foot of every page."""
        board = self.board
        return Running(
            handling=self.handling.label,
            round_title=board.round_title,
            checklist=f"checklist version {board.checklist.version}",
            made=when(board.at),
        )


def picture_of(db: Database, by: Person, narrow: Filter) -> Picture:
    """Return board and lines that belong together.

    They are read one after the other: if somebody submitted in between, both are read again, so that
    every figure can be counted from the ratings beside it.
    """
    if not permission.may(by, "board.lines"):
        return Picture(boards.board(db, by, narrow), None, None, None)
    picture = _read(db, by, narrow)
    for _ in range(TRIES):
        after = boards.board(db, by, narrow)
        if after.model_copy(update={"at": picture.board.at}) == picture.board:
            break
        picture = _read(db, by, narrow)
    return picture


def _read(db: Database, by: Person, narrow: Filter) -> Picture:
    board = boards.board(db, by, narrow)
    criteria = {each.key: each for each in board.checklist.criteria}

    def told(which: Which, limit: int) -> Told:
        found = evidence.lines(db, by, narrow, which=which, limit=limit)
        lines = tuple(ToldLine(line, criteria[line.criterion]) for line in found.lines)
        return Told(lines, found.total)

    counted = sum(board.overall.counts.values())
    return Picture(
        board,
        strengths=told("strengths", LINES_SHOWN),
        gaps=told("gaps", LINES_SHOWN),
        # A part of the ratings would recount to other figures: all of them, or none.
        ratings=told("all", RATINGS_SHOWN) if counted <= RATINGS_SHOWN else Told((), counted),
    )
