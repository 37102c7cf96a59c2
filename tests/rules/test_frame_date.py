"""Dates in a case list: one way of reading, and nothing guessed."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.refusal import complaint
from audit.rules.frame_date import read_day
from audit.rules.frame_fault import Wrong

DAY = date(2026, 2, 3)


@pytest.mark.parametrize(
    "text",
    [
        "3/2/2026",
        "03/02/2026",
        "03.02.2026",
        "3-2-2026",
        "03 02 2026",
        " 03 / 02 / 2026 ",
        "2026-02-03",
        "2026/02/03",
        "2026-02-03 00:00:00",
        "2026-02-03T14:02:00.000",
        "03/02/2026 14:02",
        "03/02/2026 2:02 PM",
        "3 February 2026",
        "3 Feb 2026",
        "3rd Feb. 2026",
        "03-Feb-2026",
        "3FEB2026",
    ],
)
def test_a_date_is_read_day_first_or_year_first(text: str) -> None:
    assert read_day(text) == DAY


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("01/13/2024", "frame.date-month"),
        ("2024-13-01", "frame.date-month"),
        ("31/02/2024", "frame.date-none"),
        ("29/2/2023", "frame.date-none"),
        ("0/1/2024", "frame.date-none"),
        ("3/2/26", "frame.date-year"),
        ("3 Feb 26", "frame.date-year"),
        ("03-Feb-26", "frame.date-year"),
        ("45325", "frame.date-number"),
        ("45325.5", "frame.date-number"),
        ("March 2024", "frame.date-unreadable"),
        ("3 Foo 2024", "frame.date-unreadable"),
        ("20240203 ", "frame.date-number"),
        ("yesterday", "frame.date-unreadable"),
    ],
)
def test_anything_else_is_refused_with_why(text: str, code: str) -> None:
    found = read_day(text)
    assert isinstance(found, Wrong)
    assert found.code == code
    assert complaint(code, **found.facts)


def test_a_month_that_is_none_says_which_number_was_taken_for_it() -> None:
    found = read_day("01/13/2024")
    assert isinstance(found, Wrong)
    said = complaint(found.code, **found.facts)
    assert said.what == "The second number would be the month, and it is 13."
    assert "2024" not in str(said).replace("2026", ""), "a date of birth is not repeated"


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)), st.sampled_from("/.-"))
def test_every_day_comes_back_as_it_was_written(day: date, apart: str) -> None:
    assert read_day(day.strftime(f"%d{apart}%m{apart}%Y")) == day
    assert read_day(day.isoformat()) == day
    assert read_day(day.strftime("%d %B %Y")) == day


@given(st.text(max_size=30))
def test_any_text_is_a_day_or_told(text: str) -> None:
    assert isinstance(read_day(text), date | Wrong)
