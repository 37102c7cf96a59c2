"""The sheets of figures, of lines of evidence, and of the ratings behind them."""

from openpyxl import Workbook

from audit.documents.agreement_tables import of_two_readers
from audit.documents.board_pack_charts import BAR, BAR_MEANS, WHISKERS, bar_label
from audit.documents.board_pack_letters import LETTERS, SUMS, TALLY_COLUMNS, how_to_count
from audit.documents.board_pack_picture import Picture, Told
from audit.documents.board_tables import (
    CRITERION_COLUMNS,
    LINE_COLUMNS,
    QUALITY_COLUMNS,
    RATING_COLUMNS,
    STANDARD_COLUMNS,
)
from audit.documents.chart_parts import Source
from audit.documents.column import Column, Value
from audit.documents.learning_tables import POINT_ANSWERS
from audit.documents.pack_sheet import put_figures, put_words
from audit.model.board import CriterionResult, Result, StandardResult
from audit.model.learning import PointAnswer
from audit.rules.agreement import reword_words
from audit.rules.headline import many
from audit.rules.learning import headline, re_audits
from audit.rules.permission import ALLOWED
from audit.rules.retention import day, today

SMALL_NOTE = (
    "Each figure has its n and its 95% interval. Under ten applicable ratings there is no percentage:"
    " read “met of applicable”."
)
ON_PAPER = (
    "On paper this sheet is its heading only, as the rows below would fill many pages: to print some,"
    " filter them, select them and print the selection."
)
DISPOSED = (
    "Not included. The records of this round were disposed of on {on}: what was written about single case"
    " files is erased, and its numbers stand."
)
NOT_INCLUDED = "Not included. What was written about single case files goes to {roles} only: a board sees counts."
AGAIN = "every figure in this workbook can be counted again from here."
ASIDE = 3
"""Columns that a chart needs and paper does not."""


def _of_result(column: Column[Result]) -> Column[PointAnswer]:
    def get(row: PointAnswer) -> Value:
        return column.get(row.result)

    return Column(column.heading, get, column.kind, column.meaning, column.width)


POINTS: tuple[Column[PointAnswer], ...] = (
    *POINT_ANSWERS,
    Column(BAR, lambda r: bar_label(r.result.point.key, r.result), "words", BAR_MEANS, 26),
    *map(_of_result, WHISKERS),
)
STANDARDS: tuple[Column[StandardResult], ...] = (
    *STANDARD_COLUMNS,
    Column(BAR, lambda r: bar_label(r.standard.title, r), "words", BAR_MEANS, 40),
    *WHISKERS,
)


def criterion_columns(picture: Picture) -> tuple[Column[CriterionResult], ...]:
    """Return the columns of the criteria: what two readers make of each and whether it is well worded stand beside."""
    return (*CRITERION_COLUMNS, of_two_readers(picture.beside.agreement), QUALITY_COLUMNS[-1])


def put_points(book: Workbook, picture: Picture) -> Source:
    """Each of the review's points, in its order, with what the criteria that cite it show."""
    board = picture.board
    covered = sum(bool(each.criteria) for each in board.points)
    notes = (
        f"{many(len(board.points), 'learning point')} of the review in its own order, {covered} of them"
        " asked about by a criterion. A criterion may cite several, so points do not add up.",
        SMALL_NOTE,
        *headline(picture.beside.learning),
        *re_audits(picture.beside.learning),
    )
    points = picture.beside.learning.points
    return put_figures(book, picture.running, "Learning points", notes, POINTS, points, aside=ASIDE)


def put_standards(book: Workbook, picture: Picture) -> Source:
    """Each standard, what matters most first."""
    standards = picture.board.standards
    notes = (f"{many(len(standards), 'standard')}, below target first.", SMALL_NOTE)
    return put_figures(book, picture.running, "Standards", notes, STANDARDS, standards, aside=ASIDE)


def put_criteria(book: Workbook, picture: Picture) -> Source:
    """Each criterion, what matters most first."""
    criteria = picture.board.criteria
    reword = reword_words(picture.beside.agreement)
    notes = [f"{len(criteria)} criteria, below target first.", SMALL_NOTE]
    notes += [f"▼ {reword}"] if reword else []
    return put_figures(
        book, picture.running, "Criteria", notes, criterion_columns(picture), criteria
    )


def put_strengths(book: Workbook, picture: Picture) -> Source | None:
    """Lines of what was starred as good practice."""
    return _lines(book, picture, "Strengths", picture.strengths)


def put_gaps(book: Workbook, picture: Picture) -> Source | None:
    """Lines of what was applicable and not met."""
    return _lines(book, picture, "Gaps", picture.gaps)


def _lines(book: Workbook, picture: Picture, name: str, told: Told | None) -> Source | None:
    """Lines of evidence: of strengths (starred) or of gaps (applicable and not met)."""
    what = {
        "Strengths": "Ratings starred as good practice, except where not applicable",
        "Gaps": "Ratings partly met, not met or not evidenced",
    }[name]
    if told is None:
        put_words(book, picture.running, name, (_without(picture),))
        return None
    shown = len(told.lines)
    note = f"{what}: {shown:,} of {told.total:,}."
    if shown < told.total:
        note += (
            " A sheet holds the first of each criterion, as many of one as of another; all"
            f" {told.total:,} can be read on the board page, under {name}."
        )
    notes = (note, "It is the system that is judged, never a named worker.")
    return put_figures(book, picture.running, name, notes, LINE_COLUMNS, told.lines)


def put_ratings(book: Workbook, picture: Picture) -> Source | None:
    """Every counted rating: what all the other figures are counted from."""
    told, tallies = picture.ratings, picture.tallies
    name, running = "Ratings", picture.running
    if told is None:
        put_words(book, running, name, (_without(picture),))
        return None
    if tallies:
        notes = (
            f"{many(told.total, 'counted rating')} of {many(len(tallies), 'case audit')}, a case audit"
            f" a row and a letter a criterion, in the order of the sheet Letters: {AGAIN}",
            f"The letters: {LETTERS}.",
            how_to_count(),
            ON_PAPER,
        )
        columns = (*TALLY_COLUMNS, *(SUMS if picture.adds_up else ()))
        return put_figures(book, running, name, notes, columns, tallies, on_paper=False)
    said = (
        f"{many(told.total, 'counted rating')}, one a row, a criterion after the other: {AGAIN}",
        "“Counts as” and “Case” are enough for the figures and their intervals; how is on the sheet Method.",
        ON_PAPER,
    )
    return put_figures(book, running, name, said, RATING_COLUMNS, told.lines, on_paper=False)


def _without(picture: Picture) -> str:
    """Say why a sheet is empty."""
    if picture.board.disposed_at is not None:
        return DISPOSED.format(on=day(today(picture.board.disposed_at)))
    roles = " and ".join(f"{role}s" for role in sorted(ALLOWED["board.lines"]))
    return NOT_INCLUDED.format(roles=roles)
