"""What a reminder says, and to whom it may say it."""

from datetime import date, timedelta

import pytest

from audit.commands import case, case_audit, nudge, retention
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.model.progress import State
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store.database import Database
from audit.views import nudge as views
from tests.builders import Clock, add, admitted, auditor, open_round, started, submitted

DUE = date(2026, 4, 30)


def test_it_holds_that_auditor_s_waiting_files_what_came_back_first(
    db: Database, by: Person
) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    submitted(db, round_id, "S-0", to=robin)
    add(db, round_id, "S-1", to=robin)
    started(db, round_id, "S-3", to=robin)
    back = submitted(db, round_id, "S-4", to=robin)
    case_audit.send_back(db, by, back, "The father is not named")
    add(db, round_id, "S-2", to=robin, reading=Reading.SECOND)
    add(db, round_id, "S-8")
    add(db, open_round(db, "Another"), "S-9", to=robin)
    found = views.nudge(db, by, round_id, robin.id)
    assert [(each.reference, each.state) for each in found.files] == [
        ("S-4", State.RETURNED),
        ("S-3", State.IN_PROGRESS),
        ("S-1", State.NOT_STARTED),
        ("S-2", State.NOT_STARTED),
    ]
    assert (found.auditor, found.by, found.due, found.submitted) == ("Robin", by.name, DUE, 1)
    assert found.today == date(2026, 3, 2)


def test_where_nothing_waits_there_is_nothing_to_remind_of(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    submitted(db, round_id, to=robin)
    for who in (robin.id, by.id, "ghost"):
        with pytest.raises(Refusal) as refused:
            views.nudge(db, by, round_id, who)
        assert refused.value.complaint == complaint("nudge.nothing", where="Spring 2026")


def test_a_due_day_counts_one_auditor_s_or_everybody_s(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    submitted(db, round_id, "S-1", to=robin)
    add(db, round_id, "S-2", to=robin)
    case.add_file(db, by, round_id, "S-3", "csc")
    mine = views.due_day(db, by, round_id, robin.id)
    assert (mine.due, mine.waiting, mine.n, mine.whose) == (DUE, 1, 2, robin.id)
    all_ = views.due_day(db, by, round_id)
    assert (all_.waiting, all_.n, all_.whose) == (2, 3, "all")


def test_without_a_due_day_or_a_file_there_is_no_entry(db: Database, by: Person) -> None:
    without = open_round(db)
    add(db, without)
    for round_id in (without, open_round(db, "Empty", due=DUE)):
        with pytest.raises(Refusal) as refused:
            views.due_day(db, by, round_id)
        assert refused.value.complaint.code == "nudge.no-day"


def test_an_agency_s_lead_reminds_of_the_own_agency_s_files_alone(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=DUE), auditor(db, "Robin")
    add(db, round_id, "S-1", "gp", to=robin, team="West")
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp", team="West")
    add(db, round_id, "S-2", "gp", to=robin)
    add(db, round_id, "S-3", "csc", to=robin)
    found = views.nudge(db, lead, round_id, robin.id)
    assert [each.reference for each in found.files] == ["S-1"]
    day = views.due_day(db, lead, round_id, robin.id)
    assert (day.n, day.whose) == (1, f"{robin.id}-gp-{lead.team_id}")
    police = admitted(db, Role.AGENCY_LEAD, name="Police", agency="police")
    for ask in (
        lambda: views.nudge(db, police, round_id, robin.id),
        lambda: views.due_day(db, police, round_id),
        lambda: views.nudged(db, police, round_id),
    ):
        with pytest.raises(NotFound) as refused:
            ask()
        assert refused.value.complaint == complaint("round.not-found")


def test_the_last_time_is_remembered_for_each_auditor(db: Database, by: Person) -> None:
    round_id, robin, sam = open_round(db, due=DUE), auditor(db, "Robin"), auditor(db, "Sam")
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    add(db, round_id, "S-1", to=robin)
    add(db, round_id, "S-2", to=sam)
    assert views.nudged(db, by, round_id) == {}
    nudge.made(db, by, round_id, "email", auditor_id=robin.id)
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=1)
    nudge.made(db, lead, round_id, "text", auditor_id=robin.id)
    nudge.made(db, by, round_id, "calendar", auditor_id=sam.id)
    found = views.nudged(db, by, round_id)
    assert {key: (each.by, each.at.day) for key, each in found.items()} == {
        robin.id: ("Lead", 3),
        sam.id: (by.name, 3),
    }
    assert list(views.nudged(db, lead, round_id)) == [robin.id], "their own alone"


def test_nobody_is_reminded_of_what_was_disposed_of(db: Database, by: Person) -> None:
    round_id = open_round(
        db,
        due=DUE,
        retain_until=date(2026, 4, 1),
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    add(db, round_id)
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=60)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    for ask in (
        lambda: views.nudge(db, by, round_id, by.id),
        lambda: views.due_day(db, by, round_id),
        lambda: nudge.made(db, by, round_id, "email", auditor_id=by.id),
    ):
        with pytest.raises(Refusal) as refused:
            ask()
        assert refused.value.complaint.code == "round.disposed"
