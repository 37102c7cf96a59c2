"""A round under scrutiny: the sample in numbers of which small ones are hidden, and what is not in."""

from datetime import timedelta

import pytest

from audit.commands import retention, sample
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.model.refusal import NotFound
from audit.model.sample import Design, Part
from audit.model.scrutiny import Drawing
from audit.rules.retention import today
from audit.store.database import Database
from audit.views.scrutiny import scrutiny, titles
from tests.builders import Clock, admitted, auditor, moved, open_round, started, submitted
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, cases, draw, seen, stands
from tests.drawing import named


@pytest.fixture
def watcher(db: Database) -> Person:
    return admitted(db, Role.SCRUTINEER, name="Wren")


@pytest.fixture
def round_id(db: Database) -> str:
    made = open_round(db)
    taken(db, made, ROWS)
    return made


def drawn(db: Database, by: Person, round_id: str) -> Drawing:
    found = scrutiny(db, by, round_id).drawing
    assert found is not None
    return found


def test_without_a_sample_there_is_no_drawing(db: Database, by: Person, watcher: Person) -> None:
    round_id = open_round(db)
    found = scrutiny(db, by, round_id)
    assert found.drawing is None
    assert found.readings == ()
    assert scrutiny(db, watcher, round_id).readings is None
    assert titles(db, watcher) == {round_id: found.round_title}


def test_no_round_no_scrutiny(db: Database, watcher: Person) -> None:
    with pytest.raises(NotFound):
        scrutiny(db, watcher, "ghost")


def test_the_qa_lead_has_the_numbers_of_the_log(db: Database, by: Person, round_id: str) -> None:
    design = Design(strata=("Agency",), size=3, exclusions=(named("S-006"),))
    draw(db, round_id, design)
    found = drawn(db, by, round_id)
    numbers = {each.what: each.cases.number for each in found.cases}
    assert list(numbers.values()) == [8, 1, 0, 7, 3]
    assert [each.cases.number for each in found.reasons] == [1]
    assert {each.name: each.listed.number for each in found.strata}["Police"] == 2
    assert found.legend == ()


def test_a_scrutineer_sees_no_small_count_and_no_reference(
    db: Database, watcher: Person, round_id: str
) -> None:
    sample_id = draw(db, round_id, Design(strata=("Agency",), size=3, exclusions=(named("S-006"),)))
    found = drawn(db, watcher, round_id)
    shown = [each.cases for each in (*found.cases, *found.reasons)]
    shown += [each for one in found.strata for each in (one.listed, one.drawn)]
    assert not [each for each in shown if each.number is not None and 0 < each.number < 6]
    assert any(each.is_hidden for each in shown)
    assert found.legend
    told = found.model_dump_json()
    assert "4711" in found.seed
    assert "cases named one by one" in told
    everyone = cases(db, sample_id, *Part)
    assert everyone
    assert not [each.reference for each in everyone if each.reference in told]


def test_a_list_drawn_from_as_a_whole_has_no_strata(
    db: Database, watcher: Person, round_id: str
) -> None:
    draw(db, round_id, Design(size=6))
    found = drawn(db, watcher, round_id)
    assert found.strata == ()
    assert found.reasons == ()
    assert {each.what: each.cases.words for each in found.cases}["In the case list"] == "8"


def test_draws_that_were_set_aside_are_counted(
    db: Database, by: Person, watcher: Person, round_id: str
) -> None:
    draw(db, round_id)
    assert drawn(db, watcher, round_id).earlier == 0
    sample.draw_again(
        db,
        by,
        round_id,
        Design(size=4),
        "No strata were wanted",
        seen=seen(db, round_id),
        seed="4712",
    )
    assert drawn(db, watcher, round_id).earlier == 1
    assert stands(db, round_id).number == 2


def test_after_a_disposal_the_seed_is_gone_and_the_numbers_stand(
    db: Database, by: Person, round_id: str
) -> None:
    draw(db, round_id)
    until = today(db.clock()) + timedelta(days=9)
    retention.keep_until(db, by, round_id, until, "Five years", "Manager")
    moved(db, round_id, "moderate", "close")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=20)
    title = scrutiny(db, by, round_id).round_title
    retention.dispose(db, by, round_id, confirm=title)
    found = scrutiny(db, by, round_id)
    assert found.is_disposed
    assert found.drawing is not None
    assert "4711" not in found.drawing.model_dump_json()
    assert found.drawing.cases[0].cases.number == 8


def test_what_is_not_in_is_told_by_reading(db: Database) -> None:
    lead = admitted(db, Role.QA_LEAD, name="Lead")
    round_id = open_round(db)
    submitted(db, round_id)
    started(db, round_id, "S-001", to=auditor(db, "Sam"), reading=Reading.SECOND)
    found = {each.reading: each for each in scrutiny(db, lead, round_id).readings or ()}
    assert (found[Reading.FIRST].submitted, found[Reading.FIRST].total) == (1, 1)
    assert (found[Reading.SECOND].submitted, found[Reading.SECOND].total) == (0, 1)


def test_a_reader_of_a_file_learns_nothing_of_the_other_reading(db: Database) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    both = admitted(db, Role.AUDITOR, Role.SCRUTINEER, name="Sam", agency="csc")
    started(db, round_id, to=both, reading=Reading.SECOND)
    found = scrutiny(db, both, round_id)
    assert found.kept_from_you == 1
    assert [each.reading for each in found.readings or ()] == [Reading.SECOND]
