"""What stands in a cell: text that stays text, numbers in their style, formulas with their results."""

from copy import copy
from typing import cast

from openpyxl.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.book import Book
from audit.documents.column import Value
from audit.documents.live import Live
from audit.documents.sheet_text import safe
from audit.model.figure import percent


def cell_at(sheet: Worksheet, row: int, column: int) -> Cell:
    """Return an ordinary cell; the tool merges none."""
    return cast("Cell", sheet.cell(row, column))


def put(cell: Cell, value: Value, style: str) -> None:
    """Put a value into a cell; text stays text, whatever it begins with."""
    if isinstance(value, Live):
        _put_live(cell, value)
        return
    if not isinstance(value, str):
        cell.value = value
        _look(cell, style)
        if style.startswith("Share") and value is not None:
            _never_all(cell, value)
        return
    # Setting the value by its property would make a formula of "=1+1", and look once more for what `safe` has replaced.
    cell._value, cell.data_type = safe(value), "s"  # type: ignore[attr-defined]  # noqa: SLF001
    _look(cell, style, text=True)


def _look(cell: Cell, style: str, *, text: bool = False) -> None:
    """Give a cell its style; looked up by name it takes longer than all else, so it is looked up once a book."""
    looks = _book_of(cell).looks
    known = looks.get((style, text))
    if known is not None:
        cell._style = copy(known)  # type: ignore[attr-defined]  # noqa: SLF001 - what setting a style comes to
        return
    cell.style = style
    if text:
        cell.number_format = "@"
        cell.quotePrefix = True
    looks[style, text] = copy(cell._style)  # type: ignore[attr-defined]  # noqa: SLF001


def _book_of(cell: Cell) -> Book:
    book = cell.parent.parent
    assert isinstance(book, Book)  # noqa: S101 - every workbook of the tool is one
    return book


def _put_live(cell: Cell, live: Live) -> None:
    cell._value, cell.data_type = f"={live.formula}", "f"  # type: ignore[attr-defined]  # noqa: SLF001
    _look(cell, live.style)
    _book_of(cell).results[cell.parent.title][cell.coordinate] = live.result


def _never_all(cell: Cell, share: float) -> None:
    """Almost all must not round to all, nor hardly any to none."""
    if percent(share) == 100 and share < 1:
        cell.number_format = '"over 99%"'
    elif percent(share) == 0 and share > 0:
        cell.number_format = '"under 1%"'
