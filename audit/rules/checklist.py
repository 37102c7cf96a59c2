"""What is wrong in a checklist that has the right shape, and which learning points it covers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from audit.model.case_fact import Rule
from audit.model.checklist import Checklist, Counts, Criterion
from audit.model.refusal import near
from audit.model.source_review import SourceReview
from audit.rules.applicability import Place, TooWide, can_apply, leaves

LATEST_VERSION = 9999
SHOWN_KEYS = 40


@dataclass(frozen=True)
class Fault:
    """Something wrong, by its place in the data: who read the file makes a line or a row of it."""

    code: str
    """The sentence in the catalogue."""
    place: Place
    facts: Mapping[str, object]
    first: Place | None = None
    """Where the thing that this one repeats stands; it fills the gap `first` of the sentence."""


def listed(keys: Iterable[str]) -> str:
    """Return the keys as words for a sentence: "none", "A", "A and B", "A, B and C"."""
    known = list(keys)
    if len(known) > SHOWN_KEYS:
        known = [*known[:SHOWN_KEYS], f"{len(known) - SHOWN_KEYS} more"]
    if len(known) < 2:
        return known[0] if known else "none"
    return f"{', '.join(known[:-1])} and {known[-1]}"


def coverage(review: SourceReview, checklist: Checklist) -> dict[str, tuple[str, ...]]:
    """Return every learning point of the review with the criteria that cite it; none is an empty tuple."""
    return {
        point.key: tuple(
            criterion.key
            for criterion in checklist.criteria
            if point.key in criterion.learning_points
        )
        for point in review.learning_points
    }


def review_complaints(review: SourceReview) -> tuple[Fault, ...]:
    """Return what is wrong in a source review by itself."""
    points = [(point.key, ("learning_points", n)) for n, point in enumerate(review.learning_points)]
    return tuple(twice("learning point", points))


def complaints(review: SourceReview, checklist: Checklist) -> tuple[Fault, ...]:
    """Return everything wrong in a checklist, in the order of the checks; none means it may be published."""
    return (
        *_head(review, checklist),
        *_keys(checklist),
        *_labels(checklist),
        *_rating_scale(checklist),
        *_judgement_scale(checklist),
        *_empty_standards(checklist),
        *_rules(checklist),
        *(
            fault
            for place, criterion in _criteria(checklist)
            for fault in _criterion(review, checklist, criterion, place)
        ),
    )


def _criteria(checklist: Checklist) -> Iterator[tuple[Place, Criterion]]:
    for number, standard in enumerate(checklist.standards):
        for index, criterion in enumerate(standard.criteria):
            yield ("standards", number, "criteria", index), criterion


def _head(review: SourceReview, checklist: Checklist) -> Iterator[Fault]:
    if checklist.review != review.key:
        yield unknown("checklist.review-other", checklist.review, [review.key], ("review",))
    if checklist.version > LATEST_VERSION:
        yield Fault("checklist.version", ("version",), {"value": f"over {LATEST_VERSION}"})


def twice(thing: str, keys: Iterable[tuple[str, Place]]) -> Iterator[Fault]:
    """Yield the keys that stand twice; those that differ in capitals alone count as the same.

    People and spreadsheets read them so.
    """
    for key, place, first in repeated(keys):
        yield Fault(
            "checklist.key-twice", (*place, "key"), {"thing": thing, "key": key}, (*first, "key")
        )


def repeated(words: Iterable[tuple[str, Place]]) -> Iterator[tuple[str, Place, Place]]:
    """Yield what stands a second time, capitals and spaces aside: the words, where, and where first."""
    seen: dict[str, Place] = {}
    for each, place in words:
        first = seen.setdefault(" ".join(each.casefold().split()), place)
        if first != place:
            yield each, place, first


class _Keyed(Protocol):
    @property
    def key(self) -> str: ...


def _keys(checklist: Checklist) -> Iterator[Fault]:
    def among(thing: str, things: Sequence[_Keyed], *place: str | int) -> Iterator[Fault]:
        return twice(thing, ((each.key, (*place, n)) for n, each in enumerate(things)))

    yield from among("agency", checklist.agencies, "agencies")
    yield from among("rating", checklist.rating_scale.ratings, "rating_scale", "ratings")
    if checklist.judgement_scale:
        values = checklist.judgement_scale.values
        yield from among("judgement", values, "judgement_scale", "values")
    yield from among("case fact", checklist.case_facts, "case_facts")
    for number, fact in enumerate(checklist.case_facts):
        yield from among("value", fact.values, "case_facts", number, "values")
    yield from among("standard", checklist.standards, "standards")
    yield from twice("criterion", ((each.key, place) for place, each in _criteria(checklist)))


def _labels(checklist: Checklist) -> Iterator[Fault]:
    """Things that one chooses between, and that are called the same."""

    def among(thing: str, field: str, words: Iterable[str], *place: str | int) -> Iterator[Fault]:
        placed = ((each, (*place, number, field)) for number, each in enumerate(words))
        for label, at, first in repeated(placed):
            yield Fault("checklist.label-twice", at, {"thing": thing, "label": label}, first)

    ratings = checklist.rating_scale.ratings
    yield from among("agency", "name", (each.name for each in checklist.agencies), "agencies")
    yield from among("rating", "label", (each.label for each in ratings), "rating_scale", "ratings")
    if checklist.judgement_scale:
        labels = (each.label for each in checklist.judgement_scale.values)
        yield from among("judgement", "label", labels, "judgement_scale", "values")
    for number, fact in enumerate(checklist.case_facts):
        labels = (each.label for each in fact.values)
        yield from among("value", "label", labels, "case_facts", number, "values")
    yield from among("standard", "title", (each.title for each in checklist.standards), "standards")


def _rating_scale(checklist: Checklist) -> Iterator[Fault]:
    counts = [rating.counts_as for rating in checklist.rating_scale.ratings]
    place = ("rating_scale", "ratings")
    if all(each is Counts.OUT for each in counts):
        yield Fault("checklist.scale-all-out", place, {})
    elif Counts.MET not in counts:
        yield Fault("checklist.scale-without-met", place, {})


def _judgement_scale(checklist: Checklist) -> Iterator[Fault]:
    scale = checklist.judgement_scale
    if scale is None or scale.cap is None:
        return
    known = [value.key for value in scale.values]
    place = ("judgement_scale", "cap")
    if scale.cap not in known:
        yield unknown("checklist.cap-unknown", scale.cap, known, place)
    elif scale.cap == known[0]:
        yield Fault("checklist.cap-idle", place, {"key": scale.cap})


def unknown(code: str, key: str, known: Iterable[str], place: Place, **facts: str) -> Fault:
    """Return the fault of a key that is not known, with the ones that are and what was probably meant."""
    keys = list(dict.fromkeys(known))
    told = {"key": key, "known": listed(keys), "hint": near(key, keys)}
    return Fault(code, place, told | facts)


def _empty_standards(checklist: Checklist) -> Iterator[Fault]:
    for number, standard in enumerate(checklist.standards):
        if not standard.criteria:
            yield Fault("checklist.standard-empty", ("standards", number, "criteria"), {})


def _criterion(
    review: SourceReview, checklist: Checklist, criterion: Criterion, place: Place
) -> Iterator[Fault]:
    points = [point.key for point in review.learning_points]
    agencies = [agency.key for agency in checklist.agencies]
    code = "checklist.learning-point-unknown"
    yield from _named(code, criterion.learning_points, points, (*place, "learning_points"))
    code = "checklist.agency-unknown"
    yield from _named(code, criterion.asked_of, agencies, (*place, "asked_of"))
    yield from _descriptors(checklist, criterion, (*place, "descriptors"))
    if criterion.critical:
        yield from _critical(checklist, (*place, "critical"))


def _named(code: str, keys: Sequence[str], known: Sequence[str], place: Place) -> Iterator[Fault]:
    for number, key in enumerate(keys):
        if key not in known:
            yield unknown(code, key, known, (*place, number))
        elif key in keys[:number]:
            yield Fault("checklist.named-twice", (*place, number), {"key": key})


def _descriptors(checklist: Checklist, criterion: Criterion, place: Place) -> Iterator[Fault]:
    ratings = {rating.key: rating for rating in checklist.rating_scale.ratings}
    for key in criterion.descriptors:
        if key not in ratings:
            yield unknown("checklist.descriptor-unknown", key, ratings, (*place, key))
    for key, rating in ratings.items():
        if key not in criterion.descriptors:
            facts = {"key": key, "label": rating.label}
            yield Fault("checklist.descriptor-missing", (*place, key), facts)


def _critical(checklist: Checklist, place: Place) -> Iterator[Fault]:
    if checklist.judgement_scale is None:
        yield Fault("checklist.critical-without-scale", place, {})
    elif checklist.judgement_scale.cap is None:
        yield Fault("checklist.critical-without-cap", place, {})


def _rules(checklist: Checklist) -> Iterator[Fault]:
    for number, standard in enumerate(checklist.standards):
        place: Place = ("standards", number)
        over_all = standard.applies_when
        wrong = tuple(rule_faults(checklist, over_all, (*place, "applies_when")))
        yield from wrong
        for index, criterion in enumerate(standard.criteria):
            at = (*place, "criteria", index, "applies_when")
            own = tuple(rule_faults(checklist, criterion.applies_when, at))
            yield from own
            if over_all and criterion.applies_when and not wrong and not own:
                rules = (over_all, criterion.applies_when)
                yield from _never(checklist, rules, at, "checklist.rules-clash")


def rule_faults(checklist: Checklist, rule: Rule | None, place: Place) -> Iterator[Fault]:
    """Yield what is wrong in a rule over the case facts: what it names, and that it can never be true."""
    if rule is None:
        return
    wrong = tuple(_unknown_in_rule(checklist, rule, place))
    yield from wrong or _never(checklist, (rule,), place, "checklist.rule-never")


def _unknown_in_rule(checklist: Checklist, rule: Rule, place: Place) -> Iterator[Fault]:
    for at, leaf in leaves(rule):
        yield from answer_faults(checklist, leaf.fact, leaf.is_, (*place, *at))


def answer_faults(
    checklist: Checklist, key: str, values: Sequence[str], place: Place
) -> Iterator[Fault]:
    """Yield what is wrong where a table names a case fact and some of its answers."""
    facts = {fact.key: fact for fact in checklist.case_facts}
    if key not in facts:
        yield unknown("checklist.fact-unknown", key, facts, (*place, "fact"))
    elif facts[key].number is not None:
        yield Fault("checklist.fact-number", (*place, "fact"), {"key": key})
    else:
        known = [value.key for value in facts[key].values]
        for number, value in enumerate(values):
            if value not in known:
                where = (*place, "is", number)
                yield unknown("checklist.value-unknown", value, known, where, fact=key)


def _never(checklist: Checklist, rules: Sequence[Rule], place: Place, code: str) -> Iterator[Fault]:
    try:
        if not can_apply(rules, checklist.case_facts):
            yield Fault(code, place, {})
    except TooWide:
        yield Fault("checklist.rule-wide", place, {})
