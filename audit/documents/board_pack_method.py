"""The last sheet: how it was counted, how good the data are, and what each column means."""

from collections.abc import Iterator, Sequence
from itertools import chain, repeat
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.agreement_tables import of_two_readers
from audit.documents.board_pack_picture import Picture
from audit.documents.board_pack_tallies import PLACE_COLUMNS, TALLY_COLUMNS
from audit.documents.board_pack_trend import COLUMNS as TREND_COLUMNS
from audit.documents.board_pack_words import counting
from audit.documents.board_tables import (
    CRITERION_COLUMNS,
    LINE_COLUMNS,
    QUALITY_COLUMNS,
    RATING_COLUMNS,
    STANDARD_COLUMNS,
)
from audit.documents.change_tables import CHANGES
from audit.documents.column import Column
from audit.documents.conversation_tables import voices_in_words
from audit.documents.learning_tables import POINT_ANSWERS
from audit.documents.sheet import add_sheet, put_line, put_pair, put_table, set_up_pages
from audit.model.board import Board
from audit.model.case_audit import CaseAuditStatus
from audit.rules.conversation import headline
from audit.rules.headline import many

Pair = tuple[str, str]
NAME = "Method and data quality"
SHEETS: dict[str, tuple[Column[Any], ...]] = {
    "Learning points": POINT_ANSWERS,
    "Standards": STANDARD_COLUMNS,
    "Criteria": (*CRITERION_COLUMNS, of_two_readers(None)),
    "Change": CHANGES,
    "Strengths, Gaps": LINE_COLUMNS,
}
"""Where which columns stand, whatever the size of the round."""


def put_method(book: Workbook, picture: Picture) -> None:
    """Write what a reader needs to trust the other sheets, or to doubt them for the right reason."""
    board = picture.board
    sheet = add_sheet(book, NAME, [column.width for column in QUALITY_COLUMNS])
    at = put_line(sheet, 1, NAME, "Pack title")
    at = _pairs(sheet, at, "How it is counted", counting(picture))
    at = _pairs(sheet, at, "How complete the data are", tuple(_completeness(board)))
    at = _pairs(sheet, at, "Conversations and views", tuple(_talks(picture)))
    at = put_line(sheet, at + 1, "Not evidenced and not applicable, by criterion", "Section")
    found = {each.criterion.key: each for each in board.criteria}
    in_order = [found[each.key] for each in board.checklist.criteria]
    at = put_table(sheet, at, QUALITY_COLUMNS, in_order).last + 1
    at = _pairs(sheet, at, "What the review points its readers to", tuple(_resources(board)))
    # The dictionary is what people tear off and keep beside them: it begins on a page of its own.
    sheet.row_breaks.append(Break(at))
    at = _pairs(sheet, at, "What each column means", tuple(_dictionary(picture)))
    set_up_pages(sheet, picture.running, last=f"E{at - 1}")


def _pairs(sheet: Worksheet, at: int, title: str, pairs: Sequence[Pair]) -> int:
    """Put a section of terms, each with its meaning beside it, if there is one; return the next row."""
    if not pairs:
        return at
    at = put_line(sheet, at + 1, title, "Section")
    for term, meaning in pairs:
        at = put_pair(sheet, at, term, meaning)
    return at


def _completeness(board: Board) -> Iterator[Pair]:
    overall = board.overall
    planned = sum(board.case_audits.values())
    for status in CaseAuditStatus:
        n = board.case_audits[status]
        yield f"Case file audits {status.value}", f"{n:,} of {planned:,}"
    missing = planned - board.case_audits[CaseAuditStatus.SUBMITTED]
    yield (
        "Not submitted",
        f"{missing:,} of {many(planned, 'case file audit')} are not in these figures.",
    )
    yield "Counted", f"{many(board.submitted, 'case file audit')} of {many(board.cases, 'case')}"
    yield "Ratings not evidenced", f"{overall.not_evidenced_rate} applicable"
    yield "Ratings not applicable", f"{overall.not_applicable_rate} asked"
    yield (
        "Case facts overruled",
        f"{board.overruled:,} of {many(sum(overall.counts.values()), 'rating')}: given with a reason"
        " although the case facts ruled the criterion out.",
    )
    flagged = sum(each.mostly_not_applicable for each in board.criteria)
    yield "Criteria mostly not applicable", f"{flagged:,} of {len(board.criteria):,}"


def _talks(picture: Picture) -> Iterator[Pair]:
    found = picture.beside.conversations
    yield (
        "Conversation with the practitioner",
        (
            f"{headline(found)} Each file is rated from the file alone first; of the two ratings the one after"
            " the conversation counts."
        ),
    )
    labels = chain(["Views of the child and the family"], repeat(""))
    yield from zip(labels, voices_in_words(found), strict=False)


def _resources(board: Board) -> Iterator[Pair]:
    """Each address as the source prints it, with the note that says where it is broken."""
    for each in board.review.resources:
        yield each.title, f"{each.address}\nNote: {each.note}" if each.note else each.address


def _dictionary(picture: Picture) -> Iterator[Pair]:
    """Each column once, with its meaning and the sheets on which it means that."""
    found: dict[Pair, list[str]] = {}
    tallied: tuple[Column[Any], ...] = (*TALLY_COLUMNS, *PLACE_COLUMNS)
    ratings = tallied if picture.tallies else RATING_COLUMNS
    for sheet, columns in {**SHEETS, "Trend": TREND_COLUMNS, "Ratings": ratings}.items():
        for column in columns:
            found.setdefault((column.heading, column.meaning), []).append(sheet)
    for (heading, meaning), sheets in found.items():
        yield heading, f"{meaning} (On {', '.join(sheets)}.)"
