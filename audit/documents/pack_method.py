"""The last sheets of a pack: how it was counted, and what each column and each named figure means."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.pack_headline import Headline
from audit.documents.pack_sheet import put_figures
from audit.documents.sheet import Running

METHOD, DICTIONARY = "Method", "Data dictionary"
Pair = tuple[str, str]


class Said(NamedTuple):
    """Something to know: which part of the method it belongs to, what it is about, and what it says."""

    part: str
    term: str
    meaning: str


class Word(NamedTuple):
    """A heading or a name, what it means, and where it stands."""

    word: str
    meaning: str
    where: str


SAID_COLUMNS: tuple[Column[Said], ...] = (
    Column("Part", lambda r: r.part, "text", "What it is about.", 26),
    Column("Term", lambda r: r.term, "text", "What is explained.", 34),
    Column("What it means", lambda r: r.meaning, "text", "In plain words.", 120),
)
WORD_COLUMNS: tuple[Column[Word], ...] = (
    Column("Column or name", lambda r: r.word, "text", "As it stands at the head of a column.", 30),
    Column("What it stands for", lambda r: r.meaning, "text", "In a sentence.", 100),
    Column("Where", lambda r: r.where, "words", "The sheets on which it means that.", 50),
)


def put_method(
    book: Workbook, running: Running, parts: Iterable[tuple[str, Sequence[Pair]]]
) -> None:
    """Write what a reader needs to trust the other sheets, or to doubt them for the right reason."""
    rows = [Said(part, *pair) for part, pairs in parts for pair in pairs]
    put_figures(book, running, METHOD, (), SAID_COLUMNS, rows)


def put_dictionary(
    book: Workbook, running: Running, placed: Iterable[Source], headline: Iterable[Headline]
) -> None:
    """Write each column once, with its meaning and the sheets on which it means that, and then the names."""
    notes = (
        "Names are found in the name box, and can be used in formulas of this and of other workbooks.",
    )
    rows = [*_columns(placed), *_names(headline)]
    put_figures(book, running, DICTIONARY, notes, WORD_COLUMNS, rows)


def _columns(placed: Iterable[Source]) -> Iterator[Word]:
    found: dict[Pair, list[str]] = {}
    for each in placed:
        for column in each.columns:
            found.setdefault((column.heading, column.meaning), []).append(each.sheet)
    for (heading, meaning), sheets in found.items():
        yield Word(heading, meaning, f"column on {', '.join(sheets)}")


def _names(headline: Iterable[Headline]) -> Iterator[Word]:
    for each in headline:
        if each.name:
            yield Word(each.name, each.label, "name on Summary")
