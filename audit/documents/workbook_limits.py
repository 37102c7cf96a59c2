"""How much a spreadsheet may hold: far above any case list, far below what hurts the machine."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """The most of everything; whoever needs another limit makes another Limits."""

    size: int = 10_000_000
    """Bytes of the file as it arrives."""
    parts: int = 200
    """An .xlsx file is a zip of parts."""
    unpacked: int = 120_000_000
    """Bytes of all parts together, counted while they are unpacked; also characters read out, as often as they stand."""
    ratio: int = 120
    """A part may unpack to so many times its packed size; an honest sheet reaches about 20."""
    sheets: int = 50
    rows: int = 100_100
    """100,000 cases, their heading and what stands above it."""
    columns: int = 60
    cells: int = 2_002_000
    """Cells that hold something, on all sheets together: the most rows, of 20 columns."""
    merged: int = 2_000
    """Cells under merged areas of one sheet."""
    cell_text: int = 32_767
    """Characters in one cell: Excel's own limit."""
    line: int = 1_000_000
    """Characters on one line of a CSV file."""
    memory: int = 450_000_000
    """Bytes of address space that the reading process may have; 100,000 rows of 12 columns take 300 million."""
    seconds: float = 60
    """Time that the reading process may take, on the clock and of the processor."""


LIMITS = Limits()


def letters(column: int) -> str:
    """Return a column's letters as a spreadsheet shows them: 1 is A, 27 is AA."""
    found = ""
    while column:
        column, rest = divmod(column - 1, 26)
        found = chr(ord("A") + rest) + found
    return found


def number(name: str) -> int:
    """Return the number of a column by its letters: A is 1, XFD is 16,384; 0 for what are no letters."""
    found = 0
    for letter in name:
        if not "A" <= letter <= "Z":
            return 0
        found = found * 26 + ord(letter) - ord("A") + 1
    return found
