"""Overall judgements: a person chooses and says why; a critical criterion not met caps them."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands.judgement import judge
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, Refusal, complaint
from audit.store import tables as t
from audit.store import trail
from audit.store.database import Database
from audit.views import case_audit as views
from tests.builders import (
    audit_at,
    auditor,
    give,
    open_round,
    small_checklist,
    started,
    state_facts,
)

OF_CARERS = "Case file S-001, judgement on carers"
OF_FILE = "Case file S-001, judgement on the whole file"


@pytest.mark.parametrize("standard", ["", "carers"])
def test_a_judgement_and_its_rationale_are_kept(
    db: Database, by: Person, audit: str, standard: str
) -> None:
    judge(db, by, audit, standard, "value", "sound", was=None, visit="tab")
    kept = judge(db, by, audit, standard, "rationale", "As it should be", was="", visit="tab")
    assert views.judgement(db, by, audit, standard).judgement == kept
    assert (kept.value, kept.rationale, kept.version) == ("sound", "As it should be", 2)
    back = judge(db, by, audit, standard, "value", None, was="sound", visit="tab")
    assert (back.value, back.rationale) == (None, "As it should be")
    other = "carers" if not standard else ""
    assert views.judgement(db, by, audit, other).judgement.value is None


def test_a_rationale_may_come_first(db: Database, by: Person, audit: str) -> None:
    kept = judge(db, by, audit, "", "rationale", "Because", was="", visit="tab")
    assert (kept.value, kept.rationale) == (None, "Because")


def test_the_trail_has_the_value_and_the_fingerprint_of_the_rationale(
    db: Database, by: Person, audit: str
) -> None:
    judge(db, by, audit, "", "value", "sound", was=None, visit="tab")
    judge(db, by, audit, "", "rationale", "Emma is safe", was="", visit="tab")
    with db.reading() as connection:
        value, rationale = connection.execute(
            select(t.event.c.act, t.event.c.detail).order_by(t.event.c.seq.desc()).limit(2)
        ).all()[::-1]
    assert value.act == "judgement.value.given"
    assert json.loads(value.detail) == {"old": None, "new": "sound"}
    assert rationale.act == "judgement.rationale.given"
    assert json.loads(rationale.detail) == {
        "old": "",
        "new": trail.fingerprint("Emma is safe"),
    }


def test_an_equal_value_is_no_change(db: Database, by: Person, audit: str) -> None:
    judge(db, by, audit, "", "value", None, was=None, visit="tab")
    judge(db, by, audit, "", "value", "sound", was=None, visit="tab")
    version = db.version()
    judge(db, by, audit, "", "value", "sound", was="poor", visit="another")
    judge(db, by, audit, "", "rationale", "", was="x", visit="another")
    assert db.version() == version


@pytest.mark.parametrize(
    ("part", "theirs", "mine", "was"),
    [("value", "sound", "fair", None), ("rationale", "theirs", "mine", "")],
)
def test_a_conflict_carries_both(
    db: Database, by: Person, audit: str, part: Any, theirs: str, mine: str, was: str | None
) -> None:
    judge(db, by, audit, "carers", part, theirs, was=was, visit="theirs")
    with pytest.raises(Conflict) as conflict:
        judge(db, by, audit, "carers", part, mine, was=was, visit="mine")
    assert conflict.value.complaint == complaint("answer.conflict", OF_CARERS)
    assert (conflict.value.theirs, conflict.value.mine) == (theirs, mine)
    judge(db, by, audit, "carers", part, mine, was=was, visit="theirs")


def test_the_other_part_does_not_let_a_visit_wipe_out_a_rationale(
    db: Database, by: Person, audit: str
) -> None:
    judge(db, by, audit, "", "rationale", "Theirs", was="", visit="theirs")
    judge(db, by, audit, "", "value", "fair", was=None, visit="mine")
    with pytest.raises(Conflict) as conflict:
        judge(db, by, audit, "", "rationale", "Mine", was="", visit="mine")
    assert conflict.value.theirs == "Theirs"
    judge(db, by, audit, "", "rationale", "Theirs", was="", visit="mine")  # equal: no quarrel
    with pytest.raises(Conflict) as conflict:
        judge(db, by, audit, "", "rationale", "", was="other", visit="mine")
    assert (conflict.value.theirs, conflict.value.mine) == ("Theirs", "")


# ---- The cap -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("standard", ["", "carers"])
def test_a_critical_criterion_not_met_closes_what_is_above_the_cap(
    db: Database, by: Person, audit: str, standard: str
) -> None:
    give(db, by, audit, "C1", "rating", "no")
    for wanted, label in (("strong", "Strong"), ("sound", "Sound")):
        with pytest.raises(Refusal) as refused:
            judge(db, by, audit, standard, "value", wanted, was=None, visit="tab")
        assert refused.value.complaint == complaint(
            "judgement.capped",
            OF_CARERS if standard else OF_FILE,
            wanted=label,
            cap="Fair",
            criteria="C1",
        )
    for open_still in ("fair", "poor"):
        judge(db, by, audit, standard, "value", open_still, was=None, visit="tab")


def test_it_caps_neither_another_standard_nor_when_it_does_not_apply(
    db: Database, by: Person, audit: str
) -> None:
    give(db, by, audit, "C1", "rating", "no")
    judge(db, by, audit, "sleep", "value", "strong", was=None, visit="tab")
    state_facts(db, by, audit, {"father": "unknown"})
    judge(db, by, audit, "", "value", "strong", was=None, visit="tab")


@pytest.mark.parametrize("rating", ["part", "silent", "na", "yes"])
def test_nothing_but_not_met_caps(db: Database, by: Person, audit: str, rating: str) -> None:
    give(db, by, audit, "C1", "rating", rating)
    judge(db, by, audit, "", "value", "strong", was=None, visit="tab")


def test_an_uncritical_criterion_does_not_cap(db: Database, by: Person, audit: str) -> None:
    give(db, by, audit, "C2", "rating", "no")
    judge(db, by, audit, "", "value", "strong", was=None, visit="tab")


def test_a_judgement_above_a_cap_that_came_later_is_shown_and_not_refused_again(
    db: Database, by: Person, audit: str
) -> None:
    """Keeping what is kept is no change, even though it could not be given now."""
    judge(db, by, audit, "", "value", "strong", was=None, visit="tab")
    give(db, by, audit, "C1", "rating", "no")
    judge(db, by, audit, "", "value", "strong", was=None, visit="tab")
    state = views.judgement(db, by, audit, "")
    assert [each.key for each in state.capped_by] == ["C1"]
    assert state.closed == {"strong", "sound"}
    lack = [each for each in views.standing(db, by, audit).missing if each.kind == "cap"]
    assert [(each.step, each.place) for each in lack] == [("overall", "")]
    assert "cannot exceed Fair: C1 is critical and not met" in lack[0].words


# ---- What is refused ---------------------------------------------------------------------------------


@pytest.mark.parametrize("value", ["Sound", "", 0, True, [], {}])
def test_a_word_that_the_scale_does_not_have_is_refused(
    db: Database, by: Person, audit: str, value: Any
) -> None:
    version = db.version()
    with pytest.raises(Refusal) as refused:
        judge(db, by, audit, "", "value", value, was=None, visit="tab")
    assert refused.value.complaint == complaint(
        "judgement.unknown", OF_FILE, value=value, known="strong, sound, fair, poor"
    )
    assert db.version() == version


def test_a_checklist_without_judgements_takes_none(db: Database, by: Person) -> None:
    checklist = small_checklist(judgement_scale=None, version=2)
    audit = started(db, open_round(db, checklist=checklist))
    with pytest.raises(Refusal) as refused:
        judge(db, by, audit, "", "value", "sound", was=None, visit="tab")
    assert refused.value.complaint == complaint(
        "judgement.unknown", OF_FILE, value="sound", known=""
    )
    judge(db, by, audit, "", "value", None, was=None, visit="tab")


@pytest.mark.parametrize("value", [None, 3, [], "x" * 4001, "\udfff"])
def test_a_rationale_is_text_within_the_limit(
    db: Database, by: Person, audit: str, value: Any
) -> None:
    with pytest.raises(Refusal) as refused:
        judge(db, by, audit, "", "rationale", value, was="", visit="tab")
    code = "text.too-long" if isinstance(value, str) and len(value) > 4000 else "text.not-text"
    assert refused.value.complaint.code == code
    assert views.judgement(db, by, audit, "").judgement.rationale == ""


@pytest.mark.parametrize("standard", ["sharing", "weather"])
def test_a_standard_that_asks_nothing_of_the_agency_is_not_judged(
    db: Database, by: Person, audit: str, standard: str
) -> None:
    with pytest.raises(Refusal) as refused:
        judge(db, by, audit, standard, "value", "sound", was=None, visit="tab")
    where = f"Case file S-001, judgement on {standard}"
    assert refused.value.complaint == complaint("standard.unknown", where)


def test_no_other_field_can_be_written_by_its_name(db: Database, by: Person, audit: str) -> None:
    part: Any = "version"
    with pytest.raises(AssertionError):
        judge(db, by, audit, "", part, "9", was=None, visit="tab")


def test_a_second_auditor_and_a_closed_audit(db: Database, by: Person, audit: str) -> None:
    with pytest.raises(NotFound) as missing:
        judge(db, auditor(db), audit, "", "value", "sound", was=None, visit="tab")
    assert missing.value.complaint == complaint("case_audit.not-found")
    round_id = views.case_audit(db, by, audit).audit.round_id
    done = audit_at(db, "submitted", "S-002", round_id=round_id)
    with pytest.raises(Refusal) as refused:
        judge(db, by, done, "", "value", "poor", was="fair", visit="tab")
    assert refused.value.complaint.code == "case_audit.submitted"
