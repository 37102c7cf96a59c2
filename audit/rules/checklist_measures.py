"""What is wrong in the case facts that others hang on, and in what a checklist counts beside its ratings."""

from collections.abc import Iterable, Iterator, Sequence

from audit.model.case_fact import CaseFact
from audit.model.checklist import Checklist, Ladder, LadderStep, Timer, VagueWords
from audit.rules.applicability import Place, leaves
from audit.rules.checklist import Fault, answer_faults, repeated, rule_faults, twice, unknown


def measure_complaints(checklist: Checklist) -> tuple[Fault, ...]:
    """Return everything wrong in follow-up facts, ladders, timers and vague words."""
    return (
        *_facts(checklist),
        *twice("ladder", ((each.key, ("ladders", n)) for n, each in enumerate(checklist.ladders))),
        *twice("timer", ((each.key, ("timers", n)) for n, each in enumerate(checklist.timers))),
        *(
            fault
            for number, ladder in enumerate(checklist.ladders)
            for fault in _ladder(checklist, ladder, ("ladders", number))
        ),
        *(
            fault
            for number, timer in enumerate(checklist.timers)
            for fault in _timer(checklist, timer, ("timers", number))
        ),
        *(_vague_words(checklist, checklist.vague_words) if checklist.vague_words else ()),
    )


def _facts(checklist: Checklist) -> Iterator[Fault]:
    for number, fact in enumerate(checklist.case_facts):
        place: Place = ("case_facts", number)
        if bool(fact.values) == (fact.number is not None):
            yield Fault("checklist.fact-kind", place, {"key": fact.key})
        if len(fact.values) == 1:
            yield Fault("checklist.list-short", (*place, "values"), {"field": "values", "limit": 2})
        if fact.number is not None and fact.number.least > fact.number.most:
            limits = {"least": fact.number.least, "most": fact.number.most}
            yield Fault("checklist.number-range", (*place, "number"), limits)
        at = (*place, "asked_when")
        late = tuple(_late(checklist.case_facts, number, at))
        yield from late or rule_faults(checklist, fact.asked_when, at)


def _late(facts: Sequence[CaseFact], number: int, place: Place) -> Iterator[Fault]:
    """What a fact is asked by must stand before it: it is answered first."""
    rule = facts[number].asked_when
    later = {each.key for each in facts[number:]} - {each.key for each in facts[:number]}
    for at, leaf in leaves(rule) if rule is not None else ():
        if leaf.fact in later:
            told = {"key": facts[number].key, "fact": leaf.fact}
            yield Fault("checklist.asked-later", (*place, *at, "fact"), told)


def _ladder(checklist: Checklist, ladder: Ladder, place: Place) -> Iterator[Fault]:
    yield from rule_faults(checklist, ladder.applies_when, (*place, "applies_when"))
    yield from _same_labels("step", (each.label for each in ladder.steps), *place, "steps")
    for number, step in enumerate(ladder.steps):
        yield from _step(checklist, step, (*place, "steps", number))


def _step(checklist: Checklist, step: LadderStep, place: Place) -> Iterator[Fault]:
    by_criterion = step.criterion is not None and not step.is_
    by_fact = step.fact is not None and bool(step.is_) and not step.counts_as
    if (step.criterion is None) == (step.fact is None) or not (by_criterion or by_fact):
        yield Fault("checklist.step-kind", place, {"label": step.label})
    elif step.criterion is not None:
        yield from _criterion(checklist, step.criterion, place)
    elif step.fact is not None:
        yield from answer_faults(checklist, step.fact, step.is_, place)


def _criterion(checklist: Checklist, key: str, place: Place) -> Iterator[Fault]:
    known = [each.key for each in checklist.criteria]
    if key not in known:
        yield unknown("checklist.criterion-unknown", key, known, (*place, "criterion"))


def _timer(checklist: Checklist, timer: Timer, place: Place) -> Iterator[Fault]:
    raised = timer.raised
    yield from answer_faults(checklist, raised.fact, raised.is_, (*place, "raised"))
    yield from _choice_named(checklist, timer.stage, place, "stage")
    yield from _choice_named(checklist, timer.outcome, place, "outcome")
    facts = {fact.key: fact for fact in checklist.case_facts}
    if timer.days not in facts:
        yield unknown("checklist.fact-unknown", timer.days, facts, (*place, "days"))
    elif facts[timer.days].values:
        yield Fault("checklist.days-choice", (*place, "days"), {"key": timer.days})


def _choice_named(checklist: Checklist, key: str, place: Place, field: str) -> Iterator[Fault]:
    """Yield what is wrong where a field of its own names a case fact that is chosen from answers."""
    for fault in answer_faults(checklist, key, (), place):
        yield Fault(fault.code, (*place, field), fault.facts)


def _vague_words(checklist: Checklist, vague: VagueWords) -> Iterator[Fault]:
    place: Place = ("vague_words",)
    yield from _criterion(checklist, vague.criterion, place)
    keys = ((each.key, (*place, "tags", number)) for number, each in enumerate(vague.tags))
    yield from twice("tag", keys)
    yield from _same_labels("tag", (each.label for each in vague.tags), *place, "tags")
    words = ((each, (*place, "words", number)) for number, each in enumerate(vague.words))
    for word, at, _ in repeated(words):
        yield Fault("checklist.named-twice", at, {"key": word})
    if len({each.is_gap for each in vague.tags}) == 1:
        yield Fault("checklist.tags-alike", (*place, "tags"), {})


def _same_labels(thing: str, labels: Iterable[str], *place: str | int) -> Iterator[Fault]:
    placed = ((each, (*place, number, "label")) for number, each in enumerate(labels))
    for label, at, first in repeated(placed):
        yield Fault("checklist.label-twice", at, {"thing": thing, "label": label}, first)
