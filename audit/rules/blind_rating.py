"""What a reader gave before they could know what others made of the file: what was kept later is taken back.

Agreement and drift are said of readings that nobody else had led. A reading can be sent back and changed
afterwards; the trail knows what each change replaced, so what stood before can be told exactly.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple

from audit.model.case_audit import Answer
from audit.model.checklist import Checklist
from audit.model.moderation import Given
from audit.rules.applicability import criteria_asked, ruled_out

Rated = Mapping[str, str | None]
"""Criterion to rating; None where the case facts ruled it out and nobody overruled them."""


class Step(NamedTuple):
    """A reading handed in, or sent back, at a place in the trail."""

    seq: int
    reading: str
    is_in: bool


class Change(NamedTuple):
    """One thing that was changed, and what had stood there."""

    part: Literal["rating", "overrule", "fact"]
    key: str
    """Of the criterion or case fact."""
    old: str | None


def all_in(readings: Iterable[str], steps: Iterable[Step]) -> int:
    """Return the place in the trail at which all these readings, which are in now, were so for the first time."""
    waiting, last = set(readings), 0
    for each in sorted(steps):
        if not waiting:
            break
        waiting = waiting - {each.reading} if each.is_in else waiting | {each.reading}
        last = each.seq
    return last


def before(
    checklist: Checklist, agency: str, given: Given, changes: Sequence[Change]
) -> dict[str, str | None]:
    """Return what was rated before these changes, the earliest change first."""
    facts: dict[str, str | None] = dict(given.facts)
    answers = dict(given.answers)
    for each in reversed(changes):
        if each.part == "fact":
            facts[each.key] = each.old
        else:
            answers[each.key] = answers[each.key].model_copy(update={each.part: each.old})
    stated = {key: value for key, value in facts.items() if value is not None}
    return {
        each.key: _rated(
            answers[each.key],
            ruled_out((checklist.standard_of(each.key).applies_when, each.applies_when), stated),
        )
        for each in criteria_asked(checklist, agency)
    }


def _rated(answer: Answer, by_facts: tuple[str, ...] | None) -> str | None:
    return None if by_facts and not answer.overrule else answer.rating
