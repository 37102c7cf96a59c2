"""What a reader gave while still blind: when both were in, and what each later change had replaced."""

import pytest

from audit.rules.blind_rating import Change, Step, all_in, before
from tests.readings import CHECKLIST, FATHERLESS, given, overruling

IN, BACK = True, False


@pytest.mark.parametrize(
    ("steps", "at"),
    [
        ([(1, "a", IN), (2, "b", IN)], 2),
        ([(2, "b", IN), (1, "a", IN)], 2),
        ([(1, "a", IN), (2, "a", BACK), (3, "b", IN), (4, "a", IN)], 4),
        ([(1, "a", IN), (2, "b", IN), (3, "a", BACK), (4, "a", IN)], 2),
    ],
)
def test_both_are_in_for_the_first_time(steps: list[tuple[int, str, bool]], at: int) -> None:
    assert all_in(["a", "b"], [Step(*each) for each in steps]) == at


def rated(*changes: Change, **more: object) -> dict[str, str | None]:
    return before(CHECKLIST, "csc", given(**more), changes)  # type: ignore[arg-type]


YES = {"C1": "yes", "C2": "yes", "S1": "yes", "S2": "yes"}


def test_without_a_change_it_is_what_stands() -> None:
    assert rated(ratings={"C1": "no"}) == YES | {"C1": "no"}
    assert rated(facts=FATHERLESS) == YES | {"C1": None, "C2": None}
    overruled = {"C1": overruling("C1", "no")}
    assert rated(ratings=overruled, facts=FATHERLESS) == YES | {"C1": "no", "C2": None}


def test_of_several_changes_to_one_thing_the_earliest_tells_what_stood() -> None:
    changes = [Change("rating", "C1", "part"), Change("rating", "C1", "no")]
    assert rated(*changes) == YES | {"C1": "part"}


def test_a_fact_stated_later_ruled_nothing_out_then() -> None:
    changes = [Change("fact", "father", "known"), Change("rating", "C1", "no")]
    found = rated(*changes, ratings={"C1": "yes", "C2": "part"}, facts=FATHERLESS)
    assert found == YES | {"C1": "no", "C2": "part"}
    assert rated(Change("fact", "father", "unknown")) == YES | {"C1": None, "C2": None}
    assert rated(Change("fact", "father", None)) == YES


def test_a_fact_overruled_later_stood_then() -> None:
    overruled = {"C1": overruling("C1", "no")}
    found = rated(Change("overrule", "C1", ""), ratings=overruled, facts=FATHERLESS)
    assert found == YES | {"C1": None, "C2": None}
