"""Each measure of a checklist over its rounds: is it getting better, or is that chance?

The rounds are all planned ones on the same checklist, whatever its version, in the order of the days on which they
began, up to the one that is looked at. Files that are audited one by one are counted by the month in which they
were submitted. Every count here is real: `Place.figure` and `Place.found` hold them, and `Period` how many case
audits and cases there are; all that is said is worked out from these.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import NamedTuple

from sqlalchemy import Connection, RowMapping, and_, select

from audit.model.board import Filter
from audit.model.checklist import Checklist
from audit.model.person import Person
from audit.model.trend import Period, Trends
from audit.rules.cycle import is_single
from audit.rules.retention import today
from audit.store import checklists, rounds, trends
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.blind import shown
from audit.views.counted import narrowed
from audit.views.reach import in_reach
from audit.views.trend_measures import Audit, measures


class _Round(NamedTuple):
    """A round on the checklist."""

    id: str
    title: str
    checklist_id: str
    began: date


def trend(db: Database, by: Person, narrow: Filter) -> Trends:
    """Return the trends that lead to a round within reach; NotFound if there is no such round."""
    with db.reading(by, takes_long=True) as connection:
        narrow = in_reach(connection, by, "trend.read", narrow)
        return picture(connection, by, narrow, db.clock())


def picture(connection: Connection, by: Person, narrow: Filter, at: datetime) -> Trends:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach."""
    row = rounds.find(connection, narrow.round_id)
    now = checklists.published(connection, row["checklist_id"])
    by_month = is_single(row["title"])
    known = _rounds(connection, now, by_month=by_month)
    audits = _audits(connection, by, narrow, known, by_month=by_month)
    with_any = {each.period for each in audits}
    every = _months(with_any) if by_month else _in_order(known, with_any)
    asked = every if by_month else _until(every, known, narrow.round_id)
    drawn = [each for each in audits if each.period in asked]
    versions = {each: checklists.published(connection, each) for each in _checklists(drawn)}
    periods = _periods(asked, drawn, versions)
    made = trends.standing(connection, row["checklist_id"])
    review = checklists.review(connection, now.review)
    return Trends(
        at=at,
        checklist=now.title,
        by_month=by_month,
        periods=periods,
        later=len(every) - len(asked),
        measures=measures(now, review, versions, drawn, periods, made),
        rebases=made,
        is_shut=row["disposed_at"] is not None,
    )


def _rounds(connection: Connection, now: Checklist, *, by_month: bool) -> list[_Round]:
    """The rounds on any version of the checklist: the planned ones, or those of files audited one by one."""
    rows = connection.execute(
        select(t.round_)
        .join(t.checklist)
        .where(t.checklist.c.review == now.review, t.checklist.c.key == now.key)
        .order_by(t.round_.c.opened_at, t.round_.c.title)
    ).mappings()
    found = [
        _Round(row["id"], row["title"], row["checklist_id"], _began(row))
        for row in rows
        if is_single(row["title"]) == by_month
    ]
    return sorted(found, key=lambda each: each.began)


def _began(row: RowMapping) -> date:
    starts: date | None = row["starts"]
    return starts or today(row["opened_at"])


def _audits(
    connection: Connection,
    by: Person,
    narrow: Filter,
    known: Sequence[_Round],
    *,
    by_month: bool,
) -> list[Audit]:
    """The counted case audits of all these rounds that this person may see, in one query."""
    version = {each.id: each.checklist_id for each in known}
    audit = t.case_audit.c
    when = (audit.submitted_at,) if by_month else ()
    rows = connection.execute(
        select(audit.tally, t.case_file.c.case_id, audit.round_id, *when)
        .select_from(t.case_audit.join(t.case_file))
        .where(
            and_(audit.round_id.in_(version), shown(connection, by), narrowed(narrow)),
            counts_for_board(),
        )
    )
    return [
        Audit(
            row.tally,
            row.case_id,
            version[row.round_id],
            f"{today(row.submitted_at):%Y-%m}" if by_month else row.round_id,
        )
        for row in rows
    ]


def _months(with_any: Iterable[str]) -> dict[str, tuple[str, date]]:
    """Title and first day of each month."""
    days = {each: date.fromisoformat(f"{each}-01") for each in sorted(with_any)}
    return {each: (f"{day:%B %Y}", day) for each, day in days.items()}


def _in_order(known: Sequence[_Round], with_any: set[str]) -> dict[str, tuple[str, date]]:
    """Title and day of each round in which something is counted."""
    return {each.id: (each.title, each.began) for each in known if each.id in with_any}


def _until(
    every: dict[str, tuple[str, date]], known: Sequence[_Round], round_id: str
) -> dict[str, tuple[str, date]]:
    """Those up to the round that is looked at."""
    order = [each.id for each in known]
    early = set(order[: order.index(round_id) + 1])
    return {each: told for each, told in every.items() if each in early}


def _checklists(audits: Iterable[Audit]) -> list[str]:
    return list(dict.fromkeys(each.checklist_id for each in audits))


def _periods(
    told: dict[str, tuple[str, date]],
    audits: Iterable[Audit],
    versions: dict[str, Checklist],
) -> tuple[Period, ...]:
    held: dict[str, list[Audit]] = {each: [] for each in told}
    for each in audits:
        held[each.period].append(each)
    return tuple(
        Period(
            id=period,
            title=title,
            at=day,
            versions=tuple(sorted({versions[each.checklist_id].version for each in held[period]})),
            case_audits=len(held[period]),
            cases=len({each.case_id for each in held[period]}),
        )
        for period, (title, day) in told.items()
    )
