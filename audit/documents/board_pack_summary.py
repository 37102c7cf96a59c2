"""The sheet that answers: what the round shows in a few sentences, its figures, and its standards in a table."""

from collections.abc import Iterable
from itertools import chain, repeat

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.board_pack_picture import Picture
from audit.documents.board_tables import SUMMARY_COLUMNS
from audit.documents.chart_parts import Source
from audit.documents.pack_headline import of_board, put_headline
from audit.documents.pack_sheet import mark_below
from audit.documents.sheet import add_sheet, put_line, put_pair, put_table, set_up_pages
from audit.rules.agreement import headline as agreed
from audit.rules.headline import headline
from audit.rules.learning import headline as learned
from audit.rules.spread import sentence as spread

NAME = "Summary"
STANDARDS = "Standards, below target first"


def put_summary(book: Workbook, picture: Picture) -> Source:
    """Write the sheet that a board member reads first, and perhaps alone."""
    board, beside = picture.board, picture.beside
    sheet = add_sheet(book, NAME, [column.width for column in SUMMARY_COLUMNS])
    at = put_line(sheet, 1, f"{board.review.title}: what {_scope(picture)} shows", "Pack title")
    at = put_said(sheet, at, "What the round shows", headline(board), "Lead")
    at = put_said(sheet, at, "The learning points", learned(beside.learning), "Lead")
    at = put_said(sheet, at, "How far two readers agree", agreed(beside.agreement), "Prose")
    said = filter(None, [spread(beside.spread)])
    at = put_said(sheet, at, "How far the learning reached", said, "Prose")
    at = put_headline(book, sheet, at, of_board(board))
    at = put_line(sheet, at + 1, STANDARDS, "Section")
    span = put_table(sheet, at, SUMMARY_COLUMNS, board.standards, "SummaryTable")
    mark_below(sheet, span, SUMMARY_COLUMNS)
    last = f"{get_column_letter(len(SUMMARY_COLUMNS))}{span.last}"
    set_up_pages(sheet, picture.running, last=last)
    return Source(NAME, span, SUMMARY_COLUMNS)


def _scope(picture: Picture) -> str:
    return picture.board.narrowed_to or "the round"


def put_said(sheet: Worksheet, at: int, about: str, sentences: Iterable[str], style: str) -> int:
    """Put sentences below each other, what they are about beside the first; return the next row."""
    for label, sentence in zip(chain([about], repeat("")), sentences, strict=False):
        at = put_pair(sheet, at, label, sentence, ("Strong label", style))
    return at
