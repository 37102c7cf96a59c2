"""Years from April to March, their quarters, and what a re-audit is called."""

from datetime import date

import pytest

from audit.rules.programme import (
    quarter_in_words,
    quarter_of,
    re_audit_title,
    season,
    year_in_words,
    year_of,
)


@pytest.mark.parametrize(
    ("day", "year", "quarter"),
    [
        (date(2026, 3, 31), 2025, 4),
        (date(2026, 4, 1), 2026, 1),
        (date(2026, 6, 30), 2026, 1),
        (date(2026, 7, 1), 2026, 2),
        (date(2026, 10, 1), 2026, 3),
        (date(2026, 12, 31), 2026, 3),
        (date(2027, 1, 1), 2026, 4),
    ],
)
def test_a_day_in_its_year_and_quarter(day: date, year: int, quarter: int) -> None:
    assert (year_of(day), quarter_of(day)) == (year, quarter)


def test_the_words() -> None:
    assert year_in_words(2026) == "April 2026 to March 2027"
    assert [quarter_in_words(2026, each) for each in (1, 2, 3, 4)] == [
        "Q1, April–June 2026",
        "Q2, July–September 2026",
        "Q3, October–December 2026",
        "Q4, January–March 2027",
    ]


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (date(2026, 3, 1), "Spring 2026"),
        (date(2026, 8, 31), "Summer 2026"),
        (date(2026, 11, 30), "Autumn 2026"),
        (date(2026, 12, 1), "Winter 2027"),
        (date(2027, 2, 28), "Winter 2027"),
    ],
)
def test_seasons(day: date, words: str) -> None:
    assert season(day) == words


def test_a_re_audit_is_called_by_its_season_and_never_as_another_round() -> None:
    spring = date(2027, 3, 1)
    assert re_audit_title(spring) == "Spring 2027 re-audit"
    taken = frozenset({"Spring 2027 re-audit", "Spring 2027 re-audit 2"})
    assert re_audit_title(spring, taken) == "Spring 2027 re-audit 3"
