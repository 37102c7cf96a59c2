"""Whether a frame may be kept: asked again where it is kept, whoever made the draft."""

from typing import Any

import pytest

from audit.model.case import AgeBand
from audit.model.frame import CARRIED_LIMIT, CASE_LIMIT, Draft, FrameCase, Layout
from audit.model.refusal import Refusal, complaint
from audit.rules.checklist import listed
from audit.rules.frame_check import check
from tests.case_lists import AGENCIES, drafted

KNOWN = listed(AGENCIES.values())
CASE = FrameCase(2, "S-001", "csc", "North", AgeBand.UNDER_1, (("csc", "North"),), ("CP",))


def draft(*cases: FrameCase, columns: tuple[str, ...] = ("Plan",)) -> Draft:
    return Draft("list.csv", columns, cases, "headings", Layout(uses=()))


def refusal(made: Draft) -> str:
    with pytest.raises(Refusal) as caught:
        check(made, AGENCIES)
    return str(caught.value)


def test_what_a_reading_made_may_be_kept() -> None:
    check(drafted(), AGENCIES)
    check(draft(CASE), AGENCIES)


@pytest.mark.parametrize(
    ("change", "code", "where", "facts"),
    [
        ({"reference": ""}, "reference.empty", "", {}),
        (
            {"reference": "x1" * 21},
            "reference.long",
            f"Case reference “{'x1' * 21}”",
            {"limit": 40},
        ),
        ({"reference": "03022016"}, "reference.date", "Case reference “03022016”", {}),
        ({"reference": " S-1"}, "reference.control", "Row 2", {}),
        ({"agency": "fire"}, "frame.agency-choice", "list.csv", {"known": KNOWN}),
        ({"involved": (("fire", ""),)}, "frame.agency-choice", "list.csv", {"known": KNOWN}),
        ({"involved": (("", ""),)}, "frame.agency-choice", "list.csv", {"known": KNOWN}),
        (
            {"involved": (("gp", ""), ("gp", "x"))},
            "frame.agency-choice",
            "list.csv",
            {"known": KNOWN},
        ),
        ({"team": "x" * 61}, "team.name", "list.csv", {"limit": 60}),
        ({"team": "a\x07"}, "team.name", "list.csv", {"limit": 60}),
        (
            {"team": "NHS 943 476 5919"},
            "frame.identifies",
            "list.csv, teams",
            {"why": "a value looks like an NHS number"},
        ),
        (
            {"carried": ("x" * 81,)},
            "frame.value-long",
            "list.csv, column “Plan”",
            {"length": 81, "limit": 80},
        ),
        ({"carried": ("a\x07",)}, "frame.value-control", "list.csv, column “Plan”", {}),
        (
            {"carried": ("born 3/2/2016",)},
            "frame.birth-kept",
            "list.csv, column “Plan”",
            {"why": "a value says a date of birth"},
        ),
    ],
)
def test_a_case_that_nobody_may_keep_is_refused(
    change: dict[str, Any], code: str, where: str, facts: dict[str, Any]
) -> None:
    said = refusal(draft(CASE._replace(**change)))
    assert said == str(complaint(code, where, **facts) if where else complaint(code))


def test_an_age_band_is_one_of_the_bands() -> None:
    known = ", ".join(each.value for each in AgeBand)
    said = refusal(draft(CASE._replace(age_band="teen")))  # type: ignore[arg-type] # forged
    assert said == str(complaint("frame.band-unreadable", "list.csv", value="?", known=known))


def test_two_references_that_differ_by_capitals_are_one() -> None:
    said = refusal(draft(CASE, CASE._replace(line=3, reference="s-001")))
    assert said == str(complaint("frame.duplicate", "Row 3", first=2))


def test_there_are_cases_and_not_too_many() -> None:
    assert refusal(draft()) == str(complaint("frame.no-case", "list.csv"))
    many = refusal(draft(*[CASE] * (CASE_LIMIT + 1)))
    told = {"n": "100,001", "limit": "100,000"}
    assert many == str(complaint("frame.too-many", "list.csv", **told))


@pytest.mark.parametrize(
    ("columns", "code", "where", "facts"),
    [
        (
            tuple(f"Group {n}" for n in range(CARRIED_LIMIT + 1)),
            "frame.carried-many",
            "list.csv",
            {"n": 11, "limit": 10},
        ),
        (
            ("Plan", "PLAN"),
            "frame.heading-alike",
            "list.csv",
            {"heading": "PLAN", "first": "Plan"},
        ),
        (("",), "frame.heading-long", "list.csv, column “”", {"limit": 60}),
        (("x" * 61,), "frame.heading-long", f"list.csv, column “{'x' * 60}”", {"limit": 60}),
        (
            ("Surname",),
            "frame.identifies",
            "list.csv, column “Surname”",
            {"why": "the heading says a person"},
        ),
    ],
)
def test_a_column_that_nobody_may_keep_is_refused(
    columns: tuple[str, ...], code: str, where: str, facts: dict[str, Any]
) -> None:
    case = CASE._replace(carried=("x",) * len(columns))
    assert refusal(draft(case, columns=columns)) == str(complaint(code, where, **facts))
