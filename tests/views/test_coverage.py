"""Who was audited and who was not: of the list, of the round, of the sample; within reach, and blind where one must be."""

from collections.abc import Iterable
from datetime import timedelta

import pytest
from sqlalchemy import delete, select

from audit.commands import case_audit, retention, sample
from audit.commands.counts import count_whole
from audit.model.case import AgeBand
from audit.model.case_audit import Reading
from audit.model.coverage import Cover, Covered
from audit.model.person import Person, Role
from audit.rules.retention import today
from audit.store import tables as t
from audit.store.database import Database
from audit.views.coverage import coverage
from tests import builders
from tests.builders import Clock, add, admitted, complete, open_round, started, submitted
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, draw, in_round, now_in, start


def by_name(rows: Iterable[Covered]) -> dict[str, tuple[int | None, int, int]]:
    return {each.name: (each.listed, each.asked, each.audited) for each in rows}


@pytest.fixture
def round_id(db: Database) -> str:
    """Eight cases in the list: five of csc, two of police, one of gp; four drawn by agency."""
    made = open_round(db)
    taken(db, made, ROWS)
    draw(db, made)
    return made


def audit(db: Database, by: Person, round_id: str, reference: str) -> None:
    made = start(db, round_id, reference)
    complete(db, by, made)
    case_audit.submit(db, by, made)


def test_agencies_and_teams_stand_beside_the_list(db: Database, by: Person, round_id: str) -> None:
    drawn = {agency: reference for reference, agency, *_ in in_round(db, round_id)}
    audit(db, by, round_id, drawn["police"])
    found = coverage(db, by, round_id)
    assert found.listed == 8
    assert by_name(found.agencies) == {
        "Children's social care": (5, 3, 0),
        "General practice": (1, 0, 0),
        "Police": (2, 1, 1),
    }
    covers = {each.name: each.cover for each in found.agencies}
    assert covers["Children's social care"] is Cover.NONE
    assert covers["General practice"] is Cover.NOT_ASKED
    assert covers["Police"] is Cover.FEW
    assert found.whole.asked == sum(each.asked for each in found.teams) == 4
    teams = by_name(found.teams)
    assert teams["General practice, Riverside"] == (1, 0, 0)
    assert teams["Police, no team"] == (2, 1, 1)
    assert sum(listed or 0 for listed, *_ in teams.values()) == 8


def test_ages_and_strata(db: Database, by: Person, round_id: str) -> None:
    found = coverage(db, by, round_id)
    bands = by_name(found.bands)
    assert bands["5 to 9"][0] == 3
    assert bands["Unborn"][0] == 1
    assert "Not known" not in bands
    assert sum(asked for _, asked, _ in bands.values()) == 4
    strata = by_name(found.strata)
    assert strata["Children's social care"] == (5, 3, 0)
    audit(db, by, round_id, now_in(db, round_id)[0])
    assert sum(each.audited for each in coverage(db, by, round_id).strata) == 1


def test_what_was_never_begun_is_named(db: Database, by: Person, round_id: str) -> None:
    begun, *others = now_in(db, round_id)
    start(db, round_id, begun)
    found = coverage(db, by, round_id)
    assert [each.reference for each in found.never_begun] == others
    assert {each.state for each in found.never_begun} == {"◇ Not yet allocated"}
    assert found.never_begun_total == 3
    some = coverage(db, by, round_id, limit=1)
    assert (len(some.never_begun), some.never_begun_total) == (1, 3)


def test_a_case_of_the_sample_without_a_file_is_named(
    db: Database, by: Person, round_id: str
) -> None:
    """Whatever became of its files: what the sample drew is missing until somebody has it."""
    reference = in_round(db, round_id)[0][0]
    its_files = select(t.case_file.c.id).join(t.case).where(t.case.c.reference == reference)
    with db.acting(by, "test.lost") as now:
        now.connection.execute(
            delete(t.case_audit).where(t.case_audit.c.case_file_id.in_(its_files))
        )
        count_whole(now.connection, round_id)
        now.did()
    told = coverage(db, by, round_id).never_begun[0]
    assert (told.reference, told.agency, told.state) == (reference, "", "no file in the round yet")


def test_a_case_that_was_replaced_is_missing_no_more(
    db: Database, by: Person, round_id: str
) -> None:
    police = next(
        reference for reference, agency, *_ in in_round(db, round_id) if agency == "police"
    )
    came = sample.replace(db, by, round_id, police, "The file is lost")
    told = {each.reference for each in coverage(db, by, round_id).never_begun}
    assert came in told
    assert police not in told


def test_without_a_list_the_round_s_files_are_counted(db: Database, by: Person) -> None:
    made = open_round(db)
    found = coverage(db, by, made)
    assert (found.listed, found.strata, found.never_begun_total) == (None, (), 0)
    assert {each.cover for each in (*found.agencies, *found.bands)} == {Cover.EMPTY}
    submitted(db, made)
    add(db, made, "S-002", "gp")
    found = coverage(db, by, made)
    assert by_name(found.agencies)["Children's social care"] == (None, 1, 1)
    assert found.agencies[0].cover is Cover.ENOUGH
    assert by_name(found.bands)["Not known"] == (None, 2, 1)
    assert [each.reference for each in found.never_begun] == ["S-002"]


@pytest.mark.parametrize(
    ("listed", "asked", "audited", "cover"),
    [
        (None, 0, 0, Cover.EMPTY),
        (0, 0, 0, Cover.EMPTY),
        (3, 0, 0, Cover.NOT_ASKED),
        (3, 2, 0, Cover.NONE),
        (9, 4, 4, Cover.FEW),
        (4, 4, 4, Cover.ENOUGH),
        (None, 9, 4, Cover.FEW),
        (90, 9, 5, Cover.ENOUGH),
    ],
)
def test_how_far_a_group_is_covered(
    listed: int | None, asked: int, audited: int, cover: Cover
) -> None:
    found = Covered(name="North", listed=listed, asked=asked, audited=audited)
    assert found.cover is cover
    assert found.cover.words.endswith(cover)


def test_an_agency_lead_sees_their_own_and_nothing_of_the_list(
    db: Database, by: Person, round_id: str
) -> None:
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="csc")
    found = coverage(db, lead, round_id)
    assert by_name(found.agencies) == {"Children's social care": (None, 3, 0)}
    assert found.listed is None
    assert found.strata == ()
    assert {each.agency for each in found.never_begun} == {"Children's social care"}
    assert all(each.name.startswith("Children's social care") for each in found.teams)


def test_what_is_kept_from_a_reader_is_said_and_not_counted(db: Database) -> None:
    made = open_round(db)
    reader = admitted(db, *Role, name="Reader", agency="csc")
    other = builders.auditor(db, "The other")
    started(db, made, "S-001", to=other)
    started(db, made, "S-001", to=reader, reading=Reading.SECOND)
    add(db, made, "S-002", "gp", age_band=AgeBand.UNBORN)
    found = coverage(db, reader, made)
    assert (found.kept_from_you, found.whole.asked) == (1, 1)


def test_a_round_disposed_of_names_no_case(db: Database, by: Person, round_id: str) -> None:
    until = today(db.clock()) + timedelta(days=9)
    retention.keep_until(db, by, round_id, until, "Five years", "Manager")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    found = coverage(db, by, round_id)
    assert (found.never_begun, found.never_begun_total, found.strata) == ((), 0, ())
    assert found.whole.asked == 4
