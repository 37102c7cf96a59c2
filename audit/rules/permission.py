"""Who may do what. Commands ask before they write, views before they show."""

from audit.model.person import Person, Role
from audit.model.refusal import refuse

LEADS = frozenset({Role.QA_LEAD})
EVERYBODY = frozenset(Role)

ALLOWED: dict[str, frozenset[Role]] = {
    "checklist.publish": frozenset({Role.QA_LEAD, Role.ADMINISTRATOR}),
    "person.admit": frozenset({Role.ADMINISTRATOR}),
    "round.open": LEADS,
    "case_file.add": LEADS,
    "case_audit.allocate": LEADS,
    "case_audit.return": LEADS,
    "case_audit.own": frozenset({Role.AUDITOR}),
    "case_audit.read": frozenset({Role.AUDITOR, Role.QA_LEAD}),
    "board.read": EVERYBODY - {Role.ADMINISTRATOR},
    "board.lines": frozenset({Role.QA_LEAD}),
    "board.export": frozenset({Role.QA_LEAD, Role.BOARD_MEMBER}),
}
"""Verb to the roles that may do it. `case_audit.own` further asks that the audit be one's own."""


def may(person: Person, verb: str) -> bool:
    """True if one of the person's roles allows the verb; KeyError for a verb that nobody declared."""
    return person.has(*ALLOWED[verb])


def require(person: Person, verb: str) -> None:
    """Refuse unless the person may."""
    if not may(person, verb):
        roles = " or ".join(sorted(ALLOWED[verb]))
        raise refuse("permission.role", roles=roles)


def may_rate(person: Person, auditor_id: str | None) -> bool:
    """True if the case audit was given to this person, and an auditor they are."""
    return may(person, "case_audit.own") and auditor_id == person.id


def may_read_case_audit(person: Person, auditor_id: str | None) -> bool:
    """True for the auditor whom it was given to and for QA leads."""
    return may_rate(person, auditor_id) or person.has(Role.QA_LEAD)
