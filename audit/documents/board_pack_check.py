"""Every headline counted again from the ratings in the pack itself."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.board_pack_cases import counted as cases_of
from audit.documents.board_pack_letters import applicable as count_applicable
from audit.documents.board_pack_letters import letters_of
from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.check_formula import COUNT, SHARE, Step, steps
from audit.documents.live import Live
from audit.documents.pack_check import Counted, put_check, shown_in, steps_at
from audit.documents.pack_check_shown import Rows, limits, put_shown
from audit.documents.pack_headline import lives, of_board
from audit.model.checklist import Counts

NOTES = (
    "Each number is counted again from the sheet Ratings by the formula in its cell, beside the cell that is shown.",
    "The results are stored; a spreadsheet works them out anew, and says “differs” where a figure or a rating was altered.",
)
TOO_MANY = (
    "The interval of the round: its cases are too many for a spreadsheet to add up within seconds."
)
POOLED = (
    "The intervals of standards and learning points: they come about as that of the round does, each from its"
    " own ratings."
)
HEADLINE = {
    "Headline_met": ("Met", 0),
    "Headline_applicable": ("Applicable", 1),
    "Headline_compliance": ("Compliance", 3),
    "Headline_low": ("95% from", 8),
    "Headline_high": ("95% to", 9),
}
"""Name of a headline figure to what it is, and to the step that comes to it."""
NUMBERS = {"Met": '="met"', "Applicable": '<>"out"'}
"""What the column “Counts as” is to say."""
_WHAT = "CheckTable[[#This Row],[What]]"


class Sums(NamedTuple):
    """Met and applicable ratings, counted from what the pack holds."""

    by_criterion: dict[str, Counter[str]]
    """Number to key of the criterion to how many."""
    worded: bool
    """True where a case audit has one word for all its ratings."""

    def of(self, number: str, keys: list[str]) -> int:
        """The sum of some criteria."""
        return sum(self.by_criterion[number][each] for each in keys)

    def formula(self, number: str, column: str = "") -> str:
        """The formula for all of it, or for the rows whose column says what this row is called."""
        if self.worded:
            same = f"(LettersTable[{column}]={_WHAT})*" if column else "1*"
            return f"SUMPRODUCT({same}LettersTable[{number}])"
        same = f"(RatingsTable[{column}]={_WHAT})*" if column else "1*"
        return f"SUMPRODUCT({same}(RatingsTable[Counts as]{NUMBERS[number]}))"


def put_board_check(book: Workbook, picture: Picture, placed: dict[str, Source]) -> Source | None:
    """Write the sheet; without ratings in the pack the figures that are shown are held against each other."""
    board = picture.board
    if "Ratings" not in placed:
        sheets = [_rows(picture, placed, each) for each in ("Standards", "Criteria")]
        return put_shown(book, picture.running, lives(of_board(board)), sheets)
    sums = _sums(picture)
    if not sums.by_criterion["Applicable"].total():
        return put_check(book, picture.running, NOTES, (), ())
    found = [*_standards(book, picture, placed, sums), *_criteria(book, picture, placed, sums)]
    shown = {name: live for name, live in lives(of_board(board)).items() if name in HEADLINE}
    way = _way(picture, placed, sums, len(found) + len(shown))
    counted = [*_round(shown, way, sums, picture), *found]
    beyond = (POOLED,) if way else (TOO_MANY, POOLED)
    return put_check(book, picture.running, NOTES, counted, way, beyond)


def _rows(picture: Picture, placed: dict[str, Source], name: str) -> Rows:
    board, single = picture.board, name == "Criteria"
    names = [each.criterion.key for each in board.criteria]
    titles = [each.standard.title for each in board.standards]
    return Rows(placed[name], names if single else titles, tenths=False, single=single)


def _sums(picture: Picture) -> Sums:
    met, applicable = Counter[str](), Counter[str]()
    for each in picture.ratings.lines if picture.ratings else ():
        met[each.line.criterion] += each.line.counts is Counts.MET
        applicable[each.line.criterion] += each.line.counts is not Counts.OUT
    for criterion, letters in zip(
        picture.board.checklist.criteria, letters_of(picture), strict=False
    ):
        met[criterion.key] += letters.count(Counts.MET.letter)
        applicable[criterion.key] += count_applicable(letters)
    return Sums({"Met": met, "Applicable": applicable}, bool(picture.tallies))


def _way(picture: Picture, placed: dict[str, Source], sums: Sums, rows: int) -> list[Step]:
    """The steps to the interval of the round; none where its cases are not added up."""
    if "Cases" not in placed:
        return []
    at = {
        "column": "D",
        "met": sums.formula("Met"),
        "n": sums.formula("Applicable"),
        "case_met": "CasesTable[Met]",
        "case_n": "CasesTable[Applicable]",
    }
    return steps(list(cases_of(picture).values()), at, steps_at(rows))


def _round(
    shown: dict[str, Live], way: list[Step], sums: Sums, picture: Picture
) -> Iterator[Counted]:
    """The headline, each figure from the step below that comes to it; without steps its counts alone."""
    keys = [each.key for each in picture.board.checklist.criteria]
    for name, live in shown.items():
        number, place = HEADLINE[name]
        if way:
            step = way[place]
            again = Live(f"$D${step.row}", step.live.result, step.live.style)
            yield Counted("All criteria together", number, live, again, "The step below.")
        elif number in NUMBERS:
            again = Live(sums.formula(number), sums.of(number, keys), COUNT)
            yield Counted("All criteria together", number, live, again, "On the sheet Ratings.")
        elif number == "Compliance":
            met, n = (sums.of(each, keys) for each in NUMBERS)
            formula = "/".join(sums.formula(each) for each in NUMBERS)
            yield Counted(
                "All criteria together",
                number,
                live,
                Live(formula, met / n, SHARE),
                "Met ÷ applicable.",
            )


def _standards(
    book: Workbook, picture: Picture, placed: dict[str, Source], sums: Sums
) -> Iterator[Counted]:
    for row, each in enumerate(picture.board.standards):
        keys = [one.criterion.key for one in each.criteria]
        title = each.standard.title
        yield from _counts(book, (placed["Standards"], row), title, sums, ("Standard", keys))


def _criteria(
    book: Workbook, picture: Picture, placed: dict[str, Source], sums: Sums
) -> Iterator[Counted]:
    of = _rows(picture, placed, "Criteria")
    for row, key in enumerate(of.names):
        found = list(_counts(book, (of.source, row), key, sums, ("Criterion", [key])))
        yield from found
        met, n = (each.shown for each in found)
        if n.result:
            yield from limits(book, of, row, (met, n))


def _counts(
    book: Workbook, at: tuple[Source, int], what: str, sums: Sums, of: tuple[str, list[str]]
) -> Iterator[Counted]:
    """Met and applicable of one standard or criterion."""
    column, keys = of
    where = "Letters" if sums.worded else "Ratings"
    for number in NUMBERS:
        shown = shown_in(book, *at, number, COUNT)
        if shown is not None:
            again = Live(sums.formula(number, column), sums.of(number, keys), COUNT)
            yield Counted(what, number, shown, again, f"Counted on the sheet {where}.")
