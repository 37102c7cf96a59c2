"""All that is held on one case: everything of it, and nothing of any other."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from audit.commands import case_audit, retention, sample
from audit.model.case import AgeBand
from audit.model.case_audit import Reading
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.sample import Chosen, Design
from audit.rules.retention import today
from audit.store import samples
from audit.store.database import Database
from audit.views.case_extract import CaseExtract, case_extract
from tests.builders import (
    SECOND,
    Clock,
    add,
    answer,
    complete,
    give,
    local,
    open_round,
    started,
    submitted,
)
from tests.case_lists import taken


def filled(db: Database, by: Person) -> None:
    """S-001 in two rounds, with two agencies and two readings; S-0011 beside it."""
    spring, autumn = open_round(db), open_round(db, "Autumn 2026")
    submitted(db, spring, "S-001", team="Blue", ratings={"C1": "part"}, stars=["S2"])
    submitted(db, spring, "S-001", reading=Reading.SECOND)
    submitted(db, spring, "S-0011", ratings="no")
    draft = started(db, autumn, "s-001", agency="gp", age_band=AgeBand.UNDER_1)
    complete(db, by, draft, facts={"father": "unknown", "age": "baby", "sleep": "yes"})
    give(db, by, draft, "C1", "overrule", "He was seen on the ward")
    answer(db, by, draft, "C1", "no")
    add(db, autumn, "S-002")


def test_everything_of_the_case_and_nothing_of_another(db: Database, by: Person) -> None:
    filled(db, by)
    found = case_extract(db, by, "S-001")
    assert found.reference == "S-001"
    assert found.case_files == ("Children's social care", "General practice")
    assert [(each.place.round_title, each.place.reading) for each in found.audits] == [
        ("Spring 2026", "first"),
        ("Spring 2026", "second"),
        ("Autumn 2026", "first"),
    ]
    first = found.audits[0]
    assert (first.team, first.status, first.submitted_by) == ("Blue", "submitted", by.name)
    assert first.submitted_at is not None
    assert found.audits[2].age_band == "under 1"
    assert len(found.answers) == 4 + 4 + 4
    assert len(found.facts) == 9
    assert {each.answer for each in found.facts} >= {"Known", "Not known", "Under one"}
    lines = {each.evidence for each in found.answers}
    assert lines == {"", "Notes on C1, page 3"}
    starred = [each.criterion for each in found.answers if each.starred]
    assert starred == ["S2"]
    assert {each.rating for each in found.answers} == {"Yes", "In part", "No"}
    overruled = [each for each in found.answers if each.overrule]
    assert [(each.criterion, each.ruled_out) for each in overruled] == [("C1", False)]
    assert {each.kept_by for each in found.answers} == {by.name, SECOND}
    assert [each.about for each in found.judgements if each.place.reading == "second"] == [
        "Fathers and all carers",
        "Safer sleep",
        "the whole file",
    ]
    assert {each.value for each in found.judgements} == {"Fair"}


def test_the_trail_of_the_case_is_whole(db: Database, by: Person) -> None:
    """Counted against the trail itself: what is about an audit of the case, whatever its kind."""
    filled(db, by)
    found = case_extract(db, by, "S-001")
    with db.reading() as connection:
        every = connection.execute(
            text(
                "SELECT e.seq FROM event e JOIN case_audit a ON e.about LIKE '%:' || a.id"
                " OR e.about LIKE '%:' || a.id || '/%'"
                ' JOIN case_file f ON f.id = a.case_file_id JOIN "case" c ON c.id = f.case_id'
                " WHERE c.reference = 'S-001' ORDER BY e.seq"
            )
        ).all()
    assert [each.seq for each in found.entries] == [row[0] for row in every]
    kinds = {each.about.partition(":")[0] for each in found.entries}
    assert kinds == {"case_audit", "answer", "fact", "judgement"}
    assert {each.by for each in found.entries} == {by.name, SECOND}
    looked = len(found.entries)
    retention.extracted(db, by, "S-001", "screen")
    again = case_extract(db, by, "S-001")
    assert [each.act for each in again.entries[looked:]] == ["case.extracted"]


@pytest.mark.parametrize("asked", ["s-001", "S-001", "  S-001\n"])
def test_capitals_and_outer_space_do_not_matter(db: Database, by: Person, asked: str) -> None:
    filled(db, by)
    assert len(case_extract(db, by, asked).audits) == 3


@pytest.mark.parametrize("asked", ["S-00", "S-00_", "S-0%", "S-003", "", "001", "'; DROP TABLE x"])
def test_what_is_not_held_is_said_plainly(db: Database, by: Person, asked: str) -> None:
    filled(db, by)
    with pytest.raises(NotFound) as refused:
        case_extract(db, by, asked)
    assert refused.value.complaint == complaint("case.not-held")


def test_a_returned_and_an_unstarted_case_audit_are_held_too(db: Database, by: Person) -> None:
    round_id = open_round(db)
    made = submitted(db, round_id, "S-001")
    case_audit.send_back(db, by, made, "Look at C1 again")
    add(db, round_id, "S-001", "gp")
    found = case_extract(db, by, "S-001")
    assert [each.returned_reason for each in found.audits] == ["Look at C1 again", ""]
    assert [each.status for each in found.audits] == ["returned", "not started"]
    assert {each.place.agency for each in found.answers} == {"Children's social care"}


def test_what_draws_did_with_the_case_is_held_too(db: Database, by: Person) -> None:
    """Drawn and replaced, a reserve that came, and left out of a later draw: with the reasons, and no other case."""
    round_id = open_round(db)
    rows = [(f"S-{n:03}", "CSC", "", "", "x") for n in range(1, 4)]
    at = taken(db, round_id, rows)
    sample.draw(db, by, round_id, Design(size=1, reserve=100), seen=at, seed="1")
    with db.reading() as connection:
        found = samples.current(connection, round_id)
        assert found is not None
        first, second = [each.reference for each in samples.cases(connection, found.id)]
    assert sample.replace(db, by, round_id, first, "The file is lost") == second
    out = Chosen(reason="Moved away", references=(first,))
    how = Design(size=1, exclusions=(out,))
    sample.draw_again(db, by, round_id, how, "Again", seen=at, seed="1")
    told = [
        (each.number, each.set_aside, each.part, each.reason, each.replaced_because)
        for each in case_extract(db, by, first.lower()).draws
    ]
    assert told == [
        (1, True, "drawn", "", "The file is lost"),
        (2, False, "excluded", "Moved away", ""),
    ]
    (came, *_) = case_extract(db, by, second).draws
    assert (came.part, came.position, came.replaced_at) == ("reserve, came in", 2, None)
    assert first not in came.model_dump_json()


def test_after_disposal_nothing_is_held_on_the_reference(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-001")
    until = today(db.clock()) + timedelta(days=5)
    retention.keep_until(db, local(db), round_id, until, "Five years", "Manager")
    assert isinstance(db.clock, Clock)
    db.clock.now += timedelta(days=10)
    assert isinstance(case_extract(db, by, "S-001"), CaseExtract)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    with pytest.raises(NotFound):
        case_extract(db, by, "S-001")
