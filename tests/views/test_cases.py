"""A round's cases with their agencies side by side: all readings, in the order of what needs attention."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings

from audit.commands import case, case_audit, retention
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.model.progress import ATTENTION, State
from audit.model.refusal import NotFound, complaint
from audit.rules.retention import today
from audit.store.database import Database
from audit.views.cases import CaseEntry, CaseFilter, CaseReading, Cases, cases
from tests.builders import Clock, add, admitted, auditor, open_round, started, submitted
from tests.views.test_progress import READINGS, Laid, lay, state_of

TODAY = date(2026, 3, 2)


def references(found: Cases) -> list[str]:
    return [each.reference for each in found.entries]


def said(entry: CaseEntry) -> dict[str, list[tuple[str, State, str | None]]]:
    """What stands for each agency."""
    agencies = dict.fromkeys(each.agency for each in entry.readings)
    return {
        key: [(each.reading.value, each.state, each.auditor) for each in entry.of(key)]
        for key in agencies
    }


def test_an_empty_round_has_no_case(db: Database, by: Person) -> None:
    found = cases(db, by, open_round(db))
    assert (found.entries, found.agencies, found.total, found.of) == ((), {}, 0, 0)


def test_every_reading_of_each_agency_stands_beside_the_others(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db, "Robin")
    submitted(db, round_id, "S-1", "csc", to=robin)
    started(db, round_id, "S-1", agency="csc", reading=Reading.SECOND, to=by)
    case.add_file(db, by, round_id, "S-1", "gp")
    submitted(db, round_id, "S-1", "gp", reading=Reading.MODERATED)
    lead = admitted(db, Role.QA_LEAD, name="Lead")  # who reads none of these files
    (entry,) = cases(db, lead, round_id).entries
    assert said(entry) == {
        "csc": [
            ("first", State.SUBMITTED, "Robin"),
            ("second", State.IN_PROGRESS, by.name),
        ],
        "gp": [
            ("first", State.NOT_ALLOCATED, None),
            ("moderated", State.SUBMITTED, by.name),
        ],
    }
    assert entry.submitted == 2
    assert entry.of("police") == ()


def test_nothing_that_anybody_rated_stands_there() -> None:
    """Second readings are blind: a picture of who has what must not carry an answer."""
    assert set(CaseReading.model_fields) == {
        "case_audit_id",
        "agency",
        "reading",
        "state",
        "auditor",
        "late",
    }


def test_what_nobody_has_comes_first_and_what_is_done_last(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "A-1")
    started(db, round_id, "B-1")
    add(db, round_id, "C-2")
    add(db, round_id, "C-1")
    back = submitted(db, round_id, "D-1")
    case_audit.send_back(db, by, back, "Look again")
    case.add_file(db, by, round_id, "E-1", "csc")
    add(db, round_id, "F-1")
    add(db, round_id, "F-1", "gp")
    submitted(db, round_id, "G-1", "gp")
    case.add_file(db, by, round_id, "G-1", "csc")
    assert references(cases(db, by, round_id)) == [
        "E-1",
        "G-1",
        "D-1",
        "F-1",
        "C-1",
        "C-2",
        "B-1",
        "A-1",
    ]


def test_who_is_late_is_said_of_all_that_is_not_submitted_but_of_no_moderation(
    db: Database, by: Person
) -> None:
    round_id = open_round(db, due=TODAY)
    submitted(db, round_id, "S-1", "csc")
    add(db, round_id, "S-1", "gp")
    add(db, round_id, "S-1", "gp", reading=Reading.MODERATED)
    assert not any(each.late for each in cases(db, by, round_id).entries[0].readings)
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=1)
    (entry,) = cases(db, by, round_id).entries
    assert [each.late for each in entry.readings] == [False, True, False]


FOUND = {
    (): ["S-3", "S-1", "S-2"],
    ("agency", "gp"): ["S-3", "S-1"],
    ("auditor_id", "robin"): ["S-1", "S-2"],
    ("state", State.NOT_ALLOCATED): ["S-3"],
    ("state", State.SUBMITTED): ["S-1"],
    ("state", State.RETURNED): [],
}


def test_cases_are_narrowed_to_those_with_such_a_reading(db: Database, by: Person) -> None:
    round_id, robin = open_round(db, due=TODAY), auditor(db, "Robin")
    submitted(db, round_id, "S-1", "csc", to=robin)
    add(db, round_id, "S-1", "gp")
    started(db, round_id, "S-2", agency="csc", to=robin)
    case.add_file(db, by, round_id, "S-3", "gp")
    for asked, expected in FOUND.items():
        narrow = {asked[0]: robin.id if asked[1] == "robin" else asked[1]} if asked else {}
        found = cases(db, by, round_id, CaseFilter(**narrow))  # type: ignore[arg-type]
        assert references(found) == expected, asked
        assert (found.total, found.of) == (len(expected), 3)
    both = CaseFilter(agency="gp", auditor_id=robin.id)
    assert references(cases(db, by, round_id, both)) == [], "no one reading is both"
    assert references(cases(db, by, round_id, CaseFilter(late=True))) == []
    narrowed = cases(db, by, round_id, CaseFilter(agency="gp"))
    assert list(narrowed.agencies) == ["gp"]
    assert list(cases(db, by, round_id).agencies) == ["csc", "gp"]
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=1)
    late = cases(db, by, round_id, CaseFilter(late=True))
    assert references(late) == ["S-3", "S-1", "S-2"]


def test_only_so_many_are_shown_and_all_are_counted(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for number in range(5):
        add(db, round_id, f"S-{number}")
        add(db, round_id, f"S-{number}", "gp")
    found = cases(db, by, round_id, limit=3)
    assert references(found) == ["S-0", "S-1", "S-2"]
    assert (found.total, found.of) == (5, 5)


def attention(readings: list[Laid]) -> dict[int, tuple[int, int, int]]:
    """What each case is sorted by, counted by hand."""
    keys = {}
    for number in {each.case for each in readings}:
        states = [state_of(each) for each in readings if each.case == number]
        waiting = sum(each is not State.SUBMITTED for each in states)
        keys[number] = (min(map(ATTENTION.index, states)), -waiting, number)
    return keys


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=READINGS)
def test_whatever_the_states_are_the_order_is_total_and_stable(
    db: Database, by: Person, readings: list[Laid]
) -> None:
    round_id = open_round(db, f"Round {db.version()}")
    lay(db, by, round_id, readings)
    lead = admitted(db, Role.QA_LEAD, name="Lead")  # who reads none of these files
    found = cases(db, lead, round_id)
    assert found == cases(db, lead, round_id)
    asked = [each for each in readings if each.reading is not Reading.MODERATED]
    keys = attention(asked)
    expected = [f"{round_id}-{each}" for each in sorted(keys, key=lambda each: keys[each])]
    assert references(found) == expected
    assert found.of == found.total == len(keys)
    shown = [each for entry in found.entries for each in entry.readings]
    assert len(shown) == sum(each.case in keys for each in readings)
    for state in State:
        narrow = CaseFilter(state=state)
        having = {each.case for each in asked if state_of(each) is state}
        assert cases(db, lead, round_id, narrow).total == len(having)


# ---- Who sees what ---------------------------------------------------------------------------------------


def test_an_agency_s_lead_sees_the_own_files_and_no_second_reading(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    add(db, round_id, "S-1", "gp")
    add(db, round_id, "S-1", "gp", reading=Reading.SECOND)
    add(db, round_id, "S-1", "gp", reading=Reading.MODERATED)
    add(db, round_id, "S-1", "csc")
    add(db, round_id, "S-2", "csc")
    found = cases(db, lead, round_id)
    assert [said(each) for each in found.entries] == [
        {"gp": [("first", State.NOT_STARTED, by.name)]}
    ]
    assert (found.total, found.of, list(found.agencies)) == (1, 1, ["gp"])
    assert cases(db, lead, round_id, CaseFilter(agency="csc")).entries == ()
    police = admitted(db, Role.AGENCY_LEAD, name="Police", agency="police")
    with pytest.raises(NotFound) as refused:
        cases(db, police, round_id)
    assert refused.value.complaint == complaint("round.not-found")


def test_of_a_round_that_was_disposed_of_no_case_is_shown(db: Database, by: Person) -> None:
    round_id = open_round(
        db,
        retain_until=today(db.clock()) + timedelta(days=9),
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    submitted(db, round_id)
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    assert cases(db, by, round_id).entries == ()
