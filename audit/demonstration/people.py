"""The people of the demonstration: who leads, who audits, who looks at what comes of it."""

from collections.abc import Iterable

from audit.commands import person
from audit.demonstration.cases import InventedFile
from audit.demonstration.content import partnership
from audit.model.checklist import Checklist
from audit.model.person import Person, Role
from audit.store.database import Database


def leads(db: Database, by: Person) -> list[Person]:
    """Admit the QA leads, and the board member and the scrutineer who will look at what comes of it."""
    names = partnership()["people"]
    for name in names["scrutiny"]:
        person.admit(db, by, name, (Role.SCRUTINEER,))
    for name in names["board"]:
        person.admit(db, by, name, (Role.BOARD_MEMBER,))
    return [person.admit(db, by, name, (Role.QA_LEAD,)) for name in names["leads"]]


def auditors(
    db: Database, by: Person, checklist: Checklist, files: Iterable[InventedFile]
) -> list[Person]:
    """Admit the auditors: two from each agency, one of them in a team, and two who belong to no agency.

    A team is one that has one of these files. Where the checklist has other agencies than the content
    knows, the people are shared out among these.
    """
    teams: dict[str, str] = {}
    for each in files:
        teams.setdefault(each.agency, each.team)
    known = [each.key for each in checklist.agencies]
    admitted = []
    for place, (home, names) in enumerate(partnership()["people"]["auditors"].items()):
        agency = home if home in known else known[place % len(known)]
        for number, name in enumerate(names):
            team = None if number else teams.get(agency)
            admitted.append(person.admit(db, by, name, (Role.AUDITOR,), agency=agency, team=team))
    independent = partnership()["people"]["independent"]
    return admitted + [person.admit(db, by, name, (Role.AUDITOR,)) for name in independent]
