"""Timetables by working days."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.rules.timetable import TEMPLATES, TITLE_LIMIT, due_day, laid_out, on_day, shifted
from audit.rules.working_day import is_working, working_days

MONDAY = date(2026, 10, 5)
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))


def test_the_inspectorates_give_ten_working_days_notice() -> None:
    """Published: notified 10 working days before the fieldwork begins; week 2 audits, week 3 on site."""
    steps = laid_out(TEMPLATES["jtai"], MONDAY)
    assert steps[0].due == MONDAY
    fieldwork = next(each.due for each in steps if "fieldwork begins" in each.title)
    assert fieldwork == date(2026, 10, 19)
    assert working_days(MONDAY, fieldwork) - 1 == 10
    assert steps[-1].due == date(2026, 10, 23)
    for each in steps:
        week = (each.due - MONDAY).days // 7 + 1
        assert each.title.startswith(f"Week {week}: ")


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("starts", [MONDAY, date(2026, 10, 8), date(2026, 10, 10)])
def test_a_template_is_in_order_on_working_days(name: str, starts: date) -> None:
    template = TEMPLATES[name]
    steps = laid_out(template, starts)
    assert [each.number for each in steps] == list(range(1, len(steps) + 1))
    days = [each.due for each in steps]
    assert days == sorted(days)
    assert all(is_working(each) for each in days)
    assert days[0] >= starts
    assert due_day(template, starts) in days
    assert all(len(each.title) <= TITLE_LIMIT for each in steps)


def test_a_template_need_not_say_when_audits_are_due() -> None:
    bare = TEMPLATES["jtai"]._replace(steps=TEMPLATES["jtai"].steps[:2])
    assert due_day(bare, MONDAY) is None


def test_a_start_at_a_weekend_counts_from_the_monday() -> None:
    assert on_day(date(2026, 10, 10), 1) == date(2026, 10, 12)


@given(old=DAYS, new=DAYS, working_day=st.integers(1, 80))
def test_a_step_keeps_its_working_day(old: date, new: date, working_day: int) -> None:
    assert shifted(on_day(old, working_day), old, new) == on_day(new, working_day)


def test_what_was_before_the_start_stays_as_long_before() -> None:
    assert shifted(date(2026, 10, 1), MONDAY, date(2027, 3, 1)) == date(2027, 2, 25)
