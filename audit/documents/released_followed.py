"""The sheet of a board's pack that says what became of the learning: found, promised, done, and whether it helped."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from openpyxl import Workbook

from audit.documents.action_tables import (
    ActionRow,
    due_words,
    effect_words,
    state_words,
    strength_words,
)
from audit.documents.chart_parts import Source
from audit.documents.column import Column
from audit.documents.pack_sheet import put_figures, put_words
from audit.documents.sheet import Running
from audit.rules.retention import day
from audit.views.followed import Followed, FollowedFinding, Promise

SHEET = "Findings and actions"
WHAT = (
    "Of every round on this review, as they stood on {day}: titles and standings, and no figure of any file."
    " They are no part of the picture that was released, and move on after it."
)
NOTHING = "No finding has been raised on this review yet."


class Row(NamedTuple):
    """A finding with one of the actions on it, or with none."""

    points: str
    """Keys of the learning points that it is about."""
    finding: FollowedFinding
    promise: Promise | None
    today: date

    @property
    def action(self) -> ActionRow | None:
        """The action as the tables of actions draw it."""
        if self.promise is None:
            return None
        return ActionRow(self.promise.action, self.today, self.promise.effect)


COLUMNS: tuple[Column[Row], ...] = (
    Column("Learning points", lambda r: r.points or "–", "words", "Keys of the review.", 14),
    Column(
        "Kind",
        lambda r: f"{r.finding.kind.sign} {r.finding.kind.value}",
        "words",
        "▼ a gap, ▲ a strength.",
        11,
    ),
    Column("What was found", lambda r: r.finding.title, "text", "In a sentence.", 44),
    Column("Round", lambda r: r.finding.round_title, "text", "In which it was found.", 16),
    Column(
        "Action",
        lambda r: r.promise.action.what if r.promise else "nothing promised yet",
        "text",
        "What was promised on it.",
        44,
    ),
    Column(
        "Owner", lambda r: r.promise.action.owner_words if r.promise else "", "text", "Role.", 26
    ),
    Column(
        "Due", lambda r: due_words(r.promise.action) if r.promise else "", "words", "By when.", 16
    ),
    Column(
        "State", lambda r: state_words(r.action) if r.action else "", "words", "On that day.", 20
    ),
    Column(
        "Strength",
        lambda r: strength_words(r.promise.action) if r.promise else "",
        "words",
        "By the action hierarchy: ○ weak, ◐ intermediate, ● strong.",
        14,
    ),
    Column(
        "Did it help?",
        lambda r: effect_words(r.promise.effect) if r.promise else "",
        "words",
        "What the re-audit shows on the criterion by which it is tested.",
        24,
    ),
)


def put_followed(book: Workbook, running: Running, found: Followed) -> Source | None:
    """Write a row an action, and a row a finding on which nothing is promised."""
    rows = list(_rows(found))
    if not rows:
        put_words(book, running, SHEET, (NOTHING,))
        return None
    return put_figures(book, running, SHEET, (WHAT.format(day=day(found.today)),), COLUMNS, rows)


def _rows(found: Followed) -> Iterator[Row]:
    """Each finding once, whichever learning points it is about, in the order of the review."""
    points: dict[str, list[str]] = {}
    findings: dict[str, FollowedFinding] = {}
    for point in found.points:
        for each in point.findings:
            points.setdefault(each.id, []).append(point.point.key)
            findings[each.id] = each
    findings |= {each.id: each for each in found.elsewhere}
    for key, each in findings.items():
        for promise in each.promises or (None,):
            yield Row(", ".join(points.get(key, ())), each, promise, found.today)
