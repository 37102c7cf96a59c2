"""The sheets of what changed since the round that this one re-audits, and of every measure over its rounds."""

from openpyxl import Workbook

from audit.documents.board_pack_charts import BAR, BAR_MEANS
from audit.documents.board_pack_picture import Picture
from audit.documents.change_tables import CHANGES, ChangeRow, rows
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.pack_sheet import put_figures, put_words
from audit.documents.trend_tables import POINTS, WHAT, pooled_rows
from audit.model.figure import SMALL, Figure
from audit.rules.learning import between
from audit.rules.trend import sentences
from audit.rules.trend_words import compared, scope

CHANGE, TREND = "Change", "Trend"
NOTHING = "Nothing applicable has been counted yet, so there is no trend."


def _share(figure: Figure | None) -> float | None:
    """Met ÷ applicable; None under ten."""
    return figure.share if figure is not None and figure.applicable >= SMALL else None


def _bar(row: ChangeRow) -> str:
    then = row.change.before
    before = f", then {then.met:,} of {then.applicable:,}" if then is not None else ""
    return f"{row.name} ({row.change.now.met:,} of {row.change.now.applicable:,}{before})"


CHANGE_COLUMNS: tuple[Column[ChangeRow], ...] = (
    Column("Kind", lambda r: r.kind, "words", "The round, a standard or a criterion.", 11),
    *CHANGES,
    Column(
        "Share now",
        lambda r: _share(r.change.now) if r.change.same else None,
        "share",
        f"Met ÷ applicable in this round. Empty under {SMALL} applicable ratings.",
        9,
    ),
    Column(
        "Share last round",
        lambda r: _share(r.change.before),
        "share",
        f"Met ÷ applicable in the round that this one re-audits. Empty under {SMALL} applicable ratings.",
        9,
    ),
    Column("Difference", lambda r: r.change.difference, "share", "Share now less share then.", 11),
    Column("Difference from", lambda r: r.change.low, "share", "Its lower 95% limit.", 11),
    Column("Difference to", lambda r: r.change.high, "share", "Its upper 95% limit.", 11),
    Column(BAR, _bar, "words", BAR_MEANS, 60),
)
TREND_COLUMNS = (*WHAT, *POINTS)


def put_change(book: Workbook, picture: Picture) -> Source | None:
    """The round, its standards and its criteria beside the round that it re-audits, if it does."""
    found = picture.beside.learning.changes
    notes = (*between(found), *(each.words for each in found.different))
    if found.before_id is None:
        put_words(book, picture.running, CHANGE, notes)
        return None
    listed = rows(found, picture.board.checklist)
    return put_figures(book, picture.running, CHANGE, notes, CHANGE_COLUMNS, listed, aside=1)


def put_trend(book: Workbook, picture: Picture) -> Source | None:
    """Every measure over its rounds, all criteria together first; where there is none, why that is so."""
    found = picture.beside.trends
    if not found.measures:
        put_words(book, picture.running, TREND, (NOTHING,))
        return None
    first = found.measures[0]
    notes = (*sentences(first.trend), *compared(first), *scope(found))
    return put_figures(book, picture.running, TREND, notes, TREND_COLUMNS, pooled_rows(found))
