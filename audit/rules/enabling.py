"""A rule over case facts as a form can hold it: conditions all of which must hold, each met by one answer of several.

Every rule can be written so, however it is nested. `certain` says when a rule is true, `failed` when it is
false, and `possible` when it is not false: true, or left open by what is not answered.
"""

from collections.abc import Collection, Iterable, Mapping
from itertools import product

from audit.model.case_fact import All, Is, Not, Rule, Some
from audit.rules.applicability import Answers, TooWide

Answered = tuple[str, str | None]
"""A case fact and one of its values; None stands for no answer."""

Clauses = tuple[frozenset[Answered], ...]
"""All must hold; each holds where the case stands as one of its members says."""

Values = Mapping[str, Collection[str]]
"""What may be answered to each case fact; nothing for one that is answered by a number."""

MOST = 32
"""Conditions that a form is asked to hold for one question."""


def certain(rule: Rule, values: Values) -> Clauses:
    """Return when the rule is true; TooWide where that takes too many conditions."""
    return _least(_clauses(rule, values, wanted=True, unanswered=False))


def failed(rule: Rule, values: Values) -> Clauses:
    """Return when the rule is false; TooWide where that takes too many conditions."""
    return _least(_clauses(rule, values, wanted=False, unanswered=False))


def possible(rule: Rule, values: Values) -> Clauses:
    """Return when the rule is not false; TooWide where that takes too many conditions."""
    found = _least(_clauses(rule, values, wanted=True, unanswered=True))
    return tuple(each for each in found if not _always(each, values))


def either(first: Clauses, second: Clauses) -> Clauses:
    """Return when one of the two holds; TooWide where that takes too many conditions."""
    return _least(_crossed([first, second]))


def holds(clauses: Clauses, answers: Answers) -> bool:
    """True if the answers meet every condition."""
    return all(any(answers.get(fact) == value for fact, value in each) for each in clauses)


def _clauses(rule: Rule, values: Values, *, wanted: bool, unanswered: bool) -> Clauses:
    match rule:
        case Is():
            return (_met_by(rule, values, wanted=wanted, unanswered=unanswered),)
        case Not():
            return _clauses(rule.not_, values, wanted=not wanted, unanswered=unanswered)
        case All() | Some():
            within = rule.all if isinstance(rule, All) else rule.any
            every = isinstance(rule, All) is wanted
    found = [_clauses(each, values, wanted=wanted, unanswered=unanswered) for each in within]
    return _least(each for one in found for each in one) if every else _crossed(found)


def _met_by(rule: Is, values: Values, *, wanted: bool, unanswered: bool) -> frozenset[Answered]:
    known = values.get(rule.fact, ())
    if not wanted and not known:
        raise TooWide
    named = rule.is_ if wanted else [each for each in known if each not in rule.is_]
    met = {(rule.fact, each) for each in named}
    return frozenset(met | {(rule.fact, None)} if unanswered else met)


def _crossed(found: Iterable[Clauses]) -> Clauses:
    """One of several sets of conditions holds: one condition of each is met, whichever are picked."""
    made: Clauses = (frozenset(),)
    for each in found:
        made = _least(first | second for first, second in product(made, each))
    return made


def _least(clauses: Iterable[frozenset[Answered]]) -> Clauses:
    """Leave out a condition that another one already asks for."""
    kept: list[frozenset[Answered]] = []
    for each in sorted(dict.fromkeys(clauses), key=len):
        if not any(other <= each for other in kept):
            kept.append(each)
    if len(kept) > MOST:
        raise TooWide
    return tuple(kept)


def _always(clause: frozenset[Answered], values: Values) -> bool:
    """True if a fact meets the condition however it is answered, or not at all."""
    return any(
        known and all((fact, each) in clause for each in (None, *known))
        for fact, known in values.items()
    )
