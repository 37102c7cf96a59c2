"""What a form consists of: questions in groups, each with its name and when it is asked."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from audit.model.checklist import Checklist
from audit.rules.enabling import Answered, Clauses

REFERENCE, AGENCY, VERSION = "case_reference", "agency", "checklist_version"
ANSWERED = "*"
"""Stands for any answer in a condition."""
STARRED = (("yes", "★ Good practice that others should hear of"),)
_NAMES = {"value/": "overall_value", "rationale/": "overall_rationale"}


class Needed(NamedTuple):
    """The question must be answered where another one has one of these answers."""

    question: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """One question."""

    name: str
    slot: str
    """What is answered; see rules/scoring.py. Empty for what says which case file it is."""
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    """Value and label; none where one writes."""
    listed: str = ""
    """What the list of choices is called."""
    hint: str = ""
    guidance: str = ""
    """What is read when one is in doubt."""
    asked: Clauses = ()
    """When it is asked, by the names of other questions."""
    needed: Needed | None = None
    always: bool = False
    """It must be answered wherever it is asked."""
    number: tuple[int, int] | None = None
    """Least and most, where a whole number is asked."""
    most: int = 0
    """Characters of a text."""
    closed: tuple[str, ...] = ()
    """Choices that are closed once one of these answers is given:"""
    closed_by: tuple[Answered, ...] = ()


@dataclass(frozen=True)
class Group:
    """Questions under a heading."""

    name: str
    title: str
    within: tuple["Question | Group", ...]
    asked: Clauses = ()
    words: str = ""
    """What is read before the questions."""
    page: bool = False
    """Shown on a page of its own."""


@dataclass(frozen=True)
class Form:
    """Everything that is asked, in order."""

    checklist: Checklist
    groups: tuple[Group, ...]
    left: tuple[str, ...] = field(default=())
    """What no form can carry, in sentences."""

    @property
    def version(self) -> str:
        """What a form says of itself, so that its answers are known again."""
        return version(self.checklist)

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question, in order."""
        return tuple(_questions(self.groups))


def version(checklist: Checklist) -> str:
    """Return what tells a checklist's version from every other."""
    return f"{checklist.review}/{checklist.key}/{checklist.version}"


def name_of(slot: str) -> str:
    """Return the name of the question whose answer has this slot; it is the same in every version."""
    return _NAMES.get(slot) or slot.replace("/", "_", 1)


def _questions(within: Iterable[Question | Group]) -> Iterator[Question]:
    for each in within:
        if isinstance(each, Group):
            yield from _questions(each.within)
        else:
            yield each
