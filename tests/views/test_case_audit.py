"""The case audit page: what may be seen and changed, and how far it has come."""

import pytest

from audit.commands import case_audit
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.store.database import Database
from audit.views import case_audit as views
from tests.builders import (
    admitted,
    audit_at,
    auditor,
    complete,
    judge,
    open_round,
    started,
    state_facts,
)


@pytest.mark.parametrize(
    ("stage", "can_change", "can_return"),
    [
        ("not started", False, False),
        ("in progress", True, False),
        ("complete", True, False),
        ("submitted", False, True),
        ("returned", True, False),
    ],
)
def test_what_is_open_at_each_stage(
    db: Database, by: Person, stage: str, *, can_change: bool, can_return: bool
) -> None:
    made = audit_at(db, stage)
    page = views.case_audit(db, by, made)
    assert (page.can_change, page.can_return) == (can_change, can_return)
    assert page.agency == "Children's social care"
    assert [each.key for each in page.facts] == ["father", "age", "sleep"]
    assert [each.key for each in page.standards] == ["carers", "sleep"]
    assert page.review.key == "small"
    if stage != "not started":
        assert views.criterion(db, by, made, "C1").can_change == can_change
    assert views.judgement(db, by, made, "").can_change == can_change
    assert views.case_fact(db, by, made, "father").can_change == can_change


def test_a_qa_lead_sees_and_does_not_change(db: Database, by: Person) -> None:
    made = audit_at(db, "in progress")
    lead = admitted(db, Role.QA_LEAD)
    assert not views.case_audit(db, lead, made).can_change
    assert not views.criterion(db, lead, made, "C1").can_change


def test_an_auditor_may_not_return_their_own(db: Database) -> None:
    robin = auditor(db)
    made = audit_at(db, "submitted", to=robin)
    assert not views.case_audit(db, robin, made).can_return


def test_what_is_not_there_is_not_found(db: Database, by: Person) -> None:
    with pytest.raises(NotFound) as refused:
        views.case_audit(db, by, "ghost")
    assert refused.value.complaint == complaint("case_audit.not-found")


def test_progress_goes_up_to_the_whole(db: Database, by: Person) -> None:
    made = started(db, open_round(db))
    far = views.standing(db, by, made).progress
    assert (far.done, far.of, far.ruled_out) == (0, 10, 0)
    assert far.by_step == {"facts": (0, 3), "carers": (0, 3), "sleep": (0, 3), "overall": (0, 1)}
    state_facts(db, by, made, {"father": "unknown"})
    far = views.standing(db, by, made).progress
    assert (far.done, far.of, far.ruled_out) == (1, 7, 2)
    assert far.by_step["carers"] == (0, 0)
    complete(db, by, made)
    standing = views.standing(db, by, made)
    assert (standing.progress.done, standing.progress.of) == (10, 10)
    assert standing.missing == ()


def test_a_judgement_that_nobody_gave_is_an_empty_one(db: Database, by: Person) -> None:
    made = audit_at(db, "in progress")
    state = views.judgement(db, by, made, "carers")
    assert (state.judgement.value, state.judgement.version, state.closed) == (None, 0, frozenset())
    judge(db, by, made, "carers", "fair")
    assert views.judgement(db, by, made, "carers").judgement.version == 2


def test_a_fact_that_nobody_stated_is_an_empty_one(db: Database, by: Person) -> None:
    made = audit_at(db, "in progress")
    state = views.case_fact(db, by, made, "father")
    assert (state.value, state.visit, state.kept_at) == (None, "", None)


def test_who_lost_it_to_somebody_else_does_not_see_it(db: Database, by: Person) -> None:
    robin, sam = auditor(db), auditor(db, "Sam")
    made = audit_at(db, "not started", to=robin)
    views.case_audit(db, robin, made)
    case_audit.allocate(db, by, made, sam.id)
    with pytest.raises(NotFound):
        views.case_audit(db, robin, made)
