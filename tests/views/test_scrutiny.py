"""A round under scrutiny: the sample in numbers of which small ones are hidden, and what is not in."""

import re
from datetime import timedelta

import pytest

from audit.commands import retention, sample
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.model.refusal import NotFound
from audit.model.sample import Chosen, Design, Part
from audit.model.scrutiny import Drawing
from audit.rules.retention import day, today
from audit.store.database import Database
from audit.views.scrutiny import scrutiny, titles
from tests.builders import Clock, admitted, auditor, moved, open_round, started, submitted
from tests.case_lists import taken
from tests.commands.test_sample import ROWS, cases, draw, seen, stands
from tests.drawing import named, where


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
    assert [each.what for each in found.reasons] == ["Cases named one by one"]
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
    draw(db, round_id, Design(size=3, exclusions=(named("S-006"),)))
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
    watched = drawn(db, admitted(db, Role.SCRUTINEER, name="Wren"), round_id)
    assert [each.what for each in watched.reasons] == [
        "The reason was erased with the round's texts"
    ]
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
    both = admitted(db, Role.AUDITOR, Role.QA_LEAD, name="Sam", agency="csc")
    started(db, round_id, to=both, reading=Reading.SECOND)
    found = scrutiny(db, both, round_id)
    assert found.kept_from_you == 1
    assert [each.reading for each in found.readings or ()] == [Reading.SECOND]


@pytest.mark.parametrize("role", [Role.AUDITOR, Role.AGENCY_LEAD])
def test_who_reaches_an_agency_alone_is_told_no_count_of_the_round(
    db: Database, role: Role
) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    both = admitted(db, role, Role.SCRUTINEER, name="Sam", agency="csc")
    assert scrutiny(db, both, round_id).readings is None


LONG = tuple((f"S-{n:03}", "CSC", "North", "7", "Plan A") for n in range(1, 31))
WHY = "Jo Bloggs of North asked for it"


def many_drawn(db: Database, *exclusions: Chosen) -> tuple[str, str]:
    """A round with a list of 30, of which three are left out and 17 drawn; and its sample."""
    made = open_round(db)
    taken(db, made, LONG)
    design = Design(size=17, minimum=4, exclusions=exclusions)
    return made, draw(db, made, design)


def test_no_sentence_tells_a_number_that_the_table_hides(
    db: Database, by: Person, watcher: Person
) -> None:
    round_id, _ = many_drawn(db, named("S-001", "S-002", "S-003", reason=WHY))
    true, seen_by = drawn(db, by, round_id), drawn(db, watcher, round_id)
    assert [each.cases.number for each in true.cases] == [30, 3, 0, 27, 17]
    hidden = {
        one.cases.number
        for one, masked in zip(true.cases, seen_by.cases, strict=True)
        if masked.cases.is_hidden
    }
    assert 3 in hidden
    known = stands(db, round_id).frame
    bare = {
        "seed": "",
        "legend": (),
        "listed": seen_by.listed.replace(known.hash, "").replace(day(today(known.taken_at)), ""),
    }
    dumped = seen_by.model_copy(update=bare).model_dump_json().replace("SHA-256", "")
    told = {int(each) for each in re.findall(r"\d+", dumped)}
    assert told.isdisjoint(hidden)
    # Nor any number of cases at all: only for how many months another round counts.
    assert {int(each) for each in re.findall(r"\d+", " ".join(seen_by.design))} == {12}
    assert "A number of cases drawn at random" in " ".join(seen_by.design)


def test_a_masked_reader_has_nothing_that_was_written_about_cases(
    db: Database, by: Person, watcher: Person
) -> None:
    both = (named("S-001", reason=WHY), where("Age band", "unborn", reason=f"{WHY} too"))
    round_id, _ = many_drawn(db, *both)
    found = drawn(db, watcher, round_id)
    told = found.model_dump_json()
    name = stands(db, round_id).frame.name
    assert name
    assert name not in told
    assert WHY not in told
    assert "unborn" not in told
    assert "Left out: cases by Age band, with a reason on record." in found.design
    full = drawn(db, by, round_id).model_dump_json()
    assert name in full
    assert WHY in full


def test_cases_of_another_round_and_those_of_two_reasons_are_counted_by_kind(
    db: Database, watcher: Person, round_id: str
) -> None:
    submitted(db, open_round(db, title="Before"), "S-001")
    out = (named("S-002", reason="One"), named("S-003", reason="Two"))
    strata = Design(
        strata=("Agency",), size=3, minimum=1, exclusions=out, certainty=(named("S-004"),)
    )
    draw(db, round_id, strata)
    found = drawn(db, watcher, round_id)
    kinds = {"Cases named one by one", "Another round had them, or still has"}
    assert {each.what for each in found.reasons} == kinds
    assert "From each stratum a least number, as far as it has them." in found.design
    assert "Taken for certain: cases named one by one, with a reason on record." in found.design
