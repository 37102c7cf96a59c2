"""How far a round is: its readings counted by auditor, agency and team, and when the last could be in.

Counted are first and second readings: what auditors were asked for. That a file is read twice is for those
who reach the whole round; an agency's lead counts first readings. Nothing here tells what anybody rated.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, and_, case, func, select

from audit.analysis.pace import finish
from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.language import N_, _, of_checklist
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.progress import Group, Pace, State
from audit.model.round import RoundStatus
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules import due as rules
from audit.rules.permission import Reach, reaches
from audit.rules.retention import today
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from, shown
from audit.views.reach import files_in_reach, in_reach

Line = Row[*tuple[Any, ...]]
"""A row of a query, whatever its columns."""
NOBODY, NO_TEAM = N_("Nobody yet"), N_("no team")
stands = case(
    (
        and_(
            t.case_audit.c.auditor_id.is_(None),
            t.case_audit.c.status == CaseAuditStatus.NOT_STARTED,
        ),
        State.NOT_ALLOCATED.value,
    ),
    else_=t.case_audit.c.status,
).label("state")
"""Where a reading stands, as `model/progress.py` says it, in a query over case_audit."""


class Progress(Noun):
    """A round and how its readings stand."""

    round_id: str
    round_title: str
    review: SourceReview
    status: RoundStatus
    due: date | None
    today: date
    disposed_at: datetime | None
    cases: int
    files: int
    """Case files; of one that is read twice there are two readings."""
    whole: Group
    auditors: tuple[Group, ...]
    agencies: tuple[Group, ...]
    teams: tuple[Group, ...]
    """Each in the order of what needs attention: nobody's, then the most that is late or waiting."""
    kept_from_you: int
    """Readings of files that the person reads too: how they stand is kept from them, and not counted."""
    pace: Pace | None
    """None before anybody has started, and once nothing more will come."""


def counted(connection: Connection, by: Person, round_id: str) -> ColumnElement[bool]:
    """The readings of a round that the person's progress counts, for a query over case_file and case_audit."""
    kinds = [Reading.FIRST]
    if Reach.ALL in reaches(by, "progress.read"):
        kinds.append(Reading.SECOND)
    return and_(
        t.case_audit.c.round_id == round_id,
        files_in_reach(by, "progress.read"),
        t.case_audit.c.reading.in_(kinds),
        shown(connection, by, round_id),
    )


def progress(db: Database, by: Person, round_id: str) -> Progress:
    """Return how far the round is, within the person's reach; NotFound if nothing of it is in reach."""
    now = today(db.clock())
    with db.reading(by) as connection:
        in_reach(connection, by, "progress.read", Filter(round_id=round_id))
        of = connection.execute(select(t.round_).where(t.round_.c.id == round_id)).one()
        over = of.disposed_at is not None
        late = rules.is_late(of.due, now) and not over and of.status != RoundStatus.CLOSED
        mine = counted(connection, by, round_id)
        by_auditor = _counts(connection, mine, t.case_audit.c.auditor_id)
        by_team = _counts(connection, mine, t.case_file.c.agency, t.case_file.c.team_id)
        agencies = _names(connection, t.agency.c.key, t.agency.c.name)
        teams = _names(connection, t.team.c.id, t.team.c.name)
        people = _names(connection, t.person.c.id, t.person.c.name)
        whole = _group("", _("Whole round"), by_team, late=late)
        sums = connection.execute(_SUMS.where(mine)).one()
        checklist = worded(checklists.published(connection, of.checklist_id))
        return Progress(
            round_id=round_id,
            round_title=of.title,
            review=worded(checklists.review(connection, checklist.review)),
            status=RoundStatus(of.status),
            due=of.due,
            today=now,
            disposed_at=of.disposed_at,
            cases=sums.cases,
            files=sums.files,
            whole=whole,
            auditors=_groups(
                by_auditor,
                lambda row: (row.auditor_id or "", people.get(row.auditor_id, _(NOBODY))),
                late=late,
            ),
            agencies=_groups(
                by_team, lambda row: (row.agency, of_checklist(agencies[row.agency])), late=late
            ),
            teams=_groups(
                by_team,
                lambda row: (
                    f"{row.agency}/{row.team_id or ''}",
                    f"{of_checklist(agencies[row.agency])}, {teams.get(row.team_id, _(NO_TEAM))}",
                ),
                late=late,
            ),
            kept_from_you=len(kept_from(connection, by, round_id))
            if Reach.ALL in reaches(by, "progress.read")
            else 0,
            pace=None if over or of.status == RoundStatus.CLOSED else _pace(sums, whole, now),
        )


_SUMS = (
    select(
        func.count(t.case_audit.c.case_file_id.distinct()).label("files"),
        func.count(t.case_file.c.case_id.distinct()).label("cases"),
        func.min(t.case_audit.c.started_at).label("began_at"),
    )
    .select_from(t.case_audit)
    .join(t.case_file)
)


def _counts(
    connection: Connection, mine: ColumnElement[bool], *of: ColumnElement[Any]
) -> Sequence[Line]:
    """How many readings stand where, for each value of these columns."""
    return connection.execute(
        select(*of, stands, func.count().label("n"))
        .select_from(t.case_audit)
        .join(t.case_file)
        .where(mine)
        .group_by(*of, stands)
    ).all()


def _names(
    connection: Connection, key: ColumnElement[str], name: ColumnElement[str]
) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(select(key, name))}


Named = Callable[[Line], tuple[str, str]]
"""Key and name of the group that a row belongs to."""


def _groups(rows: Sequence[Line], named: Named, *, late: bool) -> tuple[Group, ...]:
    together: dict[tuple[str, str], list[Line]] = {}
    for row in rows:
        together.setdefault(named(row), []).append(row)
    found = [_group(*which, each, late=late) for which, each in together.items()]
    found.sort(key=_attention)
    return tuple(found)


def _attention(group: Group) -> tuple[bool, int, int, str, str]:
    return group.key != "", -group.late, -group.waiting, group.name.casefold(), group.key


def _group(key: str, name: str, rows: Sequence[Line], *, late: bool) -> Group:
    counts = dict.fromkeys(State, 0)
    for row in rows:
        counts[State(row.state)] += row.n
    found = Group(key=key, name=name, counts=counts, late=0)
    return found.model_copy(update={"late": found.waiting}) if late else found


def _pace(sums: Line, whole: Group, now: date) -> Pace | None:
    """The pace since the first start; None before it."""
    if sums.began_at is None:
        return None
    submitted = whole.counts[State.SUBMITTED]
    elapsed = rules.elapsed(today(sums.began_at), now)
    found = Pace(submitted=submitted, working_days=elapsed, waiting=whole.waiting, expected=None)
    if not rules.tells(submitted, whole.waiting):
        return found
    days = finish(submitted, elapsed, whole.waiting)
    return found.model_copy(
        update={
            "expected": rules.on(now, days.expected),
            "earliest": rules.on(now, days.low),
            "latest": rules.on(now, days.high),
        }
    )
