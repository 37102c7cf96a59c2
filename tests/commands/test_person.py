"""Who is let in, and the one person of a single machine."""

import json
import shutil
import threading
from pathlib import Path

import pytest
from sqlalchemy import select

from audit.commands import person
from audit.model.person import LOCAL_ID, Person, Role
from audit.model.refusal import NotFound, Refusal, complaint, refuse
from audit.store import tables as t
from audit.store.database import Database
from audit.views.person import people
from tests.builders import add, admitted, local, open_round, published, started, submitted


def test_the_local_person_holds_every_role_and_is_admitted_once(db: Database) -> None:
    first, second = person.local(db), person.local(db)
    assert first == second == person.acting_as(db, LOCAL_ID)
    assert set(first.roles) == set(Role)
    assert db.version() == 1


def test_two_starts_at_once_admit_the_local_person_once(fresh_file: Path, tmp_path: Path) -> None:
    """Both look and find nobody; the second comes to the door after the first."""
    path = tmp_path / "audit.db"
    shutil.copyfile(fresh_file, path)
    first, second = (Database(f"sqlite:///{path}") for _ in range(2))
    with first.acting(person.LOCAL, "test.held") as now:
        now.nothing()
        late = threading.Thread(target=person.local, args=(second,))
        late.start()
        late.join(0.2)
        person._put(now, person.LOCAL, None)
    late.join()
    assert not late.is_alive()
    with first.reading() as connection:
        people = connection.execute(select(t.person.c.id)).scalars().all()
        acts = connection.execute(select(t.event.c.act)).scalars().all()
    assert people == [LOCAL_ID]
    assert "person.admitted" not in acts
    first.close()
    second.close()


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


ISSUER = "https://login.example.org/tenant"


def identity_of(db: Database, who: Person) -> tuple[str, str]:
    entry = next(each for each in people(db, local(db)).entries if each.person.id == who.id)
    return entry.issuer, entry.subject


def details(db: Database, act: str) -> list[dict[str, object]]:
    with db.reading() as connection:
        query = select(t.event.c.detail).where(t.event.c.act == act).order_by(t.event.c.seq)
        return [json.loads(each) for each in connection.execute(query).scalars()]


def in_session(db: Database, who: Person, mark: str = "a") -> None:
    with db.acting(local(db), "session.began") as now:
        now.connection.execute(
            t.session.insert().values(
                token_hash=mark, person_id=who.id, began_at=now.at, used_at=now.at, ends_at=now.at
            )
        )


def sessions_open(db: Database) -> list[str]:
    with db.reading() as connection:
        query = select(t.session.c.token_hash).where(t.session.c.ended_at.is_(None))
        return list(connection.execute(query).scalars())


def test_an_identity_is_kept_and_stands_in_the_trail_by_hash(db: Database, by: Person) -> None:
    made = person.admit(db, by, "Robin", (Role.AUDITOR,), issuer=ISSUER, subject=" 00u1 ")
    assert identity_of(db, made) == (ISSUER, "00u1")
    told = details(db, "person.admitted")[-1]["identity"]
    assert str(told).startswith("sha256:")
    assert "00u1" not in str(told)


@pytest.mark.parametrize(
    ("issuer", "subject"),
    [
        (ISSUER, ""),
        ("", "00u1"),
        ("login.example.org", "00u1"),
        (ISSUER, "x" * 256),
        (ISSUER, "00\x00u1"),
        ("https://login\u200b.example.org", "00u1"),
    ],
)
def test_half_an_identity_is_refused(db: Database, by: Person, issuer: str, subject: str) -> None:
    version = db.version()
    with pytest.raises(Refusal) as refused:
        person.admit(db, by, "Robin", (Role.AUDITOR,), issuer=issuer, subject=subject)
    assert refused.value.complaint == complaint("person.identity", where="Robin")
    assert db.version() == version


def test_one_identity_is_one_person_even_after_they_retired(db: Database, by: Person) -> None:
    first = person.admit(db, by, "Robin", (Role.AUDITOR,), issuer=ISSUER, subject="1")
    taken = complaint("person.subject-taken", where="Sam", name="Robin")
    for _ in range(2):
        with pytest.raises(Refusal) as refused:
            person.admit(db, by, "Sam", (Role.AUDITOR,), issuer=ISSUER, subject="1")
        assert refused.value.complaint == taken
        if first.id in {each.person.id for each in people(db, by).entries if not each.retired_at}:
            person.retire(db, by, first.id)
    other = person.admit(db, by, "Sam", (Role.AUDITOR,), issuer=ISSUER + "2", subject="1")
    with pytest.raises(Refusal) as refused:
        person.identify(db, by, other.id, ISSUER, "1")
    assert refused.value.complaint == taken


def test_a_double_click_admits_one_person(db: Database, by: Person) -> None:
    first = person.admit(db, by, "Robin", (Role.AUDITOR,), key="k")
    assert person.admit(db, by, "Robin", (Role.AUDITOR,), key="k") == first
    assert len(people(db, by).entries) == 2


