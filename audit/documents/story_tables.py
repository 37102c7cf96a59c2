"""A learning point's story as tables: declared once for the page and for the paper."""

from datetime import date
from typing import NamedTuple

from audit.documents.action_tables import (
    ActionRow,
    due_words,
    effect_words,
    state_words,
    strength_words,
)
from audit.documents.column import Column
from audit.model.figure import percent
from audit.model.language import _
from audit.model.story import Chapter, Promise
from audit.rules.retention import day
from audit.rules.retention import today as day_of
from audit.rules.story import when


def answer_words(chapter: Chapter) -> str:
    """For instance "▼ not yet"; empty where there is none."""
    found = chapter.answer
    return "" if found is None else f"{found.embedded.sign} {found.embedded.value}"


def verdict_words(chapter: Chapter) -> str:
    """For instance "▲ improved"; empty in a first round."""
    return "" if chapter.verdict is None else f"{chapter.verdict.sign} {chapter.verdict.value}"


CHAPTERS: tuple[Column[Chapter], ...] = (
    Column("Round", lambda r: r.title, "text", "The first round, and those that re-audit it."),
    Column("When", when, "words", "When it began or is to begin, and where it stands."),
    Column("Met of applicable", lambda r: r.words, "words", "The figure, its n and its interval."),
    Column(
        "Target",
        lambda r: "" if r.target is None or not r.answer else f"{percent(r.target)}%",
        "words",
        "The mean target of its criteria.",
    ),
    Column("Answer", answer_words, "words", "By the rule below."),
    Column("Since the round before", verdict_words, "words", "By the rules of change."),
)
AGREEMENT: Column[Chapter] = Column(
    "Two readers alike",
    lambda r: "; ".join(r.agreement),
    "words",
    "Criterion by criterion, of what was read twice: ▲ it holds, ▼ it does not, ◆ too early to say.",
)


class PromiseRow(NamedTuple):
    """An action on a day."""

    promise: Promise
    today: date

    @property
    def row(self) -> ActionRow:
        """The same as the tables of actions have it."""
        return ActionRow(self.promise.action, self.today, self.promise.effect)


def done_words(row: PromiseRow) -> str:
    """What was done, and where it can be seen; the last note where it is not done."""
    action = row.promise.action
    if action.completed_at is not None:
        return ". Seen in: ".join(filter(None, (action.done.rstrip("."), action.evidence)))
    return action.progress[-1].text if action.progress else ""


def verified_words(row: PromiseRow) -> str:
    """Who looked, and when."""
    action = row.promise.action
    if action.verified_at is None:
        return ""
    return f"{action.verified_by}, {day(day_of(action.verified_at))}"


def helped_words(row: PromiseRow) -> str:
    """The verdict on the criterion that tests it, with the figures where they are told."""
    action, effect = row.promise.action, row.promise.effect
    if not action.criterion:
        return _("no criterion tests it")
    words = f". {effect.words}" if effect is not None and effect.words else ""
    return f"{action.criterion}: {effect_words(effect)}{words}"


FOLLOWED: tuple[Column[PromiseRow], ...] = (
    Column("Promised", lambda r: r.promise.action.what, "text", "What was promised."),
    Column("Owner", lambda r: r.promise.action.owner_words, "text", "Role, name and agency."),
    Column("Due", lambda r: due_words(r.promise.action), "words", "By when."),
    Column("State", lambda r: state_words(r.row), "words", "Where it stands."),
    Column("Strength", lambda r: strength_words(r.promise.action), "words", "By the hierarchy."),
    Column("Did it help?", helped_words, "words", "What the re-audit shows."),
)
"""Titles and standings."""
PROMISES: tuple[Column[PromiseRow], ...] = (
    *FOLLOWED[:5],
    Column("Done", done_words, "text", "What was done, and where it can be seen."),
    Column("Verified by", verified_words, "words", "Another person than its owner, who looked."),
    FOLLOWED[5],
)
"""The same with how it went."""
