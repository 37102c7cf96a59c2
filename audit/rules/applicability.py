"""Which criteria apply to a case: rules over case facts, true, false or not yet known."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from audit.model.case_fact import All, CaseFact, Is, Not, Rule, Some
from audit.model.checklist import Checklist, Criterion

Answers = Mapping[str, str]
"""The value chosen for each answered case fact; a fact that is not there is not answered."""

Truth = bool | None
"""True, false, or not known yet."""

Place = tuple[str | int, ...]
"""Where something stands in a checklist: the names and numbers that lead to it."""

MOST_LOOKS = 500_000
LEAST_TRIES = 100


class TooWide(ValueError):  # noqa: N818 - says what the rule is
    """The rules leave too many combinations of answers to be worked through."""


def verdict(rule: Rule, answers: Answers) -> Truth:
    """Say whether the rule is true, false or, while the answers leave it open, None (Kleene's logic)."""
    match rule:
        case Is():
            answer = answers.get(rule.fact)
            return None if answer is None else answer in rule.is_
        case Not():
            return _negated(verdict(rule.not_, answers))
        case All():
            return _every(verdict(each, answers) for each in rule.all)
        case Some():
            return _negated(_every(_negated(verdict(each, answers)) for each in rule.any))


def _negated(truth: Truth) -> Truth:
    return None if truth is None else not truth


def _every(truths: Iterable[Truth]) -> Truth:
    open_ones = False
    for truth in truths:
        if truth is False:
            return False
        open_ones = open_ones or truth is None
    return None if open_ones else True


def leaves(rule: Rule, at: Place = ()) -> Iterator[tuple[Place, Is]]:
    """Walk the conditions within a rule, each with its place, in the order in which they are written."""
    match rule:
        case Is():
            yield at, rule
        case Not():
            yield from leaves(rule.not_, (*at, "not"))
        case All():
            for number, each in enumerate(rule.all):
                yield from leaves(each, (*at, "all", number))
        case Some():
            for number, each in enumerate(rule.any):
                yield from leaves(each, (*at, "any", number))


def facts_of(rule: Rule | None) -> tuple[str, ...]:
    """Return the keys of the facts that the rule looks at, each once, in the order of the rule."""
    return _facts_of_all([] if rule is None else [rule])


def _facts_of_all(rules: Iterable[Rule]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(leaf.fact for rule in rules for _, leaf in leaves(rule)))


def ruled_out(rules: Iterable[Rule | None], answers: Answers) -> tuple[str, ...] | None:
    """Return the facts whose answers make one of the rules false; None while nothing is ruled out.

    One fact is named where one is enough; otherwise no fact is named that could be left away.
    """
    held = [rule for rule in rules if rule is not None]
    if not _is_out(held, answers):
        return None
    answered = [fact for fact in _facts_of_all(held) if fact in answers]
    for fact in answered:
        if _is_out(held, {fact: answers[fact]}):
            return (fact,)
    return tuple(_least(held, answered, answers))


def _is_out(rules: Iterable[Rule], answers: Answers) -> bool:
    return any(verdict(rule, answers) is False for rule in rules)


def _least(rules: list[Rule], answered: list[str], answers: Answers) -> list[str]:
    kept = answered
    for fact in reversed(answered):
        fewer = [each for each in kept if each != fact]
        if _is_out(rules, {each: answers[each] for each in fewer}):
            kept = fewer
    return kept


def can_apply(
    rules: Iterable[Rule | None], facts: Iterable[CaseFact], most: int = MOST_LOOKS
) -> bool:
    """Say whether some set of answers leaves all the rules true.

    Answers are tried fact by fact, the fact looked at most often first, and a branch is dropped as
    soon as a rule is false: rules over many facts stay quick. TooWide is raised when looking at
    `most` conditions does not settle it.
    """
    held = [rule for rule in rules if rule is not None]
    if not held:
        return True
    choices = {fact.key: [value.key for value in fact.values] for fact in facts}
    looks = Counter(leaf.fact for rule in held for _, leaf in leaves(rule))
    asked = [(fact, choices[fact]) for fact, _ in looks.most_common() if fact in choices]
    tries = max(LEAST_TRIES, most // looks.total())
    return _search(All(all=tuple(held)), asked, tries)


def _search(rule: Rule, asked: list[tuple[str, list[str]]], tries: int) -> bool:
    waiting: list[dict[str, str]] = [{}]
    while waiting:
        tries -= 1
        if tries < 0:
            raise TooWide
        answers = waiting.pop()
        truth = verdict(rule, answers)
        if truth is True or (truth is None and len(answers) == len(asked)):
            return True
        if truth is None:
            fact, values = asked[len(answers)]
            waiting.extend(answers | {fact: value} for value in reversed(values))
    return False


def criteria_asked(checklist: Checklist, agency: str) -> tuple[Criterion, ...]:
    """Return the criteria asked of the agency, in order; one that names no agency is asked of all."""
    return tuple(each for each in checklist.criteria if _is_asked(each, agency))


def _is_asked(criterion: Criterion, agency: str) -> bool:
    return not criterion.asked_of or agency in criterion.asked_of


def facts_asked(checklist: Checklist, agency: str) -> tuple[CaseFact, ...]:
    """Return the case facts that may be asked of the agency, in order.

    Those on which a criterion asked of it depends, those that a ladder or a timer counts, and those
    that decide whether one of these is asked.
    """
    used = {fact for rule in _rules_asked(checklist, agency) for fact in facts_of(rule)}
    used.update(_facts_counted(checklist))
    asked: list[CaseFact] = []
    for fact in reversed(checklist.case_facts):  # a fact is asked by facts that stand before it
        if fact.key in used:
            used.update(facts_of(fact.asked_when))
            asked.append(fact)
    return tuple(reversed(asked))


def _rules_asked(checklist: Checklist, agency: str) -> Iterator[Rule | None]:
    for standard in checklist.standards:
        for criterion in standard.criteria:
            if _is_asked(criterion, agency):
                yield from (standard.applies_when, criterion.applies_when)
    yield from (ladder.applies_when for ladder in checklist.ladders)


def _facts_counted(checklist: Checklist) -> Iterator[str]:
    for ladder in checklist.ladders:
        yield from (step.fact for step in ladder.steps if step.fact is not None)
    for timer in checklist.timers:
        yield from (timer.raised.fact, timer.stage, timer.days, timer.outcome)


def counting(checklist: Checklist, answers: Answers) -> dict[str, str]:
    """Return the answers that count: an answer to a fact that is not asked now is kept, and left out."""
    counted: dict[str, str] = {}
    for fact in checklist.case_facts:
        if fact.key in answers and is_asked_now(fact, counted):
            counted[fact.key] = answers[fact.key]
    return counted


def is_asked_now(fact: CaseFact, counted: Answers) -> bool:
    """True if the answers that count make the fact asked; an open rule asks it not yet."""
    return fact.asked_when is None or verdict(fact.asked_when, counted) is True


def facts_asked_now(checklist: Checklist, agency: str, answers: Answers) -> tuple[CaseFact, ...]:
    """Return the case facts that these answers leave to be asked of the agency, in order."""
    counted = counting(checklist, answers)
    return tuple(each for each in facts_asked(checklist, agency) if is_asked_now(each, counted))
