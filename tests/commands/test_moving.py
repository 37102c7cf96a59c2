"""Moving a round to a newer version of its checklist: what goes along, what is taken back, and what holds it."""

from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import calibration, case_audit, finding, moderation, rating
from audit.commands.case import audit_one_now
from audit.commands.counts import recount
from audit.commands.moving import move_version
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.case_fact import FactValue
from audit.model.checklist import Checklist
from audit.model.finding import FindingKind, FindingWords, Origin
from audit.model.moving import Touched
from audit.model.person import Person, Role
from audit.model.refusal import Conflict, Refusal
from audit.store import case_audits, counts
from audit.store import tables as t
from audit.store.database import Database
from audit.views import board
from audit.views import case_audit as audit_views
from audit.views.cycle import cycle
from audit.views.moving import touched
from tests.builders import (
    VISIT,
    admitted,
    auditor,
    begun_panel,
    complete,
    criterion,
    give,
    judge,
    moved,
    noted,
    open_round,
    published,
    published_practice,
    read_twice,
    small_checklist,
    started,
    state_facts,
    submitted,
)
from tests.builders import add as add_file

ROUND = "Spring 2026"


def next_version(**changes: Any) -> Checklist:
    """Version 2: the same unless it is said."""
    return small_checklist(version=2, **changes)


def reworded(key: str, **more: Any) -> dict[str, Any]:
    """The standards, with another statement for one criterion."""
    standards = []
    for standard in small_checklist().standards:
        each = tuple(
            one.model_copy(update={"statement": f"The file shows {key} well.", **more})
            if one.key == key
            else one
            for one in standard.criteria
        )
        standards.append(standard.model_copy(update={"criteria": each}))
    return {"standards": tuple(standards)}


def without(key: str) -> dict[str, Any]:
    standards = (
        each.model_copy(update={"criteria": tuple(one for one in each.criteria if one.key != key)})
        for each in small_checklist().standards
    )
    return {"standards": tuple(each for each in standards if each.criteria)}


def with_one_more(key: str = "C3") -> dict[str, Any]:
    first, *rest = small_checklist().standards
    more = (*first.criteria, criterion(key, "AS1"))
    return {"standards": (first.model_copy(update={"criteria": more}), *rest)}


def shown(db: Database, by: Person, round_id: str) -> Touched:
    found = touched(db, by, round_id)
    assert found is not None
    return found


def move(db: Database, by: Person, round_id: str) -> Touched:
    """Move it as it was shown; return what was shown."""
    found = shown(db, by, round_id)
    move_version(db, by, round_id, found, "S1 was unclear")
    return found


def refused(db: Database, by: Person, round_id: str, *, why: str) -> None:
    """It says why it stays, on the page and in the command, and nothing is changed."""
    found = shown(db, by, round_id)
    assert why in found.stays
    with db.reading() as connection:
        before = connection.execute(select(t.answer)).all()
    with pytest.raises(Refusal) as caught:
        move_version(db, by, round_id, found, "S1 was unclear")
    assert caught.value.complaint.code == "moving.stays"
    assert why in str(caught.value)
    with db.reading() as connection:
        assert connection.execute(select(t.answer)).all() == before
    assert cycle(db, by, round_id).version == 1


def answers(db: Database, audit: str) -> Any:
    with db.reading() as connection:
        return case_audits.answers(connection, audit)


def audit_of(db: Database, audit: str) -> Any:
    with db.reading() as connection:
        return case_audits.find(connection, audit)


# ---- What goes along -----------------------------------------------------------------------------------


def test_nothing_changed_moves_without_a_trace_in_what_was_given(db: Database, by: Person) -> None:
    round_id = open_round(db)
    done, open_, waits = (
        submitted(db, round_id, "S-001"),
        started(db, round_id, "S-002"),
        add_file(db, round_id, "S-003"),
    )
    give(db, by, open_, "C1", "rating", "yes")
    before = [answers(db, each) for each in (done, open_, waits)]
    picture = board.board(db, by, board.Filter(round_id=round_id))
    published(db, next_version(introduction="Read it twice."))
    found = move(db, by, round_id)
    assert (found.same, found.different, found.version, found.newer) == (5, (), 1, 2)
    assert (found.not_started, found.begun, found.submitted) == (1, 1, 1)
    assert (found.opened_again, found.ratings, found.facts, found.judgements) == (0, 0, 0, 0)
    assert [answers(db, each) for each in (done, open_, waits)] == before
    assert audit_of(db, done).status is CaseAuditStatus.SUBMITTED
    assert cycle(db, by, round_id).version == 2
    now = board.board(db, by, board.Filter(round_id=round_id))
    assert now.standards == picture.standards


