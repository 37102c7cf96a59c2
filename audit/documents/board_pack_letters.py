"""The ratings of a round too large for a row each: one word a case audit, and the sheet that reads it."""

from collections.abc import Iterator
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.live import Live
from audit.documents.pack_sheet import put_figures
from audit.model.checklist import NOT_ASKED, Counts, Criterion
from audit.rules.headline import many
from audit.views.board_pack import Tally

NAME = "Letters"
LETTERS = (
    f"{', '.join(f'{each.letter} {each}' for each in Counts)} (not applicable), a full stop"
    f" ({NOT_ASKED}) not asked of the agency; a capital is the same, starred as good practice"
)
WORDS = "RatingsTable[Ratings in order]"
"""The words of all case audits, as a formula names them."""


_WORD = "RatingsTable[[#This Row],[Ratings in order]]"
_LETTER = "LettersTable[[#This Row],[Letter]]"
APPLICABLE = "".join(each.letter for each in Counts if each is not Counts.OUT)


class Place(NamedTuple):
    """A criterion, and which letter of each word is its."""

    number: int
    criterion: Criterion
    standard: str
    met: int
    applicable: int


def applicable(word: str) -> int:
    """Return how many of the letters are of ratings that were applicable."""
    return len(word) - sum(map(word.lower().count, (Counts.OUT.letter, NOT_ASKED)))


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
        f"One letter a criterion, in the order of the sheet Letters: {LETTERS}.",
        62,
    ),
)
"""The counted case audits, from which every figure can be counted again."""
SUMS: tuple[Column[Tally], ...] = (
    Column(
        "Met",
        lambda r: Live(
            f'LEN({_WORD})-LEN(SUBSTITUTE(LOWER({_WORD}),"{Counts.MET.letter}",""))',
            r.word.lower().count(Counts.MET.letter),
            "Whole",
        ),
        "whole",
        "Its ratings that count as met.",
        9,
    ),
    Column(
        "Applicable",
        lambda r: Live(
            f'LEN(SUBSTITUTE(SUBSTITUTE(LOWER({_WORD}),"{Counts.OUT.letter}",""),"{NOT_ASKED}",""))',
            applicable(r.word),
            "Whole",
        ),
        "whole",
        "Its applicable ratings.",
        11,
    ),
)
"""What the sheet Cases adds up."""

PLACE_COLUMNS: tuple[Column[Place], ...] = (
    Column("Letter", lambda r: r.number, "whole", "Which letter of the word it is.", 10),
    Column("Criterion", lambda r: r.criterion.key, "text", "Key of the criterion.", 12),
    Column("Standard", lambda r: r.standard, "text", "The standard that it belongs to.", 40),
    Column(
        "Learning points",
        lambda r: ", ".join(r.criterion.learning_points),
        "text",
        "Keys of the learning points that the criterion asks about.",
        24,
    ),
    Column(
        "Met",
        lambda r: Live(counted_as(_LETTER, Counts.MET.letter), r.met, "Whole"),
        "whole",
        "Ratings that count as met.",
        10,
    ),
    Column(
        "Applicable",
        lambda r: Live(counted_as(_LETTER, APPLICABLE), r.applicable, "Whole"),
        "whole",
        "Ratings met, partly met, not met or not evidenced: the n of every figure.",
        12,
    ),
    Column("Statement", lambda r: r.criterion.statement, "text", "What an auditor rates.", 80),
)


def put_letters(book: Workbook, picture: Picture) -> Source | None:
    """Write which letter is whose, where the ratings are words; no sheet where each has a row."""
    if not picture.tallies:
        return None
    places = list(_places(picture))
    notes = (
        f"{many(len(places), 'letter')} of each word on the sheet Ratings, in the order of the checklist.",
        f"The letters: {LETTERS}.",
    )
    return put_figures(book, picture.running, NAME, notes, PLACE_COLUMNS, places)


def _places(picture: Picture) -> Iterator[Place]:
    standards = picture.board.checklist.standards
    asked = [(each, standard.title) for standard in standards for each in standard.criteria]
    columns = letters_of(picture)
    for place, ((criterion, standard), column) in enumerate(zip(asked, columns, strict=True)):
        met = column.count(Counts.MET.letter)
        yield Place(place + 1, criterion, standard, met, applicable(column))


def letters_of(picture: Picture) -> list[str]:
    """Return the letters of each criterion, small, one of each case audit."""
    words = "".join(each.word for each in picture.tallies).lower()
    width = len(picture.tallies[0].word) if picture.tallies else 0
    return [words[place::width] for place in range(width)]


def counted_as(place: str, letters: str) -> str:
    """Return the formula that counts how often a place of the words has one of these letters, starred or not."""
    return f'SUMPRODUCT(--ISNUMBER(SEARCH(MID({WORDS},{place},1),"{letters}")))'


def how_to_count() -> str:
    """Return an example of how to count one letter of one criterion."""
    met = Counts.MET.letter
    return f"For instance ={counted_as('7', met)} counts what is met of the seventh criterion."
