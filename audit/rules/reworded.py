"""What a new version of a checklist words, asks or weighs otherwise although its figures may still be compared."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from audit.model.case_fact import CaseFact
from audit.model.change import Reworded
from audit.model.checklist import Checklist, Criterion, Standard
from audit.model.language import _
from audit.rules.comparable import plain

T = TypeVar("T", CaseFact, Criterion, Standard)
Parts = tuple[tuple[str, Callable[[T], object]], ...]
"""What part of something is called, and that part."""


def reworded(now: Checklist, before: Checklist) -> tuple[Reworded, ...]:
    """Return what differs between two versions beside what `across_versions` tells, in the order of the newer one."""
    return tuple(each for each in _every(now, before) if each.what)


def _every(now: Checklist, before: Checklist) -> Iterator[Reworded]:
    yield Reworded(where=_("The checklist"), what=tuple(_whole(now, before)))
    yield from _facts(now, before)
    yield from _standards(now, before)
    yield from _criteria(now, before)


def _whole(now: Checklist, before: Checklist) -> Iterator[str]:
    parts: tuple[tuple[str, Callable[[Checklist], object]], ...] = (
        (_("its title"), lambda each: each.title),
        (_("its introduction"), lambda each: plain(each.introduction)),
        (_("its agencies"), lambda each: each.agencies),
        (_("the overall judgement"), lambda each: each.judgement_scale),
        (_("its ladders"), lambda each: each.ladders),
        (_("its timers"), lambda each: each.timers),
        (_("its vague words"), lambda each: each.vague_words),
        (_("whose views are asked for"), lambda each: each.views_of),
    )
    for name, part in parts:
        if part(now) != part(before):
            yield name
    asks = [
        {each.key: (each.needs_evidence, each.needs_reason) for each in one.rating_scale.ratings}
        for one in (now, before)
    ]
    if any(asks[0][key] != asks[1][key] for key in asks[0].keys() & asks[1].keys()):
        yield _("which ratings need evidence or a reason")


def _facts(now: Checklist, before: Checklist) -> Iterator[Reworded]:
    parts: Parts[CaseFact] = (
        (_("its question"), lambda each: plain(each.question)),
        (_("its help"), lambda each: plain(each.help)),
        (_("when it is asked"), lambda each: each.asked_when),
        (_("its answers"), lambda each: (each.values, each.number)),
    )
    known = {each.key: each for each in before.case_facts}
    for fact in now.case_facts:
        where = _("Case fact “{question}”").format(question=fact.question)
        yield Reworded(where=where, what=_told(fact, known, parts))
    for gone in _gone(known, now.case_facts):
        where = _("Case fact “{question}”").format(question=gone.question)
        yield Reworded(where=where, what=(_("no longer there"),))


def _standards(now: Checklist, before: Checklist) -> Iterator[Reworded]:
    parts: Parts[Standard] = (
        (_("its title"), lambda each: each.title),
        (_("its statement"), lambda each: plain(each.statement)),
    )
    known = {each.key: each for each in before.standards}
    for standard in now.standards:
        was = known.get(standard.key)
        what = _told(standard, known, parts)
        if was is not None and was.target != standard.target:
            target = _("its target: {before:.0%} before, {now:.0%} now").format(
                before=was.target, now=standard.target
            )
            what = (*what, target)
        where = _("Standard “{title}”").format(title=standard.title)
        yield Reworded(where=where, what=what)
    for gone in _gone(known, now.standards):
        where = _("Standard “{title}”").format(title=gone.title)
        yield Reworded(where=where, what=(_("no longer there"),))


def _criteria(now: Checklist, before: Checklist) -> Iterator[Reworded]:
    """Of what is in both; what is new or gone is told where it is said what cannot be compared."""
    parts: Parts[Criterion] = (
        (_("where to look"), lambda each: plain(each.where_to_look)),
        (_("what to write as evidence"), lambda each: plain(each.evidence_prompt)),
        (_("the learning points it answers"), lambda each: set(each.learning_points)),
        (_("whether it is critical"), lambda each: each.critical),
    )
    known = {each.key: each for each in before.criteria}
    for criterion in now.criteria:
        if criterion.key not in known:
            continue
        what = _told(criterion, known, parts)
        if now.standard_of(criterion.key).key != before.standard_of(criterion.key).key:
            what = (*what, _("the standard it belongs to"))
        yield Reworded(where=f"{criterion.key}  {criterion.statement}", what=what)


def _told(one: T, known: Mapping[str, T], parts: Parts[T]) -> tuple[str, ...]:
    other = known.get(one.key)
    if other is None:
        return (_("new"),)
    return tuple(name for name, part in parts if part(one) != part(other))


def _gone(known: Mapping[str, T], now: Iterable[T]) -> list[T]:
    there = {each.key for each in now}
    return [each for key, each in known.items() if key not in there]
