"""Age bands in a case list: by their words, from ages, from dates of birth that are then forgotten."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.model.case import AgeBand as Band
from audit.model.frame import Meaning
from audit.model.refusal import complaint
from audit.rules.frame_age import OLDEST, ages
from audit.rules.frame_fault import Wrong
from tests.case_lists import TODAY


def read(meaning: Meaning, text: str) -> Band | Wrong:
    return ages(meaning, TODAY)[text]


@pytest.mark.parametrize("band", Band)
def test_a_band_is_read_by_its_own_words(band: Band) -> None:
    for text in (band.value, f"  {band.value.upper()} "):
        assert read(Meaning.AGE_BAND, text) is band


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("5-9", Band.FROM_5_TO_9),
        ("5–9 years", Band.FROM_5_TO_9),
        ("Aged 10 - 15", Band.FROM_10_TO_15),
        ("Ages 1 to 4 yrs", Band.FROM_1_TO_4),
        ("<1", Band.UNDER_1),
        ("Under 1 year", Band.UNDER_1),
        ("less than 1", Band.UNDER_1),
        ("16+", Band.FROM_16_TO_17),
        ("16 and over", Band.FROM_16_TO_17),
        ("Pre-birth", Band.UNBORN),
        ("", Band.NOT_KNOWN),
        ("n/k", Band.NOT_KNOWN),
        ("Not recorded", Band.NOT_KNOWN),
    ],
)
def test_bands_as_systems_write_them(text: str, band: Band) -> None:
    assert read(Meaning.AGE_BAND, text) is band


@pytest.mark.parametrize("text", ["0-4", "5-10", "teenager", "0-1", "7", "18+"])
def test_a_band_that_is_none_of_ours_is_told_with_those_there_are(text: str) -> None:
    found = read(Meaning.AGE_BAND, text)
    assert isinstance(found, Wrong)
    said = complaint(found.code, **found.facts)
    assert said.what == f"“{text}” is no age band."
    assert all(each.value in said.why for each in Band)


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("0", Band.UNDER_1),
        ("0.9", Band.UNDER_1),
        ("1", Band.FROM_1_TO_4),
        ("4.99", Band.FROM_1_TO_4),
        ("5", Band.FROM_5_TO_9),
        ("9", Band.FROM_5_TO_9),
        ("10", Band.FROM_10_TO_15),
        ("15,5", Band.FROM_10_TO_15),
        ("16 years old", Band.FROM_16_TO_17),
        ("17", Band.FROM_16_TO_17),
        ("18", Band.NOT_KNOWN),
        ("11 months", Band.UNDER_1),
        ("12 months", Band.FROM_1_TO_4),
        ("59 mths", Band.FROM_1_TO_4),
        ("60 mths", Band.FROM_5_TO_9),
        ("3 weeks", Band.UNDER_1),
        ("4y 11m", Band.FROM_1_TO_4),
        ("4 years and 12 months", Band.FROM_5_TO_9),
        ("2yrs, 3mths", Band.FROM_1_TO_4),
        ("Unborn", Band.UNBORN),
        ("under 1", Band.UNDER_1),
        ("", Band.NOT_KNOWN),
    ],
)
def test_ages_in_years_and_for_the_youngest_in_months(text: str, band: Band) -> None:
    assert read(Meaning.AGE, text) is band


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("seven", "frame.age-unreadable"),
        ("-1", "frame.age-unreadable"),
        ("5-9", "frame.age-unreadable"),
        ("26", "frame.age-over"),
        ("2016", "frame.age-unreadable"),
        ("999", "frame.age-over"),
    ],
)
def test_an_age_that_is_none_is_told(text: str, code: str) -> None:
    found = read(Meaning.AGE, text)
    assert isinstance(found, Wrong)
    assert found.code == code


def test_those_who_have_grown_up_are_remembered_to_be_said() -> None:
    reading = ages(Meaning.AGE, TODAY)
    for text in ("17", "18", "21"):
        _ = reading[text]
    assert reading.grown == {"18", "21"}


def expected(day: date) -> Band:
    """The band of a child born on that day, counted another way: by birthdays that have come."""
    birthdays = sum(
        (day.year + n, day.month, day.day) <= (TODAY.year, TODAY.month, TODAY.day)
        for n in range(1, 30)
    )
    return next(
        band
        for limit, band in (
            (1, Band.UNDER_1),
            (5, Band.FROM_1_TO_4),
            (10, Band.FROM_5_TO_9),
            (16, Band.FROM_10_TO_15),
            (18, Band.FROM_16_TO_17),
            (99, Band.NOT_KNOWN),
        )
        if birthdays < limit
    )


@given(st.dates(min_value=date(TODAY.year - OLDEST, 3, 3), max_value=TODAY))
def test_a_date_of_birth_gives_the_band_of_the_day(day: date) -> None:
    assert read(Meaning.BIRTH, day.strftime("%d/%m/%Y")) is expected(day)


@pytest.mark.parametrize(
    ("day", "found"),
    [
        (TODAY, Band.UNDER_1),
        (TODAY + timedelta(days=1), Band.UNBORN),
        (TODAY + timedelta(days=310), Band.UNBORN),
        (TODAY + timedelta(days=311), "frame.date-future"),
        (date(2025, 3, 2), Band.FROM_1_TO_4),
        (date(2025, 3, 3), Band.UNDER_1),
        (date(2008, 3, 3), Band.FROM_16_TO_17),
        (date(2008, 3, 2), Band.NOT_KNOWN),
        (date(1990, 1, 1), "frame.date-past"),
    ],
)
def test_the_edges_of_a_date_of_birth(day: date, found: Band | str) -> None:
    said = read(Meaning.BIRTH, day.isoformat())
    assert (said.code if isinstance(said, Wrong) else said) == found


@given(st.text(max_size=20), st.sampled_from([Meaning.AGE, Meaning.AGE_BAND, Meaning.BIRTH]))
def test_any_text_is_a_band_or_told(text: str, meaning: Meaning) -> None:
    assert isinstance(read(meaning, text), Band | Wrong)
