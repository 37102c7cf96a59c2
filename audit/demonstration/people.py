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
    """Admit the auditors, two from each agency; `teams` are those that have a case file by now.

    Where the checklist has other agencies than the content knows, they are shared out among these.
    """
    known = [each.key for each in checklist.agencies]
    admitted = []
    for place, (home, names) in enumerate(partnership()["people"]["auditors"].items()):
        agency = home if home in known else known[place % len(known)]
        for number, name in enumerate(names):
            ours = teams.get(agency, [])
            team = ours[number % len(ours)] if ours else None
            admitted.append(person.admit(db, by, name, (Role.AUDITOR,), agency=agency, team=team))
    return admitted


class Allocation:
    """Gives files out: never to the file's own agency where that can be helped, and to each the same number."""

    def __init__(self, auditors: Sequence[Person], rng: Random) -> None:
        self._auditors = auditors
        self._load: Counter[str] = Counter()
        self._rng = rng

    def auditor(self, file: InventedFile, not_by: Sequence[Person] = ()) -> Person:
        """Return who is to read the file; `not_by` have read it, or another file of the case, already."""
        fresh = [each for each in self._auditors if each not in not_by] or self._auditors
        others = [each for each in fresh if each.agency != file.agency] or fresh
        chosen = min(others, key=lambda each: (self._load[each.id], self._rng.random()))
        self._load[chosen.id] += 1
        return chosen
