"""How far a round is: its readings counted by auditor, agency and team, and when the last could be in.

Counted are first and second readings: what auditors were asked for. That a file is read twice is for those
who reach the whole round; an agency's lead counts first readings. Nothing here tells what anybody rated.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import NamedTuple, TypeVar

from sqlalchemy import ColumnElement, Connection, and_, func, select

from audit.analysis.pace import finish
from audit.model.board import Filter
from audit.model.case_audit import Reading
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
from audit.store import checklists, standings
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import kept_from, shown
from audit.views.reach import files_in_reach, in_reach
from audit.views.standing import BOTH, AuditorLine, TeamLine, by_auditor, by_team

Line = TypeVar("Line", TeamLine, AuditorLine)
NOBODY, NO_TEAM = N_("Nobody yet"), N_("no team")


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
    return and_(
        t.case_audit.c.round_id == round_id,
        files_in_reach(by, "progress.read"),
        t.case_audit.c.reading.in_(_kinds(by)),
        shown(connection, by, round_id),
    )


def _kinds(by: Person) -> tuple[Reading, ...]:
    return BOTH if Reach.ALL in reaches(by, "progress.read") else (Reading.FIRST,)


def progress(db: Database, by: Person, round_id: str) -> Progress:
    """Return how far the round is, within the person's reach; NotFound if nothing of it is in reach."""
    now = today(db.clock())
    with db.reading(by) as connection:
        in_reach(connection, by, "progress.read", Filter(round_id=round_id))
        of = connection.execute(select(t.round_).where(t.round_.c.id == round_id)).one()
        over = of.disposed_at is not None
        late = rules.is_late(of.due, now) and not over and of.status != RoundStatus.CLOSED
        hidden = kept_from(connection, by, round_id)
        kinds = _kinds(by)
        auditors = by_auditor(connection, by, "progress.read", round_id, hidden, kinds)
        lines = by_team(connection, by, "progress.read", round_id, hidden, kinds)
        agencies = _names(connection, t.agency.c.key, t.agency.c.name)
        teams = _names(connection, t.team.c.id, t.team.c.name)
        people = _names(connection, t.person.c.id, t.person.c.name)
        whole = _group("", _("Whole round"), lines, late=late)
        sums = _sums(connection, by, round_id, hidden)
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
                auditors, lambda row: (row.auditor, people.get(row.auditor, _(NOBODY))), late=late
            ),
            agencies=_groups(
                lines, lambda row: (row.agency, of_checklist(agencies[row.agency])), late=late
            ),
            teams=_groups(
                lines,
                lambda row: (
                    f"{row.agency}/{row.team}",
                    f"{of_checklist(agencies[row.agency])}, {teams.get(row.team, _(NO_TEAM))}",
                ),
                late=late,
            ),
            kept_from_you=len(hidden) if Reach.ALL in reaches(by, "progress.read") else 0,
            pace=None if over or of.status == RoundStatus.CLOSED else _pace(sums, whole, now),
        )


class _Sums(NamedTuple):
    cases: int
    files: int
    began_at: datetime | None
    """When the first of them was started."""


def _sums(connection: Connection, by: Person, round_id: str, hidden: frozenset[str]) -> _Sums:
    """What is counted of the round besides; of all its readings, one by one only where that is not all of them."""
    audit = t.case_audit.c
    if hidden or Reach.ALL not in reaches(by, "progress.read"):
        found = connection.execute(
            select(
                func.count(t.case_file.c.case_id.distinct()).label("cases"),
                func.count(audit.case_file_id.distinct()).label("files"),
                func.min(audit.started_at).label("began_at"),
            )
            .select_from(t.case_audit.join(t.case_file))
            .where(counted(connection, by, round_id))
        ).one()
        return _Sums(*found)
    started = select(audit.started_at).where(
        audit.round_id == round_id, audit.started_at.is_not(None), audit.reading.in_(BOTH)
    )
    cases = select(func.count()).where(t.case_standing.c.round_id == round_id)
    return _Sums(
        connection.execute(cases).scalar_one(),
        standings.case_files(connection, round_id),
        connection.execute(started.order_by(audit.started_at).limit(1)).scalar(),
    )


def _names(
    connection: Connection, key: ColumnElement[str], name: ColumnElement[str]
) -> dict[str, str]:
    return {row[0]: row[1] for row in connection.execute(select(key, name))}


def _groups(
    rows: Sequence[Line], named: Callable[[Line], tuple[str, str]], *, late: bool
) -> tuple[Group, ...]:
    """Rows that belong together by the key and name of their group."""
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


def _pace(sums: _Sums, whole: Group, now: date) -> Pace | None:
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
