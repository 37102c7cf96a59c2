"""What an auditor's own work showed: their own counts, and of the round as a whole nothing before it is closed."""

from audit.commands.case_audit import submit
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.store.database import Database
from audit.views.own_work import FEW, own_work
from tests.builders import (
    admitted,
    auditor,
    complete,
    moved,
    open_round,
    published,
    started,
    submitted,
)


def of_csc(db: Database, *roles: Role) -> Person:
    """An auditor of children's social care; agencies come with their checklist."""
    published(db)
    return admitted(db, Role.AUDITOR, *roles, name="Robin", agency="csc")


def closed(db: Database, me: Person, *, cases: int = FEW + 1) -> str:
    """A closed round in which they read two files and somebody else the others."""
    round_id = open_round(db, title="Spring 2026")
    other = auditor(db, "Kim")
    for n in range(cases):
        submitted(
            db,
            round_id,
            f"S-{n:03}",
            to=me if n < 2 else other,
            ratings={"C1": "yes" if n < 2 else "no"},
            stars=("C1",) if n in (0, 2, 3) else (),
        )
    return round_id


def test_before_a_round_is_closed_only_what_is_one_s_own_is_told(db: Database) -> None:
    me = auditor(db, "Robin")
    closed(db, me)
    (found,) = own_work(db, me)
    assert (found.round_title, found.read, found.is_closed) == ("Spring 2026", 2, False)
    assert [(each.criterion, each.n) for each in found.starred] == [("C1", 1)]
    assert (found.standards, found.cases) == ((), 0)


def test_once_it_is_closed_their_agency_s_figures_are_told_of_the_standards_they_rated(
    db: Database,
) -> None:
    me = of_csc(db)
    moved(db, closed(db, me), "moderate", "close")
    (found,) = own_work(db, me)
    assert found.is_closed
    assert (found.whose, found.cases) == ("Children's social care", 6)
    carers = {each.title: each for each in found.standards}["Fathers and all carers"]
    # C1 and C2 of two files; of all six files twelve ratings, four of them not met.
    assert carers.rated == 4
    assert (carers.figure.met, carers.figure.applicable) == (8, 12)
    told = found.model_dump_json()
    assert "Kim" not in told


def test_a_standard_that_they_did_not_rate_is_left_out(db: Database) -> None:
    me = of_csc(db)
    round_id = open_round(db)
    made = started(db, round_id, "S-100", to=me, agency="police", because="Nobody else is trained")
    complete(db, me, made)
    submit(db, me, made)
    for n in range(FEW + 1):
        submitted(db, round_id, f"S-{n:03}", to=auditor(db, f"Kim {n}"))
    moved(db, round_id, "moderate", "close")
    (found,) = own_work(db, me)
    assert found.standards
    assert all(each.rated for each in found.standards)


def test_a_round_of_few_cases_is_told_in_no_figure(db: Database) -> None:
    me = of_csc(db)
    moved(db, closed(db, me, cases=FEW), "moderate", "close")
    (found,) = own_work(db, me)
    assert found.is_closed
    assert found.standards == ()


def of_two_agencies(db: Database, me: Person) -> None:
    """A closed round of six files of one agency, all met, and six of another, of which none met C1."""
    round_id = open_round(db)
    other = auditor(db, "Kim")
    for n in range(FEW + 1):
        submitted(db, round_id, f"S-{n:03}", to=other if n else me, ratings={"C1": "yes"})
        submitted(db, round_id, f"P-{n:03}", "police", to=other, ratings={"C1": "no"})
    moved(db, round_id, "moderate", "close")


def test_no_other_agency_s_files_are_counted_for_an_auditor(db: Database) -> None:
    me = of_csc(db)
    of_two_agencies(db, me)
    (found,) = own_work(db, me)
    assert (found.whose, found.cases) == ("Children's social care", FEW + 1)
    carers = {each.title: each for each in found.standards}["Fathers and all carers"]
    assert carers.figure.met == carers.figure.applicable


def test_who_leads_the_audit_too_has_the_round_as_a_whole(db: Database) -> None:
    me = of_csc(db, Role.QA_LEAD)
    of_two_agencies(db, me)
    (found,) = own_work(db, me)
    assert (found.whose, found.cases) == ("All agencies", 2 * (FEW + 1))
    carers = {each.title: each for each in found.standards}["Fathers and all carers"]
    assert carers.figure.applicable - carers.figure.met >= FEW + 1


def test_an_auditor_without_an_agency_is_told_no_figure_of_the_round(db: Database) -> None:
    me = auditor(db, "Robin")
    of_two_agencies(db, me)
    (found,) = own_work(db, me)
    assert (found.read, found.is_closed) == (1, True)
    assert (found.whose, found.cases, found.standards) == ("", 0, ())


def test_who_is_no_auditor_or_read_nothing_is_told_nothing(db: Database) -> None:
    me = auditor(db, "Robin")
    round_id = open_round(db)
    started(db, round_id, to=me)
    assert own_work(db, me) == ()
    lead = admitted(db, Role.QA_LEAD, name="Lee")
    assert own_work(db, lead) == ()


def test_a_second_reading_counts_as_a_file_that_they_read(db: Database) -> None:
    me = auditor(db, "Robin")
    round_id = open_round(db)
    submitted(db, round_id, to=auditor(db, "Kim"))
    submitted(db, round_id, to=me, reading=Reading.SECOND)
    assert [each.read for each in own_work(db, me)] == [1]
