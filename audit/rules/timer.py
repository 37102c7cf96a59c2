"""How long what was raised took: stages, days and outcomes, of the files in which the question arose."""

from collections.abc import Iterable, Sequence
from statistics import median

from audit.model.checklist import Checklist, Timer
from audit.model.measure import EVERYBODY, TimerCount, TimerPicture
from audit.rules.ladder import CountedFile


def picture(checklist: Checklist, timer: Timer, files: Iterable[CountedFile]) -> TimerPicture:
    """Return the counts of a timer, over all files and agency by agency."""
    arose = [each for each in files if each.facts.get(timer.raised.fact) is not None]
    by_agency = (
        (each.name, [one for one in arose if one.agency == each.key]) for each in checklist.agencies
    )
    rows = (_count(checklist, timer, name, some) for name, some in by_agency if some)
    return TimerPicture(timer=timer, rows=(_count(checklist, timer, EVERYBODY, arose), *rows))


def _count(
    checklist: Checklist, timer: Timer, name: str, arose: Sequence[CountedFile]
) -> TimerCount:
    files = [each for each in arose if each.facts[timer.raised.fact] in timer.raised.is_]
    days = [int(each.facts[timer.days]) for each in files if timer.days in each.facts]
    within = days
    if timer.answer_within is not None:
        within = [each for each in days if each <= timer.answer_within]
    return TimerCount(
        agency=name,
        arose=len(arose),
        raised=len(files),
        stages=_values(checklist, timer.stage, files),
        outcomes=_values(checklist, timer.outcome, files),
        dated=len(days),
        median=median(days) if days else None,
        shortest=min(days, default=None),
        longest=max(days, default=None),
        within=len(within),
    )


def _values(checklist: Checklist, fact: str, files: Sequence[CountedFile]) -> dict[str, int]:
    given = [each.facts.get(fact) for each in files]
    return {each.label: given.count(each.key) for each in checklist.fact(fact).values}
