"""Case facts: what they rule out, what comes back, and nothing lost underneath."""

from typing import Any

import pytest

from audit.commands.case_fact import state
from audit.model.case_fact import Is
from audit.model.checklist import Counts, Standard
from audit.model.person import Person
from audit.model.refusal import Conflict, NotFound, Refusal, complaint
from audit.store.database import Database
from audit.views import case_audit as views
from tests.builders import audit_at, auditor, criterion, give, open_round, started, state_facts
from tests.measured import ANSWERED, measured_checklist


def counted(db: Database, by: Person, audit: str) -> dict[str, str | None]:
    """What every criterion counts as."""
    found = {}
    for standard in views.case_audit(db, by, audit).standards:
        for each in standard.criteria:
            counts = views.criterion(db, by, audit, each.key).answer.counts
            found[each.key] = counts.value if counts else None
    return found


def test_a_fact_rules_out_and_lets_in_again(db: Database, by: Person, audit: str) -> None:
    for key in ("C1", "C2", "S1", "S2"):
        give(db, by, audit, key, "rating", "yes")
    assert counted(db, by, audit) == dict.fromkeys(("C1", "C2", "S1", "S2"), "met")
    state_facts(db, by, audit, {"father": "unknown"})
    assert counted(db, by, audit) == {"C1": "out", "C2": "out", "S1": "met", "S2": "met"}
    state_facts(db, by, audit, {"age": "older"})
    assert counted(db, by, audit) == {"C1": "out", "C2": "out", "S1": "out", "S2": "met"}
    state_facts(db, by, audit, {"father": "known", "age": None})
    assert counted(db, by, audit) == dict.fromkeys(("C1", "C2", "S1", "S2"), "met")


def test_everything_is_kept_underneath_and_given_back(db: Database, by: Person, audit: str) -> None:
    for part, value in (
        ("rating", "no"),
        ("evidence", "Page 3"),
        ("reason", "So it was"),
        ("starred", True),
    ):
        give(db, by, audit, "C1", part, value)
    before = views.criterion(db, by, audit, "C1").answer
    state_facts(db, by, audit, {"father": "unknown"})
    hidden = views.criterion(db, by, audit, "C1")
    assert hidden.ruled_out_by == (("Is the father known?", "Not known"),)
    assert hidden.answer.counts is Counts.OUT
    state_facts(db, by, audit, {"father": "known"})
    after = views.criterion(db, by, audit, "C1").answer
    assert after == before.model_copy(update={"version": after.version})


def test_it_says_which_facts_did_it(db: Database, by: Person, audit: str) -> None:
    state_facts(db, by, audit, {"age": "older", "sleep": "no"})
    by_one = views.criterion(db, by, audit, "S1").answer
    assert by_one.ruled_out_by == ("age",)
    state_facts(db, by, audit, {"age": "baby"})
    assert views.criterion(db, by, audit, "S1").answer.ruled_out_by == ("sleep",)
    state_facts(db, by, audit, {"sleep": None})
    assert views.criterion(db, by, audit, "S1").answer.ruled_out_by == ()


def test_one_change_is_one_event_that_names_what_moved(
    db: Database, by: Person, audit: str
) -> None:
    version = db.version()
    state_facts(db, by, audit, {"father": "unknown"})
    assert db.version() == version + 1
    with db.reading() as connection:
        detail = connection.exec_driver_sql(
            "SELECT detail FROM event ORDER BY seq DESC LIMIT 1"
        ).scalar_one()
    assert detail == '{"criteria": ["C1", "C2"], "new": "unknown", "old": null}'


def test_an_equal_value_is_no_change(db: Database, by: Person, audit: str) -> None:
    state(db, by, audit, "father", None, was=None, visit="tab")
    state_facts(db, by, audit, {"father": "known"})
    version = db.version()
    state(db, by, audit, "father", "known", was=None, visit="another")
    assert db.version() == version


def test_a_conflict_carries_both_answers_in_words(db: Database, by: Person, audit: str) -> None:
    state(db, by, audit, "father", "known", was=None, visit="theirs")
    state(db, by, audit, "father", "unknown", was="known", visit="theirs")
    for mine, words in (("known", "Known"), (None, "")):
        with pytest.raises(Conflict) as conflict:
            state(
                db, by, audit, "father", mine, was="known" if mine is None else None, visit="mine"
            )
        assert conflict.value.complaint == complaint("answer.conflict", "Case file S-001")
        assert (conflict.value.theirs, conflict.value.mine) == ("Not known", words)
    state(db, by, audit, "father", None, was="unknown", visit="theirs")
    with pytest.raises(Conflict) as conflict:
        state(db, by, audit, "father", "known", was="unknown", visit="mine")
    assert conflict.value.theirs == ""
    assert views.case_fact(db, by, audit, "father").value is None


def test_a_visit_may_overwrite_itself(db: Database, by: Person, audit: str) -> None:
    state(db, by, audit, "father", "known", was=None, visit="tab")
    state(db, by, audit, "father", "unknown", was=None, visit="tab")
    assert views.case_fact(db, by, audit, "father").value == "unknown"


