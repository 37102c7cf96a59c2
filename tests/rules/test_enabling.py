"""Rules as a form can hold them say the same as the rules themselves, whatever is answered."""

from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case_fact import All, Is, Not, Some
from audit.rules.applicability import TooWide, verdict
from audit.rules.enabling import MOST, certain, either, failed, holds, possible

VALUES = {"a": ("x", "y"), "b": ("x", "y", "z"), "c": ("x", "y")}
LEAVES = st.builds(
    lambda fact, picked: Is(
        fact=fact, is_=tuple(VALUES[fact][n % len(VALUES[fact])] for n in picked)
    ),
    st.sampled_from(sorted(VALUES)),
    st.lists(st.integers(0, 2), min_size=1, max_size=2),
)
RULES = st.recursive(
    LEAVES,
    lambda within: st.one_of(
        st.builds(lambda each: Not(not_=each), within),
        st.builds(lambda each: All(all=tuple(each)), st.lists(within, min_size=1, max_size=3)),
        st.builds(lambda each: Some(any=tuple(each)), st.lists(within, min_size=1, max_size=3)),
    ),
    max_leaves=6,
)
EVERY = [
    {fact: value for fact, value in zip(VALUES, chosen, strict=True) if value}
    for chosen in product(*((None, *known) for known in VALUES.values()))
]


@given(RULES)
def test_the_conditions_hold_where_the_rule_says_so(rule: object) -> None:
    try:
        true, false, open_ = (ask(rule, VALUES) for ask in (certain, failed, possible))
    except TooWide:
        return
    for answers in EVERY:
        said = verdict(rule, answers)
        assert holds(true, answers) is (said is True)
        assert holds(false, answers) is (said is False)
        assert holds(open_, answers) is (said is not False)


def test_what_always_holds_asks_nothing() -> None:
    baby = Is(fact="a", is_=("x",))
    assert possible(Some(any=(baby, Not(not_=baby))), VALUES) == ()


def test_one_of_two_holds() -> None:
    first, second = (certain(Is(fact=each, is_=("x",)), VALUES) for each in "ab")
    assert either(first, second) == (frozenset({("a", "x"), ("b", "x")}),)


def test_a_rule_that_takes_too_many_conditions_is_told() -> None:
    facts = [f"f{number}" for number in range(14)]
    pairs = [
        All(all=tuple(Is(fact=each, is_=("x",)) for each in facts[at : at + 2]))
        for at in range(0, len(facts), 2)
    ]
    with pytest.raises(TooWide):
        certain(Some(any=tuple(pairs)), dict.fromkeys(facts, ("x", "y")))
    assert 2 ** len(pairs) > MOST


def test_what_a_number_is_not_is_no_condition() -> None:
    with pytest.raises(TooWide):
        failed(Is(fact="days", is_=("3",)), {"days": ()})
