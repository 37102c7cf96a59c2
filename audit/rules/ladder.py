"""Which steps of a ladder a file reached: by what its ratings count as and what its case facts say."""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from audit.model.checklist import NOT_ASKED, Checklist, Counts, Ladder, LadderStep
from audit.model.measure import EVERYBODY, LadderCount, LadderPicture, StepCount
from audit.rules.applicability import Answers, verdict

LETTERS = {each.letter: each for each in Counts}


class CountedFile(NamedTuple):
    """A counted file: whose it is, the case facts that count, and its tally."""

    agency: str
    facts: Answers
    tally: str
    """A letter for each criterion of the checklist, in order."""


Reached = tuple[bool | None, ...]
"""Step by step: reached or not; None where the file is not counted on it."""


def reached(checklist: Checklist, ladder: Ladder, file: CountedFile) -> Reached | None:
    """Return the steps that a file reached; None where the ladder does not apply to it."""
    if ladder.applies_when is not None and verdict(ladder.applies_when, file.facts) is not True:
        return None
    places = {each.key: number for number, each in enumerate(checklist.criteria)}
    return tuple(_reached(step, places, file) for step in ladder.steps)


def _reached(step: LadderStep, places: Mapping[str, int], file: CountedFile) -> bool | None:
    if step.criterion is None:
        answer = file.facts.get(step.fact or "")
        return None if answer is None else answer in step.is_
    counts = LETTERS.get(_letter(step, places, file), Counts.OUT)
    return None if counts is Counts.OUT else counts in step.reached_by


def _letter(step: LadderStep, places: Mapping[str, int], file: CountedFile) -> str:
    return file.tally[places[step.criterion or ""]].lower()


def picture(checklist: Checklist, ladder: Ladder, files: Iterable[CountedFile]) -> LadderPicture:
    """Return the counts of a ladder, over all files and agency by agency."""
    places = {each.key: number for number, each in enumerate(checklist.criteria)}
    found = [(each, steps) for each in files if (steps := reached(checklist, ladder, each))]

    def row(name: str, some: Sequence[tuple[CountedFile, Reached]]) -> LadderCount:
        steps = tuple(
            _count(step, number, places, some) for number, step in enumerate(ladder.steps)
        )
        return LadderCount(agency=name, files=len(some), steps=steps)

    by_agency = (
        (each.name, [one for one in found if one[0].agency == each.key])
        for each in checklist.agencies
    )
    return LadderPicture(
        ladder=ladder,
        rows=(row(EVERYBODY, found), *(row(name, some) for name, some in by_agency if some)),
    )


def _count(
    step: LadderStep,
    number: int,
    places: Mapping[str, int],
    files: Sequence[tuple[CountedFile, Reached]],
) -> StepCount:
    counted = [steps for _, steps in files if steps[number] is not None]
    return StepCount(
        label=step.label,
        reached=sum(steps[number] is True for steps in counted),
        of=len(counted),
        in_order=sum(all(each is not False for each in steps[: number + 1]) for steps in counted),
        not_asked=sum(
            step.criterion is not None and _letter(step, places, file) == NOT_ASKED
            for file, _ in files
        ),
    )
