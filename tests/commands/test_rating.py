"""Rating one criterion: every part is kept by itself, nothing is wiped out unseen, nothing hostile is kept."""

import json
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands.rating import rate
from audit.model.case_audit import EVIDENCE_LIMIT, Answer
from audit.model.checklist import Counts
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, Refusal, complaint
from audit.rules.completeness import missing_in_answer
from audit.store import tables as t
from audit.store import trail
from audit.store.database import Database
from audit.views import case_audit as views
from tests.builders import audit_at, auditor, give, open_round, started, state_facts

WHERE = "Case file S-001, criterion C1"


def stands(db: Database, by: Person, audit: str, criterion: str = "C1") -> Answer:
    return views.criterion(db, by, audit, criterion).answer


def last_event(db: Database) -> Any:
    with db.reading() as connection:
        return connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()


def test_a_text_with_a_character_of_code_zero_is_refused_whole(
    db: Database, by: Person, audit: str
) -> None:
    """On either kind of database: one of them cannot keep it."""
    with pytest.raises(Refusal) as refused:
        rate(db, by, audit, "C1", "evidence", "a\0b", was="", visit="tab")
    assert refused.value.complaint.code == "database.nul"
    assert stands(db, by, audit) == Answer(criterion="C1")
    rate(db, by, audit, "C1", "evidence", "ab", was="", visit="tab")
    assert stands(db, by, audit).evidence == "ab"


@pytest.mark.parametrize(
    ("part", "first", "second"),
    [
        ("rating", "yes", "no"),
        ("rating", "yes", None),
        ("evidence", "Notes, 3 March, page 2", ""),
        ("evidence", "so\r\nweit\u2028“gut” 👩‍👧 =1+1 <b>\x01", "x" * EVIDENCE_LIMIT),
        ("reason", "No plan was due", "It was"),
        ("starred", True, False),
        ("overrule", "He lives there", ""),
    ],
)
def test_what_goes_in_comes_out_and_can_be_taken_back(
    db: Database, by: Person, audit: str, part: Any, first: Any, second: Any
) -> None:
    was = getattr(stands(db, by, audit), part)
    for value in (first, second):
        returned = rate(db, by, audit, "C1", part, value, was=was, visit="tab")
        kept = stands(db, by, audit)
        assert kept == returned
        assert getattr(kept, part) == value
        assert kept.kept_by == by.id
        was = value
    assert kept.version == 2
    others = {"rating", "evidence", "reason", "starred", "overrule"} - {part}
    untouched = Answer(criterion="C1")
    assert all(getattr(kept, each) == getattr(untouched, each) for each in others)


@pytest.mark.parametrize(
    ("value", "counts"),
    [
        ("yes", Counts.MET),
        ("part", Counts.PARTLY),
        ("no", Counts.NOT_MET),
        ("silent", Counts.NOT_EVIDENCED),
        ("na", Counts.OUT),
        (None, None),
    ],
)
def test_the_scale_says_what_a_rating_counts_as(
    db: Database, by: Person, audit: str, value: str | None, counts: Counts | None
) -> None:
    give(db, by, audit, "C1", "rating", "yes")
    assert give(db, by, audit, "C1", "rating", value).counts == counts
    assert stands(db, by, audit).counts == counts


def test_an_equal_value_leaves_no_event_and_no_version(
    db: Database, by: Person, audit: str
) -> None:
    for part, value in (("rating", "no"), ("evidence", "Page 3"), ("starred", True)):
        give(db, by, audit, "C1", part, value)
    before, version = stands(db, by, audit), db.version()
    for part, value in (("rating", "no"), ("evidence", "Page 3"), ("starred", True)):
        for visit, was in (("tab", value), ("other tab", None), ("third", "anything")):
            assert rate(db, by, audit, "C1", part, value, was=was, visit=visit) == before  # type: ignore[arg-type]
    assert stands(db, by, audit) == before
    assert db.version() == version


