"""Applicability: three-valued, and never surer than the answers allow."""

from collections.abc import Iterator, Mapping
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case_fact import All, CaseFact, FactValue, Is, Not, Rule, Some
from audit.rules.applicability import (
    TooWide,
    can_apply,
    counting,
    facts_asked,
    facts_asked_now,
    facts_of,
    ruled_out,
    verdict,
)
from tests.builders import ALL_APPLIES
from tests.measured import TIMER, measured_checklist

VALUES = ("yes", "no", "unknown")
FACTS = ("father", "age", "birth", "drugs")


def is_(fact: str, *values: str) -> Is:
    return Is(fact=fact, is_=values)


def case_facts(*keys: str) -> tuple[CaseFact, ...]:
    values = tuple(FactValue(key=value, label=value) for value in VALUES)
    return tuple(CaseFact(key=key, question=f"{key}?", values=values) for key in keys)


def boolean(rule: Rule, answers: Mapping[str, str]) -> bool:
    """The rule as plain Python has it, every fact being answered."""
    if isinstance(rule, Is):
        return answers[rule.fact] in rule.is_
    if isinstance(rule, Not):
        return not boolean(rule.not_, answers)
    if isinstance(rule, All):
        return all(boolean(each, answers) for each in rule.all)
    return any(boolean(each, answers) for each in rule.any)


def every_answer(facts: tuple[str, ...]) -> Iterator[dict[str, str]]:
    for values in product(VALUES, repeat=len(facts)):
        yield dict(zip(facts, values, strict=True))


leaf = st.builds(
    lambda fact, values: is_(fact, *sorted(values)),
    st.sampled_from(FACTS),
    st.sets(st.sampled_from(VALUES), min_size=1),
)
rules = st.recursive(
    leaf,
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda each: All(all=tuple(each))),
        st.lists(inner, min_size=1, max_size=3).map(lambda each: Some(any=tuple(each))),
        inner.map(lambda each: Not(not_=each)),
    ),
    max_leaves=8,
)
some_rules = st.lists(st.none() | rules, max_size=3)
all_answers = st.fixed_dictionaries({fact: st.sampled_from(VALUES) for fact in FACTS})
some_answers = st.dictionaries(st.sampled_from(FACTS), st.sampled_from(VALUES))


@given(some_rules, all_answers)
def test_with_every_fact_answered_it_is_plain_logic(given_rules, answers):
    holds = all(boolean(rule, answers) for rule in given_rules if rule)
    assert (ruled_out(given_rules, answers) is None) == holds


@given(some_rules, some_answers, all_answers)
def test_what_is_ruled_out_stays_ruled_out_whatever_is_answered_next(given_rules, some, more):
    if ruled_out(given_rules, some) is not None:
        assert ruled_out(given_rules, more | some) is not None


@given(rules, some_answers)
def test_a_verdict_is_never_surer_than_every_way_to_complete_the_answers(rule, answers):
    ends = {boolean(rule, whole | answers) for whole in every_answer(FACTS)}
    truth = verdict(rule, answers)
    assert truth is None or ends == {truth}


@given(some_rules, some_answers)
def test_the_facts_named_rule_it_out_alone_and_none_of_them_is_idle(given_rules, answers):
    facts = ruled_out(given_rules, answers)
    if facts is None:
        return
    assert facts, "something is ruled out by some answer"
    assert set(facts) <= set(answers)
    assert ruled_out(given_rules, {fact: answers[fact] for fact in facts}) is not None
    for fewer in combinations(facts, len(facts) - 1):
        assert ruled_out(given_rules, {fact: answers[fact] for fact in fewer}) is None


@given(some_rules)
def test_it_can_apply_exactly_when_some_set_of_answers_allows_it(given_rules):
    allowed = any(
        all(boolean(rule, answers) for rule in given_rules if rule)
        for answers in every_answer(FACTS)
    )
    assert can_apply(given_rules, case_facts(*FACTS)) == allowed


BOTH = All(all=(is_("father", "yes"), is_("age", "yes")))
EITHER = Some(any=(is_("father", "yes"), is_("age", "yes")))


@pytest.mark.parametrize(
    ("rule", "answers", "facts"),
    [
        (is_("father", "yes"), {}, None),
        (is_("father", "yes"), {"father": "yes"}, None),
        (is_("father", "yes", "unknown"), {"father": "unknown"}, None),
        (is_("father", "yes"), {"father": "no"}, ("father",)),
        (Not(not_=is_("father", "yes")), {"father": "yes"}, ("father",)),
        (Not(not_=is_("father", "yes")), {}, None),
        (BOTH, {"age": "no"}, ("age",)),
        (BOTH, {"age": "yes"}, None),
        (BOTH, {"father": "no", "age": "no"}, ("father",)),
        (EITHER, {"age": "no"}, None),
        (EITHER, {"father": "no", "age": "no"}, ("father", "age")),
        (Not(not_=EITHER), {"age": "yes"}, ("age",)),
        (Not(not_=BOTH), {"father": "yes"}, None),
        (Not(not_=BOTH), {"age": "yes", "father": "yes"}, ("father", "age")),
        (All(all=(EITHER, is_("birth", "yes"))), dict.fromkeys(FACTS, "no"), ("birth",)),
    ],
)
def test_the_facts_that_rule_it_out(rule, answers, facts):
    assert ruled_out([rule], answers) == facts


