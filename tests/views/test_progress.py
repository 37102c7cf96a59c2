"""How far a round is: every number against a count by hand, for whoever may see it and nobody else."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import update

from audit.commands import case, case_audit, retention
from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.person import Person, Role
from audit.model.progress import Group, State
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.rules.applicability import criteria_asked
from audit.rules.retention import today
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Database
from audit.views.board import board
from audit.views.progress import NOBODY, progress
from tests.builders import (
    ALL_APPLIES,
    START,
    Clock,
    add,
    admitted,
    auditor,
    complete,
    open_round,
    small_checklist,
    started,
    submitted,
)

TODAY = date(2026, 3, 2)
AGENCIES = {"csc": "Children's social care", "gp": "General practice", "police": "Police"}


def counts(**given_: int) -> dict[State, int]:
    return {each: given_.get(each.name.lower(), 0) for each in State}


def clock(db: Database) -> Clock:
    assert isinstance(db.clock, Clock)
    return db.clock


def wait(db: Database, days: float) -> None:
    clock(db).now += timedelta(days=days)


def named(groups: Iterable[Group]) -> dict[str, tuple[int, int]]:
    """n and late of each group by its name, in its order."""
    return {each.name: (each.n, each.late) for each in groups}


# ---- Counts ----------------------------------------------------------------------------------------------


def test_an_empty_round(db: Database, by: Person) -> None:
    found = progress(db, by, open_round(db))
    assert found.whole.counts == counts()
    assert (found.cases, found.files, found.whole.n, found.whole.waiting) == (0, 0, 0, 0)
    assert (found.auditors, found.agencies, found.teams, found.pace) == ((), (), (), None)


def test_every_state_is_counted_apart_by_auditor_agency_and_team(db: Database, by: Person) -> None:
    round_id, robin, sam = open_round(db), auditor(db, "Robin"), auditor(db, "Sam")
    submitted(db, round_id, "S-1", to=robin, team="North")
    back = submitted(db, round_id, "S-2", to=robin, team="North")
    case_audit.send_back(db, by, back, "Look again")
    started(db, round_id, "S-1", agency="gp", to=sam)
    add(db, round_id, "S-2", "gp", to=sam)
    case.add_file(db, by, round_id, "S-3", "csc", team="South")
    found = progress(db, by, round_id)
    assert found.whole.counts == dict.fromkeys(State, 1)
    assert (found.cases, found.files) == (3, 5)
    assert named(found.auditors) == {NOBODY: (1, 0), "Sam": (2, 0), "Robin": (2, 0)}
    assert list(named(found.auditors))[:2] == [NOBODY, "Sam"], "nobody's first, then most waiting"
    assert named(found.agencies) == {AGENCIES["csc"]: (3, 0), AGENCIES["gp"]: (2, 0)}
    assert named(found.teams) == {
        f"{AGENCIES['gp']}, no team": (2, 0),
        f"{AGENCIES['csc']}, North": (2, 0),
        f"{AGENCIES['csc']}, South": (1, 0),
    }
    assert found.auditors[2].counts == counts(submitted=1, returned=1)
    assert found.review.key == "small"


def test_a_second_reading_is_counted_and_a_moderated_one_is_not(db: Database, by: Person) -> None:
    round_id = open_round(db)
    add(db, round_id, to=auditor(db, "Sam"))
    for reading in (Reading.SECOND, Reading.MODERATED):
        add(db, round_id, reading=reading)
    found = progress(db, by, round_id)
    assert (found.cases, found.files, found.whole.n) == (1, 1, 2)


class Laid(NamedTuple):
    """One reading of a round in some state."""

    case: int
    agency: str
    reading: Reading
    status: CaseAuditStatus
    auditor: int
    """0 for nobody, where nobody has begun."""
    team: int


READINGS = st.lists(
    st.builds(
        Laid,
        case=st.integers(0, 5),
        agency=st.sampled_from(list(AGENCIES)),
        reading=st.sampled_from(Reading),
        status=st.sampled_from(CaseAuditStatus),
        auditor=st.integers(0, 2),
        team=st.integers(0, 2),
    ),
    max_size=30,
    unique_by=lambda each: (each.case, each.agency, each.reading),
)


def state_of(each: Laid) -> State:
    if each.status is CaseAuditStatus.NOT_STARTED and not each.auditor:
        return State.NOT_ALLOCATED
    return State(each.status.value)


def lay(db: Database, by: Person, round_id: str, readings: list[Laid]) -> None:
    """Put the readings into the tables as the commands would have left them."""
    people = [None, by.id, auditor(db, "Robin").id]
    with db.acting(by, "test.laid") as now:
        teams = {(agency, number): now.new_id() for agency in AGENCIES for number in range(1, 3)}
        for (agency, number), team in teams.items():
            row = {"id": team, "agency": agency, "name": f"Team {number} of {round_id}"}
            now.connection.execute(t.team.insert().values(row))
        cases: dict[int, str] = {}
        files: dict[tuple[int, str], str] = {}
        for each in readings:
            if each.case not in cases:
                cases[each.case] = now.new_id()
                row = {"id": cases[each.case], "reference": f"{round_id}-{each.case}"}
                now.connection.execute(t.case.insert().values(row))
            key = each.case, each.agency
            if key not in files:
                files[key] = now.new_id()
                row = {"id": files[key], "case_id": cases[each.case], "agency": each.agency}
                row["team_id"] = teams.get((each.agency, each.team))
                now.connection.execute(t.case_file.insert().values(row))
            began = each.status is not CaseAuditStatus.NOT_STARTED
            now.connection.execute(
                t.case_audit.insert().values(
                    id=now.new_id(),
                    round_id=round_id,
                    case_file_id=files[key],
                    age_band=AgeBand.NOT_KNOWN,
                    reading=each.reading,
                    auditor_id=people[each.auditor or int(began)],
                    status=each.status,
                    added_at=now.at,
                    started_at=now.at if began else None,
                )
            )


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(readings=READINGS, due=st.none() | st.integers(-3, 3))
def test_whatever_the_states_are_the_counts_add_up_to_n(
    db: Database, by: Person, readings: list[Laid], due: int | None
) -> None:
    day = None if due is None else today(db.clock()) + timedelta(days=due)
    round_id = open_round(db, f"Round {db.version()}", due=day)
    lay(db, by, round_id, readings)
    lead = admitted(db, Role.QA_LEAD, name="Lead")  # who reads none of these files
    found = progress(db, lead, round_id)
    asked = [each for each in readings if each.reading is not Reading.MODERATED]
    assert found.whole.counts == {**counts(), **Counter(map(state_of, asked))}
    assert found.cases == len({each.case for each in asked})
    assert found.files == len({(each.case, each.agency) for each in asked})
    assert found.whole.late == (found.whole.waiting if due is not None and due < 0 else 0)
    for groups in (found.auditors, found.agencies, found.teams):
        assert len({each.key for each in groups}) == len(groups)
        for state in State:
            assert sum(each.counts[state] for each in groups) == found.whole.counts[state]
        assert sum(each.n for each in groups) == found.whole.n == len(asked)
        assert sum(each.late for each in groups) == found.whole.late
        ranks = [(each.key != "", -each.late, -each.waiting) for each in groups]
        assert ranks == sorted(ranks)
    by_agency = Counter(each.agency for each in asked)
    assert {each.key: each.n for each in found.agencies} == by_agency


# ---- Late, and the pace ----------------------------------------------------------------------------------


def test_late_begins_with_the_day_after_in_the_partnership_s_own_zone(
    db: Database, by: Person
) -> None:
    """At 23:30 in London's summer it is the due day still, though half an hour later in Paris it is not."""
    round_id = open_round(db, due=date(2026, 7, 10))
    add(db, round_id, "S-1")
    submitted(db, round_id, "S-2")
    clock(db).now = START.replace(month=7, day=10, hour=22, minute=30)
    assert progress(db, by, round_id).whole.late == 0
    clock(db).now = START.replace(month=7, day=10, hour=23, minute=30)
    assert progress(db, by, round_id).whole.late == 1, "past midnight in London"


