"""A share in words: with its n and its interval, halves up, never "all" for almost all."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit.analysis.compliance import wilson
from audit.model.figure import SMALL, Figure, Standing, percent, share_words

PUBLISHED = json.loads((Path(__file__).parents[1] / "published.json").read_text("utf-8"))


def figure(met: int, applicable: int, cases: int = 4) -> Figure:
    limits = wilson(met, applicable)
    return Figure(
        met=met,
        applicable=applicable,
        cases=cases,
        low=float(limits.low) if applicable else None,
        high=float(limits.high) if applicable else None,
    )


@pytest.mark.parametrize(
    ("met", "applicable", "words"),
    [
        (3, 4, "3 of 4 (95% CI 30–95%)"),
        (0, 1, "0 of 1 (95% CI 0–79%)"),
        (1, 1, "1 of 1 (95% CI 21–100%)"),
        (9, 9, "9 of 9 (95% CI 70–100%)"),
        (5, 10, "5 of 10, 50% (95% CI 24–76%)"),
        (34, 48, "34 of 48, 71% (95% CI 57–82%)"),
        (0, 30, "0 of 30, 0% (95% CI 0–11%)"),
        (1045, 5000, "1,045 of 5,000, 21% (95% CI 20–22%)"),
        (999, 1000, "999 of 1,000, over 99% (95% CI 99–100%)"),
        (1, 1000, "1 of 1,000, under 1% (95% CI 0–1%)"),
        (1000, 1000, "1,000 of 1,000, 100% (95% CI 100–100%)"),
    ],
)
def test_a_figure_in_words(met: int, applicable: int, words: str) -> None:
    assert figure(met, applicable).words == words


def test_nothing_applicable_has_no_share_and_no_interval() -> None:
    empty = figure(0, 0, 0)
    assert (empty.share, empty.interval, empty.percentage) == (None, "", "")
    assert (empty.interval_against(0.9), empty.words_against(0.9)) == ("", empty.words)
    assert empty.words == "nothing applicable yet"


@pytest.mark.parametrize(
    ("low", "high", "target", "words"),
    [
        (0.5, 0.7996, 0.8, "50.0–79.9%"),
        (0.5, 0.7996, None, "50–80%"),
        (0.5, 0.79999999, 0.8, "50.0–79.9%"),
        (0.5, 0.794, 0.8, "50–79%"),
        (0.5, 0.8, 0.8, "50–80%"),
        (0.7996, 0.9, 0.8, "79.9–90.0%"),
        (0.8004, 0.9, 0.8, "80–90%"),
        (0.9, 0.998, 1.0, "90.0–99.8%"),
    ],
)
def test_beside_its_target_no_limit_under_it_is_rounded_up_onto_it(
    low: float, high: float, target: float | None, words: str
) -> None:
    made = Figure(met=60, applicable=100, cases=9, low=low, high=high)
    assert made.interval_against(target) == words
    assert made.words_against(target) == f"60 of 100, 60% (95% CI {words})"


@given(st.integers(1, 3000), st.data())
def test_no_bare_percentage_under_ten_and_no_number_without_its_n(
    applicable: int, data: st.DataObject
) -> None:
    met = data.draw(st.integers(0, applicable))
    made = figure(met, applicable)
    assert bool(made.percentage) == (applicable >= SMALL)
    assert made.words.startswith(f"{met:,} of {applicable:,}")
    assert f"(95% CI {made.interval})" in made.words


@given(st.integers(1, 3000), st.data())
def test_only_all_is_100_and_only_none_is_0(whole: int, data: st.DataObject) -> None:
    part = data.draw(st.integers(0, whole))
    words = share_words(part, whole)
    assert (words == "100%") == (part == whole)
    assert (words == "0%") == (part == 0)


@given(st.integers(1, 3000), st.data())
def test_halves_go_up_exactly(whole: int, data: st.DataObject) -> None:
    """In whole numbers: (200 × part + whole) ÷ (2 × whole), rounded down."""
    part = data.draw(st.integers(0, whole))
    assert percent(part / whole) == (200 * part + whole) // (2 * whole)


@pytest.mark.parametrize(
    ("share", "expected"),
    # 57 of 200 is 28.5%, which floating point holds as 28.499999999999996.
    [(57 / 200, 29), (0.025, 3), (0.285, 29), (0.125, 13), (0.994, 99), (0.995, 100), (0.0, 0)],
)
def test_halves_go_up(share: float, expected: int) -> None:
    assert percent(share) == expected


@pytest.mark.parametrize(
    "row", [row for row in PUBLISHED["round_half_up"]["rows"] if row["dp"] == 0]
)
def test_published_halves(row: dict[str, Any]) -> None:
    assert percent(row["x"] / 100) == row["out"]


def test_a_standing_reads_without_colour() -> None:
    assert len({each.sign for each in Standing}) == len(Standing)
    assert next(iter(Standing)) is Standing.BELOW
