"""The tables of ladders, timers and vague words, declared once for the page and the workbook."""

from collections.abc import Callable
from typing import NamedTuple

from audit.documents.column import Column
from audit.model.checklist import Ladder, Timer, VagueWords
from audit.model.figure import SMALL
from audit.model.language import _
from audit.model.measure import LadderCount, StepCount, TimerCount, WordCount

STEP_COLUMNS: tuple[Column[StepCount], ...] = (
    Column("Step", lambda r: r.label, "text", "The step, in the order of the ladder.", 22),
    Column("Reached", lambda r: r.words, "words", "Files that reached it, of those counted.", 14),
    Column(
        "Share",
        lambda r: r.reached / r.of if r.of >= SMALL else None,
        "share",
        "Reached ÷ counted. Empty under 10 files.",
        9,
    ),
    Column(
        "In order",
        lambda r: _("{in_order:,} of {of:,}").format(in_order=r.in_order, of=r.of) if r.of else "",
        "words",
        "Files that reached it and every step before it.",
        14,
    ),
    Column(
        "Not asked", lambda r: r.not_asked, "whole", "Files of agencies that are not asked it.", 10
    ),
)


def ladder_columns(ladder: Ladder) -> tuple[Column[LadderCount], ...]:
    """Return the columns of a ladder agency by agency: a column a step."""
    return (
        Column(_("Agency"), lambda r: r.agency, "text", _("Whose files were read."), 30),
        Column(_("Files"), lambda r: r.files, "whole", _("Files to which the ladder applies."), 8),
        *(
            Column(step.label, _step(number), "words", _("Reached, of the files counted."), 14)
            for number, step in enumerate(ladder.steps)
        ),
    )


def _step(number: int) -> Callable[[LadderCount], str]:
    return lambda row: row.steps[number].words


def timer_columns(timer: Timer) -> tuple[Column[TimerCount], ...]:
    """Return the columns of a timer, agency by agency."""
    within: tuple[Column[TimerCount], ...] = ()
    if timer.answer_within is not None:
        within = (
            Column(
                _("Within {answer_within} days").format(answer_within=timer.answer_within),
                lambda r: (
                    _("{within:,} of {dated:,}").format(within=r.within, dated=r.dated)
                    if r.dated
                    else ""
                ),
                "words",
                _("Answered within the days of the procedure, of those with both days on file."),
                14,
            ),
        )
    return (
        Column(_("Agency"), lambda r: r.agency, "text", _("Whose files were read."), 30),
        Column(
            _("Raised"),
            lambda r: _("{raised:,} of {arose:,}").format(raised=r.raised, arose=r.arose),
            "words",
            _("Files in which it was raised with somebody, of those in which the question arose."),
            12,
        ),
        Column(
            _("Days known"),
            lambda r: r.dated,
            "whole",
            _("Files that say how many days it took."),
            9,
        ),
        Column(_("Median days"), _median, "words", _("Half took no longer."), 12),
        Column(_("Range"), _range, "words", _("Shortest to longest, in days."), 12),
        *within,
    )


def _median(row: TimerCount) -> str:
    return "" if row.median is None else f"{row.median:g} (n {row.dated:,})"


def _range(row: TimerCount) -> str:
    return (
        ""
        if row.shortest is None
        else _("{shortest} to {longest}").format(shortest=row.shortest, longest=row.longest)
    )


class Ended(NamedTuple):
    """One stage or outcome, and in how many files."""

    what: str
    label: str
    n: int
    of: int


def ended(row: TimerCount) -> list[Ended]:
    """Return how far things went and how they ended, of what was raised."""
    kinds = {"Highest stage": row.stages, "Outcome": row.outcomes}
    return [
        Ended(what, label, n, row.raised)
        for what, values in kinds.items()
        for label, n in values.items()
    ]


ENDED_COLUMNS: tuple[Column[Ended], ...] = (
    Column("What", lambda r: r.what, "text", "Stage or outcome.", 16),
    Column("In the checklist's words", lambda r: r.label, "text", "The answer given.", 40),
    Column(
        "Files",
        lambda r: _("{n:,} of {of:,}").format(n=r.n, of=r.of),
        "words",
        "Of what was raised.",
        12,
    ),
)


def word_columns(vague: VagueWords) -> tuple[Column[WordCount], ...]:
    """Return the columns of the vague words: a column a tag."""
    return (
        Column(_("Word"), lambda r: r.word, "text", _("The word, as the checklist names it."), 18),
        Column(_("Seen"), lambda r: r.times, "whole", _("Quotes noted with it."), 8),
        Column(_("Files"), lambda r: r.files, "whole", _("Files in which it was noted."), 8),
        Column(
            _("Left vague"),
            lambda r: (
                _("{left_vague:,} of {times:,}").format(left_vague=r.left_vague, times=r.times)
                if r.times
                else ""
            ),
            "words",
            _("Quotes whose word nobody pinned down."),
            12,
        ),
        *(
            Column(tag.label, _tag(tag.label), "whole", _("Quotes with this tag."), 18)
            for tag in vague.tags
        ),
    )


def _tag(label: str) -> Callable[[WordCount], int]:
    return lambda row: row.tags[label]
