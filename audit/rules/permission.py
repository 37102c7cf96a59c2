"""Who may do what, and how far it reaches. Commands ask before they write, views before they show."""

from enum import StrEnum

from audit.model.person import Person, Role
from audit.model.refusal import refuse


class Reach(StrEnum):
    """How far a role reaches with a verb."""

    ALL = "all"
    AGENCY = "own agency"
    """Files of the person's agency; of their team alone where they have one. Without an agency, nothing."""
    OWN = "own"
    """Case audits that were given to the person."""


LEAD = {Role.QA_LEAD: Reach.ALL}
OWNER = dict.fromkeys(Role, Reach.OWN)
ADMINISTRATOR = {Role.ADMINISTRATOR: Reach.ALL}

ALLOWED: dict[str, dict[Role, Reach]] = {
    "checklist.publish": LEAD | ADMINISTRATOR,
    "checklist.draft": LEAD,
    # Two of them: who proposed it may not agree to it.
    "checklist.agree": LEAD,
    "person.read": ADMINISTRATOR,
    "person.admit": ADMINISTRATOR,
    "person.change": ADMINISTRATOR,
    "person.retire": ADMINISTRATOR,
    "session.end": ADMINISTRATOR,
    "counts.recount": ADMINISTRATOR,
    "round.open": LEAD,
    "round.move": LEAD,
    "round.timetable": LEAD,
    "round.read": LEAD,
    "case_file.add": LEAD,
    "case_audit.allocate": LEAD,
    "case_audit.return": LEAD,
    "allocation.read": LEAD,
    "allocation.change": LEAD,
    "case_audit.own": {Role.AUDITOR: Reach.OWN},
    "case_audit.read": {
        Role.AUDITOR: Reach.OWN,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    # True counts, for professionals: a board member and a scrutineer are shown what was released, masked.
    "board.read": {
        Role.AUDITOR: Reach.AGENCY,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    "board.lines": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    # Who agrees with whom is told to those who can help, and to nobody else.
    "agreement.pairs": LEAD,
    # How often moderation changed whose rating: an auditor's own is told by views/drift.py:own_drift.
    "drift.read": LEAD,
    # What an auditor practised is told to them, and to those who can help.
    "calibration.ask": LEAD,
    "calibration.read": LEAD,
    "calibration.practise": {Role.AUDITOR: Reach.OWN},
    "programme.read": {
        Role.QA_LEAD: Reach.ALL,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    "moderation.settle": LEAD,
    "moderation.draw": LEAD,
    # Its readers once it is signed off: see rules/visibility.py.
    "moderation.read": {Role.AUDITOR: Reach.OWN, Role.QA_LEAD: Reach.ALL},
    "moderation.answer": {Role.AUDITOR: Reach.OWN},
    # Whoever reads a case file can say that a child may be at risk; its receivers too see a concern, and
    # nobody else does: see rules/concern.py.
    "concern.raise": {
        Role.AUDITOR: Reach.OWN,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    "concern.read": {
        Role.AUDITOR: Reach.OWN,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    # An auditor those that were sent to them.
    "concern.answer": {
        Role.AUDITOR: Reach.OWN,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    "concern.receivers": LEAD,
    "panel.hold": LEAD,
    # Once it is signed off: who has a file of the case, or read one. See views/panel.py.
    "panel.read": {
        Role.AUDITOR: Reach.OWN,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    "panel.count": LEAD,
    # What was found: an auditor's own, an agency's, all; who may read which is in rules/finding.py.
    "finding.read": {
        Role.AUDITOR: Reach.OWN,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    "finding.raise": {Role.AUDITOR: Reach.OWN, Role.QA_LEAD: Reach.ALL},
    "finding.change": {Role.AUDITOR: Reach.OWN, Role.QA_LEAD: Reach.ALL},
    "finding.decide": LEAD,
    # An action's owner may have any role. Titles of findings and actions carry no numbers: the board follows them.
    "action.read": OWNER | LEAD | {Role.AGENCY_LEAD: Reach.AGENCY},
    "action.progress": OWNER | LEAD | {Role.AGENCY_LEAD: Reach.AGENCY},
    "action.complete": OWNER | LEAD,
    "action.plan": LEAD,
    "action.verify": LEAD,
    "action.follow": {
        Role.QA_LEAD: Reach.ALL,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    "board.export": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    # Every rating by itself, with the case reference: for those who see the lines.
    "data.export": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    # A child's files of every agency, with what was written: for whoever answers to the inspectors.
    "jtai.export": LEAD,
    "board.release": LEAD,
    # Two of them for what the public is told: who proposed it may not agree to it.
    "publication.propose": LEAD,
    "publication.agree": LEAD,
    "release.read": {
        Role.QA_LEAD: Reach.ALL,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    "scrutiny.comment": {Role.SCRUTINEER: Reach.ALL},
    "scrutiny.answer": LEAD,
    "scrutiny.read": {
        Role.QA_LEAD: Reach.ALL,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    # Real numbers, of several rounds: who reads masked ones has none of it.
    "trend.read": {
        Role.AUDITOR: Reach.AGENCY,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
    },
    "trend.rebase": LEAD,
    # Counts of rounds, findings and actions; true numbers only for who reads trends: see views/theme.py.
    "theme.read": {
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    "theme.change": LEAD,
    # A pack has true numbers of few files: for who leads the team, and nobody's board.
    "supervision.read": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    "supervision.return": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    # What is shown is everybody's; an agency lead writes on their own agency, and a QA lead shows it.
    "good_practice.read": {
        Role.AUDITOR: Reach.ALL,
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.ALL,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    "good_practice.draft": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    "good_practice.show": LEAD,
    # Which team has had the learning: who leads it says so, and a board sees counts by agency.
    "spread.read": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    "spread.record": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    "spread.count": {
        Role.QA_LEAD: Reach.ALL,
        Role.AGENCY_LEAD: Reach.AGENCY,
        Role.BOARD_MEMBER: Reach.ALL,
        Role.SCRUTINEER: Reach.ALL,
    },
    # The register of what left the tool. What one took out oneself is known anyway, and whoever holds a file may
    # ask whether it is ours.
    "document.read": LEAD,
    # Long work that they asked for; each kind of it asks for its own verb as well.
    "job.own": {Role.QA_LEAD: Reach.OWN, Role.AGENCY_LEAD: Reach.OWN},
    "document.own": dict.fromkeys(Role, Reach.OWN),
    "trail.read": LEAD,
    "trail.rekey": ADMINISTRATOR,
    "trail.part": ADMINISTRATOR,
    "identifier.clear": LEAD,
    "watched_word.change": LEAD | ADMINISTRATOR,
    "round.retain": LEAD,
    "round.hold": LEAD,
    "round.dispose": LEAD,
    "case.extract": LEAD,
    "progress.read": {Role.QA_LEAD: Reach.ALL, Role.AGENCY_LEAD: Reach.AGENCY},
    "frame.take": LEAD,
    "frame.read": LEAD,
    "sample.draw": LEAD,
    "sample.read": LEAD,
}
"""Verb to the roles that may do it and how far. Nobody's role adds to another's: the widest counts."""


def may(person: Person, verb: str) -> bool:
    """True if one of the person's roles allows the verb; KeyError for a verb that nobody declared."""
    return person.has(*ALLOWED[verb])


def require(person: Person, verb: str) -> None:
    """Refuse unless the person may."""
    if not may(person, verb):
        roles = " or ".join(sorted(ALLOWED[verb]))
        raise refuse("permission.role", roles=roles)


def reaches(person: Person, verb: str) -> frozenset[Reach]:
    """Return how far the person's roles reach with the verb; empty when none allows it."""
    return frozenset(reach for role, reach in ALLOWED[verb].items() if role in person.roles)


def covers(
    person: Person,
    verb: str,
    *,
    agency: str | None,
    team_id: str | None,
    auditor_id: str | None = None,
) -> bool:
    """True if a case file of that agency and team, given to that auditor, is in the person's reach."""
    found = reaches(person, verb)
    own_agency = (
        person.agency is not None and agency == person.agency and person.team_id in (None, team_id)
    )
    return (
        Reach.ALL in found
        or (Reach.AGENCY in found and own_agency)
        or (Reach.OWN in found and auditor_id == person.id)
    )


def may_rate(person: Person, auditor_id: str | None) -> bool:
    """True if the case audit was given to this person, and an auditor they are."""
    return may(person, "case_audit.own") and auditor_id == person.id
