"""What a corrected list changes, and what cases come to."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from audit.model.frame import Difference
from audit.rules.frame_difference import EXAMPLES, SHOWN, counts, difference, weighed
from tests.case_lists import AGENCIES, HEADINGS, ROWS, drafted


def compared(
    rows: Sequence[Sequence[str]],
    headings: Sequence[str] = HEADINGS,
    was: Sequence[Sequence[str]] = ROWS,
) -> Difference:
    old, new = drafted(was), drafted(rows, headings)
    return difference(old.columns, old.cases, new.columns, new.cases)


def test_the_same_list_in_another_order_changes_nothing() -> None:
    found = compared(ROWS[::-1])
    assert found.is_none
    assert found.same == 4


def test_what_came_went_and_changed_is_told_with_its_columns() -> None:
    found = compared(
        [
            ("s-001", "CSC", "South", "0.5", "Looked after"),
            ("S-002", "GP", "", "7", "Child in need"),
            ROWS[2],
            ("S-005", "GP", "", "3", "Child in need"),
        ]
    )
    assert (found.added, found.gone, found.changed, found.same) == (1, 1, 2, 1)
    assert found.columns == {"Agency": 1, "Team": 1, "Agencies involved": 2, "Plan type": 1}
    assert found.examples == (
        ("s-001", "changed: Team, Agencies involved, Plan type"),
        ("S-002", "changed: Agency, Agencies involved"),
        ("S-005", "added"),
        ("S-004", "gone"),
    )
    assert not found.is_none


def test_columns_that_came_or_went_are_said_apart() -> None:
    found = compared(ROWS, (*HEADINGS[:-1], "Locality"))
    assert (found.new_columns, found.lost_columns) == (("Locality",), ("Plan type",))
    assert (found.changed, found.same) == (0, 4)
    assert not found.is_none


def test_twenty_cases_are_named() -> None:
    many = [(f"A{n}", "GP", "", "7", "x") for n in range(30)]
    found = compared(many)
    assert len(found.examples) == EXAMPLES
    assert (found.added, found.gone) == (30, 4)


PLANS = st.dictionaries(st.integers(1, 40), st.sampled_from(("CP", "CIN", "LAC")), min_size=1)


@given(PLANS, PLANS)
def test_each_case_is_counted_once(was: dict[int, str], now: dict[int, str]) -> None:
    def rows(plans: dict[int, str]) -> list[tuple[str, ...]]:
        return [(f"A{n}", "GP", "", "7", plan) for n, plan in plans.items()]

    found = compared(rows(now), was=rows(was))
    assert found.added == len(now.keys() - was.keys())
    assert found.gone == len(was.keys() - now.keys())
    assert found.changed == sum(was[n] != now[n] for n in was.keys() & now.keys())
    assert found.added + found.changed + found.same == len(now)


def test_cases_are_counted_by_whatever_they_have() -> None:
    draft = drafted()
    found = {each.heading: each for each in counts(AGENCIES, draft.columns, weighed(draft.cases))}
    assert [(each.value, each.cases) for each in found["Agency that holds the case"].counts] == [
        ("Children's social care", 2),
        ("General practice", 1),
        ("Police", 1),
    ]
    assert found["Team"].counts[0].value == "Children's social care, North"
    assert [each.value for each in found["Age band"].counts] == [
        "unborn",
        "under 1",
        "5 to 9",
        "not known",
    ]
    assert found["Agencies involved"].n == 4
    assert found["Plan type"].counts[0].cases == 2


def test_what_no_case_has_is_left_out_and_a_long_tail_is_cut() -> None:
    rows = [(f"A{n}", "", "", "", f"Ward {n}") for n in range(20)]
    found = counts(AGENCIES, ("Plan type",), weighed(drafted(rows).cases))
    assert [each.heading for each in found] == ["Age band", "Plan type"]
    assert len(found[1].counts) == SHOWN
    assert found[1].values == 20
