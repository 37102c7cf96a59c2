"""What a board pack is made of: the board, and the ratings behind it for those who may see them."""

from dataclasses import dataclass

from audit.documents.board_tables import ToldLine
from audit.documents.sheet import Running
from audit.documents.sheet_text import when
from audit.model.board import Board, Filter
from audit.model.document import Taken
from audit.model.person import Person
from audit.model.source_review import Handling
from audit.store.database import Database
from audit.views.board_pack import Beside, Limits, Tally, board_with_lines
from audit.views.evidence import Lines

LINES_SHOWN = 2_000
"""Lines of evidence on one sheet: beyond that nobody reads a sheet, and the board page has them all."""
RATINGS_SHOWN = 20_000
"""Ratings with a row each; beyond that there is a row a case audit, so that the pack is made in seconds."""
PAIRS = 12_000_000
"""Cases times rows that a spreadsheet adds up anew within seconds; beyond that it is not asked to."""


@dataclass(frozen=True)
class Told:
    """Counted ratings, and how many there are in all."""

    lines: tuple[ToldLine, ...]
    total: int


@dataclass(frozen=True)
class Picture:
    """Everything that a board pack shows. Without the right to see lines there are none of them."""

    board: Board
    beside: Beside
    """Agreement, conversations, learning points, and the cases that are counted."""
    strengths: Told | None
    gaps: Told | None
    ratings: Told | None
    """Every counted rating, or too many for a row each: then none of them, and the tallies."""
    tallies: tuple[Tally, ...] = ()
    taken: Taken | None = None
    """The document's number, and how the trail stood with it; None while it is not exported yet."""
    viewer: str = ""
    """Name of the person who took it out: true numbers have a named reader."""

    @property
    def has_lines(self) -> bool:
        """True when it holds what was written about single case files."""
        return self.ratings is not None

    @property
    def adds_up(self) -> bool:
        """True when a spreadsheet can add its ratings up by case within seconds."""
        rows = len(self.tallies) or len(self.ratings.lines if self.ratings else ())
        return len(self.beside.cases) * rows <= PAIRS

    @property
    def number(self) -> str:
        """The document's number; empty while it is not exported yet."""
        return "" if self.taken is None else self.taken.number

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
            number=self.number,
        )


def picture_of(db: Database, by: Person, narrow: Filter) -> Picture:
    """Return board and lines of one moment: every figure can be counted from the ratings beside it."""
    limits = Limits(LINES_SHOWN, RATINGS_SHOWN)
    board, beside, behind = board_with_lines(db, by, narrow, limits)
    if behind is None:
        return Picture(board, beside, None, None, None)
    criteria = {each.key: each for each in board.checklist.criteria}

    def told(found: Lines) -> Told:
        lines = tuple(ToldLine(line, criteria[line.criterion]) for line in found.lines)
        return Told(lines, found.total)

    return Picture(
        board,
        beside,
        told(behind.strengths),
        told(behind.gaps),
        told(behind.ratings),
        behind.tallies,
    )