def test_all_are_late_and_none_is(db: Database, by: Person) -> None:
    round_id = open_round(db, due=TODAY)
    for number in range(3):
        add(db, round_id, f"S-{number}")
    wait(db, 1)
    assert named(progress(db, by, round_id).auditors) == {by.name: (3, 3)}
    done = open_round(db, "Done", due=TODAY)
    submitted(db, done, "S-9")
    assert progress(db, by, done).whole.late == 0


def test_the_pace_is_counted_from_the_first_start_in_working_days(db: Database, by: Person) -> None:
    round_id = open_round(db)
    assert progress(db, by, round_id).pace is None
    for number in range(12):
        add(db, round_id, f"S-{number}")
    assert progress(db, by, round_id).pace is None, "nobody has started"
    submitted(db, round_id, "T-1")
    submitted(db, round_id, "T-2")
    wait(db, 7)  # Monday to Monday
    found = progress(db, by, round_id).pace
    assert found is not None
    assert (found.submitted, found.working_days, found.waiting) == (2, 6, 12)
    assert found.expected is None, "two say nothing yet"
    submitted(db, round_id, "T-3")
    found = progress(db, by, round_id).pace
    assert found is not None
    # 3 in 6 working days: 12 more in 24, Good Friday and Easter Monday left out.
    assert found.expected == date(2026, 4, 14)
    assert found.earliest is not None
    assert found.latest is not None
    assert date(2026, 3, 9) < found.earliest < found.expected < found.latest


