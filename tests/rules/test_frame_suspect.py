"""Columns that identify people: by heading and by what stands in them; and columns that do not."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.frame import Meaning, Use
from audit.rules.frame_suspect import (
    SAMPLE,
    Who,
    judge,
    judge_heading,
    masked,
    may_mean,
    sample,
)

NAMES = ["Emma Jones", "Oliver Smith", "Amelia Brown", "Jack Taylor"]


@pytest.mark.parametrize(
    "heading",
    [
        "Name",
        "Child's name",
        "CHILD_NAME",
        "Surname",
        "First Name",
        "Forename(s)",
        "NHS No.",
        "NHS Number",
        "Address line 1",
        "Postcode",
        "Post code",
        "Home phone",
        "Tel.",
        "Mobile",
        "E-mail",
        "Parent email",
        "UPN",
        "National Insurance",
        "Mother",
        "Social worker",
        "Known as",
    ],
)
def test_a_heading_says_a_person(heading: str) -> None:
    found = judge_heading(heading)
    assert found.who is Who.PERSON
    assert found.why


@pytest.mark.parametrize("heading", ["DOB", "D.O.B.", "Date of Birth", "Child DOB", "EDD"])
def test_a_heading_says_a_date_of_birth(heading: str) -> None:
    assert judge_heading(heading).who is Who.BIRTH


@pytest.mark.parametrize(
    "heading",
    [
        "Case reference",
        "Team name",
        "Agency name",
        "Plan type",
        "Ward name",
        "School name",
        "Age",
        "Date opened",
        "Health visitor",
        "Telford",
        "Category of need",
        "",
    ],
)
def test_a_heading_says_nobody(heading: str) -> None:
    assert judge_heading(heading).who is Who.NOBODY


@pytest.mark.parametrize(
    "value",
    [
        "943 476 5919",
        "9434765919",
        "AB123456C",
        "07700 900123",
        "LS1 4AP",
        "12 Acacia Avenue",
        "emma@example.org",
    ],
)
def test_one_value_is_enough(value: str) -> None:
    values = [f"Plan {n}" for n in range(40)] + [value]
    found = judge("Column", values)
    assert found.who is Who.PERSON
    assert value not in found.why


def test_values_that_are_names_make_a_column_of_names() -> None:
    assert judge("Column", NAMES).who is Who.PERSON


def test_a_few_values_that_could_be_names_are_counted_and_do_not_condemn() -> None:
    found = judge("Ward", [f"Ward {n}" for n in range(20)] + ["Emma Jones"])
    assert (found.who, found.some) == (Who.NOBODY, 1)


@pytest.mark.parametrize(
    "values",
    [
        ["Child in need", "Child protection", "Looked after", "Early help", "Section 47"],
        ["North", "South", "Riverside", "MASH", "Locality 3", "St Mary's Hospital"],
        ["S-014", "S-015", "00123", "2026/014"],
        ["Yes", "No", ""],
        ["White British", "Any other mixed background", "Pakistani"],
        ["2026-03-03", "03/03/2026"],
    ],
)
def test_what_lists_are_for_is_nobody(values: list[str]) -> None:
    assert judge("Column", values).who is Who.NOBODY


def test_the_sample_is_the_same_in_any_order_and_reaches_the_end() -> None:
    values = [f"v{n:06}" for n in range(10_000)]
    shuffled = random.Random(3).sample(values, len(values))
    found = sample(values)
    assert sample([*shuffled, "", *values]) == found
    assert len(found) <= SAMPLE
    assert found[-1] > "v0099"


@pytest.mark.parametrize("meaning", Meaning)
def test_what_a_column_may_mean(meaning: Meaning) -> None:
    use = Use(meaning=meaning)
    person, birth = judge_heading("Surname"), judge_heading("DOB")
    assert may_mean(person, use) == (meaning in (Meaning.OUT, Meaning.PSEUDONYM))
    assert may_mean(birth, use) == (meaning in (Meaning.OUT, Meaning.BIRTH))
    assert may_mean(judge_heading("Plan"), use)


@given(st.text(min_size=1, max_size=30))
def test_a_masked_example_shows_no_letter_and_no_digit(value: str) -> None:
    assert not any(each.isalnum() for each in masked(value))


def test_a_masked_date_says_that_it_is_one() -> None:
    assert masked("03/02/2016") == masked("2016-02-03") == "••/••/••••"
