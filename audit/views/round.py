"""Rounds: the list of them, and one with its case files and who has them."""

from collections import Counter
from datetime import date, datetime

from sqlalchemy import func, select, true

from audit.model.case_audit import CaseAudit, CaseAuditStatus, Reading
from audit.model.language import _, of_checklist
from audit.model.noun import Noun
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import permission
from audit.rules.permission import Reach
from audit.store import case_audits, checklists, persons
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from, shown
from audit.views.reach import files_in_reach


class RoundEntry(Noun):
    """A round and how its case audits stand."""

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
    case_audits: dict[CaseAuditStatus, int]
    """How the first readings stand: one for each case file of the round."""

    @property
    def total(self) -> int:
        """How many case files the round has."""
        return sum(self.case_audits.values())


class RoundPage(Noun):
    """A round with its case files."""

    entry: RoundEntry
    review: SourceReview
    audits: tuple[CaseAudit, ...]
    kept_from_you: int
    """Readings of files that the person reads too, which are not among them."""
    agencies: dict[str, str]
    """Key to name of those that the checklist is asked of."""
    teams: dict[str, tuple[str, ...]]
    """Names of the teams of each agency, by its key."""
    auditors: dict[str, str]
    """Id to name of everybody who may audit."""


class Choices(Noun):
    """What results can be narrowed to."""

    agencies: dict[str, str]
    teams: dict[str, tuple[str, str]]
    """Id to agency key and name of each team with a file in the round."""


def rounds(db: Database, by: Person) -> tuple[RoundEntry, ...]:
    """Return every round with a file in reach, the newest first; who reaches all sees empty ones too."""
    permission.require(by, "board.read")
    reached = files_in_reach(by, "board.read")
    with db.reading(by) as connection:
        counts: dict[str, Counter[str]] = {}
        first = (
            select(t.case_audit.c.round_id, t.case_audit.c.status, func.count().label("n"))
            .join(t.case_file)
            .where(t.case_audit.c.reading == Reading.FIRST, reached, shown(connection, by))
            .group_by(t.case_audit.c.round_id, t.case_audit.c.status)
        )
        for row in connection.execute(first):
            counts.setdefault(row.round_id, Counter())[row.status] = row.n
        rows = connection.execute(
            select(t.round_, t.checklist.c.title.label("checklist"), t.checklist.c.version)
            .join(t.checklist)
            .where(
                true()
                if Reach.ALL in permission.reaches(by, "board.read")
                else t.round_.c.id.in_(counts)
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
                case_audits={each: counts.get(row.id, Counter())[each] for each in CaseAuditStatus},
            )
            for row in rows
        )


def round_page(db: Database, by: Person, round_id: str) -> RoundPage:
    """Return a round with its case files; NotFound if there is no such round."""
    permission.require(by, "round.read")
    entry = next((each for each in rounds(db, by) if each.id == round_id), None)
    if entry is None:
        raise NotFound(complaint("round.not-found"))
    with db.reading(by) as connection:
        audits = tuple(
            case_audits.case_audit_of(row)
            for row in connection.execute(
                case_audits.case_audits()
                .where(t.case_audit.c.round_id == round_id, shown(connection, by, round_id))
                .order_by(t.case.c.reference, t.case_file.c.agency, t.case_audit.c.reading)
            ).mappings()
        )
        kept = len(kept_from(connection, by, round_id))
        checklist = worded(checklists.published(connection, entry.checklist_id))
        review = worded(checklists.review(connection, checklist.review))
        agencies = {each.key: each.name for each in checklist.agencies}
        teams: dict[str, tuple[str, ...]] = {}
        for row in connection.execute(select(t.team).order_by(t.team.c.name)):
            teams[row.agency] = (*teams.get(row.agency, ()), row.name)
        people = [
            persons.person_of(row)
            for row in connection.execute(persons.persons().order_by(t.person.c.name)).mappings()
        ]
    return RoundPage(
        entry=entry,
        review=review,
        audits=audits,
        kept_from_you=kept,
        agencies=agencies,
        teams=teams,
        auditors={each.id: each.name for each in people if each.has(Role.AUDITOR)},
    )


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
