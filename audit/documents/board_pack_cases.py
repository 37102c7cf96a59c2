"""The sheet that adds the ratings up by case: ratings of one case hang together, and the interval starts from that."""

from collections.abc import Iterator
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.board_pack_letters import applicable
from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.live import Live
from audit.documents.pack_sheet import put_figures
from audit.model.checklist import Counts
from audit.rules.headline import many

NAME = "Cases"
_CASE = "CasesTable[[#This Row],[Case]]"


class CaseCount(NamedTuple):
    """Met and applicable ratings of one case, and the two formulas that count them again."""

    reference: str
    met: Live
    applicable: Live


COLUMNS: tuple[Column[CaseCount], ...] = (
    Column(
        "Case",
        lambda r: r.reference,
        "text",
        "Reference that the partnership can resolve and the tool cannot.",
        16,
    ),
    Column("Met", lambda r: r.met, "whole", "Its ratings that count as met.", 10),
    Column("Applicable", lambda r: r.applicable, "whole", "Its applicable ratings.", 12),
)


def counted(picture: Picture) -> dict[str, tuple[int, int]]:
    """Return met and applicable ratings of each case, counted from what the pack itself holds."""
    found: dict[str, tuple[int, int]] = {}
    for reference, met, n in _each(picture):
        before = found.get(reference, (0, 0))
        found[reference] = (before[0] + met, before[1] + n)
    return dict(sorted(found.items()))


def _each(picture: Picture) -> Iterator[tuple[str, int, int]]:
    for told in picture.ratings.lines if picture.ratings else ():
        counts = told.line.counts
        yield told.line.reference, counts is Counts.MET, counts is not Counts.OUT
    for tally in picture.tallies:
        met = tally.word.lower().count(Counts.MET.letter)
        yield tally.reference, met, applicable(tally.word)


def put_cases(book: Workbook, picture: Picture, ratings: Source | None) -> Source | None:
    """Write a row a case, counted from the sheet Ratings by formulas; no sheet where that would take too long."""
    found = counted(picture) if ratings is not None and picture.adds_up else {}
    if not found:
        return None
    formulas = _of_words() if picture.tallies else _of_rows()
    rows = [
        CaseCount(reference, *(Live(f, n, "Whole") for f, n in zip(formulas, each, strict=True)))
        for reference, each in found.items()
    ]
    notes = (f"{many(len(rows), 'case')}, each added up from the sheet Ratings by formulas.",)
    return put_figures(book, picture.running, NAME, notes, COLUMNS, rows)


def _of_rows() -> tuple[str, str]:
    # COUNTIFS would take a reference of digits for a number, and a star for any text.
    same = f"SUMPRODUCT((RatingsTable[Case]={_CASE})*(RatingsTable[Counts as]"
    return f'{same}="met"))', f'{same}<>"out"))'


def _of_words() -> tuple[str, str]:
    same = f"SUMPRODUCT((RatingsTable[Case]={_CASE})*RatingsTable"
    return f"{same}[Met])", f"{same}[Applicable])"
