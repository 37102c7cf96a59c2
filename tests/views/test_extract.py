"""Every rating of a round by itself: all readings, who may have them, and what a person wrote only if asked for."""

from datetime import timedelta

import pytest

from audit.commands import retention
from audit.commands.case_audit import submit
from audit.commands.rating import rate
from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.rules.permission import ALLOWED
from audit.rules.retention import today
from audit.store.database import Database
from audit.views import board
from audit.views.extract import Texts, extract
from tests.builders import (
    VISIT,
    Clock,
    admitted,
    auditor,
    complete,
    local,
    open_round,
    read_twice,
    started,
    submitted,
)


@pytest.fixture
def round_id(db: Database) -> str:
    """A file read once, one read twice and moderated, one of another agency, and a draft."""
    made = open_round(db)
    submitted(db, made, "S-001", ratings={"C1": "part"}, stars=["C2"])
    readers = auditor(db, "First"), auditor(db, "Second")
    read_twice(db, made, "S-002", to=readers, stage="signed")
    submitted(db, made, "S-003", "gp", facts={"father": "unknown", "age": "baby", "sleep": "yes"})
    complete(db, local(db), started(db, made, "S-004"))
    return made


def taken(db, by, narrow, **more):
    with extract(db, by, narrow, **more) as found:
        return found, list(found.lines)


def test_every_submitted_reading_is_there_and_says_whether_it_counts(db, by, round_id):
    found, lines = taken(db, by, Filter(round_id=round_id))
    assert [(each.reference, each.agency, each.reading, each.counted) for each, _ in lines] == [
        ("S-001", "csc", "first", True),
        ("S-002", "csc", "first", False),
        ("S-002", "csc", "second", False),
        ("S-002", "csc", "moderated", True),
        ("S-003", "gp", "first", True),
    ]
    assert [each.moderator for each, _ in lines] == ["", "", "", by.name, ""]
    assert (found.readings, len(found.cases)) == (5, 3)
    assert found.ratings == sum(len(each) for _, each in lines)


def test_what_counts_adds_up_to_the_board(db, by, round_id):
    """A person who counts the rows again comes to what the board shows."""
    _, lines = taken(db, by, Filter(round_id=round_id))
    shown = board.board(db, by, Filter(round_id=round_id))
    for result in shown.criteria:
        key = result.criterion.key
        counted = [said for read, of in lines if read.counted for at, said, _ in of if at == key]
        for counts, n in result.counts.items():
            assert sum(each.counts is counts for each in counted) == n
        assert sum(each.starred for each in counted) == result.starred


def test_who_ruled_out_and_who_overruled_is_told(db, by, round_id):
    _, lines = taken(db, by, Filter(round_id=round_id))
    ruled = {key: said for key, said, _ in lines[-1][1] if said.ruled_out_by}
    assert ruled
    assert {(each.rating, each.label, each.ruled_out_by) for each in ruled.values()} == {
        ("", "", ("father",))
    }
    audit = started(db, round_id, "S-005")
    facts = {"father": "unknown", "age": "baby", "sleep": "yes"}
    complete(db, by, audit, facts=facts)
    rate(db, by, audit, "C1", "overrule", "He was there", was="", visit=VISIT)
    complete(db, by, audit, facts=facts)
    submit(db, by, audit)
    _, lines = taken(db, by, Filter(round_id=round_id), written=True)
    (said, texts) = next((said, texts) for key, said, texts in lines[-1][1] if key == "C1")
    assert (said.rating, said.ruled_out_by, said.overruled_by) == ("yes", ("father",), by.name)
    assert texts.overrule == "He was there"


def test_what_was_written_comes_only_if_asked_for(db, by, round_id):
    narrow = Filter(round_id=round_id)
    _, plain = taken(db, by, narrow)
    assert {texts for _, of in plain for _, _, texts in of} == {None}
    _, written = taken(db, by, narrow, written=True)
    assert Texts("Notes on C1, page 3", "", "") in [texts for _, _, texts in written[0][1]]


def test_an_agency_lead_has_the_files_of_the_agency(db, round_id):
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    found, lines = taken(db, lead, Filter(round_id=round_id))
    assert {read.reference for read, _ in lines} == {"S-003"}
    assert found.narrowed_to == "General practice"
    assert (found.readings, len(found.cases)) == (1, 1)


@pytest.mark.parametrize(
    "role", [Role.AUDITOR, Role.BOARD_MEMBER, Role.SCRUTINEER, Role.ADMINISTRATOR]
)
def test_nobody_else_has_any(db: Database, round_id: str, role: Role) -> None:
    by: Person = admitted(db, role, name="Other", agency="csc")
    with pytest.raises(Refusal) as refused, extract(db, by, Filter(round_id=round_id)):
        pass
    roles = " or ".join(sorted(ALLOWED["data.export"]))
    assert refused.value.complaint == complaint("permission.role", roles=roles)


def test_a_round_that_was_disposed_of_gives_no_lines(db: Database, by: Person, round_id: str):
    assert isinstance(db.clock, Clock)
    until = today(db.clock()) + timedelta(days=1)
    retention.keep_until(db, by, round_id, until, "Five years", "Business manager")
    db.clock.now += timedelta(days=2)
    retention.dispose(db, by, round_id, confirm="Spring 2026")
    with pytest.raises(Refusal) as refused, extract(db, by, Filter(round_id=round_id)):
        pass
    assert refused.value.complaint == complaint("extract.disposed", where="Spring 2026")


def test_what_looks_like_an_identifier_waits_for_a_qa_lead(db, by, round_id):
    audit = started(db, round_id, "S-009")
    complete(db, by, audit, ratings={"C1": "part"})
    rate(db, by, audit, "C1", "reason", "See 943 476 5919", was="", visit=VISIT)
    submit(db, by, audit)
    narrow = Filter(round_id=round_id)
    found, _ = taken(db, by, narrow, written=True)
    assert [(each.reference, each.criterion) for each in found.waiting] == [("S-009", "C1")]
    assert taken(db, by, narrow)[0].waiting == ()
