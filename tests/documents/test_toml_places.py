"""Lines and words for places: every key of a file is found where it stands."""

import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.documents.toml_file import walk
from audit.documents.toml_places import line_at, lines_of, short, words_of
from tests.documents.small_review import CHECKLIST, REVIEW

ROOT = Path(__file__).parents[2]
REAL = sorted((ROOT / "checklists").rglob("*.toml"))

TRICKY = '''\
# a comment with [brackets] and "quotes
"quoted.key" = 1
'literal' . "dotted\\u0020key" = "a # no comment"
many = """
[not.a.heading]
fake = 1
""" # after
odd = """ends in quotes"""""
plain = \'\'\'it's
= here\'\'\'

list = [
    1,  # one

    "two", ["three",
    "four"], { five = 5, six = [6] },
]
when = 1979-05-27 07:32:00
[a]  # table
b.c = { d = 1, e.f = [true,
  false] }
[[a.things]]
x = -1.5e3
[[ a . things ]]
y = inf
[a.things.z]
deep = 1
[[a.things.more]]
[[a.things]]
'''


def test_places_in_tricky_toml():
    lines = lines_of(TRICKY)
    expected = {
        ("quoted.key",): 2,
        ("literal", "dotted key"): 3,
        ("many",): 4,
        ("odd",): 8,
        ("plain",): 9,
        ("list",): 12,
        ("list", 0): 13,
        ("list", 1): 15,
        ("list", 2, 0): 15,
        ("list", 2, 1): 16,
        ("list", 3, "six", 0): 16,
        ("when",): 18,
        ("a",): 19,
        ("a", "b", "c", "d"): 20,
        ("a", "b", "c", "e", "f", 1): 21,
        ("a", "things", 0): 22,
        ("a", "things", 0, "x"): 23,
        ("a", "things", 1, "y"): 25,
        ("a", "things", 1, "z", "deep"): 27,
        ("a", "things", 1, "more", 0): 28,
        ("a", "things", 2): 29,
    }
    assert {place: lines.get(place) for place in expected} == expected
    assert "fake" not in {place[-1] for place in lines}


@pytest.mark.parametrize(
    "text", [TRICKY, CHECKLIST, REVIEW, *(path.read_text("utf-8") for path in REAL)]
)
def test_every_place_is_found_and_nothing_else(text):
    places = {place for place, _ in walk(tomllib.loads(text)) if place}
    assert set(lines_of(text)) == places


@pytest.mark.parametrize("text", [CHECKLIST, REVIEW, *(path.read_text("utf-8") for path in REAL)])
def test_every_key_stands_on_its_line(text):
    written = text.split("\n")
    for place, line in lines_of(text).items():
        if isinstance(place[-1], str):
            assert place[-1] in written[line - 1]


names = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=6)
words = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)
values = st.recursive(
    words | st.integers(-9, 9) | st.booleans(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=6,
)


def as_toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = (
            f"{json.dumps(key, ensure_ascii=False)} = {as_toml(each)}"
            for key, each in value.items()
        )
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[\n" + ",\n".join(as_toml(each) for each in value) + "\n]"
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(names, values, max_size=4))
def test_every_place_of_any_document_is_found(data):
    text = "".join(
        f"{json.dumps(key, ensure_ascii=False)} = {as_toml(value)}\n" for key, value in data.items()
    )
    assert tomllib.loads(text) == data
    assert set(lines_of(text)) == {place for place, _ in walk(data) if place}


def test_a_place_that_is_not_in_the_file_has_the_line_of_what_is_around_it():
    lines = lines_of("a = 1\n[b]\n[[b.c]]\nd = 1\n")
    assert line_at(lines, ("b", "c", 0, "missing")) == 3
    assert line_at(lines, ("missing",)) is None


def test_places_in_words():
    data = tomllib.loads(CHECKLIST)
    criterion = ("standards", 0, "criteria", 1)
    assert words_of(data, (*criterion, "learning_points", 0)) == (
        'standard "fathers", criterion "F2", learning_points'
    )
    assert words_of(data, (*criterion, "applies_when", "any", 1, "not", "is", 0)) == (
        'standard "fathers", criterion "F2", applies_when'
    )
    assert words_of(data, ("case_facts", 1, "values", 0, "key")) == (
        'case fact "age", value "baby", key'
    )
    assert words_of({"standards": [{}, {"title": "X"}]}, ("standards", 1)) == "standard 2"
    assert words_of(data, ("rating_scale", "ratings")) == "rating_scale, ratings"


def test_a_quoted_value_is_short_printable_and_on_one_line():
    assert short("two\nlines") == "two lines"
    assert short("x" * 61) == "x" * 60 + "…"
    assert short("red\x1b[31m") == "red\N{REPLACEMENT CHARACTER}[31m"
