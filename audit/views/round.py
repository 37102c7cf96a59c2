"""Rounds: the list of them, and one with how far it is and who may audit in it."""

from collections.abc import Collection
from datetime import date, datetime

from sqlalchemy import ColumnElement, Connection, Select, func, select, true

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import _, of_checklist
from audit.model.noun import Noun
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import checklists, persons
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from, shown
from audit.views.reach import files_in_reach


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


def _first(connection: Connection, by: Person) -> Select[tuple[str]]:
    """The first readings in reach."""
    return (
        select(t.case_audit.c.id)
        .join(t.case_file)
        .where(
            t.case_audit.c.reading == Reading.FIRST,
            files_in_reach(by, "board.read"),
            shown(connection, by),
        )
    )


def _entries(
    connection: Connection, by: Person, which: ColumnElement[bool]
) -> tuple[RoundEntry, ...]:
    mine = _first(connection, by).where(t.case_audit.c.round_id == t.round_.c.id)
    has_files = mine.exists()
    submitted = mine.where(t.case_audit.c.status == CaseAuditStatus.SUBMITTED)
    rows = connection.execute(
        select(t.round_, t.checklist.c.title.label("checklist"), t.checklist.c.version)
        .add_columns(has_files.label("has_files"), submitted.exists().label("has_results"))
        .select_from(t.round_.join(t.checklist))
        .where(which)
        .where(true() if Reach.ALL in permission.reaches(by, "board.read") else has_files)
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
            has_files=row.has_files,
            has_results=row.has_results,
        )
        for row in rows
    )


def first_readings(
    connection: Connection, by: Person, round_ids: Collection[str]
) -> dict[str, dict[CaseAuditStatus, int]]:
    """The same within a transaction that reads more than this, to what has asked for permission."""
    counted = connection.execute(
        _first(connection, by)
        .with_only_columns(t.case_audit.c.round_id, t.case_audit.c.status, func.count().label("n"))
        .where(t.case_audit.c.round_id.in_(round_ids))
        .group_by(t.case_audit.c.round_id, t.case_audit.c.status)
    )
    n = {(row.round_id, row.status): row.n for row in counted}
    return {key: {each: n.get((key, each), 0) for each in CaseAuditStatus} for key in round_ids}


def choices(db: Database, by: Person, round_id: str) -> Choices:
    """Return the agencies and teams with a file in the round and in reach."""
    permission.require(by, "board.read")
    with db.reading(by) as connection:
        rows = connection.execute(
            select(t.agency.c.key, t.agency.c.name, t.team.c.id, t.team.c.name.label("team"))
            .distinct()
            .select_from(t.case_audit)
            .join(t.case_file)
            .join(t.agency, t.agency.c.key == t.case_file.c.agency)
            .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
            .where(t.case_audit.c.round_id == round_id, files_in_reach(by, "board.read"))
            .order_by(t.agency.c.name, t.team.c.name)
        ).all()
    return Choices(
        agencies={row.key: of_checklist(row.name) for row in rows},
        teams={row.id: (row.key, row.team) for row in rows if row.id is not None},
    )
