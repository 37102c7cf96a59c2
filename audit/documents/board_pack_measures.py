"""The sheet of the board pack that counts what stands beside the ratings: a row a count, so that it sorts and filters."""

from collections.abc import Iterator
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.board_pack_picture import Picture
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.measure_tables import ended
from audit.documents.pack_sheet import put_figures
from audit.model.figure import SMALL
from audit.model.measure import (
    EVERYBODY,
    LadderPicture,
    Measures,
    StepCount,
    TimerCount,
    TimerPicture,
    VaguePicture,
)
from audit.rules.headline import many

NAME = "Step by step"


class Counted(NamedTuple):
    """One count."""

    measure: str
    """Title of the ladder, the timer or the vague words."""
    agency: str
    what: str
    files: int | None
    of: int | None
    also: str = ""


def _share(row: Counted) -> float | None:
    enough = row.files is not None and row.of is not None and row.of >= SMALL
    return row.files / row.of if enough and row.files is not None and row.of else None


COLUMNS: tuple[Column[Counted], ...] = (
    Column("Measure", lambda r: r.measure, "text", "What is counted beside the ratings.", 52),
    Column("Agency", lambda r: r.agency, "text", "Whose files were read.", 30),
    Column("Counted", lambda r: r.what, "text", "The step, stage, outcome or word.", 46),
    Column("Files", lambda r: r.files, "whole", "How many files; of a word, how many quotes.", 9),
    Column("Of", lambda r: r.of, "whole", "Of how many: those in which the question arose.", 9),
    Column("Share", _share, "share", f"Files ÷ of. Empty under {SMALL}.", 9),
    Column("Also", lambda r: r.also, "words", "What else there is to know of the count.", 46),
)


def put_measures(book: Workbook, picture: Picture) -> Source | None:
    """Ladders, timers and vague words; no sheet where the checklist counts none of it."""
    counted = picture.beside.measures
    if counted.is_empty:
        return None
    notes = (f"{many(counted.files, 'counted case file')}. Counts alone: no quotes.",)
    return put_figures(
        book,
        picture.running,
        NAME,
        (*notes, *_introductions(counted)),
        COLUMNS,
        list(_all(counted)),
    )


def _introductions(counted: Measures) -> Iterator[str]:
    for ladder in counted.ladders:
        yield f"{ladder.ladder.title}: {ladder.ladder.introduction}"
    for timer in counted.timers:
        yield f"{timer.timer.title}: {timer.timer.introduction}"
    if counted.vague is not None:
        quotes = f"{many(counted.vague.times, 'quote')} in {many(counted.vague.files, 'case file')}"
        yield f"{counted.vague.vague_words.title}: {quotes}."


def _all(counted: Measures) -> Iterator[Counted]:
    for ladder in counted.ladders:
        yield from _ladder(ladder)
    for timer in counted.timers:
        yield from _timer(timer)
    if counted.vague is not None:
        yield from _vague(counted.vague)


def _ladder(found: LadderPicture) -> Iterator[Counted]:
    for row in found.rows:
        for step in row.steps:
            of = step.of or None
            count = step.reached if step.of else None
            yield Counted(found.ladder.title, row.agency, step.label, count, of, _beside(step))


def _beside(step: StepCount) -> str:
    """In order, and how many were not asked; why there is no count where there is none."""
    unasked = f"not asked of {many(step.not_asked, 'file')}" if step.not_asked else ""
    said = f"in order {step.in_order:,} of {step.of:,}" if step.of else step.words
    return "; ".join(dict.fromkeys(filter(None, (said, unasked))))


def _timer(found: TimerPicture) -> Iterator[Counted]:
    title = found.timer.title
    for row in found.rows:
        yield Counted(title, row.agency, "Raised", row.raised, row.arose, _days(row))
        if found.timer.answer_within is not None and row.dated:
            within = f"Answered within {found.timer.answer_within} days"
            yield Counted(
                title, row.agency, within, row.within, row.dated, "of those with both days"
            )
    for each in ended(found.rows[0]):
        yield Counted(title, EVERYBODY, f"{each.what}: {each.label}", each.n, each.of)


def _days(row: TimerCount) -> str:
    if row.median is None:
        return ""
    return f"days: median {row.median:g}, {row.shortest} to {row.longest} (n {row.dated:,})"


def _vague(found: VaguePicture) -> Iterator[Counted]:
    title = found.vague_words.title
    for word in found.words:
        seen = f"“{word.word}”"
        yield Counted(title, EVERYBODY, seen, word.times, None, f"in {many(word.files, 'file')}")
        if word.times:
            yield Counted(title, EVERYBODY, f"{seen}: left vague", word.left_vague, word.times)
            for label, n in word.tags.items():
                yield Counted(title, EVERYBODY, f"{seen}: {label}", n, word.times)