def test_a_criterion_that_is_another_one_is_rated_again_and_its_words_stay(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    done = submitted(db, round_id, "S-001", ratings={"S2": "no"})
    open_ = started(db, round_id, "S-002")
    give(db, by, open_, "S2", "rating", "part")
    give(db, by, open_, "S2", "evidence", "Letter, page 3")
    give(db, by, open_, "C2", "rating", "yes")
    published(db, next_version(**reworded("S2")))
    found = move(db, by, round_id)
    assert [each.key for each in found.different] == ["S2"]
    assert (found.opened_again, found.ratings) == (1, 2)
    stands = answers(db, open_)
    assert (stands["S2"].rating, stands["S2"].counts) == (None, None)
    assert stands["S2"].evidence == "Letter, page 3"
    assert stands["C2"].rating == "yes"
    back = audit_of(db, done)
    assert back.status is CaseAuditStatus.RETURNED
    because = "The round was moved from version 1 of its checklist to 2: rate again S2."
    assert back.returned_reason == because
    assert answers(db, done)["S2"].evidence == "Notes on S2, page 3"
    give(db, by, done, "S2", "rating", "yes")
    case_audit.submit(db, by, done)


def test_a_page_that_is_open_still_learns_of_it(db: Database, by: Person) -> None:
    round_id = open_round(db)
    open_ = started(db, round_id)
    give(db, by, open_, "S2", "rating", "yes")
    published(db, next_version(**reworded("S2")))
    move(db, by, round_id)
    with pytest.raises(Conflict):
        rating.rate(db, by, open_, "S2", "rating", "no", was="yes", visit=VISIT)
    assert answers(db, open_)["S2"].rating is None


def test_a_new_criterion_is_asked_in_every_file_that_was_begun(db: Database, by: Person) -> None:
    round_id = open_round(db)
    done = submitted(db, round_id, "S-001")
    open_ = started(db, round_id, "S-002")
    state_facts(db, by, open_, {"father": "unknown"})
    published(db, next_version(**with_one_more()))
    move(db, by, round_id)
    assert "rate for the first time C3" in audit_of(db, done).returned_reason
    assert answers(db, open_)["C3"].ruled_out_by == ("father",)
    give(db, by, done, "C3", "rating", "yes")
    case_audit.submit(db, by, done)
    made = started(db, round_id, "S-003")
    complete(db, by, made)
    case_audit.submit(db, by, made)
    picture = board.board(db, by, board.Filter(round_id=round_id))
    assert "C3" in {each.criterion.key for one in picture.standards for each in one.criteria}


def test_a_criterion_no_longer_asked_goes_if_nothing_was_written_under_it(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    done = submitted(db, round_id, "S-001")
    published(db, next_version(**without("S2")))
    found = move(db, by, round_id)
    assert (found.opened_again, found.ratings) == (0, 1)
    assert "S2" not in answers(db, done)
    assert audit_of(db, done).status is CaseAuditStatus.SUBMITTED
    with db.reading() as connection:
        tally = connection.execute(
            select(t.case_audit.c.tally).where(t.case_audit.c.id == done)
        ).scalar_one()
    assert len(tally) == 4


def test_words_under_what_is_no_longer_asked_hold_the_round(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id, "S-001", ratings={"S2": "no"})
    published(db, next_version(**without("S2")))
    why = "Words stand under S2 in 1 reading, and version 2 has no place for them."
    refused(db, by, round_id, why=why)


def test_case_facts_asked_otherwise_are_answered_again_and_the_rules_follow(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    open_ = started(db, round_id)
    state_facts(db, by, open_, {"father": "unknown", "age": "baby", "sleep": "no"})
    assert answers(db, open_)["C1"].ruled_out_by == ("father",)
    facts = small_checklist().case_facts
    asked = (facts[0].model_copy(update={"question": "Is the father known to us?"}), *facts[1:])
    published(db, next_version(case_facts=asked))
    found = move(db, by, round_id)
    assert found.facts == 1
    with db.reading() as connection:
        stands = case_audits.facts(connection, open_)
    assert {key: each.value for key, each in stands.items()} == {
        "father": None,
        "age": "baby",
        "sleep": "no",
    }
    assert answers(db, open_)["C1"].ruled_out_by == ()
    assert answers(db, open_)["S1"].ruled_out_by == ("sleep",)


def test_a_case_fact_no_longer_asked_is_taken_out(db: Database, by: Person) -> None:
    round_id = open_round(db)
    open_ = started(db, round_id)
    state_facts(db, by, open_, {"father": "unknown", "age": "baby"})
    first, *rest = small_checklist().standards
    standards = (first.model_copy(update={"applies_when": None}), *rest)
    facts = small_checklist().case_facts[1:]
    published(db, next_version(case_facts=facts, standards=standards))
    assert move(db, by, round_id).facts == 1
    with db.reading() as connection:
        assert list(case_audits.facts(connection, open_)) == ["age"]
    assert answers(db, open_)["C1"].ruled_out_by == ()


def test_judgements_go_along_where_standard_and_scale_are_the_same(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    done = submitted(db, round_id)
    first, *rest = small_checklist().standards
    standards = (first.model_copy(update={"statement": "Every carer is met."}), *rest)
    published(db, next_version(standards=standards))
    found = move(db, by, round_id)
    assert (found.judgements, found.opened_again) == (1, 1)
    with db.reading() as connection:
        stands = case_audits.judgements(connection, done)
    assert (stands["carers"].value, stands["carers"].rationale) == (None, "Seen")
    assert (stands["sleep"].value, stands[""].value) == ("fair", "fair")
    assert audit_of(db, done).returned_reason.endswith("judge again carers.")


def test_a_scale_of_judgements_that_is_gone_takes_what_has_no_words_with_it(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    open_ = started(db, round_id)
    judge(db, by, open_, "", "sound", "")
    published(db, next_version(judgement_scale=None))
    assert move(db, by, round_id).judgements == 1
    with db.reading() as connection:
        assert case_audits.judgements(connection, open_) == {}


def test_the_rationale_of_such_a_judgement_holds_the_round(db: Database, by: Person) -> None:
    round_id = open_round(db)
    judge(db, by, started(db, round_id), "", "sound")
    published(db, next_version(judgement_scale=None))
    why = (
        "Words stand under the judgement of the whole file in 1 reading,"
        " and version 2 has no place for them."
    )
    refused(db, by, round_id, why=why)


def test_counts_kept_are_those_of_a_recount(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for number, agency in enumerate(("csc", "gp", "police")):
        submitted(db, round_id, f"S-{number}", agency)
    published(db, next_version(**with_one_more("Z1")))
    move(db, by, round_id)
    done = submitted(db, round_id, "S-009")
    with db.reading() as connection:
        places = select(t.board_count).where(t.board_count.c.round_id == round_id)
        kept = {
            (row.agency, row.team, row.age_band): row.counts for row in connection.execute(places)
        }
    recount(db, by)
    with db.reading() as connection:
        again = {
            (row.agency, row.team, row.age_band): row.counts for row in connection.execute(places)
        }
        assert counts.is_kept(connection, round_id)
    assert kept == again
    assert audit_of(db, done).status is CaseAuditStatus.SUBMITTED


def test_it_is_told_in_the_trail_and_on_the_way_of_the_round(db: Database, by: Person) -> None:
    round_id = open_round(db)
    open_ = started(db, round_id)
    give(db, by, open_, "S2", "rating", "yes")
    published(db, next_version(**reworded("S2")))
    found = shown(db, by, round_id)
    for _ in range(2):  # the same submit twice
        move_version(db, by, round_id, found, "S2 was unclear", key="once")
    with db.reading() as connection:
        rows = connection.execute(select(t.event).where(t.event.c.act == "round.version_moved"))
        (row,) = rows.all()
    assert "unclear" not in row.detail
    assert f'"{open_}":{{"facts":[],"rate":["S2"]}}' in row.detail.replace(" ", "")
    words = cycle(db, by, round_id).moves[-1].reason
    assert words == "Moved from version 1 of its checklist to 2. S2 was unclear"


# ---- What holds a round ---------------------------------------------------------------------------------


def test_no_newer_version_is_no_move(db: Database, by: Person) -> None:
    round_id = open_round(db)
    assert touched(db, by, round_id) is None
    published(db, next_version())
    found = shown(db, by, round_id)
    move_version(db, by, round_id, found, "New")
    assert touched(db, by, round_id) is None
    with pytest.raises(Refusal) as caught:
        move_version(db, by, round_id, found, "New")
    assert caught.value.complaint.code == "moving.newest"


def test_it_takes_a_reason(db: Database, by: Person) -> None:
    round_id = open_round(db)
    published(db, next_version())
    with pytest.raises(Refusal) as caught:
        move_version(db, by, round_id, shown(db, by, round_id), "  ")
    assert caught.value.complaint.code == "cycle.reason"
    assert cycle(db, by, round_id).version == 1


def test_what_was_entered_since_it_was_shown_is_shown_first(db: Database, by: Person) -> None:
    round_id = open_round(db)
    open_ = started(db, round_id)
    published(db, next_version(**reworded("S2")))
    found = shown(db, by, round_id)
    give(db, by, open_, "S2", "rating", "yes")
    with pytest.raises(Refusal) as caught:
        move_version(db, by, round_id, found, "S2 was unclear")
    assert caught.value.complaint.code == "moving.other"
    assert answers(db, open_)["S2"].rating == "yes"


def test_a_round_past_its_readings_stays(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    published(db, next_version())
    moved(db, round_id, "moderate")
    refused(db, by, round_id, why="It is moderation: only a planned or open round is moved.")


def test_what_belongs_to_a_version_holds_it(db: Database, by: Person) -> None:
    round_id = open_round(db)
    readers = (auditor(db, "One"), auditor(db, "Two"))
    made = read_twice(db, round_id, "S-001", to=readers)
    moderation.begin(db, by, made)
    noted(db, by, started(db, round_id, "S-002"))
    begun_panel(db, round_id)
    set_id = published_practice(db)
    calibration.ask(db, by, round_id, set_id, 75)
    published(db, next_version())
    for why in (
        "It holds what belongs to version 1: 1 file whose moderation was begun.",
        "It holds what belongs to version 1: 1 file with a conversation or quotes.",
        "It holds what belongs to version 1: 1 panel.",
        "It asks its auditors to read practice files, which belong to version 1.",
    ):
        refused(db, by, round_id, why=why)


def test_files_of_an_agency_that_is_gone_and_findings_on_a_criterion_hold_it(
    db: Database, by: Person
) -> None:
    round_id = open_round(db)
    add_file(db, round_id, "S-001", "police")
    words = FindingWords(title="It is not passed on", kind=FindingKind.GAP, criterion="I1")
    finding.raise_(db, by, round_id, words, Origin.BOARD)
    agencies = small_checklist().agencies[:2]
    published(db, next_version(agencies=agencies, **without("I1")))
    refused(db, by, round_id, why="It has files of Police, which version 2 does not know.")
    named = "Findings, actions or good practice in it name I1, which version 2 does not ask."
    refused(db, by, round_id, why=named)


def test_whoever_reads_blind_is_told_nothing_and_moves_nothing(db: Database, by: Person) -> None:
    round_id = open_round(db)
    lead = admitted(db, Role.QA_LEAD, Role.AUDITOR, name="Lead who reads")
    mine = started(db, round_id, to=lead)
    other = auditor(db, "Other")
    submitted(db, round_id, to=other, reading=Reading.SECOND)
    give(db, lead, mine, "S2", "rating", "yes")
    published(db, next_version(**reworded("S2")))
    found = shown(db, lead, round_id)
    assert (found.ratings, found.submitted, found.begun) == (0, 0, 0)
    why = (
        "You read a file in it whose other reading is kept from you, so what the move touches"
        " cannot be told to you: another QA lead has to make it."
    )
    refused(db, lead, round_id, why=why)
    assert move(db, by, round_id).ratings == 2


def test_single_files_and_records_that_are_gone_do_not_move(db: Database, by: Person) -> None:
    checklist_id = published(db)
    audit = audit_one_now(db, by, checklist_id, "csc")
    round_id = audit_of(db, audit).round_id
    published(db, next_version())
    with pytest.raises(Refusal) as caught:
        move_version(db, by, round_id, shown(db, by, round_id), "New")
    assert caught.value.complaint.code == "cycle.single"


def test_the_values_of_a_fact_are_part_of_its_question(db: Database, by: Person) -> None:
    round_id = open_round(db)
    state_facts(db, by, started(db, round_id), {"sleep": "no"})
    facts = list(small_checklist().case_facts)
    more = (*facts[2].values, FactValue(key="unclear", label="Unclear"))
    facts[2] = facts[2].model_copy(update={"values": more})
    published(db, next_version(case_facts=tuple(facts)))
    assert shown(db, by, round_id).facts == 1
    assert audit_views.case_audit(db, by, started(db, round_id, "S-002")).audit.id
