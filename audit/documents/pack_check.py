"""The sheet that counts again: formulas beside the figures that are shown, and whether the two agree.

Their results are stored, so that a preview shows them; a spreadsheet works them out anew.
"""

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.chart_parts import Source
from audit.documents.check_formula import Step
from audit.documents.column import Column
from audit.documents.live import Live
from audit.documents.pack_sheet import cell_of, put_words, reference, table_name
from audit.documents.sheet import (
    Running,
    add_sheet,
    put_line,
    put_table,
    set_up_pages,
)
from audit.documents.sheet_cell import cell_at, put

NAME = "Check"
AGREES, DIFFERS = "agrees", "differs"
_HERE, _AGAIN = "CheckTable[[#This Row],[Shown]]", "CheckTable[[#This Row],[Counted again]]"
CLOSE = "0.000001"
"""How near two numbers are to be: nearer than a spreadsheet's own table of Student's t."""


class Counted(NamedTuple):
    """A number as it is shown, and as it is counted again."""

    what: str
    number: str
    shown: Live
    again: Live
    how: str

    @property
    def agree(self) -> Live:
        """Whether the two are the same, as the cell says."""
        shown, again = float(self.shown), float(self.again)
        same = abs(shown - again) <= float(CLOSE) * max(1.0, abs(shown))
        near = f"ABS({_HERE}-{_AGAIN})<={CLOSE}*MAX(1,ABS({_HERE}))"
        return Live(f'IF({near},"{AGREES}","{DIFFERS}")', AGREES if same else DIFFERS, "Text")


COLUMNS: tuple[Column[Counted], ...] = (
    Column("What", lambda r: r.what, "text", "The round, a standard, a point or a criterion.", 44),
    Column("Number", lambda r: r.number, "words", "Which of its numbers.", 16),
    Column("Shown", lambda r: r.shown, "whole", "The cell that a reader sees, by a formula.", 13),
    Column("Counted again", lambda r: r.again, "whole", "The same, by a formula.", 15),
    Column("Agrees", lambda r: r.agree, "words", "Whether the two are the same.", 11),
    Column("How", lambda r: r.how, "words", "What the formula counts.", 70),
)
PLACE = {column.heading: number for number, column in enumerate(COLUMNS, start=1)}
ACROSS = 160
"""Characters of a note that stand beside each other above these columns: the rest goes on below, and onto paper."""
BEGINS = 6
"""The row of the headings: the same in every pack, so that formulas can name what stands below."""


def put_check(
    book: Workbook,
    running: Running,
    notes: tuple[str, str],
    counted: Sequence[Counted],
    steps: Sequence[Step],
    beyond: Sequence[str] = (),
) -> Source | None:
    """Add the sheet: the answer, a row a number, the way to the interval, and what is not counted again and why."""
    if not counted:
        put_words(book, running, NAME, (*notes, "There is no figure to count again.", *beyond))
        return None
    sheet = add_sheet(book, NAME, [column.width for column in COLUMNS])
    put_line(sheet, 1, NAME, "Pack title")
    for row, note in enumerate(notes, start=2):
        put_line(sheet, row, note, "Note")
    put(cell_at(sheet, 4, 1), _verdict(counted), "Section")
    span = put_table(sheet, BEGINS, COLUMNS, counted, table_name(NAME))
    last = _put_steps(sheet, span.last + 2, steps)
    last = _put_beyond(sheet, last, beyond)
    set_up_pages(sheet, running, last=f"F{last}", head=BEGINS)
    return Source(NAME, span, COLUMNS)


def steps_at(counted: int) -> int:
    """Return the row of the first step where so many numbers are counted again."""
    return BEGINS + counted + 3


def _verdict(counted: Sequence[Counted]) -> Live:
    wrong = sum(each.agree.result == DIFFERS for each in counted)
    rows, differ = "ROWS(CheckTable[Agrees])", f'COUNTIF(CheckTable[Agrees],"<>{AGREES}")'
    formula = (
        f'IF({differ}=0,"All "&{rows}&" numbers agree with what is counted again.",'
        f'{differ}&" of "&{rows}&" numbers differ from what is counted again.")'
    )
    said = (
        f"{wrong} of {len(counted)} numbers differ from what is counted again."
        if wrong
        else f"All {len(counted)} numbers agree with what is counted again."
    )
    return Live(formula, said, "Section")


def _put_steps(sheet: Worksheet, at: int, steps: Sequence[Step]) -> int:
    """Put the way to the interval of the round below the table, in its columns; return the last row."""
    if not steps:
        return at - 2
    put_line(sheet, at, "How the interval of the round comes about", "Section")
    for row, step in enumerate(steps, start=at + 1):
        put_line(sheet, row, step.label, "First")
        put(cell_at(sheet, row, PLACE["Counted again"]), step.live, step.live.style)
        put_line(sheet, row, step.how, "Text", PLACE["How"])
    return at + len(steps)


def _put_beyond(sheet: Worksheet, last: int, beyond: Sequence[str]) -> int:
    """Put what is not counted again; return the last row."""
    if not beyond:
        return last
    at = put_line(sheet, last + 2, "What is not counted again", "Section")
    for each in beyond:
        for line in wrap(each, ACROSS):
            at = put_line(sheet, at, line, "Note")
    return at - 1


def shown_in(book: Workbook, found: Source, row: int, heading: str, style: str) -> Live | None:
    """Return a formula that shows what stands in a table's row; None where that is no number."""
    cell = cell_of(book, found, row, heading)
    if not isinstance(cell.value, int | float):
        return None
    return Live(reference(found.sheet, f"${cell.column_letter}${cell.row}"), cell.value, style)
