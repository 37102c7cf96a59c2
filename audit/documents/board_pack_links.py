"""From a figure to what it is counted from: criterion and n lead to the ratings, points and standards to their criteria."""

from itertools import pairwise

from openpyxl import Workbook

from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.pack_sheet import cell_of, lead, rows_of

Placed = dict[str, Source]
N = "Applicable"


def put_links(book: Workbook, picture: Picture, placed: Placed) -> None:
    """Let figures lead to where they come from, as far as this pack has it."""
    blocks = _blocks(picture, placed)
    _criteria(book, picture, placed, blocks)
    _standards(book, picture, placed, blocks)
    _points(book, picture, placed)


def _blocks(picture: Picture, placed: Placed) -> dict[str, tuple[int, int]]:
    """First row and number of rows that each criterion has among the ratings, or its letter."""
    if picture.tallies:
        return {each.key: (row, 1) for row, each in enumerate(picture.board.checklist.criteria)}
    if "Ratings" not in placed or picture.ratings is None:
        return {}
    keys = [each.line.criterion for each in picture.ratings.lines]
    begins = [row for row, key in enumerate(keys) if row == 0 or keys[row - 1] != key]
    return {keys[a]: (a, b - a) for a, b in pairwise([*begins, len(keys)])}


def _criteria(
    book: Workbook, picture: Picture, placed: Placed, blocks: dict[str, tuple[int, int]]
) -> None:
    where = placed.get("Letters") or placed.get("Ratings")
    for row, each in enumerate(picture.board.criteria):
        if where is None or each.criterion.key not in blocks:
            continue
        to = rows_of(where, *blocks[each.criterion.key])
        tip = f"The ratings of {each.criterion.key}, on the sheet {where.sheet}"
        for heading in ("Criterion", N):
            lead(cell_of(book, placed["Criteria"], row, heading), to, tip)


def _standards(
    book: Workbook, picture: Picture, placed: Placed, blocks: dict[str, tuple[int, int]]
) -> None:
    """A standard's criteria stand one after the other among the ratings."""
    where = placed.get("Letters") or placed.get("Ratings")
    for row, each in enumerate(picture.board.standards):
        own = [blocks[one.key] for one in each.standard.criteria if one.key in blocks]
        if where is None or not own:
            continue
        first, last = min(own)[0], max(a + n for a, n in own)
        tip = f"The ratings of this standard, on the sheet {where.sheet}"
        lead(
            cell_of(book, placed["Standards"], row, N),
            rows_of(where, first, last - first),
            tip,
        )


def _points(book: Workbook, picture: Picture, placed: Placed) -> None:
    """A point leads to the first of its criteria, and each row of the summary to its standard."""
    places = {each.criterion.key: row for row, each in enumerate(picture.board.criteria)}
    for row, each in enumerate(picture.board.points):
        if each.criteria:
            first = min(places[one.criterion.key] for one in each.criteria)
            to = rows_of(placed["Criteria"], first)
            tip = f"The first criterion that asks about {each.point.key}, on the sheet Criteria"
            lead(cell_of(book, placed["Learning points"], row, "Criteria"), to, tip)
    for row in range(len(picture.board.standards)):
        to = rows_of(placed["Standards"], row)
        lead(
            cell_of(book, placed["Summary"], row, "Standard"),
            to,
            "Its figures, on the sheet Standards",
        )