def test_the_standards_rule_and_the_criterions_must_both_hold():
    standard, criterion = is_("father", "yes"), is_("age", "yes")
    assert ruled_out([standard, criterion], {"father": "yes", "age": "no"}) == ("age",)
    assert ruled_out([standard, criterion], {"father": "no", "age": "no"}) == ("father",)
    assert ruled_out([None, None], {"father": "no"}) is None


def test_the_facts_of_a_rule_come_once_and_in_its_order():
    rule = All(all=(is_("birth", "yes"), Not(not_=is_("age", "no")), is_("birth", "no")))
    assert facts_of(rule) == ("birth", "age")
    assert facts_of(None) == ()


def test_a_rule_over_thirty_facts_is_settled_without_trying_every_combination():
    keys = [f"fact-{number}" for number in range(30)]
    either = [Some(any=(is_(key, "yes"), is_("birth", "no"))) for key in keys]
    # the contradiction comes last: a search in the order of writing would never get there
    impossible = [*either, is_("age", "yes"), is_("age", "unknown")]
    facts = case_facts("birth", *keys, "age")
    assert can_apply(either, facts)
    assert not can_apply(impossible, facts)


def test_a_rule_that_cannot_be_settled_in_time_is_too_wide():
    # seven people, six beds, one each: every combination would have to be tried
    people = [f"person-{number}" for number in range(7)]
    beds = tuple(FactValue(key=str(number), label=str(number)) for number in range(6))
    facts = [CaseFact(key=each, question="Which bed?", values=beds) for each in people]
    alone = [
        Not(not_=All(all=(is_(one, bed.key), is_(other, bed.key))))
        for one, other in combinations(people, 2)
        for bed in beds
    ]
    with pytest.raises(TooWide):
        can_apply(alone, facts, most=1000)
    one_more = (*beds, FactValue(key="6", label="6"))
    lucky = facts[6].model_copy(update={"values": one_more})
    assert can_apply(alone, [*facts[:6], lucky])


def test_a_fact_that_nobody_can_answer_rules_nothing_out():
    assert can_apply([is_("stranger", "yes")], case_facts("father"))


# ---- Facts that hang on facts --------------------------------------------------------------------------

MEASURED = measured_checklist()
ALL_ANSWERED = {"differed": "yes", "stage": "talk", "outcome": "stood", "days": "3"}


def now(**answers: str) -> list[str]:
    return [each.key for each in facts_asked_now(MEASURED, "csc", ALL_APPLIES | answers)][3:]


def test_a_follow_up_is_asked_once_the_facts_before_it_say_so():
    assert now() == ["differed"]
    assert now(differed="no") == ["differed"]
    assert now(differed="yes") == ["differed", "stage", "outcome"]
    assert now(differed="yes", outcome="silence") == ["differed", "stage", "outcome"]
    assert now(differed="yes", outcome="stood") == ["differed", "stage", "outcome", "days"]


def test_an_answer_to_a_fact_that_is_no_longer_asked_does_not_count():
    assert counting(MEASURED, ALL_ANSWERED) == ALL_ANSWERED
    assert counting(MEASURED, ALL_ANSWERED | {"differed": "no"}) == {"differed": "no"}
    assert counting(MEASURED, {"days": "3"}) == {}
    # What asks `days` no longer counts itself, so neither do the days.
    assert now(differed="no", outcome="stood", days="3") == ["differed"]


def test_a_fact_is_asked_where_something_counts_it_or_hangs_on_it():
    plain = measured_checklist(timers=())
    assert [each.key for each in facts_asked(plain, "csc")] == ["father", "age", "sleep"]
    on_days = TIMER.model_copy(update=dict.fromkeys(("stage", "days", "outcome"), "days"))
    on_days = on_days.model_copy(update={"raised": Is(fact="days", is_=("1",))})
    asked = facts_asked(measured_checklist(timers=(on_days,)), "police")
    assert [each.key for each in asked] == ["father", "differed", "outcome", "days"]


@pytest.mark.parametrize("value", ["0", "7", "90"])
def test_a_whole_number_in_range_is_an_answer(value):
    assert MEASURED.fact("days").allows(value)


@pytest.mark.parametrize(
    "value", ["91", "-1", "07", "3.0", "", "٣", "9" * 5000, " 3", "yes"], ids=lambda each: each[:5]
)
def test_anything_else_is_not(value):
    assert not MEASURED.fact("days").allows(value)
