"""The working-day clock, held against the bank holidays that GOV.UK published for England and Wales."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from audit.rules.working_day import (
    after,
    bank_holidays,
    hours_after,
    hours_between,
    is_working,
    working_days,
)

PUBLISHED = {
    # With substitute days, two that were moved (2012, 2020, 2022) and those that were proclaimed once: the
    # Diamond Jubilee (5 June 2012), the Platinum Jubilee (3 June 2022), the Queen's funeral (19 September 2022)
    # and the Coronation (8 May 2023).
    2012: "01-02 04-06 04-09 05-07 06-04 06-05 08-27 12-25 12-26",
    2013: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2014: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2015: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2016: "01-01 03-25 03-28 05-02 05-30 08-29 12-26 12-27",
    2017: "01-02 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
    2018: "01-01 03-30 04-02 05-07 05-28 08-27 12-25 12-26",
    2019: "01-01 04-19 04-22 05-06 05-27 08-26 12-25 12-26",
    2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
    2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
    2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
    2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
    2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
    2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
    2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
    2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
}
DAYS = st.dates(date(2015, 1, 1), date(2035, 12, 31))
MOMENTS = DAYS.flatmap(
    lambda day: st.builds(datetime.combine, st.just(day), st.times(), st.just(UTC))
)
LONDON = ZoneInfo("Europe/London")


def test_bank_holidays_are_those_that_were_published() -> None:
    for year, days in PUBLISHED.items():
        found = sorted(f"{each:%m-%d}" for each in bank_holidays(year))
        assert found == days.split(), year


@given(DAYS, st.integers(-5, 900))
def test_working_days_are_counted_as_on_the_fingers(first: date, length: int) -> None:
    last = first + timedelta(days=length)
    every = [first + timedelta(days=each) for each in range(length + 1)]
    assert working_days(first, last) == sum(map(is_working, every))


@given(DAYS, st.integers(1, 300))
def test_so_many_working_days_after_is_a_working_day_with_so_many_between(
    start: date, n: int
) -> None:
    end = after(start, n)
    assert is_working(end)
    assert working_days(start + timedelta(days=1), end) == n
    assert after(start, 0) == start


def test_the_year_has_as_many_working_days_as_in_the_published_calendars() -> None:
    """253 in an ordinary year in England; 2022 lost two to a jubilee and a funeral, 2023 one to a coronation."""
    years = {year: working_days(date(year, 1, 1), date(year, 12, 31)) for year in range(2021, 2028)}
    assert years == {2021: 253, 2022: 250, 2023: 251, 2024: 254, 2025: 253, 2026: 253, 2027: 253}


# ---- Hours -----------------------------------------------------------------------------------------------


def at(words: str) -> datetime:
    """A moment as a clock in London shows it."""
    return datetime.fromisoformat(words).replace(tzinfo=LONDON)


def test_hours_run_from_nine_to_five_on_working_days() -> None:
    for raised, hours, due in (
        ("2026-03-02 10:15", 2, "2026-03-02 12:15"),
        # Five on a Friday afternoon, and late on a Friday: Monday at eleven.
        ("2026-03-06 17:00", 2, "2026-03-09 11:00"),
        ("2026-03-06 23:59", 2, "2026-03-09 11:00"),
        ("2026-03-06 16:30", 2, "2026-03-09 10:30"),
        ("2026-03-07 12:00", 8, "2026-03-09 17:00"),
        ("2026-03-02 06:00", 1, "2026-03-02 10:00"),
        # Thursday before Easter, over the clocks' change, to Tuesday.
        ("2024-03-28 16:00", 2, "2024-04-02 10:00"),
        # Christmas Eve 2026: Friday is a holiday, and Monday stands for the Saturday.
        ("2026-12-24 16:00", 2, "2026-12-29 10:00"),
        # The Queen's funeral, the Coronation.
        ("2022-09-16 16:00", 2, "2022-09-20 10:00"),
        ("2023-05-05 16:00", 2, "2023-05-09 10:00"),
        ("2026-03-02 09:00", 40, "2026-03-06 17:00"),
    ):
        assert hours_after(at(raised), hours) == at(due), raised


def test_summer_time_moves_no_hour() -> None:
    """Asked and answered in UTC: ten in London is nine there in June and ten in January."""
    june = datetime(2026, 6, 8, 8, 30, tzinfo=UTC)
    assert hours_after(june, 1) == datetime(2026, 6, 8, 9, 30, tzinfo=UTC)
    assert hours_after(june, 1).tzinfo is UTC
    early = datetime(2026, 6, 8, 7, 0, tzinfo=UTC)
    assert hours_after(early, 1) == datetime(2026, 6, 8, 9, 0, tzinfo=UTC)
    assert hours_after(early.replace(month=1), 1) == datetime(2026, 1, 8, 10, 0, tzinfo=UTC)


@given(MOMENTS, st.integers(1, 100))
def test_between_a_moment_and_so_many_hours_after_lie_so_many_hours(
    raised: datetime, hours: int
) -> None:
    due = hours_after(raised, hours)
    assert hours_between(raised, due) == timedelta(hours=hours)
    assert is_working(due.astimezone(LONDON).date())
    assert hours_between(due, raised) == timedelta()
    assert hours_between(raised, raised) == timedelta()
