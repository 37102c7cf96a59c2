"""Drift: what is counted and when, what a reader changed afterwards, and who is told of whom."""

import pytest
from sqlalchemy import select

from audit.commands import case_audit, moderation, moderation_sample
from audit.model.board import Filter
from audit.model.case_audit import Reading
from audit.model.drift import DriftPicture, Movement, OwnDrift, Way
from audit.model.moderation import Choice, Kind
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal
from audit.store import tables as t
from audit.store.database import Database
from audit.views.agreement import agreement
from audit.views.drift import drift, own_drift
from tests.builders import (
    admitted,
    answer,
    auditor,
    open_round,
    read_twice,
    small_checklist,
    state_facts,
    submitted,
)


@pytest.fixture
def people(db: Database) -> tuple[Person, Person]:
    return auditor(db, "Robin"), auditor(db, "Sam")


def first_of(db: Database, moderated: str) -> str:
    """The first reading of the file of a moderated one."""
    with db.reading() as connection:
        file = select(t.case_audit.c.case_file_id).where(t.case_audit.c.id == moderated)
        found = select(t.case_audit.c.id).where(
            t.case_audit.c.case_file_id == file.scalar_subquery(),
            t.case_audit.c.reading == Reading.FIRST,
        )
        return str(connection.execute(found).scalar_one())


def counted(found: DriftPicture) -> dict[str, tuple[int, int]]:
    """Of each auditor how many of how many stood."""
    return {each.name: (each.stood.stood, each.stood.n) for each in found.auditors}


def criteria(found: DriftPicture | OwnDrift) -> dict[str, tuple[int, int]]:
    return {each.key: (each.stood.stood, each.stood.n) for each in found.criteria}


def settle(db: Database, by: Person, made: str, key: str, choice: Choice, **more: str) -> None:
    moderation.settle(db, by, made, Kind.RATING, key, choice, "The letter", **more)