def test_what_came_back_is_not_counted_as_in(db: Database, by: Person) -> None:
    round_id = open_round(db)
    audits = [submitted(db, round_id, f"S-{number}") for number in range(3)]
    case_audit.send_back(db, by, audits[0], "Look again")
    found = progress(db, by, round_id).pace
    assert found is not None
    assert (found.submitted, found.waiting, found.expected) == (2, 1, None)


def test_a_closed_round_has_no_pace_for_nothing_more_comes(db: Database, by: Person) -> None:
    round_id = open_round(db)
    started(db, round_id)
    assert progress(db, by, round_id).pace is not None
    with db.acting(by, "test.closed") as now:
        now.connection.execute(update(t.round_).values(status=RoundStatus.CLOSED))
    assert progress(db, by, round_id).pace is None


# ---- Who sees what ---------------------------------------------------------------------------------------


def test_an_agency_s_lead_counts_the_own_agency_s_first_readings(db: Database, by: Person) -> None:
    round_id = open_round(db)
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    add(db, round_id, "S-1", "gp", team="West")
    add(db, round_id, "S-1", "gp", reading=Reading.SECOND)
    add(db, round_id, "S-1", "csc")
    add(db, round_id, "S-2", "gp", team="East")
    found = progress(db, lead, round_id)
    assert (found.whole.n, found.files, found.cases) == (2, 2, 2)
    assert [each.key for each in found.agencies] == ["gp"]
    west = admitted(db, Role.AGENCY_LEAD, name="West", agency="gp", team="West")
    assert progress(db, west, round_id).whole.n == 1
    lost = admitted(db, Role.AGENCY_LEAD, name="Lost")
    police = admitted(db, Role.AGENCY_LEAD, name="Police", agency="police")
    for nobody in (lost, police):
        with pytest.raises(NotFound) as refused:
            progress(db, nobody, round_id)
        assert refused.value.complaint == complaint("round.not-found")


def test_of_a_round_that_was_disposed_of_the_counts_stand(db: Database, by: Person) -> None:
    round_id = open_round(
        db,
        due=TODAY,
        retain_until=date(2026, 4, 1),
        retain_reason="Five years",
        retain_owner="Business manager",
    )
    submitted(db, round_id, "S-1")
    add(db, round_id, "S-2")
    wait(db, 60)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    found = progress(db, by, round_id)
    assert found.whole.counts == counts(submitted=1, not_started=1)
    assert found.disposed_at is not None
    assert (found.whole.late, found.pace) == (0, None)


# ---- A case brings a file for each agency ------------------------------------------------------------


def test_three_agencies_on_one_case_are_each_asked_their_own_and_pooled_as_one_case(
    db: Database, by: Person
) -> None:
    round_id, checklist = open_round(db), small_checklist()
    audits = case.add_files(
        db, by, round_id, "S-014", dict.fromkeys(AGENCIES, ""), auditor_id=by.id
    )
    asked = {}
    for agency, audit in zip(AGENCIES, audits, strict=True):
        case_audit.start(db, by, audit)
        with db.reading() as connection:
            asked[agency] = set(case_audits.answers(connection, audit))
        complete(db, by, audit, facts=ALL_APPLIES)
        case_audit.submit(db, by, audit)
    assert asked == {
        "csc": {"C1", "C2", "S1", "S2"},
        "gp": {"C1", "S1", "S2", "I1"},
        "police": {"C1", "S2", "I1"},
    }
    for agency, keys in asked.items():
        assert keys == {each.key for each in criteria_asked(checklist, agency)}
    found = progress(db, by, round_id)
    assert (found.cases, found.files) == (1, 3)
    picture = board(db, by, Filter(round_id=round_id))
    assert (picture.cases, picture.submitted) == (1, 3)
    figure = picture.overall.figure
    assert (figure.met, figure.applicable, figure.cases) == (11, 11, 1)
