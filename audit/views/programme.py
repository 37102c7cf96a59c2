"""The year's programme: which review is looked into when, how far each round is, and what it follows."""

from collections import Counter
from datetime import date

from sqlalchemy import ColumnElement, Connection, and_, func, select

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import permission
from audit.rules import programme as rules
from audit.rules.cycle import is_single
from audit.rules.retention import today
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import shown


class ProgrammeEntry(Noun):
    """A round in the programme: counts, and nothing of a case."""

    id: str
    title: str
    review: str
    """Title of the source review."""
    theme: str
    status: RoundStatus
    starts: date | None
    """The day on which it begins or began; None where that is not said yet."""
    due: date | None
    submitted: int | None
    total: int | None
    """Case files: one first reading each; None for who is shown what was released alone: they may be few."""
    follows: str
    """Title of the round that it re-audits; empty for a first one."""
    called_off: bool
    """True if it was closed without having been opened."""


class Programme(Noun):
    """A year's rounds by quarter."""

    year: int
    years: tuple[int, ...]
    """Years that have a round, with this one and the next, the newest first."""
    today: date
    quarters: dict[int, tuple[ProgrammeEntry, ...]]
    undated: tuple[ProgrammeEntry, ...]
    """Planned rounds without a first day: in whichever year one looks."""
    reviews: tuple[SourceReview, ...]
    """Those that it names: how the page is to be handled."""
    single: int
    """Rounds of single files: nobody planned them, so they are not in the programme."""

    @property
    def entries(self) -> tuple[ProgrammeEntry, ...]:
        """The year's rounds in their order."""
        return tuple(each for quarter in self.quarters.values() for each in quarter)


def programme(db: Database, by: Person, year: int | None = None) -> Programme:
    """Return the programme of the year that begins in April of `year`, or of the one that it is now."""
    permission.require(by, "programme.read")
    now = today(db.clock())
    wanted = rules.year_of(now) if year is None else year
    with db.reading(by, takes_long=True) as connection:
        every, reviews = _entries(connection, by)
    planned = [each for each in every if not is_single(each.title)]
    dated = [(each.starts, each) for each in planned if each.starts is not None]
    dated.sort(key=lambda each: (each[0], each[1].title))
    known = {rules.year_of(day) for day, _ in dated}
    this = rules.year_of(now)
    return Programme(
        year=wanted,
        years=tuple(sorted(known | {this, this + 1, wanted}, reverse=True)),
        today=now,
        quarters={
            quarter: tuple(
                each
                for day, each in dated
                if rules.year_of(day) == wanted and rules.quarter_of(day) == quarter
            )
            for quarter in rules.QUARTERS
        },
        undated=tuple(each for each in planned if each.starts is None),
        reviews=reviews,
        single=len(every) - len(planned) if _told(by) else 0,
    )


def _told(by: Person) -> bool:
    """True for who may have the true counts of whole rounds, and not of an agency alone."""
    return permission.Reach.ALL in permission.reaches(by, "board.read")


def _entries(
    connection: Connection, by: Person
) -> tuple[list[ProgrammeEntry], tuple[SourceReview, ...]]:
    before = t.round_.alias()
    told = _told(by)
    counts = _counts(
        connection, and_(t.case_audit.c.reading == Reading.FIRST, shown(connection, by))
    )
    unopened = _unopened(connection)
    rows = connection.execute(
        select(t.round_, before.c.title.label("before"), t.checklist.c.review)
        .join(t.checklist, t.checklist.c.id == t.round_.c.checklist_id)
        .outerjoin(before, before.c.id == t.round_.c.follows)
        .order_by(t.round_.c.title)
    ).all()
    keys = sorted({row.review for row in rows})
    reviews = {each: worded(checklists.review(connection, each)) for each in keys}
    entries = [
        ProgrammeEntry(
            id=row.id,
            title=row.title,
            review=reviews[row.review].title,
            theme=row.theme,
            status=RoundStatus(row.status),
            starts=row.starts or (None if row.id in unopened else today(row.opened_at)),
            due=row.due,
            submitted=counts.get(row.id, Counter())[CaseAuditStatus.SUBMITTED] if told else None,
            total=counts.get(row.id, Counter()).total() if told else None,
            follows=row.before or "",
            called_off=row.status == RoundStatus.CLOSED and row.id in unopened,
        )
        for row in rows
    ]
    return entries, tuple(reviews.values())


def _unopened(connection: Connection) -> set[str]:
    """Rounds that were planned and never opened; one from before moves were kept is none of them."""
    by_status: dict[str, set[str]] = {}
    for row in connection.execute(select(t.round_move.c.round_id, t.round_move.c.status)):
        by_status.setdefault(row.status, set()).add(row.round_id)
    return by_status.get(RoundStatus.PLANNED, set()) - by_status.get(RoundStatus.OPEN, set())


def _counts(connection: Connection, which: ColumnElement[bool]) -> dict[str, Counter[str]]:
    found: dict[str, Counter[str]] = {}
    for row in connection.execute(
        select(t.case_audit.c.round_id, t.case_audit.c.status, func.count().label("n"))
        .where(which)
        .group_by(t.case_audit.c.round_id, t.case_audit.c.status)
    ):
        found.setdefault(row.round_id, Counter())[row.status] = row.n
    return found
