"""The learning-point matrix: each point of the review, agency by agency."""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.board_pack_picture import Picture
from audit.documents.board_tables import of_applicable, standing_words
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.pack_sheet import put_figures, put_words
from audit.model.board import Result
from audit.model.compare import PointRow
from audit.model.learning import PointAnswer

NAME = "Points by agency"
NOBODY = "No agency's file has been counted yet."
NOT_ASKED = "not asked"
HEADING = 200
"""Characters of a heading; the table of an Excel workbook has room for a few more."""
NOTES = (
    "Met of applicable, with the 95% interval: how each agency's files stand on each point that a criterion asks about.",
    "▼ below target, ▲ meets target, ◆ cannot say yet. Agencies are asked different criteria and see different"
    " children: what differs is a question to ask, not an order of merit.",
)


class Row(NamedTuple):
    """A point's answer, and what each agency's files show of it."""

    answer: PointAnswer
    agencies: PointRow


def put_matrix(book: Workbook, picture: Picture) -> Source | None:
    """A row a learning point, a column an agency; the round as a whole stands first."""
    matrix = picture.beside.matrix
    if not matrix or not matrix[0].cells:
        put_words(book, picture.running, NAME, (NOBODY,))
        return None
    answers = {each.result.point.key: each for each in picture.beside.learning.points}
    rows = [Row(answers[each.key], each) for each in matrix]
    return put_figures(book, picture.running, NAME, NOTES, columns(picture), rows)


def columns(picture: Picture) -> tuple[Column[Row], ...]:
    """Return the columns: those of the point, and one for each agency."""
    return (
        Column(
            "Point", lambda r: r.answer.result.point.key, "text", "Key of the learning point.", 8
        ),
        Column(
            "What the review asks for",
            lambda r: r.answer.result.point.text,
            "text",
            "In our own words.",
            60,
        ),
        Column(
            "All agencies",
            lambda r: said(r.answer.result),
            "words",
            "Met of applicable with its interval, and how it stands.",
            24,
        ),
        *_of_agencies(picture.beside.matrix),
    )


def _of_agencies(matrix: tuple[PointRow, ...]) -> Iterator[Column[Row]]:
    names = [cell.agency for cell in matrix[0].cells] if matrix else []
    meaning = (
        "The same of this agency's files; not asked where no criterion of the point is asked of it."
    )
    for place, heading in enumerate(headings(names)):
        yield Column(heading, _cell(place), "words", meaning, 22)


def headings(names: Sequence[str]) -> Iterator[str]:
    """Yield a heading for each name, told from all others: Excel repairs a table with two of one name."""
    used = {"point", "what the review asks for", "all agencies"}
    for place, name in enumerate(names, start=1):
        heading = name[:HEADING]
        if heading.casefold() in used:
            heading = f"{heading} ({place})"
        used.add(heading.casefold())
        yield heading


def _cell(place: int) -> Callable[[Row], str]:
    def get(row: Row) -> str:
        result = row.agencies.cells[place].result
        return NOT_ASKED if result is None else said(result)

    return get


def said(result: Result) -> str:
    """For instance "▼ 23 of 40, 58% (43–72%)"; in words where nothing was applicable."""
    figure = result.figure
    if not figure.applicable:
        return standing_words(result)
    share = f", {figure.percentage}" if figure.percentage else ""
    return f"{result.standing.sign} {of_applicable(result)}{share} ({figure.interval})"
