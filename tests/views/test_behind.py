"""The files behind a number: those that it counts ratings of, and no other."""

from collections import Counter

from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.checklist import Counts
from audit.model.person import Person, Role
from audit.store.database import Database
from audit.views.behind import files
from audit.views.board import board
from audit.views.evidence import lines
from tests.builders import admitted
from tests.views.test_evidence import filled, filters, round_id  # noqa: F401


def test_files_are_those_of_the_lines(db: Database, by: Person, round_id: str) -> None:  # noqa: F811
    for narrow in filters(db, by, round_id):
        for which in ("strengths", "gaps", "applicable", "overruled", "all"):
            told = lines(db, by, narrow, which=which).lines
            found = files(db, by, narrow, which=which)
            ratings = {each.case_audit_id: each.ratings for each in found.files}
            assert ratings == Counter(each.case_audit_id for each in told)
            assert found.total == len(found.files)


def test_a_criterion_and_what_it_counts_as(db: Database, by: Person, round_id: str) -> None:  # noqa: F811
    narrow = Filter(round_id=round_id)
    (one,) = files(db, by, narrow, criteria=("C1",), counts=Counts.NOT_MET).files
    assert (one.reference, one.agency, one.team, one.ratings) == (
        "S-1",
        "Children's social care",
        "North",
        1,
    )
    assert one.age_band is AgeBand.NOT_KNOWN


def test_the_overruled_are_as_many_as_the_board_says(
    db: Database,
    by: Person,
    round_id: str,  # noqa: F811
) -> None:
    narrow = Filter(round_id=round_id)
    assert board(db, by, narrow).overruled == lines(db, by, narrow, which="overruled").total == 1
    (one,) = files(db, by, narrow, which="overruled").files
    assert one.reference == "S-3"


def test_the_first_are_kept_and_all_are_counted(db: Database, by: Person, round_id: str) -> None:  # noqa: F811
    narrow = Filter(round_id=round_id)
    whole, some = files(db, by, narrow), files(db, by, narrow, limit=2)
    assert some.files == whole.files[:2]
    assert some.total == whole.total == board(db, by, narrow).submitted
    places = [(each.reference, each.agency) for each in whole.files]
    assert places == sorted(places)


def test_an_agency_lead_sees_their_own(db: Database, by: Person, round_id: str) -> None:  # noqa: F811
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    assert {each.agency for each in files(db, lead, Filter(round_id=round_id)).files} == {
        "General practice"
    }
