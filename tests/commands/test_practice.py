"""If this fails, auditors start live files unpractised, or what was practised is lost, doubled or counted."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from audit.commands import calibration, case_audit, practice
from audit.commands.case import SINGLE_FILES
from audit.model.board import Filter
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, Refusal, complaint
from audit.store import calibrations
from audit.store import tables as t
from audit.store.database import Database
from audit.views.agreement import agreement
from audit.views.board import board
from audit.views.desk import desk
from tests import builders
from tests.builders import AGREED, OVERRULED, VISIT

NEAR = AGREED | {"C1": "yes"}
"""Three of four as agreed."""
FAR = NEAR | {"C2": "no"}


@pytest.fixture
def round_id(db: Database) -> str:
    """A round that asks for three of four before live files."""
    made = builders.open_round(db)
    builders.asked(db, made)
    return made


@pytest.fixture
def robin(db: Database, round_id: str) -> Person:
    """An auditor with a file of the round that is not started."""
    who = builders.auditor(db)
    builders.add(db, round_id, to=who)
    return who


def live(db: Database, who: Person) -> str:
    return desk(db, who).entries[0].audit.id


def refused(code: str, where: str, **facts: object):
    """The sentence, as the catalogue has it."""
    return pytest.raises(Refusal, match=f"^{re.escape(str(complaint(code, where, **facts)))}$")


def test_live_files_are_shut_until_practice_is_passed(
    db: Database, round_id: str, robin: Person
) -> None:
    audit = live(db, robin)
    with refused("calibration.not-passed", "Case file S-001", title="Spring 2026"):
        case_audit.start(db, robin, audit)
    builders.tried(db, robin, round_id, FAR)
    with pytest.raises(Refusal):
        case_audit.start(db, robin, audit)
    builders.tried(db, robin, round_id, OVERRULED | {"S1": "no"})
    case_audit.start(db, robin, audit)
    assert [(each.agreed, each.of, each.passed) for each in attempts(db, round_id, robin)] == [
        (2, 4, False),
        (3, 4, True),
    ]


def attempts(db: Database, round_id: str, who: Person) -> tuple[calibrations.Attempt, ...]:
    with db.reading() as connection:
        return calibrations.attempts(connection, round_id, who.id)


def test_another_file_comes_where_there_is_one_and_every_attempt_is_kept(
    db: Database, round_id: str, robin: Person
) -> None:
    for ratings in (FAR, FAR, FAR):
        builders.tried(db, robin, round_id, ratings)
    assert [each.file for each in attempts(db, round_id, robin)] == ["one", "two", "one"]
    assert [each.number for each in attempts(db, round_id, robin)] == [1, 2, 3]


def test_who_had_begun_is_not_thrown_out(db: Database) -> None:
    round_id = builders.open_round(db)
    who, fresh = builders.auditor(db), builders.auditor(db, "Sam")
    builders.started(db, round_id, "S-001", to=who)
    second = builders.add(db, round_id, "S-002", to=who)
    third = builders.add(db, round_id, "S-003", to=fresh)
    builders.asked(db, round_id)
    case_audit.start(db, who, second)
    with pytest.raises(Refusal):
        case_audit.start(db, fresh, third)


def test_a_higher_bar_takes_nobodys_pass_away_and_none_at_all_opens_live_files(
    db: Database, round_id: str, robin: Person
) -> None:
    sam = builders.auditor(db, "Sam")
    other = builders.add(db, round_id, "S-002", to=sam)
    builders.tried(db, robin, round_id, NEAR)
    builders.asked(db, round_id, 100)
    case_audit.start(db, robin, live(db, robin))
    builders.tried(db, sam, round_id, NEAR)
    with pytest.raises(Refusal):
        case_audit.start(db, sam, other)
    calibration.ask(db, builders.local(db), round_id, None, 100)
    case_audit.start(db, sam, other)


def test_an_attempt_is_held_against_the_bar_that_stands_when_it_is_handed_in(
    db: Database, round_id: str, robin: Person
) -> None:
    made = builders.tried(db, robin, round_id, NEAR, hand_in=False)
    builders.asked(db, round_id, 100)
    practice.submit(db, robin, made)
    assert [(each.bar, each.passed) for each in attempts(db, round_id, robin)] == [(100, False)]


def test_asking_the_same_again_is_no_change(db: Database, round_id: str) -> None:
    before = db.version()
    builders.asked(db, round_id)
    assert db.version() == before


def test_what_cannot_be_asked_is_refused(db: Database, round_id: str) -> None:
    lead = builders.local(db)
    set_id = builders.published_practice(db)
    with refused("calibration.bar", "Bar", least=50):
        calibration.ask(db, lead, round_id, set_id, 40)
    with refused("calibration.set", "Spring 2026"):
        calibration.ask(db, lead, round_id, "nothing", 90)
    single = builders.open_round(db, SINGLE_FILES)
    with refused("calibration.single", SINGLE_FILES):
        calibration.ask(db, lead, single, set_id, 90)


def test_somebody_is_let_in_with_a_reason(db: Database, round_id: str, robin: Person) -> None:
    lead = builders.local(db)
    with refused("calibration.no-reason", "Robin"):
        calibration.let_in(db, lead, round_id, robin.id, "  ")
    with refused("calibration.reason-long", "Robin", limit=300):
        calibration.let_in(db, lead, round_id, robin.id, "x" * 301)
    with refused("calibration.nobody", "Sam"):
        calibration.let_in(db, lead, round_id, builders.auditor(db, "Sam").id, "Wrote the set")
    calibration.let_in(db, lead, round_id, robin.id, "Wrote the set")
    before = db.version()
    calibration.let_in(db, lead, round_id, robin.id, "Wrote  the set ")
    assert db.version() == before
    case_audit.start(db, robin, live(db, robin))
    with refused("calibration.let-in", "Robin"):
        calibration.let_in(db, lead, round_id, robin.id, "Once more")
    calibration.ask(db, lead, round_id, None, 90)
    with refused("calibration.not-asked", "Robin", title="Spring 2026"):
        calibration.let_in(db, lead, round_id, robin.id, "Once more")


def test_handing_in_twice_counts_once(db: Database, round_id: str, robin: Person) -> None:
    made = builders.tried(db, robin, round_id, NEAR, hand_in=False)
    practice.submit(db, robin, made, key="one")
    before = db.version()
    practice.submit(db, robin, made, key="one")
    assert db.version() == before
    with refused("calibration.submitted", "Practice"):
        practice.submit(db, robin, made, key="two")
    with refused("calibration.submitted", "Practice"):
        practice.rate(db, robin, made, "C1", "no", was="yes", visit=VISIT)
    with refused("calibration.no-need", "Spring 2026"):
        practice.begin(db, robin, round_id)


def test_many_clicks_at_once_begin_one_attempt_and_hand_it_in_once(
    db: Database, round_id: str, robin: Person
) -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = set(pool.map(lambda _: practice.begin(db, robin, round_id), range(16)))
    assert len(ids) == 1
    (made,) = ids
    for key, value in FAR.items():
        practice.rate(db, robin, made, key, value, was=None, visit=VISIT)

    def hand_in(number: int) -> bool:
        try:
            practice.submit(db, robin, made, key=str(number))
        except Refusal:
            return False
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(hand_in, range(16))) == 1
    assert len(attempts(db, round_id, robin)) == 1


def test_ratings_are_kept_as_they_are_given_and_told_where_two_tabs_differ(
    db: Database, round_id: str, robin: Person
) -> None:
    made = practice.begin(db, robin, round_id)
    practice.rate(db, robin, made, "C1", "yes", was=None, visit="a")
    before = db.version()
    practice.rate(db, robin, made, "C1", "yes", was=None, visit="b")
    assert db.version() == before
    practice.rate(db, robin, made, "C1", "no", was=None, visit="a")
    with pytest.raises(Conflict) as conflict:
        practice.rate(db, robin, made, "C1", "part", was="yes", visit="b")
    assert (conflict.value.theirs, conflict.value.mine) == ("no", "part")
    practice.rate(db, robin, made, "C1", None, was="no", visit="b")
    with refused("calibration.unrated", "Practice", n=4, first="C1, C2, S1, S2"):
        practice.submit(db, robin, made)


def test_what_no_widget_sends_is_refused(db: Database, round_id: str, robin: Person) -> None:
    made = practice.begin(db, robin, round_id)
    with refused("criterion.not-asked", "Practice, criterion I1"):
        practice.rate(db, robin, made, "I1", "yes", was=None, visit=VISIT)
    known = "yes, part, no, silent, na"
    with refused("rating.unknown", "Practice, criterion C1", value="best", known=known):
        practice.rate(db, robin, made, "C1", "best", was=None, visit=VISIT)


def test_nobody_practises_for_somebody_else_or_where_they_have_no_file(
    db: Database, round_id: str, robin: Person
) -> None:
    sam = builders.auditor(db, "Sam")
    made = builders.tried(db, robin, round_id, NEAR, hand_in=False)
    for act in (
        lambda: practice.begin(db, sam, round_id),
        lambda: practice.submit(db, sam, made),
        lambda: practice.rate(db, sam, made, "C1", "no", was="yes", visit=VISIT),
        lambda: practice.submit(db, sam, "ghost"),
    ):
        with pytest.raises(NotFound):
            act()


def test_a_round_that_asks_for_nothing_or_is_closed_takes_no_practice(
    db: Database, round_id: str, robin: Person
) -> None:
    made = builders.tried(db, robin, round_id, NEAR, hand_in=False)
    builders.moved(db, round_id, "moderate", "close")
    closed = complaint(
        "cycle.closed",
        "Spring 2026",
        title="Spring 2026",
        work="giving a case file to an auditor",
    )
    for act in (
        lambda: practice.begin(db, robin, round_id),
        lambda: practice.submit(db, robin, made),
    ):
        with pytest.raises(Refusal) as refusal:
            act()
        assert refusal.value.complaint == closed
    other = builders.open_round(db, "Autumn 2026")
    builders.add(db, other, "S-009", to=robin)
    with refused("calibration.not-asked", "Practice", title="Autumn 2026"):
        practice.begin(db, robin, other)


def test_practice_counts_nowhere(db: Database, round_id: str, robin: Person) -> None:
    """The board, agreement and everything that is kept about case files are the same as before."""
    lead = builders.local(db)
    builders.add(db, round_id, "S-003")
    calibration.let_in(db, lead, round_id, lead.id, "Wrote the set")
    builders.submitted(db, round_id, "S-002")
    whole = Filter(round_id=round_id)

    def counted() -> tuple[object, ...]:
        with db.reading() as connection:
            rows = [connection.execute(each.select()).all() for each in (t.answer, t.case_audit)]
        shown = [
            each.model_copy(update={"at": builders.START})
            for each in (board(db, lead, whole), agreement(db, lead, whole))
        ]
        return *shown, rows

    before = counted()
    for ratings in (FAR, OVERRULED):
        builders.tried(db, robin, round_id, ratings)
    assert counted() == before
