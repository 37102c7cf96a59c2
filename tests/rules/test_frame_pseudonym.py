"""Pseudonyms: the same for the same, another for another, and always a reference that can be taken."""

import hmac

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rules.frame_fault import Wrong
from audit.rules.frame_pseudonym import Identifiers, pseudonyms, short
from audit.rules.reference import check_reference


def seal(message: bytes, key: bytes = b"k" * 32) -> str:
    return hmac.new(key, message, "sha256").hexdigest()


@given(st.lists(st.text(min_size=1, max_size=20), min_size=1, max_size=30, unique=True))
def test_each_is_a_reference_and_no_two_are_alike(identifiers: list[str]) -> None:
    made, _ = pseudonyms(identifiers, seal)
    assert len(set(made.values())) == len(identifiers)
    for each in made.values():
        assert check_reference(each) == each
        assert each.startswith("P-")


def test_it_is_short_and_readable() -> None:
    made = short("9434765919", seal)
    assert len(made) == len("P-7K3M-Q2XD")
    assert set(made) <= set("P-BCDFGHJKLMNQRSTVWXZ0123456789")


def test_another_key_gives_another_pseudonym() -> None:
    other = short("9434765919", lambda message: seal(message, b"j" * 32))
    assert other != short("9434765919", seal) == short("9434765919", seal)


def test_ten_thousand_of_them_are_references() -> None:
    made, longer = pseudonyms([f"id {n}" for n in range(10_000)], seal)
    assert len(set(made.values())) == 10_000
    assert all(check_reference(each) == each for each in made.values())
    assert longer < 10


def test_two_that_clash_get_a_longer_one_and_the_others_do_not() -> None:
    """A seal of which only one sign is left makes clashes that the real one has once in many lists."""

    def poor(message: bytes) -> str:
        words = message.decode()
        if words.startswith("case"):
            return "1" if words.endswith(("a", "b")) else seal(message)
        return seal(message)

    made, longer = pseudonyms(["a", "b", "c"], poor)
    assert longer == 2
    assert made["a"] != made["b"]
    assert made["a"][:11] == made["b"][:11] == short("a", poor)
    assert made["c"] == short("c", poor)
    assert all(check_reference(each) == each for each in made.values())
    again, _ = pseudonyms(["c", "b", "a"], poor)
    assert again == made


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
