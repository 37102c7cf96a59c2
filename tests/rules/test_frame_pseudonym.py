"""Pseudonyms: the same for the same, another for another, and always a reference that can be taken."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rules.frame_fault import Wrong
from audit.rules.frame_pseudonym import Identifiers, pseudonym
from audit.rules.reference import References, check_reference


def seal(message: bytes, key: bytes = b"k" * 32) -> str:
    return hmac.new(key, message, "sha256").hexdigest()


@given(st.text(min_size=1, max_size=20))
def test_each_is_a_reference(identifier: str) -> None:
    made = pseudonym(identifier, seal)
    assert check_reference(made) == made
    assert made.startswith("P-")
    assert len(made) == len("P-7K3M-Q2XD-BRTN")


def test_it_has_a_digit_and_no_vowel() -> None:
    made = pseudonym("9434765919", seal)
    assert set(made) <= set("P-BCDFGHJKLMNPQRSTVWXZ0123456789")
    assert made[2].isdigit()


def test_another_key_gives_another_pseudonym() -> None:
    other = pseudonym("9434765919", lambda message: seal(message, b"j" * 32))
    assert other != pseudonym("9434765919", seal) == pseudonym("9434765919", seal)


@pytest.mark.uncounted
def test_a_hundred_thousand_of_them_are_references_and_no_two_are_alike() -> None:
    made = {pseudonym(f"id {n}", seal) for n in range(100_000)}
    assert len(made) == 100_000
    shapes = References()
    assert not any(map(shapes.wrong_with, made))


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("943 476 5919", "9434765919", True),
        ("943-476-5919", "9434765919", True),
        (" AB12 ", "ab12", True),
        ("00123", "123", False),
        ("12-3", "1-23", False),
        ("123", "124", False),
    ],
)
def test_what_counts_as_the_same_identifier(one: str, other: str, *, alike: bool) -> None:
    read = Identifiers()
    assert (read[one] == read[other]) == alike


@pytest.mark.parametrize("text", ["x" * 101, "a\x07b"])
def test_what_is_no_identifier_is_told(text: str) -> None:
    found = Identifiers()[text]
    assert isinstance(found, Wrong)
    assert found.code == "frame.identifier"
