"""The shape of a rule in a file: one kind of condition at a time, and nothing else beside it."""

from collections.abc import Iterator, Mapping

from audit.documents.checklist_words import found_in, kind_of, told
from audit.documents.toml_places import short
from audit.model.case_fact import Is
from audit.model.refusal import near
from audit.rules.applicability import Place
from audit.rules.checklist import Fault, listed

# What marks a kind of rule: the words that may stand in it.
KINDS = {"fact": ("fact", "is"), "all": ("all",), "any": ("any",), "not": ("not",)}
WORDS = ("fact", "is", "all", "any", "not")


def rule_faults(rule: object, place: Place) -> Iterator[Fault]:
    """Return what is wrong in the shape of a rule; pydantic would complain once for every kind of rule."""
    if not isinstance(rule, dict):
        yield Fault("checklist.rule-not-table", place, {"got": kind_of(rule)})
        return
    unknown = [name for name in rule if name not in WORDS]
    for name in unknown:
        told_of = {"key": short(name), "table": "rule", "known": listed(WORDS)}
        hint = {"hint": near(short(name), list(WORDS))}
        yield Fault("checklist.field-unknown", (*place, name), told_of | hint)
    kinds = [kind for kind, words in KINDS.items() if any(word in rule for word in words)]
    if len(kinds) > 1:
        yield Fault("checklist.rule-two-kinds", place, {"kinds": listed(kinds)})
    elif kinds:
        yield from _one_kind(kinds[0], rule, place)
    elif not unknown:
        yield Fault("checklist.rule-empty", place, {})


def _one_kind(kind: str, rule: Mapping[str, object], place: Place) -> Iterator[Fault]:
    if kind == "fact":
        known = {word: rule[word] for word in KINDS["fact"] if word in rule}
        yield from told(Is, found_in(Is, known), place)
    elif kind == "not":
        yield from rule_faults(rule["not"], (*place, "not"))
    else:
        yield from _rules_within(kind, rule[kind], (*place, kind))


def _rules_within(kind: str, rules: object, place: Place) -> Iterator[Fault]:
    if not isinstance(rules, list):
        yield Fault("checklist.not-list", place, {"field": kind, "got": kind_of(rules)})
    elif not rules:
        yield Fault("checklist.list-short", place, {"field": kind, "limit": 1})
    else:
        for number, rule in enumerate(rules):
            yield from rule_faults(rule, (*place, number))