@pytest.mark.parametrize(
    ("fact", "value", "code"),
    [
        ("weather", "known", "case_fact.unknown"),
        ("", None, "case_fact.unknown"),
        *(("father", value, "case_fact.value") for value in ("Known", "", 0, True, [], {}, "baby")),
    ],
)
def test_what_the_checklist_does_not_have_is_refused(
    db: Database, by: Person, audit: str, fact: str, value: Any, code: str
) -> None:
    version = db.version()
    with pytest.raises(Refusal) as refused:
        state(db, by, audit, fact, value, was=None, visit="tab")
    where = f"Case file S-001, case fact {fact}"
    facts = {"value": value, "known": "known, unknown"} if code == "case_fact.value" else {}
    assert refused.value.complaint == complaint(code, where, **facts)
    assert db.version() == version


def test_a_second_auditor_and_a_closed_audit(db: Database, by: Person, audit: str) -> None:
    with pytest.raises(NotFound) as missing:
        state(db, auditor(db), audit, "father", "known", was=None, visit="tab")
    assert missing.value.complaint == complaint("case_audit.not-found")
    done = audit_at(
        db, "submitted", "S-002", round_id=views.case_audit(db, by, audit).audit.round_id
    )
    with pytest.raises(Refusal) as refused:
        state(db, by, done, "father", "unknown", was="known", visit="tab")
    assert refused.value.complaint.code == "case_audit.submitted"


def test_an_overruling_stands_when_the_fact_comes_and_goes(
    db: Database, by: Person, audit: str
) -> None:
    give(db, by, audit, "C1", "rating", "yes")
    state_facts(db, by, audit, {"father": "unknown"})
    give(db, by, audit, "C1", "overrule", "He lives there")
    for fact, ruled_out_by in (("known", ()), ("unknown", ("father",))):
        state_facts(db, by, audit, {"father": fact})
        kept = views.criterion(db, by, audit, "C1").answer
        assert (kept.ruled_out_by, kept.counts) == (ruled_out_by, Counts.MET)
        assert kept.overrule == "He lives there"


def test_a_returned_case_audit_is_in_progress_again(db: Database, by: Person) -> None:
    audit = audit_at(db, "returned")
    state_facts(db, by, audit, {"father": "unknown"})
    assert views.case_audit(db, by, audit).audit.status.value == "in progress"


# ---- Facts that hang on facts, and numbers --------------------------------------------------------------


@pytest.fixture
def measured(db: Database, by: Person) -> str:
    """A started case audit on the checklist with follow-up facts."""
    return started(db, open_round(db, checklist=measured_checklist()))


def shown(db: Database, by: Person, audit: str) -> list[str]:
    return [each.key for each in views.case_audit(db, by, audit).facts]


def test_a_follow_up_comes_and_goes_and_its_answer_is_kept(
    db: Database, by: Person, measured: str
) -> None:
    assert shown(db, by, measured) == ["father", "age", "sleep", "differed"]
    state_facts(db, by, measured, ANSWERED)
    assert shown(db, by, measured) == list(ANSWERED)
    assert views.case_fact(db, by, measured, "father").asked_now == tuple(ANSWERED)
    state_facts(db, by, measured, {"differed": "no"})
    assert shown(db, by, measured) == ["father", "age", "sleep", "differed"]
    assert views.standing(db, by, measured).progress.by_step["facts"] == (4, 4)
    state_facts(db, by, measured, {"differed": "yes"})
    assert views.case_fact(db, by, measured, "days").value == "7"
    assert views.standing(db, by, measured).progress.by_step["facts"] == (7, 7)


@pytest.mark.parametrize("value", ["91", "-1", "1.5", "seven", ""])
def test_a_number_out_of_range_is_refused(
    db: Database, by: Person, measured: str, value: str
) -> None:
    state_facts(db, by, measured, ANSWERED)
    with pytest.raises(Refusal) as refused:
        state(db, by, measured, "days", value, was="7", visit="v")
    found = refused.value.complaint
    told = {"value": value, "known": "whole numbers from 0 to 90"}
    assert found == complaint("case_fact.value", where=found.where, **told)
    assert views.case_fact(db, by, measured, "days").value == "7"


def test_a_fact_that_rules_out_does_so_only_while_it_is_asked(db: Database, by: Person) -> None:
    """A criterion that waits for a follow-up is not ruled out by what is no longer asked."""
    rule = Is(fact="outcome", is_=("changed",))
    one = criterion("Z1", "AS1", applies_when=rule)
    standard = Standard(key="z", title="Z", statement="Z.", criteria=(one,))
    checklist = measured_checklist(standards=(standard,), ladders=(), vague_words=None)
    audit = started(db, open_round(db, checklist=checklist))
    state_facts(db, by, audit, {"differed": "yes", "outcome": "stood"})
    assert counted(db, by, audit) == {"Z1": "out"}
    assert views.criterion(db, by, audit, "Z1").ruled_out_by == (("What of outcome?", "Stood"),)
    state_facts(db, by, audit, {"differed": "no"})
    assert counted(db, by, audit) == {"Z1": None}
