"""What a round asks of its auditors before live files, who has passed, and where people go astray."""

from collections import Counter, defaultdict
from datetime import datetime

from sqlalchemy import Connection, select

from audit.model.calibration import DEFAULT_BAR, Attempt, CalibrationSet, Practised, Standing
from audit.model.case_audit import Reading
from audit.model.checklist import Checklist
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.round import SINGLE_FILES, RoundStatus
from audit.model.wording import worded
from audit.rules import calibration as rules
from audit.rules import cycle, permission
from audit.store import calibrations, checklists, rounds
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import shown


class SetChoice(Noun):
    """A practice set that a round can ask for."""

    id: str
    title: str
    version: int
    files: tuple[tuple[str, int, int], ...]
    """Title, criteria and minutes of each practice file."""


class AuditorPractice(Noun):
    """How one auditor of the round stands."""

    person_id: str
    name: str
    standing: Standing
    attempts: tuple[Attempt, ...]
    """Those handed in, the first one first."""
    is_trying: bool
    let_in_because: str
    let_in_by: str
    let_in_at: datetime | None

    @property
    def best(self) -> Attempt | None:
        """The attempt that passed, else the last one."""
        passed = [each for each in self.attempts if each.passed]
        return next(iter([*passed, *reversed(self.attempts)]), None)

    @property
    def is_from_memory(self) -> bool:
        """True if what they passed is a file of which they had seen the agreed answers."""
        return self.best is not None and rules.is_from_memory(self.best, self.attempts)


class CriterionPractice(Noun):
    """One criterion of one practice file: of those who tried it, how many agreed, and what the others gave."""

    file: str
    key: str
    statement: str
    agreed_answer: str
    agreed: int
    n: int
    others: tuple[tuple[str, int], ...]
    """The other ratings that were given, the commonest first."""


class CalibrationPage(Noun):
    """The practice of a round, for a QA lead."""

    round_id: str
    can_change: bool
    is_single: bool
    choices: tuple[SetChoice, ...]
    set_id: str | None
    bar: int
    auditors: tuple[AuditorPractice, ...]
    criteria: tuple[CriterionPractice, ...]
    attempts: int
    """Handed in, by everybody."""


def calibration(db: Database, by: Person, round_id: str) -> CalibrationPage:
    """Return what the round asks and how its auditors did; NotFound if there is no such round."""
    permission.require(by, "calibration.read")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        asked = calibrations.bar(connection, round_id)
        known = calibrations.of_checklist(connection, row["checklist_id"])
        if asked is not None:
            known.setdefault(asked.set_id, asked.found)
        tried = calibrations.attempts(connection, round_id)
        checklist = worded(checklists.published(connection, row["checklist_id"]))
        return CalibrationPage(
            round_id=round_id,
            can_change=row["disposed_at"] is None
            and cycle.is_open("allocate", RoundStatus(row["status"])),
            is_single=row["title"] == SINGLE_FILES,
            choices=tuple(_choice(key, each) for key, each in known.items()),
            set_id=asked.set_id if asked else None,
            bar=asked.bar if asked else DEFAULT_BAR,
            auditors=_auditors(connection, by, round_id, tried),
            criteria=_criteria(connection, checklist, _fresh(tried)),
            attempts=sum(not each.is_open for each in tried),
        )


def _choice(key: str, found: CalibrationSet) -> SetChoice:
    return SetChoice(
        id=key,
        title=found.title,
        version=found.version,
        files=tuple(
            (each.title, len(each.agreed), rules.minutes(each)) for each in found.practice_files
        ),
    )


def _auditors(
    connection: Connection, by: Person, round_id: str, tried: tuple[Attempt, ...]
) -> tuple[AuditorPractice, ...]:
    """Everybody with a file in the round, among its auditors, or with an attempt, by name."""
    given = select(t.case_audit.c.auditor_id).where(
        t.case_audit.c.round_id == round_id, t.case_audit.c.reading != Reading.MODERATED
    )
    listed = select(t.round_auditor.c.person_id).where(t.round_auditor.c.round_id == round_id)
    ids = {each.person_id for each in tried}
    people = connection.execute(
        select(t.person.c.id, t.person.c.name)
        .where(t.person.c.id.in_(given) | t.person.c.id.in_(listed) | t.person.c.id.in_(ids))
        .order_by(t.person.c.name, t.person.c.id)
    ).all()
    names = {row.id: row.name for row in connection.execute(select(t.person.c.id, t.person.c.name))}
    let_in = {
        row.person_id: row
        for row in connection.execute(
            select(t.calibration_let_in).where(t.calibration_let_in.c.round_id == round_id)
        )
    }
    found, seen = [], shown(connection, by, round_id)
    for each in people:
        mine = [one for one in tried if one.person_id == each.id]
        entry = let_in.get(each.id)
        found.append(
            AuditorPractice(
                person_id=each.id,
                name=each.name,
                standing=calibrations.standing(connection, round_id, each.id, seen),
                attempts=tuple(one for one in mine if not one.is_open),
                is_trying=any(one.is_open for one in mine),
                let_in_because=entry.reason if entry else "",
                let_in_by=names[entry.by] if entry else "",
                let_in_at=entry.at if entry else None,
            )
        )
    return tuple(found)


def _fresh(tried: tuple[Attempt, ...]) -> list[Attempt]:
    """What each person first handed in on each file: after that they had seen the agreed answers."""
    first: dict[tuple[str, str, str], Attempt] = {}
    for each in tried:
        if not each.is_open:
            first.setdefault((each.person_id, each.set_id, each.file), each)
    return list(first.values())


def _criteria(
    connection: Connection, checklist: Checklist, done: list[Attempt]
) -> tuple[CriterionPractice, ...]:
    """Over these attempts, what agreed least first."""
    given = calibrations.ratings(connection, [each.id for each in done])
    by_file: dict[tuple[str, str], list[dict[str, Practised]]] = defaultdict(list)
    for each in done:
        by_file[each.set_id, each.file].append(given[each.id])
    rows = [
        row
        for (set_id, file), attempts in by_file.items()
        for row in _of_file(connection, checklist, set_id, file, attempts)
    ]
    return tuple(sorted(rows, key=lambda row: row.agreed / row.n))


def _of_file(
    connection: Connection,
    checklist: Checklist,
    set_id: str,
    file_key: str,
    attempts: list[dict[str, Practised]],
) -> list[CriterionPractice]:
    file = calibrations.published(connection, set_id).practice_file(file_key)
    labels = {each.key: each.label for each in checklist.rating_scale.ratings}
    rows = []
    for each in file.agreed:
        gave = Counter(str(one[each.criterion].rating) for one in attempts)
        agreed = gave.pop(each.rating, 0)
        rows.append(
            CriterionPractice(
                file=file.title,
                key=each.criterion,
                statement=checklist.criterion(each.criterion).statement,
                agreed_answer=labels[each.rating],
                agreed=agreed,
                n=len(attempts),
                others=tuple((labels[key], n) for key, n in gave.most_common()),
            )
        )
    return rows
