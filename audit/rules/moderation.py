"""The moderated reading as it follows from two readings, or one, and a moderator's decisions.

Case facts are settled first, for they decide which criteria are asked; then ratings, for they cap
judgements; then judgements. What both readers gave alike is carried over and nobody is asked. With one
reading all of it is carried over, and the moderator may change any of it with a reason.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence

from audit.model.case_audit import Answer, Judgement
from audit.model.checklist import Checklist, Counts, Criterion, RatingScale
from audit.model.moderation import (
    RULED_OUT,
    Choice,
    Decision,
    Given,
    Item,
    Kind,
    Settled,
)
from audit.rules.applicability import (
    counting,
    criteria_asked,
    facts_asked,
    is_asked_now,
    ruled_out,
)
from audit.rules.completeness import is_judged, standards_asked
from audit.rules.judgement import capping, closed_values
from audit.rules.rating import counts_as

Standing = Mapping[tuple[Kind, str], Decision]
"""The last decision on each thing."""
Values = tuple[str | None, ...]
"""What the readers gave: of one or of two."""


def settle(
    checklist: Checklist, agency: str, readings: Sequence[Given], decisions: Iterable[Decision]
) -> Settled:
    """Return what is carried over, what is settled, what is open, and the answers that follow."""
    standing = {
        (each.kind, each.key): each for each in sorted(decisions, key=lambda each: each.number)
    }
    facts, known = _facts(checklist, agency, readings, standing)
    ratings, answers = _ratings(checklist, agency, readings, standing, known)
    judged, judgements = _judgements(checklist, agency, readings, standing, answers)
    return Settled(
        items=(*facts, *ratings, *judged), facts=known, answers=answers, judgements=judgements
    )


def _facts(
    checklist: Checklist, agency: str, readings: Sequence[Given], standing: Standing
) -> tuple[list[Item], dict[str, str]]:
    """The case facts as the settled ones before them leave them asked, and what is settled."""
    given = [counting(checklist, each.facts) for each in readings]
    items: list[Item] = []
    known: dict[str, str] = {}
    for fact in facts_asked(checklist, agency):
        if is_asked_now(fact, known):
            values = tuple(each.get(fact.key) for each in given)
            items.append(_item(Kind.FACT, fact.key, values, standing))
            if (settled := items[-1].settled) is not None:
                known[fact.key] = settled
    return items, known


def _item(
    kind: Kind,
    key: str,
    values: Values,
    standing: Standing,
    closed: Collection[str] = (),
) -> Item:
    first, second = (*values, None)[:2]
    agreed = first is not None and len(set(values)) == 1 and first not in closed
    found = Item(
        kind=kind,
        key=key,
        first=first,
        second=second,
        agreed=agreed,
        settled=first if agreed else None,
        closed=frozenset(closed),
    )
    decision = standing.get((kind, key))
    if decision is None or (agreed and len(values) > 1):
        return found
    if (decision.first, decision.second) != (first, second) or decision.value in closed:
        return found  # it was made on other values, or no longer can stand
    return found.model_copy(
        update={"settled": decision.value, "decision": decision, "agreed": False}
    )


def _ratings(
    checklist: Checklist,
    agency: str,
    readings: Sequence[Given],
    standing: Standing,
    known: Mapping[str, str],
) -> tuple[list[Item], dict[str, Answer]]:
    items, answers = [], {}
    for criterion in criteria_asked(checklist, agency):
        by_facts = _by_facts(checklist, criterion, known)
        given = [each.answers[criterion.key] for each in readings]
        values = tuple(_effective(each, by_facts) for each in given)
        item = _item(Kind.RATING, criterion.key, values, standing)
        items.append(item)
        answers[criterion.key] = _answer(checklist.rating_scale, item, given, by_facts)
    return items, answers


def _by_facts(
    checklist: Checklist, criterion: Criterion, known: Mapping[str, str]
) -> tuple[str, ...]:
    """The settled facts that rule the criterion out; none where it is asked."""
    rules = (checklist.standard_of(criterion.key).applies_when, criterion.applies_when)
    return ruled_out(rules, known) or ()


def _effective(answer: Answer, by_facts: tuple[str, ...]) -> str | None:
    """What the reader's answer says under the settled facts; None where they were not asked then."""
    if by_facts:
        overruled = bool(answer.ruled_out_by) and not answer.is_ruled_out
        return answer.rating if overruled else RULED_OUT
    return None if answer.is_ruled_out else answer.rating


def _answer(
    scale: RatingScale, item: Item, given: Sequence[Answer], by_facts: tuple[str, ...]
) -> Answer:
    """The moderated answer: the chosen reader's as it was written, or the moderator's own."""
    empty = Answer(criterion=item.key, ruled_out_by=by_facts)
    if item.settled is None:
        return empty
    if item.settled == RULED_OUT:
        return empty.model_copy(update={"counts": Counts.OUT})
    decision = item.decision
    if decision is not None and decision.choice is Choice.THIRD:
        parts: dict[str, object] = {
            "rating": decision.value,
            "evidence": decision.evidence,
            "reason": decision.reason,
            "overrule": decision.reason if by_facts else "",
        }
    else:
        parts = _taken(item, given, by_facts)
    made = empty.model_copy(update=parts)
    return made.model_copy(update={"counts": counts_as(scale, made)})


def _taken(item: Item, given: Sequence[Answer], by_facts: tuple[str, ...]) -> dict[str, object]:
    """A reader's answer with its texts; of two alike the first's texts, the second's where there is none."""
    second = item.decision is not None and item.decision.choice is Choice.SECOND
    sources = given if item.agreed else [given[1 if second else 0]]

    def text(part: str) -> str:
        return next(filter(None, (str(getattr(each, part)) for each in sources)), "")

    return {
        "rating": sources[0].rating,
        "evidence": text("evidence"),
        "reason": text("reason"),
        "starred": any(each.starred for each in sources),
        "overrule": text("overrule") if by_facts else "",
    }


def _judgements(
    checklist: Checklist,
    agency: str,
    readings: Sequence[Given],
    standing: Standing,
    answers: Mapping[str, Answer],
) -> tuple[list[Item], dict[str, Judgement]]:
    if checklist.judgement_scale is None:
        return [], {}
    asked = [each.key for each in standards_asked(checklist, agency) if is_judged(each, answers)]
    items, judgements = [], {}
    for key in [*asked, ""]:
        closed = closed_values(checklist, capping(checklist, answers.values(), key))
        given = [each.judgements.get(key, Judgement(standard=key)) for each in readings]
        item = _item(Kind.JUDGEMENT, key, tuple(each.value for each in given), standing, closed)
        items.append(item)
        if item.settled is not None:
            judgements[key] = _judgement(item, given)
    return items, judgements


def _judgement(item: Item, given: Sequence[Judgement]) -> Judgement:
    decision = item.decision
    if decision is not None and decision.choice is Choice.THIRD:
        rationale = decision.reason
    else:
        second = decision is not None and decision.choice is Choice.SECOND
        rationale = given[1 if second else 0].rationale
    return Judgement(standard=item.key, value=item.settled, rationale=rationale)
