"""What a benchmark says, and how it is printed."""

from collections.abc import Sequence
from typing import NamedTuple

HEADINGS = ("What", "ms", "Against", "ms", "Ratio", "To reach", "Runs")
NUMBERS = (1, 3, 6)
"""The columns that stand to the right."""


class Absent(Exception):  # noqa: N818 - says what is the matter
    """Something that a benchmark needs is not on this computer."""


class Row(NamedTuple):
    """One thing measured beside another in the same run; medians, in seconds."""

    what: str
    ours: float
    against: str
    theirs: float
    runs: int
    less: float | None = None
    """To reach: at least so many times less than the other."""
    most: float | None = None
    """To reach: at most so many times the other."""
    within: float | None = None
    """To reach: at most so many seconds."""

    @property
    def reached(self) -> bool:
        """True if all that is to be reached is."""
        return (
            (self.less is None or self.ours * self.less <= self.theirs)
            and (self.most is None or self.ours <= self.most * self.theirs)
            and (self.within is None or self.ours <= self.within)
        )

    @property
    def cells(self) -> tuple[str, ...]:
        """The row in words."""
        ours, theirs = self.ours, self.theirs
        aims = (
            "" if self.less is None else f"≥ {self.less:g} × less",
            "" if self.most is None else f"≤ {self.most:g} × more",
            "" if self.within is None else f"≤ {self.within * 1e3:g} ms",
        )
        return (
            self.what,
            milliseconds(ours),
            self.against,
            milliseconds(theirs),
            f"{_digits(theirs / ours)} × less"
            if ours < theirs
            else f"{_digits(ours / theirs)} × more",
            ", ".join(filter(None, (*aims, "" if self.reached else "missed"))),
            f"{self.runs:,}",
        )


def _digits(ratio: float) -> str:
    return f"{ratio:,.0f}" if ratio >= 10 else f"{ratio:.1f}"


def milliseconds(seconds: float) -> str:
    """Two or three digits: nothing here is known better than that."""
    value = seconds * 1e3
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 1 else f"{value:.2g}"


def plain(rows: Sequence[Row]) -> str:
    """Return a table for a terminal."""
    lines = [HEADINGS, *(row.cells for row in rows)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    ruled = [lines[0], tuple("-" * width for width in widths), *lines[1:]]
    return "\n".join("  ".join(_padded(line, widths)).rstrip() for line in ruled)


def markdown(rows: Sequence[Row]) -> str:
    """Return a table for a guide."""
    rule = tuple("---:" if place in NUMBERS else "---" for place in range(len(HEADINGS)))
    lines = [HEADINGS, rule, *(row.cells for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _padded(line: Sequence[str], widths: Sequence[int]) -> list[str]:
    return [
        cell.rjust(width) if place in NUMBERS else cell.ljust(width)
        for place, (cell, width) in enumerate(zip(line, widths, strict=True))
    ]
