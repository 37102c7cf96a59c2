"""The sheets of figures, of lines of evidence, and of the ratings behind them."""

from collections.abc import Sequence

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Border, Font, Side
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.agreement_tables import of_two_readers
from audit.documents.board_pack_picture import Picture, Told
from audit.documents.board_pack_tallies import LETTERS, WIDTHS, how_to_count, put_tallies
from audit.documents.board_tables import (
    CRITERION_COLUMNS,
    LINE_COLUMNS,
    RATING_COLUMNS,
    STANDARD_COLUMNS,
)
from audit.documents.change_tables import CHANGES, rows
from audit.documents.column import Column, Row_contra
from audit.documents.learning_tables import POINT_ANSWERS
from audit.documents.sheet import Span, add_sheet, put_line, put_table, set_up_pages
from audit.documents.sheet_style import INK, RULE
from audit.model.figure import Standing
from audit.rules.agreement import reword_words
from audit.rules.headline import many
from audit.rules.learning import between, headline, re_audits
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


def put_points(book: Workbook, picture: Picture) -> None:
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
    _figures(
        book, picture, notes, POINT_ANSWERS, picture.beside.learning.points, name="Learning points"
    )


def put_change(book: Workbook, picture: Picture) -> None:
    """The round, its standards and its criteria beside the round that it re-audits, if it does."""
    found = picture.beside.learning.changes
    sheet = add_sheet(book, "Change", [column.width for column in CHANGES])
    if found.before_id is None:
        _top(sheet, "Change", between(found))
        set_up_pages(sheet, picture.running, last=f"{get_column_letter(len(CHANGES))}3")
        return
    notes = (*between(found), *(each.words for each in found.different))
    listed = rows(found, picture.board.checklist)
    span = put_table(sheet, _top(sheet, "Change", notes), CHANGES, listed, _table_name("Change"))
    _finish(sheet, picture, span)


def put_standards(book: Workbook, picture: Picture) -> None:
    """Each standard, what matters most first."""
    notes = (f"{many(len(picture.board.standards), 'standard')}, below target first.", SMALL_NOTE)
    _figures(book, picture, notes, STANDARD_COLUMNS, picture.board.standards, name="Standards")


def put_criteria(book: Workbook, picture: Picture) -> None:
    """Each criterion, what matters most first."""
    criteria = picture.board.criteria
    notes = (f"{len(criteria)} criteria, below target first.", SMALL_NOTE, *_warning(picture))
    columns = (*CRITERION_COLUMNS, of_two_readers(picture.beside.agreement))
    _figures(book, picture, notes, columns, criteria, name="Criteria")


def _warning(picture: Picture) -> tuple[str, ...]:
    """Which criteria two readers do not rate alike: said above their results, not only beside them."""
    reword = reword_words(picture.beside.agreement)
    return (f"▼ {reword}",) if reword else ()


def put_lines(book: Workbook, picture: Picture, name: str, told: Told | None) -> None:
    """Lines of evidence: of strengths (starred) or of gaps (applicable and not met)."""
    what = {
        "Strengths": "Ratings starred as good practice, except where not applicable",
        "Gaps": "Ratings partly met, not met or not evidenced",
    }[name]
    sheet = add_sheet(book, name, [column.width for column in LINE_COLUMNS])
    if told is None:
        _without(sheet, picture, name)
        return
    shown = len(told.lines)
    note = f"{what}: {shown:,} of {told.total:,}."
    if shown < told.total:
        note += (
            " A sheet holds the first of each criterion, as many of one as of another; all"
            f" {told.total:,} can be read on the board page, under {name}."
        )
    at = _top(sheet, name, (note, "It is the system that is judged, never a named worker."))
    span = put_table(sheet, at, LINE_COLUMNS, told.lines, _table_name(name))
    _finish(sheet, picture, span)


def put_ratings(book: Workbook, picture: Picture) -> None:
    """Every counted rating: what all the other figures are counted from."""
    told, tallies = picture.ratings, picture.tallies
    widths = WIDTHS if tallies else [column.width for column in RATING_COLUMNS]
    sheet = add_sheet(book, "Ratings", widths)
    if told is None:
        _without(sheet, picture, "Ratings")
        return
    again = "every figure in this workbook can be counted again from here."
    if tallies:
        notes = (
            f"{many(told.total, 'counted rating')} of {many(len(tallies), 'case audit')}, a case audit"
            f" a row and a letter a criterion, in the order of the legend to the right: {again}",
            f"The letters: {LETTERS}.",
            ON_PAPER,
        )
        at = _top(sheet, "Ratings", notes)
        at = put_line(sheet, at - 1, how_to_count(at + 1, tallies), "Note") + 1
        span = put_tallies(sheet, at, tallies, picture.board.checklist)
    else:
        notes = (
            f"{many(told.total, 'counted rating')}, one a row: {again}",
            "“Counts as” and “Case” are enough for the figures and their intervals; how is on the last sheet.",
            ON_PAPER,
        )
        at = _top(sheet, "Ratings", notes)
        span = put_table(sheet, at, RATING_COLUMNS, told.lines, _table_name("Ratings"))
    _finish(sheet, picture, span, last=span.head - 2)


def _figures(
    book: Workbook,
    picture: Picture,
    notes: tuple[str, ...],
    columns: Sequence[Column[Row_contra]],
    rows: Sequence[Row_contra],
    *,
    name: str,
) -> None:
    sheet = add_sheet(book, name, [column.width for column in columns])
    span = put_table(sheet, _top(sheet, name, notes), columns, rows, _table_name(name))
    mark_below(sheet, span, columns)
    _finish(sheet, picture, span)


def mark_below(sheet: Worksheet, span: Span, columns: Sequence[Column[Row_contra]]) -> None:
    """Set what is below target in bold behind a dark edge: seen in black and white, as its sign says in words."""
    place = [column.heading for column in columns].index("Standing") + 1
    edge = Border(left=Side(style="thin", color=INK), bottom=Side(style="thin", color=RULE))
    first = span.column(place).partition(":")[0]
    rule = Rule(
        type="expression",
        formula=[f'LEFT({first},1)="{Standing.BELOW.sign}"'],
        dxf=DifferentialStyle(font=Font(bold=True), border=edge),
    )
    sheet.conditional_formatting.add(span.column(place), rule)


def _top(sheet: Worksheet, name: str, notes: tuple[str, ...]) -> int:
    """Put the sheet's name and what it holds at its top; return the row for the column headings."""
    at = put_line(sheet, 1, name, "Pack title")
    for note in notes:
        at = put_line(sheet, at, note, "Note")
    return at + 1


def _without(sheet: Worksheet, picture: Picture, name: str) -> None:
    """Say why a sheet is empty, rather than leave it out and have somebody wonder."""
    roles = " and ".join(f"{role}s" for role in sorted(ALLOWED["board.lines"]))
    why = NOT_INCLUDED.format(roles=roles)
    if picture.board.disposed_at is not None:
        why = DISPOSED.format(on=day(today(picture.board.disposed_at)))
    _top(sheet, name, (why,))
    set_up_pages(sheet, picture.running, last=f"{get_column_letter(sheet.max_column + 7)}3")


def _finish(sheet: Worksheet, picture: Picture, span: Span, last: int | None = None) -> None:
    """Set the sheet up for paper: its table whole, or down to the row `last`."""
    corner = f"{get_column_letter(span.width)}{last or max(span.last, span.head)}"
    set_up_pages(sheet, picture.running, last=corner, head=span.head)


def _table_name(name: str) -> str:
    # “Criteria” alone is a name that Excel keeps for itself.
    return f"{name.title().replace(' ', '')}Table"
