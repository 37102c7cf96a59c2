"""The board pack: one workbook, from the same frozen picture that the screen draws."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from audit.commands.export import exported
from audit.documents.board_pack_agreement import put_agreement
from audit.documents.board_pack_cases import put_cases
from audit.documents.board_pack_check import put_board_check
from audit.documents.board_pack_cover import about
from audit.documents.board_pack_drawn import charts
from audit.documents.board_pack_letters import put_letters
from audit.documents.board_pack_links import put_links
from audit.documents.board_pack_loop import put_actions, put_findings, put_practice
from audit.documents.board_pack_matrix import put_matrix
from audit.documents.board_pack_measures import put_measures
from audit.documents.board_pack_method import method
from audit.documents.board_pack_name import file_name
from audit.documents.board_pack_over_time import put_change, put_trend
from audit.documents.board_pack_picture import Picture, picture_of
from audit.documents.board_pack_sheets import (
    put_criteria,
    put_gaps,
    put_points,
    put_ratings,
    put_standards,
    put_strengths,
)
from audit.documents.board_pack_summary import put_summary
from audit.documents.book import Book, to_bytes
from audit.documents.chart_parts import Source
from audit.documents.document import Heard, Numbered, unheard
from audit.documents.pack_cover import begin_cover, fill_cover
from audit.documents.pack_drawn import add_charts, put_charts
from audit.documents.pack_headline import of_board
from audit.documents.pack_method import put_dictionary, put_method
from audit.documents.sheet import new_workbook
from audit.documents.sheet_text import numbered_name
from audit.model.board import Filter
from audit.model.language import in_english
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


@in_english
def board_pack(
    db: Database, by: Person, narrow: Filter, *, key: str | None = None, heard: Heard = unheard
) -> BoardPack:
    """Return the workbook of a round, and leave in the trail that this person took it out.

    With a key it is long work, see `documents/job.py`: begun again it has the same number, and whoever keeps
    it notes its bytes.
    """
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
        key=key,
    )
    content = workbook(replace(picture, taken=taken, viewer=by.name), heard)
    return BoardPack(
        file_name=numbered_name(file_name(board, picture.handling), taken.number),
        content=Numbered(db, by, taken.number, kept=key is not None).fix(content),
    )


def _check_identifiers(db: Database, by: Person, picture: Picture) -> None:
    """Refuse while anything that looks like an identifier, in what the pack carries, waits for a QA lead."""
    told = (picture.strengths, picture.gaps)
    lines = (each.line for some in told if some is not None for each in some.lines)
    held = identifiers.held(db, by, lines)
    if held:
        raise identifiers.refusal(held)


def workbook(picture: Picture, heard: Heard = unheard) -> bytes:
    """Return the bytes of the workbook: the same picture under the same number gives the same bytes."""
    board, running = picture.board, picture.running
    title = f"Board pack: {board.review.title}, {board.round_title}"
    book = new_workbook(title, picture.handling.label, board.at, picture.number)
    begin_cover(book)
    placed = {"Summary": put_summary(book, picture)}
    drawn = add_charts(book)
    for nth, (name, put) in enumerate(SHEETS.items()):
        heard(nth + 1, len(SHEETS) + 2)
        if (found := put(book, picture)) is not None:
            placed[name] = found
    if (cases := put_cases(book, picture, placed.get("Ratings"))) is not None:
        placed["Cases"] = cases
    if (check := put_board_check(book, picture, placed)) is not None:
        placed["Check"] = check
    put_method(book, running, method(picture))
    put_dictionary(book, running, placed.values(), of_board(board))
    put_charts(drawn, running, tuple(charts(picture, placed)))
    put_links(book, picture, placed)
    fill_cover(book, running, f"{board.review.title}: board pack", about(picture))
    heard(len(SHEETS) + 1, len(SHEETS) + 2)
    return to_bytes(book)


SHEETS: dict[str, Callable[[Book, Picture], Source | None]] = {
    "Learning points": put_points,
    "Points by agency": put_matrix,
    "Standards": put_standards,
    "Criteria": put_criteria,
    "Step by step": put_measures,
    "Change": put_change,
    "Trend": put_trend,
    "Agreement": put_agreement,
    "Findings": put_findings,
    "Actions": put_actions,
    "Good practice": put_practice,
    "Strengths": put_strengths,
    "Gaps": put_gaps,
    "Ratings": put_ratings,
    "Letters": put_letters,
}
"""The sheets between the charts and the check, in the order of reading."""
