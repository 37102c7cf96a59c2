"""The tables of themes: all of them, the rounds of one, what was released of it, and what was found on it."""

from typing import NamedTuple

from audit.documents.column import Column
from audit.model.language import _, of_checklist
from audit.model.theme import FoundOn, Released, Strand, ThemePicture
from audit.model.trend import Place
from audit.rules.retention import day, today
from audit.rules.trend_words import shows


def _newest(picture: ThemePicture) -> str:
    if picture.newest is not None:
        return picture.newest[1].figure.words
    return _("as released, below") if picture.released else _("nothing yet")


THEMES: tuple[Column[ThemePicture], ...] = (
    Column("Theme", lambda each: of_checklist(each.theme.name), "text", "Its name."),
    Column(
        "Reviews", lambda each: each.looked_at[0], "whole", "Reviews whose rounds looked at it."
    ),
    Column("Rounds", lambda each: each.looked_at[1], "whole", "Rounds that looked at it."),
    Column("Newest", _newest, "words", "Met of applicable in the newest round, with 95% interval."),
    Column("Findings", lambda each: len(each.findings), "whole", "Findings that stand on it."),
    Column(
        "Actions open",
        lambda each: sum(one.open for one in each.findings),
        "whole",
        "Actions on these findings that nobody has said are done.",
    ),
    Column(
        "Verified",
        lambda each: sum(one.verified for one in each.findings),
        "whole",
        "Actions on these findings that a QA lead has verified.",
    ),
)

FOUND: tuple[Column[FoundOn], ...] = (
    Column("Kind", lambda each: f"{each.kind.sign} {each.kind.value}", "words", "Strength or gap."),
    Column("Finding", lambda each: each.title, "text", "Its title."),
    Column("Review", lambda each: each.review, "text", "The review whose learning it is about."),
    Column("Round", lambda each: each.round_title, "text", "The round that found it."),
    Column("Open", lambda each: each.open, "whole", "Actions that nobody has said are done."),
    Column("Done", lambda each: each.done, "whole", "Said to be done, and not verified yet."),
    Column("Verified", lambda each: each.verified, "whole", "Verified by a QA lead."),
)

RELEASED: tuple[Column[Released], ...] = (
    Column("Released", lambda each: day(today(each.at)), "words", "The day of the release."),
    Column("Round", lambda each: each.round_title, "text", "Its title."),
    Column("Review", lambda each: each.review.title, "text", "The review it is about."),
    Column("Learning point", lambda each: each.point, "text", "Its key and text."),
    Column("Met", lambda each: each.figure, "words", "As it was released, masked."),
)


class PointRow(NamedTuple):
    """A round of a theme's picture."""

    line: int
    strand: Strand
    place: Place


def point_rows(picture: ThemePicture) -> tuple[PointRow, ...]:
    """Return the rounds of a theme, oldest first, each with the number of its line."""
    return tuple(
        PointRow(picture.strands.index(strand) + 1, strand, place)
        for strand, place in picture.places
    )


POINTS: tuple[Column[PointRow], ...] = (
    Column("Began", lambda row: day(row.place.period.at), "words", "The day the round began."),
    Column("Round", lambda row: row.place.period.title, "text", "Its title."),
    Column("Review", lambda row: row.strand.review.title, "text", "The review it is about."),
    Column("Line", lambda row: row.line, "whole", "Rounds of one line asked the same criteria."),
    Column("Met", lambda row: row.place.figure.words, "words", "Met of applicable, with interval."),
    Column("Cases", lambda row: row.place.figure.cases, "whole", "Cases with an answer."),
    Column(
        "What it shows",
        lambda row: shows(row.strand.measure, row.place),
        "words",
        "Within its line.",
    ),
)
