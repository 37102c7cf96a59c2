"""What may be drawn, whose turn it is, and which cases a sample is made of."""

from datetime import UTC, date, datetime
from typing import Any

import pytest

from audit.model.refusal import Refusal, complaint
from audit.model.sample import Chosen, Design, Drawn, Part, SampleCase, Shares
from audit.rules.sample import (
    carried_over,
    check,
    check_drawn,
    check_reason,
    check_seed,
    check_strata,
    listed,
    months_before,
    next_reserve,
    since,
    standing,
)
from tests import drawing
from tests.drawing import design, named, of_agencies, where

FRAME = of_agencies(csc=3, gp=1)
SIZES = {"limit": "5,000", "months": 120}


def refused(act: Any, *given: Any) -> Any:
    with pytest.raises(Refusal) as raised:
        act(*given)
    return raised.value.complaint


@pytest.mark.parametrize(
    "wrong",
    [
        {"size": -1},
        {"size": 5001},
        {"minimum": -1},
        {"reserve": -1},
        {"reserve": 1001},
        {"months": -1},
        {"months": 121},
        {"shares": Shares.FIXED, "fixed": {"all cases": -1}},
        {"shares": Shares.FIXED, "fixed": {"all cases": 5001}},
    ],
)
def test_numbers_that_cannot_be_drawn_by(wrong: dict[str, Any]) -> None:
    expected = complaint("sample.size", where="Sample", **SIZES)
    assert refused(check, FRAME, design(**wrong)) == expected


def test_the_limits_themselves_are_in_order() -> None:
    for right in ({"size": 5000}, {"size": 0}, {"reserve": 1000}, {"months": 120}):
        assert check(FRAME, design(**right)) == design(**right)


@pytest.mark.parametrize(
    "wrong",
    [
        {"strata": ("Plam",)},
        {"certainty": (where("Plam", "x"),)},
        {"exclusions": (where("Plam", "x"),)},
    ],
)
def test_a_column_that_the_list_does_not_have(wrong: dict[str, Any]) -> None:
    told = {"column": "Plam", "near": " Did you mean Plan?"}
    assert refused(check, FRAME, design(**wrong)) == complaint(
        "sample.column", where="Sample", **told
    )


@pytest.mark.parametrize("which", ["certainty", "exclusions"])
def test_a_case_that_the_list_does_not_have(which: str) -> None:
    made = design(**{which: (named("csc-1", "CSC-9"),)})
    assert refused(check, FRAME, made) == complaint("sample.reference", where="Case CSC-9")


@pytest.mark.parametrize("which", ["certainty", "exclusions"])
def test_a_reason_is_kept_without_needless_spaces_and_must_be_there(which: str) -> None:
    made = check(FRAME, design(**{which: (named("CSC-1", reason="  An \n ALTE "),)}))
    (chosen,) = getattr(made, which)
    assert chosen == Chosen(reason="An ALTE", references=("CSC-1",))
    made = design(**{which: (named("CSC-1", reason=" "),)})
    assert refused(check, FRAME, made) == complaint("sample.reason", where="Reason", limit=300)


@pytest.mark.parametrize("reason", ["", " \n", "x" * 301, "a\x07b"])
def test_what_is_no_reason(reason: str) -> None:
    assert refused(check_reason, reason) == complaint("sample.reason", where="Reason", limit=300)


def test_strata_are_few_and_their_minimum_fits() -> None:
    many = [f"s{n}" for n in range(201)]
    check_strata(design(size=200), many[:200])
    told = complaint("sample.strata", where="Sample", limit=200)
    assert refused(check_strata, design(), many) == told
    check_strata(design(size=6, minimum=2), ["a", "b", "c"])
    told = complaint("sample.minimum", where="Sample", strata=3, minimum="2", size="5")
    assert refused(check_strata, design(size=5, minimum=2), ["a", "b", "c"]) == told


def test_a_number_for_a_stratum_that_is_not_there() -> None:
    made = Design(shares=Shares.FIXED, fixed={"Polise": 2}, minimum=9)
    told = {"stratum": "Polise", "near": " Did you mean Police?"}
    expected = complaint("sample.stratum", where="Sample", **told)
    assert refused(check_strata, made, ["Police"]) == expected
    check_strata(made.model_copy(update={"fixed": {"Police": 2}}), ["Police", "Other"])


@pytest.mark.parametrize("seed", ["", " 1", "1 ", "x" * 41, "a\nb"])
def test_what_cannot_be_a_seed(seed: str) -> None:
    assert refused(check_seed, seed) == complaint("sample.seed", where="Seed", limit=40)


def test_what_can_be_a_seed() -> None:
    for seed in ("4711", "0", "Lottery of 3 March 2026", "ü" * 40):
        assert check_seed(seed) == seed


def test_a_sample_has_a_case_and_no_more_than_anybody_could_audit() -> None:
    none = Drawn(strata=(), cases=(SampleCase(reference="A", stratum="", part=Part.EXCLUDED),))
    assert refused(check_drawn, none) == complaint("sample.nothing", where="Sample")
    cases = tuple(
        SampleCase(reference=f"S-{n}", stratum="", part=Part.CERTAINTY) for n in range(5001)
    )
    check_drawn(Drawn(strata=(), cases=cases[:5000]))
    expected = complaint("sample.size", where="Sample", **SIZES)
    assert refused(check_drawn, Drawn(strata=(), cases=cases)) == expected


