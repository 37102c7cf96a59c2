"""The ratings behind a number, with their lines of evidence, for those who may see them."""

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from sqlalchemy import ColumnElement, Connection, and_, case, func, select

from audit.model.board import Filter
from audit.model.checklist import Checklist, Counts
from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.wording import worded
from audit.store import checklists
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.counted import within
from audit.views.reach import in_reach

Which = Literal["strengths", "gaps", "applicable", "overruled", "all"]
"""Overruled: rated although the case facts rule the criterion out, with a reason."""
GAPS = (Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED)
_PARTS = (
    t.case_audit.c.id.label("case_audit_id"),
    t.case.c.reference,
    t.case_file.c.agency,
    func.coalesce(t.team.c.name, "").label("team"),
    t.answer.c.criterion,
    t.answer.c.rating,
    t.answer.c.counts,
    t.answer.c.starred,
    t.answer.c.evidence,
    t.answer.c.reason,
    t.answer.c.ruled_out_by,
    t.answer.c.overrule,
)


class Line(Noun):
    """One counted rating and what was written beside it."""

    case_audit_id: str
    reference: str
    agency: str
    team: str
    standard: str
    criterion: str
    rating: str
    """The word of the scale; empty where the case facts ruled the criterion out."""
    counts: Counts
    starred: bool
    evidence: str
    reason: str
    overrule: str


class Lines(Noun):
    """Some of the lines, in the order of the checklist, and how many there are in all."""

    lines: tuple[Line, ...]
    total: int
    files: int = 0
    """How many case files they all come from."""


def lines(
    db: Database,
    by: Person,
    narrow: Filter,
    *,
    which: Which = "all",
    criteria: tuple[str, ...] | None = None,
    counts: Counts | None = None,
    limit: int | None = None,
) -> Lines:
    """Return the counted ratings of a round: strengths are starred, gaps are anything applicable but met."""
    with db.reading(by) as connection:
        narrow = in_reach(connection, by, "board.lines", narrow)
        return found(
            connection, by, narrow, which=which, criteria=criteria, counts=counts, limit=limit
        )


def found(
    connection: Connection,
    by: Person,
    narrow: Filter,
    *,
    which: Which = "all",
    criteria: tuple[str, ...] | None = None,
    counts: Counts | None = None,
    limit: int | None = None,
    evenly: bool = False,
) -> Lines:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach.

    A limit keeps the first lines; evenly, it keeps the first of each criterion, as many of one as of
    another, so that no criterion at the end of the checklist drops out.
    """
    of = connection.execute(
        select(t.round_.c.checklist_id, t.round_.c.disposed_at).where(
            t.round_.c.id == narrow.round_id
        )
    ).first()
    if of is None:
        raise NotFound(complaint("round.not-found"))
    if of.disposed_at is not None:
        return Lines(lines=(), total=0)  # its numbers stand; what was written is erased
    checklist = worded(checklists.published(connection, of.checklist_id))
    wanted = those(connection, by, narrow, which, criteria, counts)
    joined = (
        t.answer.join(t.case_audit)
        .join(t.case_file)
        .join(t.case)
        .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
    )
    counting = select(func.count(), func.count(t.answer.c.case_audit_id.distinct()))
    total, files = connection.execute(counting.select_from(joined).where(wanted)).one()
    places: tuple[ColumnElement[str], ...] = (t.case.c.reference, t.case_file.c.agency)
    criterion: ColumnElement[str] = t.answer.c.criterion
    query = select(*_PARTS).select_from(joined).where(wanted)
    if evenly and limit is not None and total > limit:
        of_each = select(func.count()).select_from(joined).where(wanted).group_by(criterion)
        sizes = connection.execute(of_each).scalars().all()
        nth = func.row_number().over(partition_by=criterion, order_by=places).label("nth")
        numbered = query.add_columns(nth).subquery()
        query = select(numbered).where(numbered.c.nth <= _of_each(sizes, limit))
        places, criterion = (numbered.c.reference, numbered.c.agency), numbered.c.criterion
    order = {each.key: place for place, each in enumerate(checklist.criteria)}
    rows = connection.execute(
        query.order_by(case(order, value=criterion), *places).limit(limit)
    ).all()
    return Lines(lines=_lines(checklist, rows), total=total, files=files)


def those(
    connection: Connection,
    by: Person,
    narrow: Filter,
    which: Which,
    criteria: tuple[str, ...] | None,
    counts: Counts | None,
) -> ColumnElement[bool]:
    """The counted ratings that are asked for, for a query over answer, case_audit and case_file."""
    asked = _which(which, criteria, counts)
    return and_(within(connection, by, narrow), counts_for_board(), asked)


def _lines(checklist: Checklist, rows: Iterable[Any]) -> tuple[Line, ...]:
    labels = {each.key: each.label for each in checklist.rating_scale.ratings}
    agencies = {each.key: each.name for each in checklist.agencies}
    homes = {one.key: each.title for each in checklist.standards for one in each.criteria}
    return tuple(
        Line(
            case_audit_id=row.case_audit_id,
            reference=row.reference,
            agency=agencies.get(row.agency, row.agency),
            team=row.team,
            standard=homes[row.criterion],
            criterion=row.criterion,
            rating="" if row.ruled_out_by and not row.overrule else labels.get(row.rating, ""),
            counts=Counts(row.counts),
            starred=row.starred,
            evidence=row.evidence,
            reason=row.reason,
            overrule=row.overrule if row.ruled_out_by else "",
        )
        for row in rows
    )


def _of_each(sizes: Sequence[int], limit: int) -> int:
    """How many of each group fit within the limit, when the small groups are there whole; at least one."""
    fitting = (n for n in range(limit, 1, -1) if sum(min(n, size) for size in sizes) <= limit)
    return next(fitting, 1)


def _which(
    which: Which, criteria: tuple[str, ...] | None, counts: Counts | None
) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [t.answer.c.counts.is_not(None)]
    if which == "strengths":
        conditions += [t.answer.c.starred.is_(True), t.answer.c.counts != Counts.OUT]
    elif which == "applicable":
        conditions.append(t.answer.c.counts != Counts.OUT)
    elif which == "gaps":
        conditions.append(t.answer.c.counts.in_(GAPS))
    elif which == "overruled":
        conditions += [t.answer.c.ruled_out_by != "", t.answer.c.overrule != ""]
    if criteria is not None:
        conditions.append(t.answer.c.criterion.in_(criteria))
    if counts is not None:
        conditions.append(t.answer.c.counts == counts)
    return and_(*conditions)
