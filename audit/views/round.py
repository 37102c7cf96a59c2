"""Rounds: the list of them, and one with how far it is and who may audit in it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, select, true

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import _, of_checklist
from audit.model.noun import Noun
from audit.model.person import Person, Role
from audit.model.progress import State
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import checklists, persons
from audit.store import tables as t
from audit.store.database import Database
from audit.store.dialect import among
from audit.views.blind import kept_from
from audit.views.standing import by_round, by_team


class RoundEntry(Noun):
    """A round in a list: nothing of it is counted, so that a list costs the same however much was read."""

    id: str
    title: str
    checklist_id: str
    checklist: str
    """Title and version of its checklist."""
    status: RoundStatus
    opened_at: datetime
    due: date | None
    retain_until: date | None
    """Until when its records are kept; None while nobody has said."""
    disposed_at: datetime | None
    """When what people wrote in it was erased."""
    has_files: bool
    """True if a case file of it is in reach."""
    has_results: bool
    """True if the first reading of one of them is submitted."""


class RoundPage(Noun):
    """A round and how far it is."""

    entry: RoundEntry
    review: SourceReview
    case_audits: dict[CaseAuditStatus, int]
    """How the first readings stand: one for each case file of the round."""
    kept_from_you: int
    """Readings of files that the person reads too, which are not among its files."""
    agencies: dict[str, str]
    """Key to name of those that the checklist is asked of."""
    teams: dict[str, tuple[str, ...]]
    """Names of the teams of each agency, by its key."""
    auditors: dict[str, str]
    """Id to name of everybody who may audit."""

    @property
    def total(self) -> int:
        """How many case files the round has."""
        return sum(self.case_audits.values())


class Choices(Noun):
    """What results can be narrowed to."""

    agencies: dict[str, str]
    teams: dict[str, tuple[str, str]]
    """Id to agency key and name of each team with a file in the round."""


def rounds(db: Database, by: Person) -> tuple[RoundEntry, ...]:
    """Return every round with a file in reach, the newest first; who reaches all sees empty ones too."""
    permission.require(by, "board.read")
    with db.reading(by) as connection:
        return _entries(connection, by, true())


def standing(
    db: Database, by: Person, round_ids: Collection[str]
) -> dict[str, dict[CaseAuditStatus, int]]:
    """Return how the first readings in reach stand, by the ids of the rounds that were asked for."""
    permission.require(by, "board.read")
    with db.reading(by) as connection:
        return first_readings(connection, by, round_ids)


def round_page(db: Database, by: Person, round_id: str) -> RoundPage:
    """Return a round; NotFound if there is no such one."""
    permission.require(by, "round.read")
    with db.reading(by) as connection:
        entry = next(iter(_entries(connection, by, t.round_.c.id == round_id)), None)
        if entry is None:
            raise NotFound(complaint("round.not-found"))
        checklist = worded(checklists.published(connection, entry.checklist_id))
        teams: dict[str, tuple[str, ...]] = {}
        for row in connection.execute(select(t.team).order_by(t.team.c.name)):
            teams[row.agency] = (*teams.get(row.agency, ()), row.name)
        people = [
            persons.person_of(row)
            for row in connection.execute(persons.persons().order_by(t.person.c.name)).mappings()
        ]
        return RoundPage(
            entry=entry,
            review=worded(checklists.review(connection, checklist.review)),
            case_audits=first_readings(connection, by, (round_id,))[round_id],
            kept_from_you=len(kept_from(connection, by, round_id)),
            agencies={each.key: each.name for each in checklist.agencies},
            teams=teams,
            auditors={each.id: each.name for each in people if each.has(Role.AUDITOR)},
        )


def _entries(
    connection: Connection, by: Person, which: ColumnElement[bool]
) -> tuple[RoundEntry, ...]:
    stand = by_round(connection, by, "board.read", kept_from(connection, by))
    rows = connection.execute(
        select(t.round_, t.checklist.c.title.label("checklist"), t.checklist.c.version)
        .select_from(t.round_.join(t.checklist))
        .where(which)
        .where(
            true()
            if Reach.ALL in permission.reaches(by, "board.read")
            else t.round_.c.id.in_(among(stand))
        )
        # What is only planned comes last: nothing is to be read in it yet.
        .order_by(
            t.round_.c.status == RoundStatus.PLANNED,
            t.round_.c.opened_at.desc(),
            t.round_.c.title,
        )
    )
    return tuple(
        RoundEntry(
            id=row.id,
            title=row.title,
            checklist_id=row.checklist_id,
            checklist=_("{checklist}, version {version}").format(
                checklist=of_checklist(row.checklist), version=row.version
            ),
            status=RoundStatus(row.status),
            opened_at=row.opened_at,
            due=row.due,
            retain_until=row.retain_until,
            disposed_at=row.disposed_at,
            has_files=row.id in stand,
            has_results=State.SUBMITTED in stand.get(row.id, ()),
        )
        for row in rows
    )


def first_readings(
    connection: Connection, by: Person, round_ids: Collection[str]
) -> dict[str, dict[CaseAuditStatus, int]]:
    """The same within a transaction that reads more than this, to what has asked for permission."""
    found = {key: dict.fromkeys(CaseAuditStatus, 0) for key in round_ids}
    stand = by_round(connection, by, "board.read", kept_from(connection, by), round_ids)
    for key, states in stand.items():
        for state, n in states.items():
            found[key][state.status] += n
    return found


def choices(db: Database, by: Person, round_id: str) -> Choices:
    """Return the agencies and teams with a file in the round and in reach."""
    permission.require(by, "board.read")
    with db.reading(by) as connection:
        return _choices(connection, by, round_id)


def _choices(connection: Connection, by: Person, round_id: str) -> Choices:
    # What is read in a round is known to who audits there: nothing is kept from anybody here.
    lines = by_team(connection, by, "board.read", round_id, frozenset(), tuple(Reading))
    keys, ids = {each.agency for each in lines}, {each.team for each in lines}
    agency, team = t.agency.c, t.team.c
    agencies = connection.execute(
        select(agency.key, agency.name).where(agency.key.in_(keys)).order_by(agency.name)
    )
    teams = connection.execute(
        select(team.id, team.agency, team.name, agency.name.label("of"))
        .join(t.agency, agency.key == team.agency)
        .where(team.id.in_(ids))
        .order_by(agency.name, team.name)
    )
    return Choices(
        agencies={row.key: of_checklist(row.name) for row in agencies},
        teams={row.id: (row.agency, row.name) for row in teams},
    )