# ---- Months back ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("today", "months", "expected"),
    [
        (date(2026, 3, 2), 0, date(2026, 3, 2)),
        (date(2026, 3, 2), 12, date(2025, 3, 2)),
        (date(2026, 3, 31), 1, date(2026, 2, 28)),
        (date(2024, 3, 31), 1, date(2024, 2, 29)),
        (date(2026, 5, 31), 1, date(2026, 4, 30)),
        (date(2026, 1, 15), 1, date(2025, 12, 15)),
        (date(2024, 2, 29), 12, date(2023, 2, 28)),
        (date(2026, 12, 31), 120, date(2016, 12, 31)),
    ],
)
def test_so_many_months_before(today: date, months: int, expected: date) -> None:
    assert months_before(today, months) == expected


def test_within_twelve_months_is_from_the_day_after_a_year_ago() -> None:
    """In London, where 31 March 2025 is summer time: its midnight is 23:00 of the day before in UTC."""
    at = datetime(2026, 3, 29, 23, 30, tzinfo=UTC)  # 30 March, 00:30 in London
    assert since(at, 12) == datetime(2025, 3, 30, 23, 0, tzinfo=UTC)
    assert since(at, 0) > at


def test_the_day_of_an_audit_is_london_s() -> None:
    late = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)
    found = listed((), (), {}, {"s-1": (True, late), "s-2": (False, late)})
    assert found.elsewhere == {
        "s-1": "Audited on 1 July 2026",
        "s-2": "In another round since 1 July 2026",
    }
    assert found.known == ("Agency", "Team", "Age band")


# ---- Whose turn it is ----------------------------------------------------------------------------------


def drawn(**replaced: str | None) -> tuple[SampleCase, ...]:
    """Stratum a: A1 A2 drawn, A3 A4 in reserve; b: B1 drawn; C certain, X left out."""

    def one(reference: str, part: Part, position: int | None = None, stratum: str = "a") -> Any:
        gone = {"replaced_by": replaced.get(reference), "replaced_because": "Why"}
        return SampleCase(
            reference=reference,
            stratum=stratum,
            part=part,
            position=position,
            **(gone if reference in replaced else {}),
        )

    return (
        one("A4", Part.RESERVE, 4),
        one("A3", Part.RESERVE, 3),
        one("A1", Part.DRAWN, 1),
        one("A2", Part.DRAWN, 2),
        one("B1", Part.DRAWN, 1, "b"),
        one("C", Part.CERTAINTY),
        one("X", Part.EXCLUDED),
    )


@pytest.mark.parametrize(
    ("replaced", "following"),
    [
        ({}, "A3"),
        ({"A2": "A3"}, "A4"),
        ({"A2": "A3", "A3": "A4"}, None),
        ({"A1": "A3", "A2": "A4"}, None),
        ({"B1": None}, "A3"),
    ],
)
def test_reserves_come_strictly_in_drawn_order(
    replaced: dict[str, str | None], following: str | None
) -> None:
    found = next_reserve(drawn(**replaced), "a")
    assert (found.reference if found else None) == following
    assert next_reserve(drawn(**replaced), "b") is None


@pytest.mark.parametrize(
    ("replaced", "expected"),
    [
        ({}, {"A1", "A2", "B1", "C"}),
        ({"A2": "A3"}, {"A1", "A3", "B1", "C"}),
        ({"A2": "A3", "A3": "A4"}, {"A1", "A4", "B1", "C"}),
        ({"B1": None, "C": None}, {"A1", "A2"}),
    ],
)
def test_what_a_sample_is_made_of_now(replaced: dict[str, str | None], expected: set[str]) -> None:
    assert {each.reference for each in standing(drawn(**replaced))} == expected


def test_a_chance_is_of_those_who_could_be_drawn() -> None:
    found = drawing.draw_one(size=2)
    assert found.fraction == 2 / 3


def test_a_design_goes_over_to_another_list_as_far_as_it_has_the_columns() -> None:
    """What was chosen by reference, and numbers of strata, were of the earlier list."""
    earlier = Design(
        strata=("Agency", "Colour"),
        shares=Shares.FIXED,
        fixed={"Police · red": 3, "Police · blue": 4},
        minimum=2,
        certainty=(where("Plan", "Child protection", "Early help"), named("CSC-1")),
        exclusions=(where("Colour", "red"), where("Plan", "Looked after")),
        months=6,
    )
    columns = {"Agency": {"Police": 3}, "Plan": {"Child protection": 2}, "Team": {}}
    assert carried_over(earlier, columns) == Design(
        strata=("Agency",),
        size=7,
        minimum=2,
        certainty=(where("Plan", "Child protection"),),
        months=6,
    )
    alone = Design(strata=("Team",), shares=Shares.EQUAL, size=9, minimum=3)
    assert carried_over(alone, columns) == Design(size=9)
    same = Design(strata=("Agency",), shares=Shares.EQUAL, size=9, minimum=3)
    assert carried_over(same, columns) == same
