"""A round's case files, so many at a time."""

import pytest

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.store.database import Database
from audit.views.case_files import AUDITORS, OPEN, case_files
from tests.builders import add, auditor, open_round, read_twice, submitted


def test_no_round(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        case_files(db, by, "ghost")
    assert refused.value.complaint == complaint("round.not-found")


def test_in_the_order_of_their_references_and_as_many_as_were_asked_for(
    db: Database, by: Person
) -> None:
    round_id, other = open_round(db), open_round(db, "Autumn 2026")
    add(db, other, "S-0")
    for reference, agency in (("S-2", "gp"), ("S-1", "gp"), ("S-1", "csc"), ("T-1", "gp")):
        add(db, round_id, reference, agency)
    found = case_files(db, by, round_id, limit=3)
    assert [(each.case_file.reference, each.case_file.agency) for each in found.audits] == [
        ("S-1", "csc"),
        ("S-1", "gp"),
        ("S-2", "gp"),
    ]
    assert (found.total, found.of) == (4, 4)


@pytest.mark.parametrize(
    ("begins", "expected"),
    [
        ("", ["S-1", "S-12", "T-1", "T_1"]),
        ("s-1", ["S-1", "S-12"]),
        (" S-12 ", ["S-12"]),
        ("T_", ["T_1"]),
        ("%", []),
        ("1", []),
    ],
)
def test_by_how_the_reference_begins(
    db: Database, by: Person, begins: str, expected: list[str]
) -> None:
    round_id = open_round(db)
    for reference in ("S-1", "S-12", "T-1", "T_1"):
        add(db, round_id, reference)
    found = case_files(db, by, round_id, begins=begins)
    assert [each.case_file.reference for each in found.audits] == expected
    assert (found.total, found.of) == (len(expected), 4)


def test_by_how_they_stand(db: Database, by: Person) -> None:
    round_id = open_round(db)
    done, waiting = submitted(db, round_id, "S-1"), add(db, round_id, "S-2")
    found = case_files(db, by, round_id, statuses={CaseAuditStatus.SUBMITTED})
    assert [each.id for each in found.audits] == [done]
    assert (found.total, found.of) == (1, 2)
    found = case_files(db, by, round_id, statuses=OPEN, readings=AUDITORS)
    assert [each.id for each in found.audits] == [waiting]


def test_the_readings_of_auditors_without_the_moderated_one(db: Database, by: Person) -> None:
    round_id = open_round(db)
    moderated = read_twice(
        db, round_id, "S-1", to=(auditor(db, "Ada"), auditor(db, "Bo")), stage="begun"
    )
    every = case_files(db, by, round_id)
    found = case_files(db, by, round_id, readings=AUDITORS)
    assert {each.reading for each in found.audits} == {Reading.FIRST, Reading.SECOND}
    assert {each.id for each in every.audits} - {each.id for each in found.audits} == {moderated}
