"""A formula of the tool's own, with the result that is stored beside it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Live:
    """A cell that a spreadsheet works out again, and that says the same where nothing is worked out.

    A preview, a phone and a screen reader show what is stored. Its formula names cells and tables and
    never holds what a person wrote, so no word of theirs can become a part of it.
    """

    formula: str
    """Without the equals sign."""
    result: str | float
    """What the formula comes to."""
    style: str
    """Style of the cell: in one column a count may stand above a share."""

    def __float__(self) -> float:
        """What it comes to, where nothing is worked out."""
        return float(self.result)

    def __int__(self) -> int:
        """The same as a whole number."""
        return int(self.result)
