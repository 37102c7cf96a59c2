"""The first sheet: what it is, how it may be handled, what it says in a few sentences, and the charts."""

from collections.abc import Iterator
from itertools import chain, repeat
from math import ceil

from openpyxl import Workbook
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.board_pack_charts import CHART_COLUMNS, Bar, put_chart
from audit.documents.board_pack_picture import Picture
from audit.documents.board_pack_sheets import mark_below
from audit.documents.board_tables import SUMMARY_COLUMNS, compliance
from audit.documents.sheet import Span, add_sheet, put_line, put_pair, put_table, set_up_pages
from audit.documents.sheet_fit import ROW
from audit.documents.sheet_text import when
from audit.model.board import Board
from audit.model.checkpoint import Checkpoint
from audit.model.figure import SMALL
from audit.rules.agreement import headline as agreed
from audit.rules.headline import headline, many
from audit.rules.learning import headline as learned

BEHIND = len(SUMMARY_COLUMNS) + 2
"""The column in which the numbers behind the charts begin, beside the printed page."""
CHART_WIDTH, TALLEST = 33, 19
"""Centimetres: as wide as the columns, and no taller than a page."""
ROW_CM = ROW / 72 * 2.54


def put_summary(book: Workbook, picture: Picture) -> None:
    """Write the sheet that a board member reads first, and perhaps alone."""
    board = picture.board
    sheet = add_sheet(book, "Summary", [column.width for column in SUMMARY_COLUMNS])
    at = put_line(sheet, 1, f"{board.review.title}: board pack", "Pack title")
    for label, words, style in _about(picture):
        at = put_pair(sheet, at, label, words, ("Label", style))
    at += 1
    labels = chain(["What the round shows"], repeat(""))
    for label, sentence in zip(labels, headline(board), strict=False):
        at = put_pair(sheet, at, label, sentence, ("Strong label", "Lead"))
    labels = chain(["The learning points"], repeat(""))
    for label, sentence in zip(labels, learned(picture.beside.learning), strict=False):
        at = put_pair(sheet, at, label, sentence, ("Strong label", "Lead"))
    labels = chain(["How far two readers agree"], repeat(""))
    for label, sentence in zip(labels, agreed(picture.beside.agreement), strict=False):
        at = put_pair(sheet, at, label, sentence, ("Strong label", "Prose"))
    at = put_line(sheet, at + 1, "Standards, below target first", "Section")
    span = put_table(sheet, at, SUMMARY_COLUMNS, board.standards, "SummaryTable")
    mark_below(sheet, span, SUMMARY_COLUMNS)
    last = _put_charts(sheet, board, span.last + 1)
    set_up_pages(sheet, picture.running, last=f"{get_column_letter(len(SUMMARY_COLUMNS))}{last}")


def _about(picture: Picture) -> Iterator[tuple[str, str, str]]:
    """Label, words and style of each line at the head."""
    board, checklist = picture.board, picture.board.checklist
    yield "Handling", picture.handling.label, "Strong"
    yield "", picture.handling_reason, "Prose"
    if picture.viewer:
        yield (
            "For",
            f"{picture.viewer}, as a professional: true numbers. The trail has who and when.",
            "Prose",
        )
    if picture.number:
        yield "Document", picture.number, "Strong"
    yield "Round", board.round_title, "Strong"
    yield "Narrowed to", board.narrowed_to or "the whole round", "Prose"
    yield "Counted", _counted(board), "Prose"
    yield "Checklist", f"{checklist.title}, version {checklist.version}", "Prose"
    yield "Source review", f"{board.review.title}: {board.review.kind}", "Prose"
    yield "Made", f"{when(board.at)} (Europe/London)", "Prose"
    if picture.taken is not None and picture.taken.checkpoint is not None:
        yield "Trail checkpoint", checkpoint_words(picture.taken.checkpoint), "Prose"


def checkpoint_words(stood: Checkpoint) -> str:
    """Words from which `trail verify --checkpoint` can tell later that nothing before this was altered."""
    return (
        f"site {stood.site}, entry {stood.seq:,}, {when(stood.at)}, hash {stood.hash}."
        " Keep this sheet: it shows later whether the trail was altered or cut."
    )


def _counted(board: Board) -> str:
    asked = sum(board.case_audits.values())
    audits = many(board.submitted, "submitted case file audit")
    return f"{audits} of {many(board.cases, 'case')}; {asked:,} planned in all"


def _put_charts(sheet: Worksheet, board: Board, at: int) -> int:
    """Put a chart of standards and one of learning points on pages of their own; return the last row."""
    standards = [Bar(each.standard.title, each, each.target) for each in board.standards]
    points = [Bar(each.point.key, each, each.target) for each in board.points if each.criteria]
    for title, bars in (("Standard", standards), ("Learning point", points)):
        at = put_bars(sheet, title, bars, at)
    return at - 1


def put_bars(sheet: Worksheet, what: str, bars: list[Bar], at: int) -> int:
    """Put a chart on a page of its own, with its numbers beside; return the next row. Without a figure there is a note."""
    if all(compliance(bar.result) is None for bar in bars):
        note = f"No chart of {what.lower()}s: none has {SMALL} applicable ratings yet."
        return put_line(sheet, at + 1, note, "Note")
    sheet.row_breaks.append(Break(id=at - 1))
    put_line(sheet, at, f"The numbers behind the chart: {what.lower()}s", "Note", BEHIND)
    data = put_table(sheet, at + 1, CHART_COLUMNS, bars, left=BEHIND)
    _widen(sheet, data)
    height = round(min(TALLEST, 6 + len(bars)))
    titles = (f"Compliance by {what.lower()}", f"{what} (met of applicable)")
    put_chart(sheet, f"A{at + 1}", titles, data, (CHART_WIDTH, height))
    return at + max(ceil(height / ROW_CM), len(bars) + 1) + 2


def _widen(sheet: Worksheet, data: Span) -> None:
    for number, column in enumerate(CHART_COLUMNS, start=data.left):
        sheet.column_dimensions[get_column_letter(number)].width = column.width
