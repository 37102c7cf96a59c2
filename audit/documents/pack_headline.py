"""The headline figures of a pack: each in a cell of its own, under a name that formulas and other workbooks can use."""

from collections.abc import Iterator
from typing import NamedTuple

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.column import Value
from audit.documents.live import Live
from audit.documents.pack_sheet import name_cell
from audit.documents.sheet import put_line
from audit.documents.sheet_cell import cell_at, put
from audit.model.board import Board
from audit.model.disclosure import Masked
from audit.model.figure import SMALL
from audit.model.released import ReleasedPicture

WHOLE, SHARE, WORDS = "Whole beside", "Share beside", "Prose"


class Headline(NamedTuple):
    """One figure: what it is, its name, and its value or the words in its place."""

    label: str
    name: str
    """Empty where there is no number: a name leads to nothing but a number that is shown."""
    value: Value
    style: str


def of_board(board: Board) -> Iterator[Headline]:
    """Yield the figures of a round as they are."""
    figure = board.overall.figure
    yield _number("Met, of all applicable ratings", "Headline_met", figure.met)
    yield _number("Applicable ratings (n)", "Headline_applicable", figure.applicable)
    share = figure.share if figure.applicable >= SMALL else None
    yield _share("Compliance: met ÷ applicable", "Headline_compliance", share)
    yield _share("95% interval from", "Headline_low", figure.low)
    yield _share("95% interval to", "Headline_high", figure.high)
    yield _share("Target", "Headline_target", board.overall.target)
    yield _number("Cases", "Headline_cases", board.cases)
    yield _number("Case file audits", "Headline_case_file_audits", board.submitted)


def of_release(found: ReleasedPicture) -> Iterator[Headline]:
    """Yield the figures of a round as its audience may see them; what is hidden has its mark and no name."""
    overall = found.overall.figure
    yield _masked("Met, of all applicable ratings", "Headline_met", overall.met)
    yield _masked("Applicable ratings (n)", "Headline_applicable", overall.applicable)
    figure = overall.figure
    shown = figure is not None and figure.applicable >= SMALL
    yield _share(
        "Compliance: met ÷ applicable", "Headline_compliance", overall.share if shown else None
    )
    low, high = overall.limits or (None, None)
    yield _share("95% interval from", "Headline_low", low)
    yield _share("95% interval to", "Headline_high", high)
    yield _share("Target", "Headline_target", found.overall.target)
    yield _masked("Cases", "Headline_cases", found.cases)
    yield _masked("Case file audits", "Headline_case_file_audits", found.files)


def lives(figures: Iterator[Headline]) -> dict[str, Live]:
    """Return a formula for each figure that is shown, by its name."""
    styles = {WHOLE: "Whole", SHARE: "Per cent"}
    return {
        each.name: Live(each.name, each.value, styles[each.style])
        for each in figures
        if each.name and isinstance(each.value, int | float)
    }


def _number(label: str, name: str, value: int) -> Headline:
    return Headline(label, name, value, WHOLE)


def _share(label: str, name: str, value: float | None) -> Headline:
    if value is None:
        return Headline(label, "", f"not given: not shown, or under {SMALL} ratings", WORDS)
    return Headline(label, name, value, SHARE)


def _masked(label: str, name: str, value: Masked) -> Headline:
    if value.number is None:
        return Headline(label, "", value.words, WORDS)
    return Headline(label, name, value.number, WHOLE)


def put_headline(book: Workbook, sheet: Worksheet, at: int, figures: Iterator[Headline]) -> int:
    """Put the figures below each other, and name them; return the next row."""
    at = put_line(sheet, at, "The figures of the headline", "Section")
    for each in figures:
        put_line(sheet, at, each.label, "Label")
        put(cell_at(sheet, at, 2), each.value, each.style)
        if each.name:
            name_cell(book, each.name, sheet.title, at, 2)
        at += 1
    return at