def test_the_trail_says_what_changed_and_text_by_its_fingerprint(
    db: Database, by: Person, audit: str
) -> None:
    give(db, by, audit, "C1", "rating", "no")
    event = last_event(db)
    assert (event.act, event.about, event.person) == ("rating.given", f"answer:{audit}/C1", by.id)
    assert json.loads(event.detail) == {
        "old": "null",
        "new": '"no"',
        "version": 1,
        "counts": "not met",
    }
    give(db, by, audit, "C1", "evidence", "Emma's notes")
    event = last_event(db)
    assert event.act == "evidence.given"
    assert "Emma" not in event.detail
    assert json.loads(event.detail)["new"] == trail.fingerprint("Emma's notes")
    assert json.loads(event.detail)["old"] == ""
    give(db, by, audit, "C1", "starred", value=True)
    assert json.loads(last_event(db).detail)["new"] == "true"


# ---- Two openings of the same page -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "theirs", "mine"),
    [
        ("rating", "yes", "no"),
        ("evidence", "Theirs, page 3", "Mine, page 4"),
        ("reason", "theirs", "mine"),
        ("overrule", "theirs", "mine"),
    ],
)
def test_a_conflict_carries_both_texts_and_changes_nothing(
    db: Database, by: Person, audit: str, part: Any, theirs: str, mine: str
) -> None:
    was = getattr(stands(db, by, audit), part)
    rate(db, by, audit, "C1", part, theirs, was=was, visit="theirs")
    before, version = stands(db, by, audit), db.version()
    with pytest.raises(Conflict) as conflict:
        rate(db, by, audit, "C1", part, mine, was=was, visit="mine")
    assert conflict.value.complaint == complaint("answer.conflict", where=WHERE)
    assert (conflict.value.theirs, conflict.value.mine) == (theirs, mine)
    assert stands(db, by, audit) == before
    assert db.version() == version
    # Having read both, a person keeps theirs or their own.
    rate(db, by, audit, "C1", part, mine, was=theirs, visit="mine")
    assert getattr(stands(db, by, audit), part) == mine


def test_taking_back_meets_a_conflict_too(db: Database, by: Person, audit: str) -> None:
    rate(db, by, audit, "C1", "rating", "yes", was=None, visit="theirs")
    rate(db, by, audit, "C1", "rating", "no", was="yes", visit="theirs")
    with pytest.raises(Conflict) as conflict:
        rate(db, by, audit, "C1", "rating", None, was="yes", visit="mine")
    assert (conflict.value.theirs, conflict.value.mine) == ("no", "")


def test_a_visit_may_overwrite_itself_after_a_lost_acknowledgement(
    db: Database, by: Person, audit: str
) -> None:
    """The save was committed and its callback died: the page still believes that nothing is kept."""
    rate(db, by, audit, "C1", "evidence", "first", was="", visit="tab")
    rate(db, by, audit, "C1", "rating", "yes", was=None, visit="tab")
    rate(db, by, audit, "C1", "evidence", "first, longer", was="", visit="tab")
    assert stands(db, by, audit).evidence == "first, longer"


def test_keeping_another_part_does_not_let_a_visit_wipe_out_a_text_it_never_saw(
    db: Database, by: Person, audit: str
) -> None:
    rate(db, by, audit, "C1", "evidence", "Theirs, page 3", was="", visit="theirs")
    rate(db, by, audit, "C1", "rating", "no", was=None, visit="mine")
    with pytest.raises(Conflict) as conflict:
        rate(db, by, audit, "C1", "evidence", "Mine, page 4", was="", visit="mine")
    assert conflict.value.theirs == "Theirs, page 3"
    assert stands(db, by, audit).evidence == "Theirs, page 3"


def test_different_parts_from_two_visits_do_not_disturb_each_other(
    db: Database, by: Person, audit: str
) -> None:
    rate(db, by, audit, "C1", "rating", "no", was=None, visit="a")
    rate(db, by, audit, "C1", "evidence", "Page 3", was="", visit="b")
    rate(db, by, audit, "C1", "rating", "part", was="no", visit="a")
    kept = stands(db, by, audit)
    assert (kept.rating, kept.evidence) == ("part", "Page 3")
    assert kept.visits == {"rating": "a", "evidence": "b"}


