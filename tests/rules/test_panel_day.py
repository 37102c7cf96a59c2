"""Days of a chronology: read as people write them, kept no finer than they are, in order."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.language import speaking
from audit.model.refusal import Refusal, complaint
from audit.rules import panel_day

DAYS = st.dates(min_value=date(1000, 1, 1))
NOW = date(2026, 3, 14)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("14 March 2026", "2026-03-14"),
        ("  14  march   2026 ", "2026-03-14"),
        ("14 Mar 2026", "2026-03-14"),
        ("14/3/2026", "2026-03-14"),
        ("2026-03-14", "2026-03-14"),
        ("March 2026", "2026-03"),
        ("3/2026", "2026-03"),
        ("2026-3", "2026-03"),
        ("2026", "2026"),
    ],
)
def test_a_day_is_read_as_people_write_it(typed: str, kept: str) -> None:
    assert panel_day.read("Here", typed, NOW) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "30 February 2026",
        "13/2026",
        "2026-02-30",
        "Ma 2026",
        "Spring 2026",
        "14 March",
        "00/2026",
        "2026-00",
        "2026-03-00",
        "0/3/2026",
        "0000",
    ],
)
def test_what_is_no_day_is_refused(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        panel_day.read("Here", typed, NOW)
    assert refused.value.complaint == complaint("panel.day", "Here")


@pytest.mark.parametrize("typed", ["15 March 2026", "April 2026", "2027", "1 January 2030"])
def test_what_is_still_to_come_is_refused(typed: str) -> None:
    """A month or a year that has begun may hold what happened; one that has not cannot."""
    with pytest.raises(Refusal) as refused:
        panel_day.read("Here", typed, NOW)
    assert refused.value.complaint == complaint("panel.day-to-come", "Here")


@given(DAYS)
def test_what_is_said_is_read_back(day: date) -> None:
    for kept in (f"{day:%Y-%m-%d}", f"{day:%Y-%m}", f"{day:%Y}"):
        padded = "-".join([f"{day.year:04}", *kept.split("-")[1:]])
        assert panel_day.read("Here", panel_day.said(padded), date.max) == padded


def test_in_welsh_a_day_is_said_and_read_in_welsh_and_read_in_english_too() -> None:
    with speaking("cy"):
        assert panel_day.said("2026-03-14") == "14 Mawrth 2026"
        for typed in ("14 Mawrth 2026", "14 maw 2026", "14 March 2026"):
            assert panel_day.read("Here", typed, NOW) == "2026-03-14"


@given(DAYS, DAYS)
def test_in_the_order_of_their_letters_they_are_in_order(one: date, other: date) -> None:
    assert (one.isoformat() <= other.isoformat()) == (one <= other)
    assert one.isoformat()[:7] <= one.isoformat()


def test_of_one_that_was_erased_nothing_is_said() -> None:
    assert panel_day.said("") == ""
