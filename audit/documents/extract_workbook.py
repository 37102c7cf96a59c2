"""A data extract as a workbook: about, data dictionary, and as many sheets of ratings as they need."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from functools import cache, partial
from typing import Any, BinaryIO

from audit.documents import sheet_fit
from audit.documents.extract_fields import (
    OF_CRITERION,
    OF_RATING,
    OF_READING,
    OF_ROUND,
    Field,
    asked_of,
    fields,
)
from audit.documents.extract_words import COLUMNS, HANDLING, about, dictionary
from audit.documents.sheet_text import pieces
from audit.documents.streamed_workbook import MOST_ROWS, WRAPPED, Sheet, Streamed
from audit.model.document import Taken
from audit.model.person import Person
from audit.views.extract import Extract, Heard, Line, Read

TO_READING = len(OF_ROUND)
TO_CRITERION = TO_READING + len(OF_READING)
TO_RATING = TO_CRITERION + len(OF_CRITERION)
TO_TEXTS = TO_RATING + len(OF_RATING)
SIZE = 10
ABOUT, DICTIONARY, RATINGS = "About", "Data dictionary", "Ratings"


def write(
    out: BinaryIO,
    found: Extract,
    by: Person,
    heard: Heard,
    taken: Taken,
    most: int = MOST_ROWS,
) -> None:
    """Write the workbook; a sheet that is full goes on in another one."""
    with Streamed(
        out, f"Data extract, {found.round_title}", HANDLING.label, found.at, taken.number
    ) as book:
        _put_pages(book, ABOUT, [("About", 22), ("", 100)], about(found, by, taken))
        _put_pages(
            book, DICTIONARY, list(zip(COLUMNS, (18, 20, 100), strict=True)), dictionary(found)
        )
        _put_ratings(book, found, heard, most)


def _put_pages(
    book: Streamed, name: str, columns: Sequence[tuple[str, int]], rows: Iterable[Sequence[str]]
) -> None:
    with book.sheet(name, columns) as sheet:
        for row in rows:
            cells = (book.word(n, each, WRAPPED) for n, each in enumerate(row, start=1))
            deep = max(
                sheet_fit.lines(each, width, SIZE)
                for each, (_, width) in zip(row, columns, strict=True)
            )
            sheet.put("".join(cells), sheet_fit.height(deep, SIZE))


def _put_ratings(book: Streamed, found: Extract, heard: Heard, most: int) -> None:
    columns = [(each.heading, each.width) for each in fields(written=found.written)]
    rows = _Rows(book, found)
    done = number = 0
    with ExitStack() as opened:
        sheet: Sheet | None = None
        for read, lines in found.lines:
            for cells in rows.of(read, lines):
                if sheet is None or sheet.rows == most:
                    opened.close()
                    number += 1
                    name = RATINGS if number == 1 else f"{RATINGS} {number}"
                    sheet = opened.enter_context(book.sheet(name, columns, table=True))
                sheet.put(cells)
            done += len(lines)
            heard(done)
        if sheet is None:
            opened.enter_context(book.sheet(RATINGS, columns))


class _Rows:
    """Makes rows out of parts: what stands in many rows is written down once."""

    def __init__(self, book: Streamed, found: Extract) -> None:
        asked = asked_of(found.checklist)
        self._cell: dict[str, Callable[[int, Any], str]] = {
            "word": book.word,
            "text": book.text,
            "whole": book.whole,
            "moment": book.moment,
        }
        self._round = self._cells(OF_ROUND, 1, found)
        self._criterion = {
            key: self._cells(OF_CRITERION, TO_CRITERION + 1, each) for key, each in asked.items()
        }
        self._rated = cache(partial(self._cells, OF_RATING, TO_RATING + 1))

    def of(self, read: Read, lines: Sequence[Line]) -> Iterator[str]:
        """Yield the cells of each row of a reading."""
        start = self._round + self._cells(OF_READING, TO_READING + 1, read)
        criteria, rated = self._criterion, self._rated
        for key, said, texts in lines:
            row = start + criteria[key] + rated(said)
            if texts is None or not any(texts):
                yield row
            else:
                yield from self._with_texts(row, read, key, texts)

    def _with_texts(self, row: str, read: Read, key: str, texts: Sequence[str]) -> Iterator[str]:
        """Text too long for a cell goes on below, beside what names the rating and nothing that is counted."""
        parts = [pieces(each) for each in texts]
        for nth in range(max(map(len, parts))):
            told = [part[nth] if nth < len(part) else "" for part in parts]
            cells = [Streamed.text(TO_TEXTS + n, each) for n, each in enumerate(told, start=1)]
            yield (row if nth == 0 else self._name_of(read, key)) + "".join(cells)

    def _name_of(self, read: Read, key: str) -> str:
        place = 1 + next(n for n, each in enumerate(OF_CRITERION) if each.name == "criterion")
        named = Streamed.text(TO_READING + 1, read.case_audit_id)
        return named + self._cell["word"](TO_CRITERION + place, key)

    def _cells(self, of: Sequence[Field[Any]], column: int, about: Any) -> str:  # noqa: ANN401
        return "".join(
            self._cell[each.kind](number, each.get(about))
            for number, each in enumerate(of, start=column)
        )
