"""Who may do what, role by role."""

import pytest

from audit.model.person import Person, Role
from audit.model.refusal import Refusal, complaint
from audit.rules.permission import ALLOWED, may, may_rate, may_read_case_audit, require

TABLE = {
    "checklist.publish": {Role.QA_LEAD, Role.ADMINISTRATOR},
    "person.admit": {Role.ADMINISTRATOR},
    "round.open": {Role.QA_LEAD},
    "case_file.add": {Role.QA_LEAD},
    "case_audit.allocate": {Role.QA_LEAD},
    "case_audit.return": {Role.QA_LEAD},
    "case_audit.own": {Role.AUDITOR},
    "case_audit.read": {Role.AUDITOR, Role.QA_LEAD},
    "board.read": {
        Role.AUDITOR,
        Role.QA_LEAD,
        Role.AGENCY_LEAD,
        Role.BOARD_MEMBER,
        Role.SCRUTINEER,
    },
    "board.lines": {Role.QA_LEAD},
    "board.export": {Role.QA_LEAD, Role.BOARD_MEMBER},
}
"""Written out once more, so that a role which slips in is seen."""


def person(*roles: Role) -> Person:
    return Person(id="p", name="Robin", roles=roles)


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("verb", TABLE)
def test_each_role_for_each_verb(verb: str, role: Role) -> None:
    assert may(person(role), verb) == (role in TABLE[verb])
    if role in TABLE[verb]:
        require(person(role), verb)
        return
    with pytest.raises(Refusal) as refused:
        require(person(role), verb)
    assert refused.value.complaint == complaint(
        "permission.role", roles=" or ".join(sorted(TABLE[verb]))
    )


def test_every_verb_stands_in_both_tables_and_has_somebody() -> None:
    assert set(ALLOWED) == set(TABLE)
    assert all(ALLOWED.values())


def test_who_has_no_role_may_nothing() -> None:
    assert not any(may(person(), verb) for verb in ALLOWED)


def test_a_case_audit_is_its_auditors() -> None:
    assert may_rate(person(Role.AUDITOR), "p")
    assert not may_rate(person(Role.AUDITOR), "q")
    assert not may_rate(person(Role.AUDITOR), None)
    assert not may_rate(person(Role.QA_LEAD, Role.ADMINISTRATOR), "p")


def test_a_qa_lead_reads_every_case_audit() -> None:
    assert may_read_case_audit(person(Role.QA_LEAD), None)
    assert may_read_case_audit(person(Role.AUDITOR), "p")
    assert not may_read_case_audit(person(Role.AUDITOR), "q")
    assert not may_read_case_audit(person(Role.BOARD_MEMBER, Role.SCRUTINEER), "p")
