"""The tables of a released pack: what its audience may see, and what the charts draw of that."""

from collections.abc import Callable
from typing import NamedTuple

from audit.documents.board_pack_charts import BAR, BAR_MEANS, WHISKERS, bar_label
from audit.documents.column import Column, Value
from audit.documents.released_tables import (
    ANSWER,
    CHANGE,
    CRITERION,
    NUMBERS,
    POINT,
    TITLE,
    WHY,
    figure_words,
)
from audit.model.board import Result
from audit.model.figure import SMALL, Figure
from audit.model.released import ReleasedPicture, ReleasedResult


def _shown(get: Callable[[Result], Value]) -> Callable[[ReleasedResult], Value]:
    """What a chart needs of a figure; nothing of one that is hidden: a chart keeps its numbers in the file."""
    return lambda r: None if r.result is None else get(r.result)


def _bar(name: Callable[[ReleasedResult], str]) -> tuple[Column[ReleasedResult], ...]:
    def label(r: ReleasedResult) -> str:
        return bar_label(name(r), r.result) if r.result is not None else f"{name(r)} (not shown)"

    whiskers = (
        Column(each.heading, _shown(each.get), each.kind, each.meaning, each.width)
        for each in WHISKERS
    )
    return (Column(BAR, label, "words", BAR_MEANS, 26), *whiskers)


SHEET_POINTS: tuple[Column[ReleasedResult], ...] = (
    POINT,
    Column("Criteria", lambda r: r.beside, "words", "Keys of the criteria that ask about it.", 15),
    ANSWER,
    *NUMBERS,
    WHY,
    CHANGE,
    *_bar(lambda r: r.key),
)
SHEET_STANDARDS: tuple[Column[ReleasedResult], ...] = (
    TITLE,
    *NUMBERS,
    CHANGE,
    *_bar(lambda r: r.title),
)
SHEET_CRITERIA: tuple[Column[ReleasedResult], ...] = (CRITERION, *NUMBERS, CHANGE)
ASIDE = 3
"""Columns that a chart needs and paper does not."""


class Moved(NamedTuple):
    """What may be said since the round before of the round, a standard or a point."""

    kind: str
    result: ReleasedResult

    @property
    def name(self) -> str:
        """What it is called: a point by its key as well."""
        called = self.result.title
        return f"{self.result.key}  {called}" if self.kind == "Learning point" else called


def moved(found: ReleasedPicture) -> tuple[Moved, ...]:
    """Return what is compared with the round before, figure by figure as both were released."""
    return (
        Moved("Round", found.overall),
        *(Moved("Standard", each) for each in found.standards),
        *(Moved("Learning point", each) for each in found.points),
    )


def _share(figure: Figure | None) -> float | None:
    return figure.share if figure is not None and figure.applicable >= SMALL else None


def _bar_then(row: Moved) -> str:
    now, then = row.result.figure.figure, row.result.then
    if now is None or then is None:
        return f"{row.name} (not compared)"
    return (
        f"{row.name} ({now.met:,} of {now.applicable:,}, then {then.met:,} of {then.applicable:,})"
    )


def _verdict(row: Moved) -> str:
    verdict = row.result.verdict
    return "not said" if verdict is None else f"{verdict.sign} {verdict}"


MOVED_COLUMNS: tuple[Column[Moved], ...] = (
    Column("Kind", lambda r: r.kind, "words", "The round, a standard or a learning point.", 14),
    Column("What", lambda r: r.name, "text", "Its name.", 52),
    Column("Now", lambda r: figure_words(r.result), "words", "As it is released here.", 30),
    Column(
        "Last round",
        lambda r: r.result.then.words if r.result.then is not None else "not compared",
        "words",
        "As it was released to the same audience; not compared where it was not shown.",
        30,
    ),
    Column(
        "Change",
        _verdict,
        "words",
        "▲ improved and ▼ worse, where it is hardly chance; ◆ no clear change; – cannot say.",
        19,
    ),
    Column("In words", lambda r: r.result.change, "words", CHANGE.meaning, 70),
    Column(
        "Share now",
        lambda r: _share(r.result.figure.figure) if r.result.then is not None else None,
        "share",
        f"Met ÷ applicable; empty where hidden or not compared, and under {SMALL}.",
        9,
    ),
    Column(
        "Share last round",
        lambda r: _share(r.result.then),
        "share",
        f"Met ÷ applicable as released then; empty where not compared, and under {SMALL}.",
        9,
    ),
    Column(BAR, _bar_then, "words", BAR_MEANS, 60),
)