def test_many_at_once_lose_no_word(db: Database, by: Person, audit: str) -> None:
    """Eight tabs write the same line: one is kept, every other is told, nobody is wiped out."""

    def write(number: int) -> str:
        try:
            rate(db, by, audit, "C1", "evidence", f"text {number}", was="", visit=f"{number}")
        except Conflict as conflict:
            return f"conflict with {conflict.theirs}"
        return f"kept text {number}"

    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(write, range(8)))
    kept = stands(db, by, audit).evidence
    assert sorted(said) == sorted([f"conflict with {kept}"] * 7 + [f"kept {kept}"])


# ---- What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("part", "value", "expected"),
    [
        (
            "rating",
            "Yes",
            complaint("rating.unknown", WHERE, value="Yes", known="yes, part, no, silent, na"),
        ),
        *(
            (
                "rating",
                value,
                complaint("rating.unknown", WHERE, value=value, known="yes, part, no, silent, na"),
            )
            for value in ("", True, 0, [], {}, ["yes"], "\ud800", b"yes")
        ),
        *(
            ("starred", value, complaint("rating.starred", WHERE))
            for value in (None, "", "yes", 1, 0, [])
        ),
        *(
            (part, value, complaint("text.not-text", WHERE))
            for part in ("evidence", "reason", "overrule")
            for value in (None, 0, True, [], {}, b"page", "half a \ud800 character")
        ),
        *(
            (
                part,
                "x" * length,
                complaint("text.too-long", WHERE, length=f"{length:,}", limit="4,000"),
            )
            for part, length in (("evidence", 4001), ("reason", 40_000), ("overrule", 4001))
        ),
    ],
    ids=lambda value: repr(value)[:20],
)
def test_what_no_answer_can_hold_is_refused_and_nothing_is_kept(
    db: Database, by: Person, audit: str, part: Any, value: Any, expected: object
) -> None:
    before, version = stands(db, by, audit), db.version()
    with pytest.raises(Refusal) as refused:
        rate(db, by, audit, "C1", part, value, was=getattr(before, part), visit="tab")
    assert refused.value.complaint == expected
    assert stands(db, by, audit) == before
    assert db.version() == version


def test_forty_thousand_characters_are_refused_with_the_limit(
    db: Database, by: Person, audit: str
) -> None:
    with pytest.raises(Refusal) as refused:
        rate(db, by, audit, "C1", "evidence", "x" * 40_000, was="", visit="tab")
    assert "40,000" in str(refused.value)
    assert "4,000" in str(refused.value)
    assert stands(db, by, audit).evidence == ""


@pytest.mark.parametrize("part", ["version", "counts", "ruled_out_by", "kept_by", "visits", "x"])
def test_no_other_field_can_be_written_by_its_name(
    db: Database, by: Person, audit: str, part: Any
) -> None:
    before = stands(db, by, audit)
    with pytest.raises(AssertionError):
        rate(db, by, audit, "C1", part, "x", was=None, visit="tab")
    assert stands(db, by, audit) == before


@pytest.mark.parametrize("criterion", ["I1", "X9", ""])
def test_a_criterion_that_is_not_asked_is_refused(
    db: Database, by: Person, audit: str, criterion: str
) -> None:
    with pytest.raises(Refusal) as refused:
        rate(db, by, audit, criterion, "rating", "yes", was=None, visit="tab")
    where = f"Case file S-001, criterion {criterion}"
    assert refused.value.complaint == complaint("criterion.not-asked", where)
    with pytest.raises(NotFound) as missing:
        views.criterion(db, by, audit, criterion)
    assert missing.value.complaint == complaint("criterion.not-asked")


def test_a_second_auditor_gets_the_same_answer_as_for_what_is_not_there(
    db: Database, by: Person, audit: str
) -> None:
    robin = auditor(db)
    said = []
    for case_audit in (audit, "ghost"):
        with pytest.raises(NotFound) as refused:
            rate(db, robin, case_audit, "C1", "rating", "yes", was=None, visit="tab")
        said.append(refused.value.complaint)
    assert said == [complaint("case_audit.not-found")] * 2
    assert stands(db, by, audit).rating is None


