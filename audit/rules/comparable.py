"""Whether a criterion is the same in two versions of a checklist: only then may its figures be compared."""

from collections.abc import Collection, Iterator, Sequence

from audit.model.case_fact import All, CaseFact, Is, Not, Rule, Some
from audit.model.change import Sameness
from audit.model.checklist import Checklist, Criterion
from audit.model.language import N_, _
from audit.rules.applicability import facts_of

RULE = N_(
    "A criterion is compared across versions only where nothing that an auditor rates by was changed: its key,"
    " statement and descriptors, whom it is asked of, when it applies, the case facts that decide it, and the"
    " words of the rating scale with what they count as."
)


def across_versions(now: Checklist, before: Checklist) -> tuple[Sameness, ...]:
    """Return each criterion of either version, those of now first, with what makes it another one if it is."""
    keys = dict.fromkeys(each.key for each in (*now.criteria, *before.criteria))
    if now is before:
        return tuple(Sameness(key=key) for key in keys)
    return tuple(comparable(key, now, before) for key in keys)


def same_since(keys: Collection[str], periods: Sequence[Collection[str]]) -> dict[str, int]:
    """Return for each criterion the place of the first period, oldest first, from which on it is the same.

    `periods` holds the keys that were, in that period, the same as now. Never the same: their number.
    """
    since = dict.fromkeys(keys, len(periods))
    for place in range(len(periods) - 1, -1, -1):
        for key in keys:
            if since[key] == place + 1 and key in periods[place]:
                since[key] = place
    return since


def comparable(key: str, now: Checklist, before: Checklist) -> Sameness:
    """Return whether the criterion of that key may be compared, and if not all that stands against it."""
    if (now.review, now.purpose) != (before.review, before.purpose):
        return Sameness(key=key, why=(_("the two checklists are not versions of one"),))
    for checklist, why in (
        (now, _("it is no longer asked")),
        (before, _("it was not asked before")),
    ):
        if key not in {each.key for each in checklist.criteria}:
            return Sameness(key=key, why=(why,))
    return Sameness(key=key, why=tuple(_differs(now, before, key)))


def _differs(now: Checklist, before: Checklist, key: str) -> Iterator[str]:
    one, other = now.criterion(key), before.criterion(key)
    if plain(one.statement) != plain(other.statement):
        yield _("its statement was changed")
    if _descriptors(one) != _descriptors(other):
        yield _("its descriptors were changed")
    if _asked_of(now, one) != _asked_of(before, other):
        yield _("it is asked of other agencies")
    if _applies(now, key) != _applies(before, key):
        yield _("it applies in other cases")
    elif _facts(now, key) != _facts(before, key):
        yield _("the case facts that decide whether it applies are asked in other words")
    if _scale(now) != _scale(before):
        yield _("the rating scale was changed")


def plain(text: str) -> str:
    """Return the text without how its lines are broken."""
    return " ".join(text.split())


def _descriptors(criterion: Criterion) -> dict[str, str]:
    return {rating: plain(text) for rating, text in criterion.descriptors.items()}


def _asked_of(checklist: Checklist, criterion: Criterion) -> frozenset[str]:
    """Agencies by key; none named means all that the version knows."""
    return frozenset(criterion.asked_of or (each.key for each in checklist.agencies))


def _rules(checklist: Checklist, key: str) -> list[Rule]:
    rules = (checklist.standard_of(key).applies_when, checklist.criterion(key).applies_when)
    return [each for each in rules if each is not None]


def _applies(checklist: Checklist, key: str) -> frozenset[object]:
    return frozenset(_form(each) for each in _rules(checklist, key))


def _form(rule: Rule) -> tuple[object, ...]:
    """What a rule asks, whatever the order in which it lists it."""
    match rule:
        case Is():
            return ("is", rule.fact, frozenset(rule.is_))
        case All():
            return ("all", frozenset(_form(each) for each in rule.all))
        case Some():
            return ("any", frozenset(_form(each) for each in rule.any))
        case Not():
            return ("not", _form(rule.not_))


def _facts(checklist: Checklist, key: str) -> dict[str, tuple[object, ...]]:
    """The case facts that decide whether a criterion applies, and those on which these hang, as they are asked."""
    found: dict[str, tuple[object, ...]] = {}
    left = [fact for rule in _rules(checklist, key) for fact in facts_of(rule)]
    while left:
        fact = checklist.fact(left.pop())
        if fact.key not in found:
            found[fact.key] = _question(fact)
            left.extend(facts_of(fact.asked_when))
    return found


def _question(fact: CaseFact) -> tuple[object, ...]:
    when = None if fact.asked_when is None else _form(fact.asked_when)
    return plain(fact.question), when, fact.values, fact.number


def same_question(one: CaseFact, other: CaseFact) -> bool:
    """Say whether two versions ask a case fact in the same words, with the same answers to choose from."""
    return (plain(one.question), one.values, one.number) == (
        plain(other.question),
        other.values,
        other.number,
    )


def _scale(checklist: Checklist) -> list[tuple[str, str, str]]:
    return [(each.key, each.label, each.counts_as) for each in checklist.rating_scale.ratings]
