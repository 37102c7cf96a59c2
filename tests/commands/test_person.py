"""Who is let in, and the one person of a single machine."""

import pytest
from sqlalchemy import select

from audit.commands import person
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint, refuse
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import add, admitted, open_round, published


def test_the_local_person_holds_every_role_and_is_admitted_once(db: Database) -> None:
    first, second = person.local(db), person.local(db)
    assert first == second == person.acting_as(db, person.LOCAL_ID)
    assert set(first.roles) == set(Role)
    assert db.version() == 1


def test_two_starts_at_once_admit_the_local_person_once(db: Database, by: Person) -> None:
    """Both have looked and found nobody; the second comes to the door after the first."""
    person._admit(db, by, person.LOCAL, team_id=None)
    assert db.version() == 1


def test_somebody_is_let_in(db: Database, by: Person) -> None:
    add(db, open_round(db), team="North")
    made = person.admit(
        db, by, "  Robin   Okafor ", (Role.AUDITOR, Role.AGENCY_LEAD), agency="csc", team="North"
    )
    assert made.name == "Robin Okafor"
    assert person.acting_as(db, made.id) == made
    assert made.has(Role.AUDITOR)
    assert not made.has(Role.QA_LEAD)
    with db.reading() as connection:
        event = connection.execute(
            select(t.event).where(t.event.c.about == f"person:{made.id}")
        ).one()
    assert event.act == "person.admitted"
    assert event.person == by.id


@pytest.mark.parametrize(
    ("name", "roles"),
    [
        ("", (Role.AUDITOR,)),
        ("   ", (Role.AUDITOR,)),
        ("x" * 81, (Role.AUDITOR,)),
        ("Ro\u200bbin", (Role.AUDITOR,)),
        ("Ro\x00bin", (Role.AUDITOR,)),
        ("\ud800", (Role.AUDITOR,)),
        ("Robin", ()),
    ],
    ids=["empty", "blank", "long", "invisible", "control", "half a character", "no role"],
)
def test_a_name_and_a_role_are_needed(
    db: Database, by: Person, name: str, roles: tuple[Role, ...]
) -> None:
    with pytest.raises(Refusal) as refused:
        person.admit(db, by, name, roles)
    assert refused.value.complaint == complaint("person.name", where="Person")
    assert db.version() == 1


def test_the_longest_name_is_taken(db: Database, by: Person) -> None:
    assert person.admit(db, by, "x" * 80, (Role.AUDITOR,)).name == "x" * 80


def test_an_agency_and_a_team_must_be_known(db: Database, by: Person) -> None:
    published(db)
    for agency, team, expected in (
        ("navy", None, refuse("agency.unknown", where="Robin", agency="navy")),
        ("csc", "North", refuse("team.unknown", where="Robin", team="North")),
        (None, "North", refuse("team.unknown", where="Robin", team="North")),
    ):
        with pytest.raises(Refusal) as refused:
            person.admit(db, by, "Robin", (Role.AUDITOR,), agency=agency, team=team)
        assert refused.value.complaint == expected.complaint


def test_a_team_of_another_agency_is_unknown(db: Database, by: Person) -> None:
    add(db, open_round(db), agency="gp", team="North")
    with pytest.raises(Refusal) as refused:
        person.admit(db, by, "Robin", (Role.AUDITOR,), agency="csc", team="North")
    assert refused.value.complaint.code == "team.unknown"


def test_only_an_administrator_admits(db: Database) -> None:
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(Refusal) as refused:
            person.admit(db, admitted(db, role), "Sam", (Role.ADMINISTRATOR,))
        assert refused.value.complaint == complaint("permission.role", roles="administrator")


def test_nobody_by_an_unknown_id(db: Database) -> None:
    with pytest.raises(NotFound) as refused:
        person.acting_as(db, "ghost")
    assert refused.value.complaint == complaint("person.not-found")
