"""Start, allocate, submit and return a case audit."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select, update

from audit.commands import case_audit
from audit.commands.rating import rate
from audit.model.case_audit import CaseAudit, CaseAuditStatus
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import case_audits
from audit.store import tables as t
from audit.store.database import Database
from audit.store.trail import fingerprint
from audit.views import case_audit as views
from tests.builders import (
    add,
    admitted,
    answer,
    audit_at,
    auditor,
    complete,
    give,
    judge,
    open_round,
    published,
    small_checklist,
    started,
    state_facts,
    submitted,
)

WHERE = "Case file S-001"


def found(db: Database, audit: str) -> CaseAudit:
    with db.reading() as connection:
        return case_audits.find(connection, audit)


def row(db: Database, audit: str) -> Any:
    with db.reading() as connection:
        return connection.execute(select(t.case_audit).where(t.case_audit.c.id == audit)).one()


def last_event(db: Database) -> Any:
    with db.reading() as connection:
        return connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()


# ---- Start -------------------------------------------------------------------------------------------


def test_starting_lays_out_what_is_asked_of_the_agency(db: Database, by: Person) -> None:
    round_id = open_round(db)
    for agency, asked in (
        ("csc", {"C1", "C2", "S1", "S2"}),
        ("gp", {"C1", "S1", "S2", "I1"}),
        ("police", {"C1", "S2", "I1"}),
    ):
        made = started(db, round_id, agency=agency)
        with db.reading() as connection:
            laid_out = case_audits.answers(connection, made)
        assert set(laid_out) == asked
        assert all(each.counts is None and each.rating is None for each in laid_out.values())
        assert found(db, made).status is CaseAuditStatus.IN_PROGRESS


@pytest.mark.parametrize("stage", ["in progress", "returned"])
def test_starting_what_is_open_leaves_it_as_it_is(db: Database, by: Person, stage: str) -> None:
    made = audit_at(db, stage)
    before, version = found(db, made), db.version()
    case_audit.start(db, by, made)
    assert found(db, made) == before
    assert db.version() == version


def test_what_was_submitted_is_not_started(db: Database, by: Person) -> None:
    made = audit_at(db, "submitted")
    with pytest.raises(Refusal) as refused:
        case_audit.start(db, by, made)
    assert refused.value.complaint == complaint(
        "case_audit.submitted", WHERE, why="It was submitted, and what was submitted stands."
    )


# ---- Allocate ----------------------------------------------------------------------------------------


def test_a_file_that_waits_is_given_to_an_auditor_and_to_another(db: Database, by: Person) -> None:
    made = add(db, open_round(db))
    for name in ("Robin", "Sam"):
        somebody = auditor(db, name)
        case_audit.allocate(db, by, made, somebody.id)
        assert found(db, made).auditor == name
    version = db.version()
    case_audit.allocate(db, by, made, somebody.id)
    assert db.version() == version, "it was theirs already"
    case_audit.start(db, somebody, made)
    with pytest.raises(NotFound):
        case_audit.start(db, by, made)


@pytest.mark.parametrize(
    ("stage", "expected"),
    [
        (
            "in progress",
            complaint("case_audit.status", WHERE, act="allocate", why="It is in progress."),
        ),
        (
            "returned",
            complaint(
                "case_audit.status", WHERE, act="allocate", why="It was returned to its auditor."
            ),
        ),
        (
            "submitted",
            complaint(
                "case_audit.submitted",
                WHERE,
                why="It was submitted, and what was submitted stands.",
            ),
        ),
    ],
)
def test_what_somebody_has_started_stays_theirs(
    db: Database, by: Person, stage: str, expected: object
) -> None:
    made = audit_at(db, stage)
    with pytest.raises(Refusal) as refused:
        case_audit.allocate(db, by, made, auditor(db).id)
    assert refused.value.complaint == expected
    assert found(db, made).auditor_id == by.id


def test_only_an_auditor_who_is_there_is_given_a_file(db: Database, by: Person) -> None:
    made = add(db, open_round(db))
    sam = admitted(db, Role.QA_LEAD, name="Sam")
    for somebody, expected in (
        (sam.id, complaint("allocate.not-an-auditor", "Sam")),
        ("ghost", complaint("person.not-found")),
    ):
        with pytest.raises(Refusal) as refused:
            case_audit.allocate(db, by, made, somebody)
        assert refused.value.complaint == expected
    with pytest.raises(NotFound) as missing:
        case_audit.allocate(db, by, "ghost", auditor(db).id)
    assert missing.value.complaint == complaint("case_audit.not-found")


# ---- Submit ------------------------------------------------------------------------------------------


def test_a_complete_case_audit_is_submitted(db: Database, by: Person) -> None:
    made = started(db, open_round(db))
    complete(db, by, made, ratings={"C1": "no", "C2": "na", "S1": "silent"}, stars=["S2"])
    version = found(db, made).version
    case_audit.submit(db, by, made)
    kept = row(db, made)
    assert kept.status == "submitted"
    assert (kept.submitted_by, kept.submitted_at) == (by.id, last_event(db).at)
    assert kept.tally == "noeM."
    assert kept.version == version + 1
    assert json.loads(last_event(db).detail) == {
        "met": 1,
        "not met": 1,
        "not evidenced": 1,
        "out": 1,
        "version": version + 1,
    }
    assert views.standing(db, by, made).missing == ()


def test_it_is_refused_with_what_is_missing(db: Database, by: Person) -> None:
    made = started(db, open_round(db))
    give(db, by, made, "C1", "rating", "no")
    version = db.version()
    lacking = views.standing(db, by, made).missing
    assert [(each.kind, each.place) for each in lacking] == [
        ("fact", "father"),
        ("fact", "age"),
        ("fact", "sleep"),
        ("evidence", "C1"),
        ("rating", "C2"),
        ("judgement", "carers"),
        ("rating", "S1"),
        ("rating", "S2"),
        ("judgement", "sleep"),
        ("judgement", ""),
    ]
    with pytest.raises(Refusal) as refused:
        case_audit.submit(db, by, made)
    first = (
        "Not answered: Is the father known?; Not answered: How old is the child?;"
        " Not answered: Was sleep talked about?"
    )
    assert refused.value.complaint == complaint("submit.missing", WHERE, n=10, first=first)
    assert db.version() == version
    assert row(db, made).tally is None


TAKEN_AWAY: dict[str, tuple[Callable[[Database, Person, str], object], str]] = {
    "a fact": (lambda db, by, audit: state_facts(db, by, audit, {"age": None}), "fact"),
    "a rating": (lambda db, by, audit: give(db, by, audit, "S2", "rating", None), "rating"),
    "evidence": (lambda db, by, audit: give(db, by, audit, "C1", "evidence", " \n"), "evidence"),
    "a reason": (lambda db, by, audit: give(db, by, audit, "C2", "reason", ""), "reason"),
    "a judgement": (lambda db, by, audit: judge(db, by, audit, "carers", None), "judgement"),
    "a rationale": (lambda db, by, audit: judge(db, by, audit, "", "fair", "  "), "rationale"),
}


@pytest.mark.parametrize("what", TAKEN_AWAY)
def test_one_thing_taken_away_is_one_thing_missing(db: Database, by: Person, what: str) -> None:
    made = started(db, open_round(db))
    complete(db, by, made, ratings={"C1": "part", "C2": "na"})
    assert views.standing(db, by, made).missing == ()
    take, kind = TAKEN_AWAY[what]
    take(db, by, made)
    (lack,) = views.standing(db, by, made).missing
    assert lack.kind == kind
    with pytest.raises(Refusal) as refused:
        case_audit.submit(db, by, made)
    assert refused.value.complaint == complaint("submit.missing", WHERE, n=1, first=lack.words)


def test_a_judgement_above_the_cap_stops_it(db: Database, by: Person) -> None:
    made = started(db, open_round(db))
    complete(db, by, made, judged="strong")
    answer(db, by, made, "C1", "no")
    with pytest.raises(Refusal) as refused:
        case_audit.submit(db, by, made)
    assert "“Fathers and all carers” cannot exceed Fair: C1" in str(refused.value)
    assert "the whole file cannot exceed Fair: C1" in str(refused.value)
    for standard in ("carers", ""):
        judge(db, by, made, standard, "fair")
    case_audit.submit(db, by, made)


def test_a_file_in_which_nothing_applies_asks_for_little(db: Database, by: Person) -> None:
    """Every criterion is out, by facts or by the auditor: only the whole file is judged."""
    made = started(db, open_round(db))
    complete(db, by, made, facts={"father": "unknown", "age": "older", "sleep": "no"}, ratings="na")
    with db.reading() as connection:
        assert set(case_audits.judgements(connection, made)) == {""}
    case_audit.submit(db, by, made)
    assert row(db, made).tally == "oooo."


def test_a_checklist_without_judgements_asks_for_none(db: Database, by: Person) -> None:
    checklist = small_checklist(judgement_scale=None, case_facts=(), version=3)
    standards = tuple(
        each.model_copy(
            update={
                "applies_when": None,
                "criteria": tuple(
                    one.model_copy(update={"applies_when": None}) for one in each.criteria
                ),
            }
        )
        for each in checklist.standards
    )
    checklist = checklist.model_copy(update={"standards": standards})
    made = started(db, open_round(db, checklist=checklist))
    assert "facts" not in views.standing(db, by, made).progress.by_step
    complete(db, by, made)
    case_audit.submit(db, by, made)
    assert row(db, made).tally == "mmmm."


def test_the_same_click_twice_submits_once_and_says_so_both_times(db: Database, by: Person) -> None:
    made = audit_at(db, "complete")
    case_audit.submit(db, by, made, key="click")
    version = db.version()
    case_audit.submit(db, by, made, key="click")
    assert db.version() == version
    with pytest.raises(Refusal) as refused:
        case_audit.submit(db, by, made, key="another click")
    assert refused.value.complaint.code == "case_audit.submitted"


def test_a_click_on_one_case_audit_says_nothing_of_another(db: Database, by: Person) -> None:
    round_id = open_round(db)
    first = audit_at(db, "complete", "S-001", round_id=round_id)
    second = audit_at(db, "complete", "S-002", round_id=round_id)
    for made in (first, second):
        case_audit.submit(db, by, made, key="one token")
        assert found(db, made).status is CaseAuditStatus.SUBMITTED


def test_what_was_not_started_is_not_submitted(db: Database, by: Person) -> None:
    made = audit_at(db, "not started")
    with pytest.raises(Refusal) as refused:
        case_audit.submit(db, by, made)
    assert refused.value.complaint == complaint(
        "case_audit.status", WHERE, act="submit", why="It has not been started."
    )


# ---- Return ------------------------------------------------------------------------------------------


def test_returned_it_stands_no_longer_and_can_be_submitted_again(db: Database, by: Person) -> None:
    made = audit_at(db, "submitted")
    case_audit.send_back(db, by, made, "  Look at C1 again ")
    kept = row(db, made)
    assert (kept.status, kept.returned_reason) == ("returned", "Look at C1 again")
    assert (kept.submitted_at, kept.submitted_by, kept.tally) == (None, None, None)
    case_audit.submit(db, by, made)
    again = row(db, made)
    assert (again.status, again.returned_reason, again.tally) == ("submitted", "", "mmmm.")


def test_every_answer_is_still_there_after_a_return(db: Database, by: Person) -> None:
    made = submitted(db, open_round(db), ratings={"C1": "no", "S2": "na"}, stars=["C2"])
    with db.reading() as connection:
        before = (
            case_audits.answers(connection, made),
            case_audits.facts(connection, made),
            case_audits.judgements(connection, made),
        )
    case_audit.send_back(db, by, made, "Look again")
    with db.reading() as connection:
        assert before == (
            case_audits.answers(connection, made),
            case_audits.facts(connection, made),
            case_audits.judgements(connection, made),
        )


def test_the_reason_stands_in_the_trail_by_its_fingerprint(db: Database, by: Person) -> None:
    made = audit_at(db, "submitted")
    case_audit.send_back(db, by, made, " Look at what Ms Example wrote ")
    with db.reading() as connection:
        returned = select(t.event.c.detail).where(t.event.c.act == "case_audit.returned")
        detail = connection.execute(returned).scalar_one()
    assert "Example" not in detail
    assert fingerprint("Look at what Ms Example wrote") in detail


@pytest.mark.parametrize("reason", ["", " \n "])
def test_a_return_needs_a_reason(db: Database, by: Person, reason: str) -> None:
    made = audit_at(db, "submitted")
    with pytest.raises(Refusal) as refused:
        case_audit.send_back(db, by, made, reason)
    assert refused.value.complaint == complaint("return.no-reason", WHERE)
    assert found(db, made).status is CaseAuditStatus.SUBMITTED


@pytest.mark.parametrize("reason", [None, 7, "x" * 4001])
def test_a_reason_is_text_within_the_limit(db: Database, by: Person, reason: Any) -> None:
    made = audit_at(db, "submitted")
    with pytest.raises(Refusal) as refused:
        case_audit.send_back(db, by, made, reason)
    assert refused.value.complaint.code in {"text.not-text", "text.too-long"}
    assert refused.value.complaint.where == "Reason"


@pytest.mark.parametrize("stage", ["not started", "in progress", "complete", "returned"])
def test_only_what_was_submitted_is_returned(db: Database, by: Person, stage: str) -> None:
    made = audit_at(db, stage)
    with pytest.raises(Refusal) as refused:
        case_audit.send_back(db, by, made, "Why not")
    assert refused.value.complaint.code == "case_audit.status"


def test_the_same_click_twice_returns_once(db: Database, by: Person) -> None:
    made = audit_at(db, "submitted")
    case_audit.send_back(db, by, made, "Look again", key="click")
    case_audit.submit(db, by, made)
    case_audit.send_back(db, by, made, "Look again", key="click")
    assert found(db, made).status is CaseAuditStatus.SUBMITTED


# ---- Whose it is -------------------------------------------------------------------------------------


def test_a_second_auditor_cannot_start_or_submit(db: Database, by: Person) -> None:
    robin = auditor(db)
    mine = audit_at(db, "complete")
    for act in (case_audit.start, case_audit.submit):
        for made in (mine, "ghost"):
            with pytest.raises(NotFound) as refused:
                act(db, robin, made)
            assert refused.value.complaint == complaint("case_audit.not-found")
    assert found(db, mine).status is CaseAuditStatus.IN_PROGRESS


def test_who_is_no_auditor_any_more_cannot_go_on(db: Database, by: Person) -> None:
    robin = auditor(db)
    made = started(db, open_round(db), to=robin)
    robin = robin.model_copy(update={"roles": (Role.BOARD_MEMBER,)})
    with pytest.raises(NotFound):
        rate(db, robin, made, "C1", "rating", "yes", was=None, visit="tab")


def test_a_change_between_reading_and_writing_is_noticed(db: Database, by: Person) -> None:
    """Not within one door; a second database program could do it."""
    made = audit_at(db, "in progress")
    stale = found(db, made)
    with pytest.raises(Refusal) as refused, db.acting(by, "case_audit.submitted") as now:  # noqa: PT012
        now.connection.execute(
            update(t.case_audit).where(t.case_audit.c.id == made).values(version=99)
        )
        case_audit._set(now, stale, status="submitted")
    assert refused.value.complaint == complaint("case_audit.moved-on", WHERE)
    assert found(db, made) == stale


def test_an_answer_that_moved_between_reading_and_writing_is_noticed(
    db: Database, by: Person
) -> None:
    from audit.commands.rating import write

    made = audit_at(db, "in progress")
    kept = views.criterion(db, by, made, "C1").answer
    with pytest.raises(Refusal) as refused, db.acting(by, "rating.given") as now:
        write(now, made, kept.model_copy(update={"version": 7}))
    assert refused.value.complaint == complaint("answer.moved-on", "Criterion C1")


def test_nobody_is_asked_about_a_checklist_that_is_gone(db: Database) -> None:
    published(db)
    with pytest.raises(NotFound):
        views.case_audit(db, auditor(db), "ghost")
