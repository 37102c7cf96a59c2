"""The ratings of a round too large for a row each: one word a case audit, and the legend that reads it."""

from collections.abc import Sequence
from itertools import count
from typing import NamedTuple

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from audit.documents.column import Column
from audit.documents.sheet import Span, put_table
from audit.model.checklist import NOT_ASKED, Checklist, Counts, Criterion
from audit.views.board_pack import Tally

LETTERS = (
    f"{', '.join(f'{each.letter} {each}' for each in Counts)} (not applicable), a full stop"
    f" ({NOT_ASKED}) not asked of the agency; a capital is the same, starred as good practice"
)


class Place(NamedTuple):
    """A criterion, and which letter of each word is its."""

    number: int
    criterion: Criterion
    standard: str


TALLY_COLUMNS: tuple[Column[Tally], ...] = (
    Column(
        "Case audit", lambda r: r.case_audit_id, "text", "Id of the case audit in the tool.", 16
    ),
    Column(
        "Case",
        lambda r: r.reference,
        "text",
        "Reference that the partnership can resolve and the tool cannot.",
        13,
    ),
    Column("Agency", lambda r: r.agency, "text", "Whose file was read.", 30),
    Column(
        "Ratings in order",
        lambda r: r.word,
        "text",
        f"One letter a criterion, in the order of the column Letter: {LETTERS}.",
        62,
    ),
)
"""The counted case audits, from which every figure can be counted again."""

PLACE_COLUMNS: tuple[Column[Place], ...] = (
    Column("Letter", lambda r: r.number, "whole", "Which letter of the word it is.", 10),
    Column("Criterion", lambda r: r.criterion.key, "text", "Key of the criterion.", 12),
    Column("Standard", lambda r: r.standard, "text", "The standard that it belongs to.", 30),
    Column(
        "Learning points",
        lambda r: ", ".join(r.criterion.learning_points),
        "text",
        "Keys of the learning points that the criterion asks about.",
        24,
    ),
)
"""The legend, which stands to the right of the words."""

BESIDE = len(TALLY_COLUMNS) + 2
"""The column in which the legend begins."""
WIDTHS = [
    *(column.width for column in TALLY_COLUMNS),
    4,
    *(column.width for column in PLACE_COLUMNS),
]


def put_tallies(sheet: Worksheet, at: int, tallies: Sequence[Tally], asked: Checklist) -> Span:
    """Write a row a case audit from the row `at`, and the legend beside; return where the rows stand."""
    number = count(1)
    places = [
        Place(next(number), criterion, standard.title)
        for standard in asked.standards
        for criterion in standard.criteria
    ]
    span = put_table(sheet, at, TALLY_COLUMNS, tallies, "RatingsTable")
    put_table(sheet, at, PLACE_COLUMNS, places, left=BESIDE)
    return span


def how_to_count(head: int, tallies: Sequence[Tally]) -> str:
    """Return the formula that counts one letter of one criterion, for a table whose headings stand in row `head`."""
    letter = get_column_letter(len(TALLY_COLUMNS))
    words = f"{letter}{head + 1}:{letter}{head + len(tallies)}"
    met = Counts.MET.letter
    return f'For instance =SUMPRODUCT(--(LOWER(MID({words},7,1))="{met}")) counts what is met of the seventh criterion.'