def test_nothing_is_told_before_a_moderation_is_signed_off(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    round_id = open_round(db)
    made = read_twice(db, round_id, to=people, stage="moderated")
    assert drift(db, by, round_id).overall.n == own_drift(db, people[0]).overall.n == 0
    settle(db, by, made, "C1", Choice.SECOND)
    assert drift(db, by, round_id).overall.n == 0
    moderation.agree(db, by, made)
    assert drift(db, by, round_id).overall.n == 8


def test_both_readings_are_held_against_the_moderated_one(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    """They differ on C1, where Sam is followed, and on S2, which the moderator rates anew."""
    round_id = open_round(db)
    ratings = ({"C1": "part", "S2": "na"}, {"S2": "no"})
    made = read_twice(db, round_id, to=people, ratings=ratings, stage="moderated")
    settle(db, by, made, "C1", Choice.SECOND)
    settle(db, by, made, "S2", Choice.THIRD, value="silent")
    moderation.agree(db, by, made)
    found = drift(db, by, round_id)
    assert counted(found) == {"Robin": (2, 4), "Sam": (3, 4)}
    assert criteria(found) == {"C1": (1, 2), "C2": (2, 2), "S1": (2, 2), "S2": (0, 2)}
    assert [each.key for each in found.criteria] == ["S2", "C1", "C2", "S1"]
    robin, sam = found.auditors
    assert robin.stood.ways == {Way.BETTER: 1, Way.INTO: 1}
    assert sam.stood.ways == {Way.MISSED: 1}
    assert found.overall.files == 1
    assert robin.moved is sam.moved is Movement.NONE


def test_a_file_read_once_is_held_against_its_moderation_alone(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    round_id, robin = open_round(db), people[0]
    first = submitted(db, round_id, to=robin)
    submitted(db, round_id, "S-002", to=robin)
    moderation_sample.draw(db, by, round_id, 100)
    made = moderation.begin(db, by, first)
    settle(db, by, made, "C2", Choice.THIRD, value="no", evidence="Letter, p. 9")
    moderation.agree(db, by, made)
    assert counted(drift(db, by, round_id)) == {"Robin": (3, 4)}
    mine = own_drift(db, robin)
    assert mine.overall.ways == {Way.WORSE: 1}
    assert criteria(mine)["C2"] == (0, 1)
    assert own_drift(db, people[1]).overall.n == 0


def test_what_the_facts_rule_out_is_out_of_the_count_and_what_was_never_asked_is_left_out(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    """For Sam no father is known; the moderator takes Robin's answer to that, so Sam's carers come into the count."""
    round_id = open_round(db)
    robin, sam = people
    first = submitted(db, round_id, to=robin)
    no_father = {"father": "unknown", "age": "older", "sleep": "yes"}
    submitted(db, round_id, to=sam, reading=Reading.SECOND, facts=no_father)
    made = moderation.begin(db, by, first)
    for fact, choice in (("father", Choice.FIRST), ("age", Choice.SECOND)):
        moderation.settle(db, by, made, Kind.FACT, fact, choice, "The register")
    for key in ("C1", "C2"):
        settle(db, by, made, key, Choice.FIRST)
    moderation.settle(db, by, made, Kind.JUDGEMENT, "carers", Choice.FIRST, "As read")
    moderation.agree(db, by, made)
    found = drift(db, by, round_id)
    assert counted(found) == {"Robin": (3, 4), "Sam": (1, 3)}
    ways = {each.name: each.stood.ways for each in found.auditors}
    assert ways == {"Robin": {Way.OUT: 1}, "Sam": {Way.INTO: 2}}


def test_a_reader_who_takes_the_moderated_rating_over_later_has_changed_nothing_here(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    round_id = open_round(db)
    made = read_twice(db, round_id, to=people, stage="signed")
    before = drift(db, by, round_id)
    first = first_of(db, made)
    case_audit.send_back(db, by, first, "Look again")
    assert drift(db, by, round_id).overall.n == own_drift(db, people[0]).overall.n == 0
    answer(db, people[0], first, "C1", "yes")
    state_facts(db, people[0], first, {"sleep": "no"})
    state_facts(db, people[0], first, {"sleep": "yes"})
    case_audit.submit(db, people[0], first)
    moderation.begin(db, by, first)
    moderation.agree(db, by, made)
    assert counted(drift(db, by, round_id)) == counted(before) == {"Robin": (3, 4), "Sam": (4, 4)}
    assert agreement(db, by, Filter(round_id=round_id)).overall.agreed == 3


def test_an_auditor_is_told_of_their_own_and_of_nobody_else_s(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    round_id = open_round(db)
    read_twice(db, round_id, to=people, stage="signed")
    read_twice(db, round_id, "S-002", to=(people[1], auditor(db, "Kim")), stage="signed")
    mine = own_drift(db, people[0])
    assert (mine.overall.n, mine.overall.stood, mine.overall.files) == (4, 3, 1)
    assert [each.name for each in mine.rounds] == ["Spring 2026"]
    assert own_drift(db, people[1]).overall.n == 8
    for role in Role:
        other = admitted(db, role, name=f"Another {role}", agency="csc")
        assert own_drift(db, other).overall.n == 0
        if role is not Role.QA_LEAD:
            with pytest.raises(Refusal):
                drift(db, other, round_id)
    with pytest.raises(NotFound):
        drift(db, by, "ghost")


def test_from_round_to_round(db: Database, by: Person, people: tuple[Person, Person]) -> None:
    """Three files in each round; in the first one Robin's C1 is always changed, in the second never."""
    titles = ("Spring 2026", "Autumn 2026", "Spring 2027")
    ids = [open_round(db, title) for title in titles]
    for place, round_id in enumerate(ids[:2]):
        for number in range(3):
            ratings = ({"C1": "part" if not place else "yes"}, "yes")
            made = read_twice(
                db, round_id, f"S-{place}{number}", to=people, ratings=ratings, stage="moderated"
            )
            if not place:
                settle(db, by, made, "C1", Choice.SECOND)
            moderation.agree(db, by, made)
    found = drift(db, by, ids[1])
    robin = found.auditors[0]
    assert found.before == "Spring 2026"
    assert (robin.stood.stood, robin.stood.n) == (12, 12)
    assert (robin.before.stood, robin.before.n) == (9, 12)
    assert robin.moved is Movement.UNCLEAR
    assert drift(db, by, ids[0]).before == ""
    empty = drift(db, by, ids[2])
    assert (empty.overall.n, empty.auditors, empty.criteria, empty.before) == (0, (), (), "")
    mine = own_drift(db, people[0])
    assert [(each.name, each.stood.changed, each.moved) for each in mine.rounds] == [
        ("Autumn 2026", 0, Movement.UNCLEAR),
        ("Spring 2026", 3, Movement.NONE),
    ]
    assert (mine.overall.stood, mine.overall.n, mine.overall.files) == (21, 24, 6)


def test_rounds_of_two_checklists_are_not_held_against_each_other(
    db: Database, by: Person, people: tuple[Person, Person]
) -> None:
    """The other checklist has a C1, too, which asks something else."""
    asks = small_checklist(key="other", title="Another audit")
    ids = [open_round(db, "One"), open_round(db, "Other", checklist=asks), open_round(db, "Two")]
    for number, round_id in enumerate(ids):
        read_twice(db, round_id, f"S-{number}", to=people, stage="signed")
    assert [drift(db, by, each).before for each in ids] == ["", "", "One"]
    mine = own_drift(db, people[0])
    assert [(each.name, each.before.n) for each in mine.rounds] == [
        ("Two", 4),
        ("Other", 0),
        ("One", 0),
    ]
    assert [(each.key, each.stood.n) for each in mine.criteria][:3] == [
        ("C1", 2),
        ("C1", 1),
        ("C2", 2),
    ]


def test_two_auditors_of_one_name_are_two(db: Database, by: Person) -> None:
    round_id = open_round(db)
    read_twice(db, round_id, to=(auditor(db, "Kim"), auditor(db, "Kim")), stage="signed")
    assert [each.stood.n for each in drift(db, by, round_id).auditors] == [4, 4]
