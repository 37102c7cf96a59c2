"""A table is declared once, as a tuple of columns; the screen and the workbook both draw from it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Literal, TypeVar

from audit.documents.live import Live

Kind = Literal["text", "whole", "share", "words"]
"""Text that people wrote, whole numbers, shares from 0 to 1, or short words that the tool composed."""

Value = str | int | float | Live | None
"""What stands in a cell; None leaves it empty."""

Row_contra = TypeVar("Row_contra", contravariant=True)


@dataclass(frozen=True)
class Column(Generic[Row_contra]):
    """One column: its heading, how a row gives its value, and what kind of value that is."""

    heading: str
    get: Callable[[Row_contra], Value]
    kind: Kind
    meaning: str = ""
    """What the column says, in a sentence: the data dictionary, and the help on the screen."""
    width: int = 11
    """Width on paper, in characters."""
