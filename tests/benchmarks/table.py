"""What a benchmark says, and how it is printed."""

from collections.abc import Sequence
from typing import NamedTuple

HEADINGS = ("What", "ms", "Against", "ms", "Ratio", "Runs")
NUMBERS = (1, 3, 4, 5)
"""The columns that stand to the right."""


class Row(NamedTuple):
    """One thing measured beside another in the same run; medians, in seconds."""

    what: str
    ours: float
    against: str
    theirs: float
    runs: int

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in words; under 1 in the ratio, ours is the faster."""
        return (
            self.what,
            milliseconds(self.ours),
            self.against,
            milliseconds(self.theirs),
            f"{self.ours / self.theirs:.2g}"
            if self.ours < self.theirs
            else f"{self.ours / self.theirs:.1f}",
            str(self.runs),
        )


def milliseconds(seconds: float) -> str:
    """Two or three digits: nothing here is known better than that."""
    value = seconds * 1e3
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2f}"


def plain(rows: Sequence[Row]) -> str:
    """Return a table for a terminal."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join("  ".join(_padded(line, widths)).rstrip() for line in ruled)


def markdown(rows: Sequence[Row]) -> str:
    """Return a table for the README."""
    rule = tuple("---:" if place in NUMBERS else "---" for place in range(len(HEADINGS)))
    lines = [HEADINGS, rule, *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if place in NUMBERS else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
