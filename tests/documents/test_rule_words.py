"""A rule in words is the same rule when it is read back; and people may write it as they would say it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from audit.documents.rule_words import UnclearError, in_words, of_words

KEYS = st.from_regex(r"[A-Za-z0-9][A-Za-z0-9_-]{0,8}", fullmatch=True) | st.sampled_from(
    ("is", "or", "AND", "not", "all", "of")
)
LEAVES = st.fixed_dictionaries({"fact": KEYS, "is": st.lists(KEYS, min_size=1, max_size=3)})
RULES = st.recursive(
    LEAVES,
    lambda within: (
        st.fixed_dictionaries({"not": within})
        | st.fixed_dictionaries({"all": st.lists(within, min_size=1, max_size=3)})
        | st.fixed_dictionaries({"any": st.lists(within, min_size=1, max_size=3)})
    ),
    max_leaves=8,
)


@settings(max_examples=60)
@given(RULES)
def test_a_rule_is_read_back_as_it_was_written(rule):
    assert of_words(in_words(rule)) == rule


KNOWN = {"fact": "father", "is": ["known"]}
BABY = {"fact": "age", "is": ["baby"]}
OLDER = {"fact": "age", "is": ["older"]}
SAID = {
    "father is known": KNOWN,
    "father IS known": KNOWN,
    "father = known": KNOWN,
    "(father is known)": KNOWN,
    "father is not known": {"not": KNOWN},
    "not father is known": {"not": KNOWN},
    "father is known or unknown": {"fact": "father", "is": ["known", "unknown"]},
    "father is known, unknown": {"fact": "father", "is": ["known", "unknown"]},
    "father is known and age is baby": {"all": [KNOWN, BABY]},
    "father is known or age is baby": {"any": [KNOWN, BABY]},
    "father is known and (age is baby or age is older)": {"all": [KNOWN, {"any": [BABY, OLDER]}]},
    "all of (father is known)": {"all": [KNOWN]},
    "any (father is known)": {"any": [KNOWN]},
    "“is” is “or”": {"fact": "is", "is": ["or"]},
}


@pytest.mark.parametrize("words", SAID)
def test_what_people_write_is_understood(words):
    assert of_words(words) == SAID[words]


UNCLEAR = {
    "": "the key of a case fact is missing before “the end”",
    "father": "“is” is missing before “the end”",
    "father is": "an answer is missing before “the end”",
    "father is known age is baby": "“age” stands where “and”, “or” or the end should",
    "father is known and age is baby or age is older": "“and” and “or” stand side by side without brackets",
    "father is known)": "“)” stands where “and”, “or” or the end should",
    "(father is known": "the closing bracket is missing before “the end”",
    "all of father is known": "a bracket is missing before “father”",
    "father > 3": "“>” is no part of a rule",
    "(" * 40: "brackets within brackets go too deep",
    "not " * 60 + "father is known": "brackets within brackets go too deep",
}


@pytest.mark.parametrize("words", UNCLEAR)
def test_what_is_unclear_has_its_reason(words):
    with pytest.raises(UnclearError) as told:
        of_words(words)
    assert str(told.value) == UNCLEAR[words]
