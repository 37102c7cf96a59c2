"""What the fault runs say, and how it is printed."""

from collections.abc import Sequence

from tests.faults.runs import Run

HEADINGS = ("Fault", "Times", "In the middle", "Acknowledged", "Of those lost", "Half", "Damaged")
LEFT = 1
"""How many columns stand to the left."""


def cells(run: Run) -> tuple[str, ...]:
    """A run as a row of words."""
    numbers = (run.times, run.caught, run.told, run.lost, run.half, run.damaged)
    return (run.fault, *(f"{each:,}" for each in numbers))


def plain(runs: Sequence[Run]) -> str:
    """Return a table for a terminal."""
    lines = [HEADINGS, *map(cells, runs)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if place < LEFT else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(line, widths, strict=True))
        )
        for line in lines
    )


def markdown(runs: Sequence[Run]) -> str:
    """Return a table for the README."""
    rule = ["---"] * LEFT + ["---:"] * (len(HEADINGS) - LEFT)
    return "\n".join(f"| {' | '.join(line)} |" for line in (HEADINGS, rule, *map(cells, runs)))
