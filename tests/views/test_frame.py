"""The page of a round's case list, and what a corrected one would change."""

import pytest
from sqlalchemy import update

from audit.model.person import Person
from audit.model.refusal import NotFound
from audit.store import frames
from audit.store import tables as t
from audit.store.database import Database
from audit.views import frame as views
from tests.builders import open_round
from tests.case_lists import AGENCIES, ROWS, drafted, taken


def test_before_there_is_a_list(db: Database, by: Person) -> None:
    round_id = open_round(db)
    page = views.frame_page(db, by, round_id)
    assert (page.round_title, page.agencies, page.is_open) == ("Spring 2026", AGENCIES, True)
    assert (page.frame, page.counts, page.earlier, page.sample) == (None, (), (), None)
    assert views.difference(db, by, round_id, drafted()) is None
    assert views.cases(db, by, round_id) == ()


def test_a_list_with_what_its_cases_come_to(db: Database, by: Person) -> None:
    round_id = open_round(db)
    first = taken(db, round_id)
    second = taken(db, round_id, ROWS[1:], seen=first)
    page = views.frame_page(db, by, round_id)
    assert page.frame is not None
    assert page.frame.id == second
    assert [each.id for each in page.earlier] == [first]
    found = {each.heading: [(c.value, c.cases) for c in each.counts] for each in page.counts}
    assert found["Agency that holds the case"] == [
        ("Children's social care", 1),
        ("General practice", 1),
        ("Police", 1),
    ]
    assert found["Plan type"] == [("Child in need", 2), ("Looked after", 1)]
    assert [each.reference for each in views.cases(db, by, round_id)] == ["S-002", "S-003", "S-004"]


def test_what_another_list_would_change(db: Database, by: Person) -> None:
    round_id = open_round(db)
    taken(db, round_id)
    same = views.difference(db, by, round_id, drafted(ROWS[::-1]))
    assert same is not None
    assert same.is_none
    assert same.same == 4
    found = views.difference(db, by, round_id, drafted(ROWS[1:]))
    assert found is not None
    assert (found.added, found.gone, found.same) == (0, 1, 3)
    assert not found.is_none


@pytest.mark.parametrize(
    ("status", "is_open"),
    [("planned", True), ("open", True), ("moderation", False), ("closed", False)],
)
def test_a_list_is_taken_while_the_round_is_planned_or_open(
    db: Database, by: Person, status: str, *, is_open: bool
) -> None:
    round_id = open_round(db)
    with db.acting(by, "test.moved", f"round:{round_id}") as now:
        now.connection.execute(update(t.round_).values(status=status))
    assert views.frame_page(db, by, round_id).is_open is is_open


def test_there_is_such_a_round(db: Database, by: Person) -> None:
    for view in (views.frame_page, views.cases):
        with pytest.raises(NotFound):
            view(db, by, "ghost")
    with pytest.raises(NotFound):
        views.layout(db, by, "ghost", "headings")
    with pytest.raises(NotFound):
        views.difference(db, by, "ghost", drafted())


def test_who_holds_a_case_of_that_reference_is_found_by_its_letters_alone(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    taken(db, round_id)
    with db.reading() as connection:
        assert [row["reference"] for row in frames.holds(connection, "s-001")] == ["S-001"]
        assert not frames.holds(connection, "S_001")
        assert not frames.holds(connection, "S-%")