@pytest.mark.parametrize(
    ("stage", "code", "why"),
    [
        ("not started", "case_audit.status", "It has not been started."),
        (
            "submitted",
            "case_audit.submitted",
            "It was submitted, and what was submitted stands.",
        ),
    ],
)
def test_a_closed_case_audit_takes_no_rating(
    db: Database, by: Person, stage: str, code: str, why: str
) -> None:
    audit = audit_at(db, stage)
    version = db.version()
    with pytest.raises(Refusal) as refused:
        rate(db, by, audit, "C1", "rating", "no", was=None, visit="tab")
    facts = {"why": why} if code == "case_audit.submitted" else {"why": why, "act": "change"}
    assert refused.value.complaint == complaint(code, "Case file S-001", **facts)
    assert db.version() == version


# ---- Overruling --------------------------------------------------------------------------------------


@pytest.fixture
def ruled_out(db: Database, by: Person, audit: str) -> str:
    give(db, by, audit, "C1", "rating", "no")
    state_facts(db, by, audit, {"father": "unknown"})
    return audit


def test_overruled_with_a_reason_it_counts_again(db: Database, by: Person, ruled_out: str) -> None:
    assert stands(db, by, ruled_out).counts is Counts.OUT
    kept = give(db, by, ruled_out, "C1", "overrule", "He lives there, page 2")
    assert not kept.is_ruled_out
    assert kept.ruled_out_by == ("father",)
    assert kept.counts is Counts.NOT_MET
    assert give(db, by, ruled_out, "C1", "overrule", "").counts is Counts.OUT
    assert stands(db, by, ruled_out).rating == "no"


@pytest.mark.parametrize("blank", [" ", "\n\t ", "\u00a0\u2003"])
def test_a_blank_is_no_reason_to_overrule(
    db: Database, by: Person, ruled_out: str, blank: str
) -> None:
    version = db.version()
    kept = rate(db, by, ruled_out, "C1", "overrule", blank, was="", visit="tab")
    assert kept.is_ruled_out
    assert kept.counts is Counts.OUT
    assert db.version() == version
    give(db, by, ruled_out, "C1", "overrule", "He lives there")
    kept = rate(db, by, ruled_out, "C1", "overrule", blank, was="He lives there", visit="tab")
    assert (kept.overrule, kept.counts) == ("", Counts.OUT)


def test_a_rating_may_be_given_underneath_and_still_does_not_count(
    db: Database, by: Person, ruled_out: str
) -> None:
    kept = give(db, by, ruled_out, "C1", "rating", "yes")
    assert (kept.rating, kept.counts) == ("yes", Counts.OUT)


def test_what_an_overruled_criterion_lacks_is_asked_for_again(
    db: Database, by: Person, ruled_out: str
) -> None:
    page = views.case_audit(db, by, ruled_out)
    kept = give(db, by, ruled_out, "C1", "overrule", "He lives there")
    lack = missing_in_answer(page.checklist, page.checklist.criterion("C1"), kept, "carers")
    assert lack is not None
    assert lack.kind == "evidence"


def test_a_returned_case_audit_is_in_progress_again_with_the_first_change(
    db: Database, by: Person
) -> None:
    audit = audit_at(db, "returned")
    before = stands(db, by, audit)
    rate(db, by, audit, "C1", "rating", before.rating, was=before.rating, visit="tab")
    assert views.case_audit(db, by, audit).audit.status.value == "returned"
    rate(db, by, audit, "C1", "rating", "silent", was="yes", visit="tab")
    found = views.case_audit(db, by, audit).audit
    assert found.status.value == "in progress"
    assert found.returned_reason == "Look at C1 again"


def test_two_case_audits_do_not_touch_each_other(db: Database, by: Person, audit: str) -> None:
    other = started(db, open_round(db, "Autumn"), "S-002")
    give(db, by, audit, "C1", "rating", "no")
    assert stands(db, by, other).rating is None
