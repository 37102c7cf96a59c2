"""A round's timetable: laid out, changed, ticked off."""

from datetime import date

import pytest

from audit.commands.timetable import add_step, lay_out, mark_step, move_step, remove_step
from audit.model.person import Person
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules.timetable import TEMPLATES
from audit.store.database import Database
from audit.views.cycle import CyclePage, cycle
from tests.builders import open_round, planned_round

MONDAY = date(2026, 10, 5)


@pytest.fixture
def round_id(db: Database, by: Person) -> str:
    """A planned round with the three weeks of a JTAI."""
    made = planned_round(db)
    lay_out(db, by, made, "jtai", MONDAY)
    return made


def page(db: Database, by: Person, round_id: str) -> CyclePage:
    return cycle(db, by, round_id)


def test_a_template_is_laid_out_and_says_when_audits_are_due(
    db: Database, by: Person, round_id: str
) -> None:
    found = page(db, by, round_id)
    assert [each.title for each in found.steps] == [each.title for each in TEMPLATES["jtai"].steps]
    assert found.starts == MONDAY
    assert found.facts.due == date(2026, 10, 14)


def test_a_due_day_that_was_given_stays(db: Database, by: Person) -> None:
    made = open_round(db, due=date(2026, 12, 1))
    lay_out(db, by, made, "jtai", MONDAY)
    assert page(db, by, made).facts.due == date(2026, 12, 1)


def test_a_timetable_that_begins_after_the_due_day_is_refused(db: Database, by: Person) -> None:
    made = open_round(db, due=date(2026, 10, 2))
    with pytest.raises(Refusal) as refused:
        lay_out(db, by, made, "jtai", MONDAY)
    told = {"starts": "5 October 2026", "due": "2 October 2026"}
    assert refused.value.complaint == complaint("round.days", "Days of the round", **told)
    assert page(db, by, made).steps == ()


def test_another_template_takes_its_place_while_nothing_is_done(
    db: Database, by: Person, round_id: str
) -> None:
    lay_out(db, by, round_id, "usual", MONDAY)
    assert len(page(db, by, round_id).steps) == len(TEMPLATES["usual"].steps)
    mark_step(db, by, round_id, 1, done=True)
    with pytest.raises(Refusal) as refused:
        lay_out(db, by, round_id, "jtai", MONDAY)
    assert refused.value.complaint == complaint("timetable.begun", "Spring 2026", n=1)


def test_there_are_these_templates(db: Database, by: Person, round_id: str) -> None:
    with pytest.raises(Refusal) as refused:
        lay_out(db, by, round_id, "ghost", MONDAY)
    told = complaint("timetable.template", "Spring 2026", known="jtai, usual")
    assert refused.value.complaint == told


def test_a_step_is_marked_and_the_mark_taken_away(db: Database, by: Person, round_id: str) -> None:
    mark_step(db, by, round_id, 2, done=True)
    second = page(db, by, round_id).steps[1]
    assert second.done_by == by.name
    version = db.version()
    mark_step(db, by, round_id, 2, done=True)
    assert db.version() == version
    mark_step(db, by, round_id, 2, done=False)
    second = page(db, by, round_id).steps[1]
    assert (second.done_at, second.done_by) == (None, None)


def test_a_step_gets_another_day_and_its_place(db: Database, by: Person, round_id: str) -> None:
    move_step(db, by, round_id, 1, date(2026, 10, 7))
    assert [each.number for each in page(db, by, round_id).steps][:3] == [2, 1, 3]
    version = db.version()
    move_step(db, by, round_id, 1, date(2026, 10, 7))
    assert db.version() == version


def test_a_step_of_ones_own_comes_and_goes(db: Database, by: Person) -> None:
    made = planned_round(db)
    for _ in range(2):
        add_step(db, by, made, "  Ask the\nGPs ", MONDAY, key="form")
    add_step(db, by, made, "Thank them", MONDAY)
    assert [(each.number, each.title) for each in page(db, by, made).steps] == [
        (1, "Ask the GPs"),
        (2, "Thank them"),
    ]
    remove_step(db, by, made, 1)
    assert [each.number for each in page(db, by, made).steps] == [2]


@pytest.mark.parametrize(
    ("title", "code", "where", "told"),
    [
        (" ", "timetable.title", "Spring 2026", {}),
        ("x" * 121, "cycle.line", "Step of the timetable", {"limit": 120}),
    ],
)
def test_a_step_needs_words(
    db: Database, by: Person, title: str, code: str, where: str, told: dict[str, object]
) -> None:
    with pytest.raises(Refusal) as refused:
        add_step(db, by, planned_round(db), title, MONDAY)
    assert refused.value.complaint == complaint(code, where, **told)


def test_a_step_that_is_not_there(db: Database, by: Person, round_id: str) -> None:
    for act in (
        lambda: mark_step(db, by, round_id, 99, done=True),
        lambda: move_step(db, by, round_id, 99, MONDAY),
        lambda: remove_step(db, by, round_id, 99),
    ):
        with pytest.raises(Refusal) as refused:
            act()
        assert refused.value.complaint == complaint("timetable.step", "Spring 2026")


def test_a_round_that_is_not_there(db: Database, by: Person) -> None:
    with pytest.raises(NotFound):
        add_step(db, by, "ghost", "Ask", MONDAY)
