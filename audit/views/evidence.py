"""The ratings behind a number, with their lines of evidence, for those who may see them."""

from typing import Literal

from sqlalchemy import ColumnElement, and_, func, select

from audit.model.board import Filter
from audit.model.checklist import Counts
from audit.model.noun import Noun
from audit.model.person import Person
from audit.rules import permission
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.board import counts_for_board, within

Which = Literal["strengths", "gaps", "all"]
GAPS = (Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED)


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
    permission.require(by, "board.lines")
    with db.reading() as connection:
        checklist_id = connection.execute(
            select(t.round_.c.checklist_id).where(t.round_.c.id == narrow.round_id)
        ).scalar_one()
        checklist = checklists.published(connection, checklist_id)
        wanted = and_(within(narrow), counts_for_board(), _which(which, criteria, counts))
        joined = t.answer.join(t.case_audit).join(t.case_file).join(t.case).outerjoin(
            t.team, t.team.c.id == t.case_file.c.team_id
        )
        total = connection.execute(
            select(func.count()).select_from(joined).where(wanted)
        ).scalar_one()
        rows = connection.execute(
            select(
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
                t.answer.c.overrule,
            )
            .select_from(joined)
            .where(wanted)
            .order_by(t.answer.c.criterion, t.case.c.reference, t.case_file.c.agency)
            .limit(limit)
        ).mappings()
        labels = {each.key: each.label for each in checklist.rating_scale.ratings}
        agencies = {each.key: each.name for each in checklist.agencies}
        order = {each.key: place for place, each in enumerate(checklist.criteria)}
        homes = {
            one.key: each.title for each in checklist.standards for one in each.criteria
        }
        found = [
            Line(
                **{
                    **row,
                    "agency": agencies.get(row["agency"], row["agency"]),
                    "standard": homes[row["criterion"]],
                    "rating": labels.get(row["rating"] or "", ""),
                    "counts": Counts(row["counts"]),
                }
            )
            for row in rows
        ]
        found.sort(key=lambda line: order[line.criterion])
        return Lines(lines=tuple(found), total=total)


def _which(
    which: Which, criteria: tuple[str, ...] | None, counts: Counts | None
) -> ColumnElement[bool]:
    conditions: list[ColumnElement[bool]] = [t.answer.c.counts.is_not(None)]
    if which == "strengths":
        conditions += [t.answer.c.starred.is_(True), t.answer.c.counts != Counts.OUT]
    elif which == "gaps":
        conditions.append(t.answer.c.counts.in_(GAPS))
    if criteria is not None:
        conditions.append(t.answer.c.criterion.in_(criteria))
    if counts is not None:
        conditions.append(t.answer.c.counts == counts)
    return and_(*conditions)
