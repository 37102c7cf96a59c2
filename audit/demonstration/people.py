"""The people of the demonstration: who audits whose files."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from audit.commands import person
from audit.demonstration.cases import InventedFile
from audit.demonstration.content import partnership
from audit.model.checklist import Checklist
from audit.model.person import Person, Role
from audit.store.database import Database


def leads(db: Database, by: Person) -> list[Person]:
    """Admit the QA leads, and the board member who will look at what comes of it."""
    names = partnership()["people"]
    for name in names["board"]:
        person.admit(db, by, name, (Role.BOARD_MEMBER,))
    return [person.admit(db, by, name, (Role.QA_LEAD,)) for name in names["leads"]]


def auditors(
    db: Database, by: Person, checklist: Checklist, teams: dict[str, list[str]]
) -> list[Person]:
    """Admit the auditors: two from each agency, one of them in a team, and two who belong to no agency.

    `teams` are those that have a case file by now. Where the checklist has other agencies than the content
    knows, they are shared out among these.
    """
    known = [each.key for each in checklist.agencies]
    admitted = []
    for place, (home, names) in enumerate(partnership()["people"]["auditors"].items()):
        agency = home if home in known else known[place % len(known)]
        for number, name in enumerate(names):
            team = None if number else next(iter(teams.get(agency, [])), None)
            admitted.append(person.admit(db, by, name, (Role.AUDITOR,), agency=agency, team=team))
    independent = partnership()["people"]["independent"]
    return admitted + [person.admit(db, by, name, (Role.AUDITOR,)) for name in independent]


class Allocation:
    """Gives files out by the rules: to the file's own agency or to somebody of none, never to its own team."""

    def __init__(self, auditors: Sequence[Person], rng: Random) -> None:
        self._auditors = auditors
        self._load: Counter[str] = Counter()
        self._rng = rng

    def auditor(self, file: InventedFile, not_by: Sequence[Person] = ()) -> Person:
        """Return who is to read the file, the one with the fewest; `not_by` have read it, or another of the case."""
        able = [each for each in self._auditors if _may(each, file)]
        fresh = [each for each in able if each not in not_by] or able
        chosen = min(fresh, key=lambda each: (self._load[each.id], self._rng.random()))
        self._load[chosen.id] += 1
        return chosen


def _may(auditor: Person, file: InventedFile) -> bool:
    """The rules of allocation; a person without a team is in none."""
    own_agency = auditor.agency in (None, file.agency)
    return own_agency and (auditor.team is None or auditor.team != file.team)
