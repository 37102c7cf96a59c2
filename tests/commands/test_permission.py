"""Several roles at once, and whose case audit it is; the matrix (tests/test_matrix.py) has the rest."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import update

from audit.commands import case, case_audit
from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules import permission
from audit.store import tables as t
from audit.store.database import Database
from audit.views import board_pack, evidence
from audit.views import case_audit as case_audit_views
from audit.views import round as round_views
from tests.builders import add, admitted, audit_at, local, open_round, submitted


class Scene:
    """A round with one file that somebody else has submitted and one that waits."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.round_id = open_round(db)
        self.submitted = audit_at(db, "submitted", "S-001", round_id=self.round_id)
        self.waiting = add(db, self.round_id, "S-002")
        self.checklist_id = round_views.rounds(db, local(db))[0].checklist_id


def test_a_person_of_two_roles_may_do_what_either_may(db: Database) -> None:
    by = admitted(db, Role.BOARD_MEMBER, Role.ADMINISTRATOR)
    may = {verb for verb in permission.ALLOWED if permission.may(by, verb)}
    assert may == {
        verb
        for verb, allowed in permission.ALLOWED.items()
        if Role.BOARD_MEMBER in allowed or Role.ADMINISTRATOR in allowed
    }
    assert {"release.read", "person.admit"} <= may
    assert not {"board.read", "board.lines", "case_audit.read"} & may
    with pytest.raises(KeyError):
        permission.may(by, "board.burn")


@pytest.mark.parametrize("role", Role)
def test_a_case_audit_of_ones_own_is_for_auditors(db: Database, role: Role) -> None:
    at = Scene(db)
    by = admitted(db, role)
    given = at.waiting
    with db.acting(local(db), "case_audit.allocated") as now:  # whatever the role: past the command
        gives = update(t.case_audit).where(t.case_audit.c.id == given)
        now.connection.execute(gives.values(auditor_id=by.id))
    if role is Role.AUDITOR:
        case_audit.start(db, by, given)
    else:
        with pytest.raises(NotFound) as refused:
            case_audit.start(db, by, given)
        assert refused.value.complaint == complaint("case_audit.not-found")


@pytest.mark.parametrize("role", Role)
def test_somebody_elses_case_audit_is_read_by_qa_leads_and_its_agencys_lead(
    db: Database, role: Role
) -> None:
    at, by, elsewhere = Scene(db), admitted(db, role, agency="csc"), admitted(db, role, agency="gp")

    def looks(person: Person) -> list[Callable[[], Any]]:
        return [
            lambda: case_audit_views.case_audit(db, person, at.submitted),
            lambda: case_audit_views.standing(db, person, at.submitted),
            lambda: case_audit_views.criterion(db, person, at.submitted, "C1"),
            lambda: case_audit_views.judgement(db, person, at.submitted, ""),
            lambda: case_audit_views.case_fact(db, person, at.submitted, "father"),
        ]

    for person, may in (
        (by, role in (Role.QA_LEAD, Role.AGENCY_LEAD)),
        (elsewhere, role is Role.QA_LEAD),
    ):
        for look in looks(person):
            if may:
                look()
                continue
            with pytest.raises(NotFound) as refused:
                look()
            assert refused.value.complaint == complaint("case_audit.not-found")


def test_one_step_needs_both_an_auditor_and_a_qa_lead(db: Database) -> None:
    at = Scene(db)
    for roles, wanted in (
        ((Role.AUDITOR,), "QA lead"),
        ((Role.QA_LEAD,), "auditor"),
        ((Role.BOARD_MEMBER, Role.ADMINISTRATOR), "auditor"),
    ):
        by = admitted(db, *roles)
        with pytest.raises(Refusal) as refused:
            case.audit_one_now(db, by, at.checklist_id, "csc")
        assert refused.value.complaint == complaint("permission.role", roles=wanted)
    case.audit_one_now(db, admitted(db, Role.AUDITOR, Role.QA_LEAD), at.checklist_id, "csc")


def two_teams(db: Database) -> Filter:
    """Two files of csc in two teams, and one of gp."""
    made = open_round(db)
    submitted(db, made, "S-1", team="North")
    submitted(db, made, "S-2", team="South")
    submitted(db, made, "S-3", "gp", team="East")
    return Filter(round_id=made)


def test_a_person_of_a_team_sees_their_team(db: Database) -> None:
    narrow = two_teams(db)
    of_agency = admitted(db, Role.AGENCY_LEAD, agency="csc")
    of_team = admitted(db, Role.AGENCY_LEAD, agency="csc", team="North")
    seen = {each.reference for each in evidence.lines(db, of_agency, narrow).lines}
    assert seen == {"S-1", "S-2"}
    seen = {each.reference for each in evidence.lines(db, of_team, narrow).lines}
    assert seen == {"S-1"}
    pack = board_pack.board_with_lines(db, of_team, narrow, board_pack.Limits(99, 99))
    assert pack.board.submitted == 1
    assert pack.board.narrowed_to.endswith("North")
    assert pack.behind is not None
    assert {each.reference for each in pack.behind.ratings.lines} == {"S-1"}


def test_another_agency_or_team_asked_for_is_not_there(db: Database) -> None:
    narrow = two_teams(db)
    lead = admitted(db, Role.AGENCY_LEAD, agency="csc", team="North")
    teams = {
        name: key
        for key, (_, name) in round_views.choices(db, local(db), narrow.round_id).teams.items()
    }
    for asked in (
        narrow.model_copy(update={"agency": "gp"}),
        narrow.model_copy(update={"agency": "navy"}),
        narrow.model_copy(update={"team": teams["South"]}),
        narrow.model_copy(update={"team": "ghost"}),
        Filter(round_id="ghost"),
    ):
        with pytest.raises(NotFound) as refused:
            evidence.lines(db, lead, asked)
        assert refused.value.complaint == complaint("round.not-found")
    whole_agency = admitted(db, Role.AGENCY_LEAD, agency="csc")
    foreign = narrow.model_copy(update={"team": teams["East"]})
    ghost = narrow.model_copy(update={"team": "ghost"})
    answers = [evidence.lines(db, whole_agency, each) for each in (foreign, ghost)]
    assert answers[0] == answers[1]


def test_without_an_agency_there_is_nothing_to_see(db: Database) -> None:
    narrow = two_teams(db)
    for role in (Role.AUDITOR, Role.AGENCY_LEAD):
        somebody = admitted(db, role)
        assert round_views.rounds(db, somebody) == ()
        with pytest.raises(Refusal):
            evidence.lines(db, somebody, narrow)


def test_a_wider_role_counts_and_lines_stay_with_the_narrower(db: Database) -> None:
    """A board member who also leads an agency: true numbers and lines of their agency alone."""
    narrow = two_teams(db)
    both = admitted(db, Role.BOARD_MEMBER, Role.AGENCY_LEAD, agency="csc")
    limits = board_pack.Limits(99, 99)
    own = board_pack.board_with_lines(db, both, narrow, limits)
    assert own.board.submitted == 2
    assert own.behind is not None
    assert {each.reference for each in own.behind.ratings.lines} == {"S-1", "S-2"}