def test_a_change_counts_and_the_trail_has_both(db: Database, by: Person) -> None:
    add(db, open_round(db), team="North")
    was = admitted(db, Role.AUDITOR, agency="gp")
    now = person.change(
        db, by, was, name=" Robin  Lee", roles=(Role.AGENCY_LEAD,), agency="csc", team="North"
    )
    assert person.acting_as(db, was.id) == now
    assert (now.name, now.roles, now.agency, now.team) == (
        "Robin Lee",
        (Role.AGENCY_LEAD,),
        "csc",
        "North",
    )
    (told,) = details(db, "person.changed")
    assert told["old"] == {"roles": ["auditor"], "agency": "gp", "team": None}
    assert told["new"] == {"roles": ["agency lead"], "agency": "csc", "team": now.team_id}
    assert told["renamed"] is True
    version = db.version()
    person.change(db, by, now, name="Robin Lee", roles=now.roles, agency=now.agency, team=now.team)
    assert db.version() == version


def test_who_was_changed_meanwhile_is_looked_at_again(db: Database, by: Person) -> None:
    was = admitted(db, Role.AUDITOR)
    person.change(db, by, was, name="Robin", roles=(Role.QA_LEAD,), agency=None, team=None)
    version = db.version()
    with pytest.raises(Refusal) as refused:
        person.change(db, by, was, name="Sam", roles=(Role.AUDITOR,), agency=None, team=None)
    assert refused.value.complaint == complaint("person.moved-on", where="Robin")
    for name, roles, agency, team, code in (
        ("", (Role.AUDITOR,), None, None, "person.name"),
        ("Robin", (), None, None, "person.name"),
        ("Robin", (Role.AUDITOR,), "navy", None, "agency.unknown"),
    ):
        with pytest.raises(Refusal) as refused:
            person.change(db, by, was, name=name, roles=roles, agency=agency, team=team)
        assert refused.value.complaint.code == code
    assert db.version() == version


def test_another_identity_ends_the_sessions_of_the_one_before(db: Database, by: Person) -> None:
    who, other = admitted(db, Role.AUDITOR), admitted(db, Role.AUDITOR, name="Sam")
    person.identify(db, by, who.id, ISSUER, "1")
    in_session(db, who, "a")
    in_session(db, other, "b")
    person.identify(db, by, who.id, ISSUER, "1")
    assert sessions_open(db) == ["a", "b"]
    person.identify(db, by, who.id, ISSUER, "2")
    assert sessions_open(db) == ["b"]
    person.identify(db, by, who.id, "", "")
    assert identity_of(db, who) == ("", "")
    assert [each["sessions"] for each in details(db, "person.identified")] == [0, 1, 0]


def test_who_retires_is_out_and_keeps_their_name(db: Database, by: Person) -> None:
    who = admitted(db, Role.AUDITOR)
    round_id = open_round(db)
    started(db, round_id, "S-001", to=who)
    submitted(db, round_id, "S-002", to=who)
    in_session(db, who)
    assert person.retire(db, by, who.id) == 1
    assert sessions_open(db) == []
    with pytest.raises(NotFound):
        person.acting_as(db, who.id)
    with pytest.raises(NotFound):
        person.retire(db, by, who.id)
    entry = people(db, by).entries[-1]
    assert (entry.person.name, entry.waiting) == ("Robin", 1)
    assert entry.retired_at is not None
    assert details(db, "person.retired") == [{"sessions": 1, "waiting": 1}]


def test_there_is_always_somebody_to_admit_people(db: Database, by: Person) -> None:
    first = admitted(db, Role.ADMINISTRATOR, Role.QA_LEAD)
    alone = complaint("person.last-administrator", where="Robin")
    with pytest.raises(Refusal) as refused:
        person.retire(db, first, first.id)
    assert refused.value.complaint == alone
    with pytest.raises(Refusal) as refused:
        person.change(db, first, first, name="Robin", roles=(Role.QA_LEAD,), agency=None, team=None)
    assert refused.value.complaint == alone
    renamed = person.change(
        db, first, first, name="Robin Lee", roles=first.roles, agency=None, team=None
    )
    second = admitted(db, Role.ADMINISTRATOR, name="Sam")
    person.retire(db, second, renamed.id)
    person.retire(db, by, second.id)  # whoever has the machine can admit again


def test_the_person_of_the_computer_stays(db: Database, by: Person) -> None:
    other = admitted(db, Role.ADMINISTRATOR)
    told = complaint("person.local", where=by.name)
    with pytest.raises(Refusal) as refused:
        person.retire(db, other, by.id)
    assert refused.value.complaint == told
    with pytest.raises(Refusal) as refused:
        person.change(db, other, by, name="Me", roles=by.roles, agency=None, team=None)
    assert refused.value.complaint == told
