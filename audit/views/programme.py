"""The year's programme: which review is looked into when, how far each round is, and what it follows."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy import Connection, select

from audit.model.case_audit import CaseAuditStatus
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
from audit.views.round import first_readings


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
        every, reviews = _entries(connection)
        planned = [each for each in every if not is_single(each.title)]
        asked = [
            each for each in planned if each.starts is None or rules.year_of(each.starts) == wanted
        ]
        asked = _counted(connection, by, asked) if _told(by) else asked
    dated = [(each.starts, each) for each in asked if each.starts is not None]
    dated.sort(key=lambda each: (each[0], each[1].title))
    known = {rules.year_of(each.starts) for each in planned if each.starts is not None}
    this = rules.year_of(now)
    return Programme(
        year=wanted,
        years=tuple(sorted(known | {this, this + 1, wanted}, reverse=True)),
        today=now,
        quarters={
            quarter: tuple(each for day, each in dated if rules.quarter_of(day) == quarter)
            for quarter in rules.QUARTERS
        },
        undated=tuple(each for each in asked if each.starts is None),
        reviews=reviews,
        single=len(every) - len(planned) if _told(by) else 0,
    )


def _told(by: Person) -> bool:
    """True for who may have the true counts of whole rounds, and not of an agency alone."""
    return permission.Reach.ALL in permission.reaches(by, "board.read")


def _entries(connection: Connection) -> tuple[list[ProgrammeEntry], tuple[SourceReview, ...]]:
    before = t.round_.alias()
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
            submitted=None,
            total=None,
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


def _counted(
    connection: Connection, by: Person, entries: Iterable[ProgrammeEntry]
) -> list[ProgrammeEntry]:
    """The same with the counts of these rounds alone: a programme has many more behind it."""
    found = {each.id: each for each in entries}
    stands = first_readings(connection, by, tuple(found))
    return [
        found[key].model_copy(
            update={"submitted": n[CaseAuditStatus.SUBMITTED], "total": sum(n.values())}
        )
        for key, n in stands.items()
    ]
