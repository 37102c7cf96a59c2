"""A round on its way, as its page shows it."""

from datetime import date

import pytest

from audit.commands import cycle as commands
from audit.commands.case import audit_one_now
from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.store import tables as t
from audit.store.database import Database
from audit.views.cycle import cycle, proposed_design
from audit.views.round import rounds
from tests.builders import (
    add,
    audit_at,
    auditor,
    moved,
    open_round,
    planned_round,
    published,
    round_at,
    submitted,
)


def test_what_the_next_move_needs(db: Database, by: Person) -> None:
    found = cycle(db, by, planned_round(db, due=date(2026, 4, 3)))
    assert [(each.which, each.to) for each in found.open_moves] == [
        ("open", RoundStatus.OPEN),
        ("call off", RoundStatus.CLOSED),
    ]
    opening, off = found.open_moves
    assert [each.place for each in opening.unmet] == ["Case files", "Records"]
    assert (opening.says_why, off.says_why) == (False, True)
    assert found.is_open("add")
    assert not found.is_open("start")


def test_both_readings_of_a_file_are_outstanding(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-1", to=auditor(db, "Sam"))
    add(db, round_id, "S-1", reading=Reading.SECOND)
    audit_at(db, "in progress", "S-2", round_id=round_id)
    audit_at(db, "returned", "S-3", round_id=round_id)
    facts = cycle(db, by, round_id).facts
    assert (facts.case_files, facts.not_started, facts.begun, facts.submitted) == (3, 1, 2, 1)
    assert facts.outstanding == 3


def test_a_moderated_reading_is_nobody_s_to_submit(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-1")
    add(db, round_id, "S-1", reading=Reading.MODERATED)
    assert cycle(db, by, round_id).facts.outstanding == 0


def test_single_files_have_no_way(db: Database, by: Person) -> None:
    audit_one_now(db, by, published(db), "csc")
    found = cycle(db, by, rounds(db, by)[0].id)
    assert found.is_single
    assert found.open_moves == ()


def test_a_closed_round_can_only_go_back(db: Database, by: Person) -> None:
    found = cycle(db, by, round_at(db, "closed"))
    assert [(each.which, each.to) for each in found.open_moves] == [
        ("reopen", RoundStatus.MODERATION)
    ]
    off = cycle(db, by, moved(db, planned_round(db, "Other"), "call off"))
    assert [each.to for each in off.open_moves] == [RoundStatus.PLANNED]


def test_there_is_no_such_round(db: Database, by: Person) -> None:
    for view in (cycle, proposed_design):
        with pytest.raises(NotFound) as refused:
            view(db, by, "ghost")
        assert refused.value.complaint == complaint("round.not-found")


# ---- The design of the round before -----------------------------------------------------------------------


def drawn(db: Database, by: Person, round_id: str, number: int, size: int, aside: str = "") -> None:
    """A sample in the tables: only its design matters here."""
    with db.acting(by, "round.planned") as now:
        frame_id = now.new_id()
        now.connection.execute(
            t.frame.insert().values(
                id=frame_id,
                round_id=round_id,
                name="list.xlsx",
                hash="0",
                columns=[],
                cases=10,
                taken_at=now.at,
                taken_by=by.id,
            )
        )
        now.connection.execute(
            t.sample.insert().values(
                id=now.new_id(),
                round_id=round_id,
                frame_id=frame_id,
                number=number,
                seed="1",
                seed_from="tool",
                strata=[],
                design={"size": size},
                drawn_at=now.at,
                drawn_by=by.id,
                set_aside_because=aside,
            )
        )


def test_the_design_of_the_round_before_is_proposed(db: Database, by: Person) -> None:
    first = open_round(db)
    drawn(db, by, first, 1, 12, aside="Too few")
    drawn(db, by, first, 2, 24)
    second = commands.re_audit(db, by, first, "Second", date(2026, 10, 5))
    found = proposed_design(db, by, second)
    assert found is not None
    assert (found.round_title, found.design) == ("Spring 2026", {"size": 24})
    moved(db, second, "open")
    third = commands.re_audit(db, by, second, "Third", date(2027, 3, 1))
    assert proposed_design(db, by, third) == found  # the second was never drawn
    drawn(db, by, second, 1, 30)
    again = proposed_design(db, by, third)
    assert again is not None
    assert again.round_title == "Second"
    assert proposed_design(db, by, first) is None
    assert cycle(db, by, first).facts.is_drawn
