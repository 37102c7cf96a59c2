"""The sheet of the board pack that counts what stands beside the ratings."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from audit.documents.board_pack_picture import Picture
from audit.documents.column import Column, Row_contra
from audit.documents.measure_tables import (
    ENDED_COLUMNS,
    STEP_COLUMNS,
    ended,
    ladder_columns,
    timer_columns,
    word_columns,
)
from audit.documents.sheet import add_sheet, put_line, put_table, set_up_pages
from audit.model.measure import LadderPicture, TimerPicture, VaguePicture
from audit.rules.headline import many

NAME = "Step by step"
WIDTHS = (30, 40, 14, 14, 18, 18, 18, 18)


def put_measures(book: Workbook, picture: Picture) -> None:
    """Ladders, timers and vague words; no sheet where the checklist counts none of it."""
    counted = picture.beside.measures
    if counted.is_empty:
        return
    sheet = _Sheet(book)
    sheet.line(NAME, "Pack title")
    sheet.line(f"{many(counted.files, 'counted case file')}. Counts alone: no quotes.", "Note")
    for ladder in counted.ladders:
        _ladder(sheet, ladder)
    for timer in counted.timers:
        _timer(sheet, timer)
    if counted.vague is not None:
        _vague(sheet, counted.vague)
    last = f"{get_column_letter(len(WIDTHS))}{sheet.at - 1}"
    set_up_pages(sheet.sheet, picture.running, last=last)


class _Sheet:
    """One sheet that holds several tables below each other."""

    def __init__(self, book: Workbook) -> None:
        self.sheet = add_sheet(book, NAME, WIDTHS)
        self.at = 1
        self.tables = 0

    def line(self, words: str, style: str) -> None:
        self.at = put_line(self.sheet, self.at, words, style)

    def heading(self, title: str, about: str) -> None:
        self.at += 1
        self.line(title, "Strong")
        self.line(about, "Note")

    def table(self, columns: Sequence[Column[Row_contra]], rows: Sequence[Row_contra]) -> None:
        self.tables += 1
        name = f"StepByStepTable{self.tables}"
        self.at = put_table(self.sheet, self.at, columns, rows, name).last + 2


def _ladder(sheet: _Sheet, ladder: LadderPicture) -> None:
    sheet.heading(ladder.ladder.title, ladder.ladder.introduction)
    sheet.table(STEP_COLUMNS, ladder.rows[0].steps)
    sheet.table(ladder_columns(ladder.ladder), ladder.rows)


def _timer(sheet: _Sheet, timer: TimerPicture) -> None:
    sheet.heading(timer.timer.title, timer.timer.introduction)
    sheet.table(timer_columns(timer.timer), timer.rows)
    sheet.table(ENDED_COLUMNS, ended(timer.rows[0]))


def _vague(sheet: _Sheet, vague: VaguePicture) -> None:
    files = f"{many(vague.times, 'quote')} in {many(vague.files, 'case file')}."
    sheet.heading(vague.vague_words.title, files)
    sheet.table(word_columns(vague.vague_words), vague.words)
