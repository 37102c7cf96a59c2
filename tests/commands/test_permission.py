"""Every verb of the table, for every role, through the command or view that asks for it."""

from collections.abc import Callable
from typing import Any

import pytest

from audit.commands import case, case_audit, person
from audit.commands import checklist as checklists
from audit.commands import round as rounds
from audit.commands.export import exported
from audit.model.board import Filter
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.rules import permission
from audit.store.database import Database
from audit.views import board, evidence
from audit.views import case_audit as case_audit_views
from audit.views import round as round_views
from tests.builders import add, admitted, audit_at, local, open_round, small_checklist, small_review


class Scene:
    """A round with one file that somebody else has submitted and one that waits."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.round_id = open_round(db)
        self.submitted = audit_at(db, "submitted", "S-001", round_id=self.round_id)
        self.waiting = add(db, self.round_id, "S-002")
        self.checklist_id = round_views.rounds(db, local(db))[0].checklist_id

    @property
    def narrow(self) -> Filter:
        return Filter(round_id=self.round_id)


ASKED: dict[str, list[Callable[[Scene, Person], Any]]] = {
    "checklist.publish": [
        lambda at, by: checklists.publish(at.db, by, small_review(), (small_checklist(version=2),))
    ],
    "person.admit": [lambda at, by: person.admit(at.db, by, "Sam", (Role.AUDITOR,))],
    "round.open": [lambda at, by: rounds.open_(at.db, by, "Autumn", at.checklist_id)],
    "case_file.add": [
        lambda at, by: case.add_file(at.db, by, at.round_id, "S-003", "csc"),
        lambda at, by: round_views.round_page(at.db, by, at.round_id),
    ],
    "case_audit.allocate": [lambda at, by: case_audit.allocate(at.db, by, at.waiting, "local")],
    "case_audit.return": [lambda at, by: case_audit.send_back(at.db, by, at.submitted, "Look")],
    "board.read": [
        lambda at, by: board.board(at.db, by, at.narrow),
        lambda at, by: round_views.rounds(at.db, by),
        lambda at, by: round_views.choices(at.db, by, at.round_id),
    ],
    "board.lines": [lambda at, by: evidence.lines(at.db, by, at.narrow)],
    "board.export": [lambda at, by: exported(at.db, by, "board_pack", at.round_id, "board", n=1)],
}
"""What refuses by role, by the verb that it asks for."""
BY_PERSON = {"case_audit.own", "case_audit.read"}
"""Asked together with whose case audit it is: the answer is that there is none."""


def test_every_verb_is_asked_for_here() -> None:
    assert set(ASKED) | BY_PERSON == set(permission.ALLOWED)


@pytest.mark.parametrize("verb", ASKED)
def test_who_may_and_who_may_not(db: Database, verb: str) -> None:
    at = Scene(db)
    allowed = permission.ALLOWED[verb]
    refused = complaint("permission.role", roles=" or ".join(sorted(allowed)))
    people = {role: admitted(db, role, name=role.value) for role in Role}
    version = db.version()
    for role, by in people.items():
        assert permission.may(by, verb) == (role in allowed)
        for act in ASKED[verb] if role not in allowed else ():
            with pytest.raises(Refusal) as raised:
                act(at, by)
            assert raised.value.complaint == refused
    assert db.version() == version
    for role in allowed:
        for act in ASKED[verb]:
            act(at, people[role])


def test_a_person_of_two_roles_may_do_what_either_may(db: Database) -> None:
    by = admitted(db, Role.BOARD_MEMBER, Role.ADMINISTRATOR)
    may = {verb for verb in permission.ALLOWED if permission.may(by, verb)}
    assert may == {"board.read", "board.export", "person.admit", "checklist.publish"}
    with pytest.raises(KeyError):
        permission.may(by, "board.burn")


@pytest.mark.parametrize("role", Role)
def test_a_case_audit_of_ones_own_is_for_auditors(db: Database, role: Role) -> None:
    at = Scene(db)
    by = admitted(db, role)
    given = at.waiting
    with db.acting(local(db), "case_audit.allocated") as now:  # whatever the role: past the command
        now.connection.exec_driver_sql(
            "UPDATE case_audit SET auditor_id = ? WHERE id = ?", (by.id, given)
        )
    if role is Role.AUDITOR:
        case_audit.start(db, by, given)
    else:
        with pytest.raises(NotFound) as refused:
            case_audit.start(db, by, given)
        assert refused.value.complaint == complaint("case_audit.not-found")


@pytest.mark.parametrize("role", Role)
def test_somebody_elses_case_audit_is_read_by_qa_leads_alone(db: Database, role: Role) -> None:
    at, by = Scene(db), admitted(db, role)
    looks: list[Callable[[], Any]] = [
        lambda: case_audit_views.case_audit(db, by, at.submitted),
        lambda: case_audit_views.standing(db, by, at.submitted),
        lambda: case_audit_views.criterion(db, by, at.submitted, "C1"),
        lambda: case_audit_views.judgement(db, by, at.submitted, ""),
        lambda: case_audit_views.case_fact(db, by, at.submitted, "father"),
    ]
    for look in looks:
        if role is Role.QA_LEAD:
            look()
        else:
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
