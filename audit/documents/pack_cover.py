"""The first sheet of a pack: what it is, for whom, how it may be handled, which document it is, and what is in it."""

from collections.abc import Iterable
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.column import Column
from audit.documents.pack_sheet import lead, reference
from audit.documents.sheet import (
    Running,
    add_sheet,
    put_line,
    put_pair,
    put_table,
    set_up_pages,
)
from audit.documents.sheet_cell import cell_at
from audit.documents.sheet_text import when
from audit.model.checkpoint import Checkpoint

NAME = "Cover"
WIDTHS = (26, 130)
HOLDS = {
    "Summary": "The answer in sentences, the figures of the headline, and each standard in a line.",
    "Charts": "Compliance by standard and by learning point, and how it moved, drawn.",
    "Learning points": "Each point of the review, with its answer, why, and what its criteria show.",
    "Points by agency": "The learning-point matrix: each point, agency by agency.",
    "Standards": "Each standard with every figure that it has.",
    "Criteria": "Each criterion with every figure that it has.",
    "Step by step": "What is counted beside the ratings: steps, days and words.",
    "Change": "This round beside the round that it re-audits.",
    "Trend": "Every measure over its rounds.",
    "Agreement": "How far two readers of the same file agree: what a figure is worth.",
    "Findings": "What was found in the round and in those it follows, raised by a person or from the figures.",
    "Actions": "What was promised on the findings: by whom, until when, how far it is, and whether it helped.",
    "Findings and actions": "What was found on this review, what was promised, and whether it helped.",
    "Good practice": "What was done well and why it worked, for others to copy.",
    "Strengths": "Lines of evidence of practice starred as good.",
    "Gaps": "Lines of evidence of practice short of met.",
    "Ratings": "Every counted rating: what all figures are counted from.",
    "Letters": "Which letter of the words on the sheet Ratings is of which criterion.",
    "Cases": "The ratings added up by case, which the interval of the round starts from.",
    "Check": "The figures counted again by formulas, and whether they agree.",
    "Method": "How it is counted, drawn and hidden, and how complete and sound the data are.",
    "Data dictionary": "What each column and each named figure means.",
}
"""What each sheet holds, in a sentence."""
IN_WORDS = "Why there is nothing of it here."
"""Of a sheet that has words in place of its table."""


class Content(NamedTuple):
    """A sheet, and what it holds."""

    sheet: str
    holds: str


COLUMNS: tuple[Column[Content], ...] = (
    Column("Sheet", lambda r: r.sheet, "words", "The sheet to which the cell leads.", WIDTHS[0]),
    Column("What it holds", lambda r: r.holds, "words", "In a sentence.", WIDTHS[1]),
)


def begin_cover(book: Workbook) -> None:
    """Add the sheet, first of all; it is filled when the others are known."""
    add_sheet(book, NAME, WIDTHS)


def fill_cover(
    book: Workbook, running: Running, title: str, about: Iterable[tuple[str, str, str]]
) -> None:
    """Put label, words and style of each line on it, and a table of the other sheets that leads to each."""
    sheet = book[NAME]
    at = put_line(sheet, 1, title, "Pack title")
    for label, words, style in about:
        at = put_pair(sheet, at, label, words, ("Label", style))
    at = put_line(sheet, at + 1, "What is in it", "Section")
    others = [Content(each.title, _holds(each)) for each in book.worksheets if each.title != NAME]
    span = put_table(sheet, at, COLUMNS, others, "ContentsTable")
    for row, each in enumerate(others, start=span.head + 1):
        lead(cell_at(sheet, row, 1), reference(each.sheet, "A1"), f"Go to the sheet {each.sheet}")
    set_up_pages(sheet, running, last=f"B{span.last}")


def _holds(sheet: Worksheet) -> str:
    has_it = sheet.tables or sheet.title in ("Summary", "Charts")
    return HOLDS[sheet.title] if has_it else IN_WORDS


def checkpoint_words(stood: Checkpoint) -> str:
    """Words from which `trail verify --checkpoint` can tell later that nothing before this was altered."""
    return (
        f"site {stood.site}, entry {stood.seq:,}, {when(stood.at)}, hash {stood.hash}."
        " Keep this sheet: it shows later whether the trail was altered or cut."
    )
