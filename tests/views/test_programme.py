"""The year's programme."""

from datetime import date, datetime, timedelta

import pytest

from audit.commands import cycle
from audit.commands.case import audit_one_now
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.model.round import RoundStatus
from audit.store.database import Database
from audit.views.programme import ProgrammeEntry, programme
from tests.builders import (
    Clock,
    add,
    admitted,
    moved,
    open_round,
    planned_round,
    published,
    submitted,
)


def titles(entries: tuple[ProgrammeEntry, ...]) -> list[str]:
    return [each.title for each in entries]


def test_an_empty_year(db: Database, by: Person) -> None:
    found = programme(db, by)
    assert (found.year, found.years) == (2025, (2026, 2025))  # 2 March 2026 lies in 2025/26
    assert (found.entries, found.undated) == ((), ())


def test_rounds_stand_in_their_quarters(db: Database, by: Person) -> None:
    planned_round(db, "Winter", starts=date(2027, 1, 4))
    planned_round(db, "Autumn", starts=date(2026, 10, 5))
    planned_round(db, "Before autumn", starts=date(2026, 10, 1))
    planned_round(db, "Some day")
    planned_round(db, "Next year", starts=date(2027, 4, 1))
    open_round(db, "Now")
    found = programme(db, by, 2026)
    assert {quarter: titles(each) for quarter, each in found.quarters.items()} == {
        1: [],
        2: [],
        3: ["Before autumn", "Autumn"],
        4: ["Winter"],
    }
    assert titles(found.undated) == ["Some day"]
    assert found.years == (2027, 2026, 2025)
    assert titles(programme(db, by).entries) == ["Now"]
    assert programme(db, by, 2030).years == (2030, 2027, 2026, 2025)


def test_a_round_says_how_far_it_is_and_what_it_follows(db: Database, by: Person) -> None:
    first = open_round(db, "Spring", theme="Safer sleep", due=date(2026, 4, 1))
    submitted(db, first, "S-1")
    add(db, first, "S-1", reading=Reading.SECOND)
    add(db, first, "S-2")
    cycle.re_audit(db, by, first, "Again", date(2026, 3, 30))
    spring, again = programme(db, by).entries
    assert (spring.review, spring.theme) == ("Small review", "Safer sleep")
    assert (spring.submitted, spring.total) == (1, 2)
    assert (spring.status, spring.due, spring.follows) == (
        RoundStatus.OPEN,
        date(2026, 4, 1),
        "",
    )
    assert spring.starts == date(2026, 3, 2)  # when it was opened
    assert (again.status, again.follows, again.total) == (RoundStatus.PLANNED, "Spring", 0)


def test_a_plan_that_was_opened_without_a_first_day_began_when_it_was_opened(
    db: Database, by: Person
) -> None:
    round_id = planned_round(db)
    assert isinstance(db.clock, Clock)
    db.clock.now = datetime(2026, 5, 4, 9, tzinfo=db.clock.now.tzinfo)
    moved(db, round_id, "open")
    db.clock.now += timedelta(days=100)
    (entry,) = programme(db, by).entries
    assert entry.starts == date(2026, 5, 4)


def test_what_was_called_off_says_so(db: Database, by: Person) -> None:
    moved(db, planned_round(db, "Off", starts=date(2026, 3, 9)), "call off")
    moved(db, planned_round(db, "Done", starts=date(2026, 3, 10)), "open", "moderate", "close")
    assert [each.called_off for each in programme(db, by).entries] == [True, False]


def test_single_files_were_never_planned(db: Database, by: Person) -> None:
    audit_one_now(db, by, published(db), "csc")
    found = programme(db, by)
    assert (found.entries, found.single) == ((), 1)


@pytest.mark.parametrize("role", [Role.SCRUTINEER, Role.BOARD_MEMBER, Role.QA_LEAD])
def test_who_may_read_it(db: Database, by: Person, role: Role) -> None:
    """How many files there are is told to who sees the rounds themselves: they may be few."""
    open_round(db)
    audit_one_now(db, by, published(db), "csc")
    found = programme(db, admitted(db, role))
    (entry,) = found.entries
    told = role is Role.QA_LEAD
    assert (entry.submitted, entry.total) == ((0, 0) if told else (None, None))
    assert found.single == (1 if told else 0)


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.AGENCY_LEAD])
@pytest.mark.parametrize("shown", [Role.SCRUTINEER, Role.BOARD_MEMBER])
def test_who_reaches_an_agency_alone_is_told_no_count_of_whole_rounds(
    db: Database, by: Person, role: Role, shown: Role
) -> None:
    open_round(db)
    audit_one_now(db, by, published(db), "csc")
    found = programme(db, admitted(db, role, shown, agency="csc"))
    (entry,) = found.entries
    assert (entry.submitted, entry.total, found.single) == (None, None, 0)


def test_an_auditor_may_not(db: Database) -> None:
    with pytest.raises(Refusal) as refused:
        programme(db, admitted(db, Role.AUDITOR))
    roles = "QA lead or board member or scrutineer"
    assert refused.value.complaint == complaint("permission.role", roles=roles)
