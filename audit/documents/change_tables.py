"""The tables of change between two rounds, declared once for the page and the workbook."""

from typing import NamedTuple

from audit.documents.column import Column
from audit.model.change import Change, Changes
from audit.model.checklist import Checklist
from audit.model.language import _
from audit.rules.change import evidence


class ChangeRow(NamedTuple):
    """A change beside the name of what changed."""

    kind: str
    """The round, a standard or a criterion."""
    name: str
    change: Change


def rows(changes: Changes, checklist: Checklist) -> tuple[ChangeRow, ...]:
    """Return the whole round, its standards and its criteria, in the order of the checklist."""
    titles = {each.key: each.title for each in checklist.standards}
    statements = {each.key: each.statement for each in checklist.criteria}
    return (
        ChangeRow(_("Round"), _named(_("All criteria together"), changes.overall), changes.overall),
        *(
            ChangeRow(_("Standard"), _named(titles[each.key], each), each)
            for each in changes.standards
            if each.same
        ),
        *(
            ChangeRow(_("Criterion"), f"{each.key}  {statements[each.key]}", each)
            for each in changes.criteria
            if each.same
        ),
    )


def _named(title: str, change: Change) -> str:
    return f"{title} ({change.in_part})" if change.in_part else title


def verdict_words(change: Change) -> str:
    """For instance "▲ improved": the sign reads in black and white."""
    return f"{change.verdict.sign} {change.verdict}"


def before_words(change: Change) -> str:
    """The figure of the round before, or that there is none."""
    if change.before is None or not change.before.applicable:
        return "none"
    return change.before.words


CHANGES: tuple[Column[ChangeRow], ...] = (
    Column("What", lambda r: r.name, "text", "The round, a standard or a criterion.", 52),
    Column("Now", lambda r: r.change.now.words, "words", "Met of applicable in this round.", 28),
    Column(
        "Last round",
        lambda r: before_words(r.change),
        "words",
        "Met of applicable in the round that this one re-audits.",
        28,
    ),
    Column(
        "Change",
        lambda r: verdict_words(r.change),
        "words",
        "▲ improved and ▼ worse, where it is hardly chance; ◆ no clear change; – cannot say.",
        19,
    ),
    Column(
        "What it rests on",
        lambda r: evidence(r.change) or r.change.reason,
        "words",
        "The difference with its 95% interval, and how often chance alone would make so large a one (p).",
        52,
    ),
)
