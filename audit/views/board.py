"""The board's picture of one round: is the learning from the review embedded, and how sure are we?"""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, and_, func, select, true

from audit.analysis import counting
from audit.analysis.compliance import clustered, wilson
from audit.model.board import (
    Board,
    CriterionResult,
    Filter,
    PointResult,
    Result,
    StandardResult,
    what_matters,
)
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist, Counts
from audit.model.figure import Figure
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import SourceReview
from audit.rules.standing import standing
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.counted import counts_for_board, is_judged, within
from audit.views.reach import in_reach


class _Counted(NamedTuple):
    """The counted case audits as numbers, each added up once for all that is shown."""

    submitted: int
    totals: dict[Counts, counting.Ints]
    """For each criterion, how many ratings count as what."""
    starred: counting.Ints
    met: counting.Ints
    """Cases × criteria."""
    applicable: counting.Ints


def board(db: Database, by: Person, narrow: Filter) -> Board:
    """Return the picture of a round; NotFound if there is no such round."""
    with db.reading() as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        return picture(connection, by, narrow, db.clock())


def picture(connection: Connection, by: Person, narrow: Filter, at: datetime) -> Board:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach."""
    found = connection.execute(
        select(t.round_.c.title, t.round_.c.checklist_id, t.round_.c.disposed_at).where(
            t.round_.c.id == narrow.round_id
        )
    ).first()
    if found is None:
        raise NotFound(complaint("round.not-found"))
    checklist = checklists.published(connection, found.checklist_id)
    chosen = within(connection, by, narrow)
    counts = and_(chosen, counts_for_board())
    counted = _counted(connection, checklist, counts)
    judged = _judgements(connection, checklist, counts)
    criteria = _criteria(checklist, counted)
    standards = _standards(checklist, counted, criteria, judged)
    review = checklists.review(connection, checklist.review)
    return Board(
        at=at,
        round_title=found.title,
        narrowed_to=narrowed_to(connection, narrow, checklist),
        review=review,
        checklist=checklist,
        case_audits=_statuses(connection, chosen),
        submitted=counted.submitted,
        cases=len(counted.met),
        overall=_overall(checklist, counted),
        standards=standards,
        points=_points(review, checklist, counted, criteria),
        judgements=judged.get("", {}),
        overruled=_overruled(connection, counts),
        disposed_at=found.disposed_at,
    )


def _counted(connection: Connection, checklist: Checklist, counts: ColumnElement[bool]) -> _Counted:
    rows = connection.execute(
        select(t.case_audit.c.tally, t.case_file.c.case_id).join(t.case_file).where(counts)
    ).all()
    number: dict[str, int] = {}
    case = [number.setdefault(row.case_id, len(number)) for row in rows]
    cells = counting.letters([row.tally for row in rows], len(checklist.criteria))
    each_alone = np.eye(len(checklist.criteria), dtype=bool)
    met, applicable = counting.by_case(cells, case, each_alone)
    return _Counted(len(rows), counting.totals(cells), counting.starred(cells), met, applicable)


def _criteria(checklist: Checklist, counted: _Counted) -> dict[str, CriterionResult]:
    totals, applicable = counted.totals, counted.applicable.sum(axis=0)
    interval = wilson(totals[Counts.MET], applicable)
    cases = (counted.applicable > 0).sum(axis=0)
    results = {}
    for place, criterion in enumerate(checklist.criteria):
        n = int(applicable[place])
        figure = Figure(
            met=int(totals[Counts.MET][place]),
            applicable=n,
            cases=int(cases[place]),
            low=float(interval.low[place]) if n else None,
            high=float(interval.high[place]) if n else None,
            effective_n=float(n) if n else None,
        )
        home = checklist.standard_of(criterion.key)
        results[criterion.key] = CriterionResult(
            figure=figure,
            counts={each: int(totals[each][place]) for each in Counts},
            starred=int(counted.starred[place]),
            target=home.target,
            standing=standing(figure, home.target),
            criterion=criterion,
            standard=home.title,
        )
    return results


def _pooled(counted: _Counted, groups: NDArray[np.bool_], targets: Sequence[float]) -> list[Result]:
    """One result for each column of `groups` (criteria × groups), with the case as the cluster."""
    met, applicable = counted.met @ groups, counted.applicable @ groups
    limits = clustered(met, applicable)
    results = []
    for column, target in enumerate(targets):
        member = groups[:, column]
        n = int(applicable[:, column].sum())
        figure = Figure(
            met=int(met[:, column].sum()),
            applicable=n,
            cases=int((applicable[:, column] > 0).sum()),
            low=float(limits.low[column]) if n else None,
            high=float(limits.high[column]) if n else None,
            effective_n=float(limits.effective_n[column]) if n else None,
        )
        results.append(
            Result(
                figure=figure,
                counts={each: int(counted.totals[each][member].sum()) for each in Counts},
                starred=int(counted.starred[member].sum()),
                target=target,
                standing=standing(figure, target),
            )
        )
    return results


def _membership(checklist: Checklist, groups: Sequence[Collection[str]]) -> NDArray[np.bool_]:
    return np.array(
        [[each.key in group for group in groups] for each in checklist.criteria], dtype=bool
    )


def _overall(checklist: Checklist, counted: _Counted) -> Result:
    everything = [{each.key for each in checklist.criteria}]
    weights = [len(each.criteria) for each in checklist.standards]
    target = float(np.average([each.target for each in checklist.standards], weights=weights))
    return _pooled(counted, _membership(checklist, everything), [target])[0]


def _standards(
    checklist: Checklist,
    counted: _Counted,
    criteria: dict[str, CriterionResult],
    judged: dict[str, dict[str, int]],
) -> tuple[StandardResult, ...]:
    groups = [{one.key for one in each.criteria} for each in checklist.standards]
    targets = [each.target for each in checklist.standards]
    pooled = _pooled(counted, _membership(checklist, groups), targets)
    results = [
        StandardResult(
            **dict(result),
            standard=each,
            criteria=tuple(sorted((criteria[one.key] for one in each.criteria), key=what_matters)),
            judgements=judged.get(each.key, {}),
        )
        for each, result in zip(checklist.standards, pooled, strict=True)
    ]
    return tuple(sorted(results, key=what_matters))


def _points(
    review: SourceReview,
    checklist: Checklist,
    counted: _Counted,
    criteria: dict[str, CriterionResult],
) -> tuple[PointResult, ...]:
    # Lists, not sets: criteria that matter alike stay in the order of the checklist, every time.
    groups = [
        [each.key for each in checklist.criteria if point.key in each.learning_points]
        for point in review.learning_points
    ]
    targets = [
        float(np.mean([criteria[key].target for key in group])) if group else 1.0
        for group in groups
    ]
    pooled = _pooled(counted, _membership(checklist, groups), targets)
    return tuple(
        PointResult(
            **dict(result),
            point=point,
            criteria=tuple(sorted((criteria[key] for key in group), key=what_matters)),
        )
        for point, group, result in zip(review.learning_points, groups, pooled, strict=True)
    )


def _judgements(
    connection: Connection, checklist: Checklist, counts: ColumnElement[bool]
) -> dict[str, dict[str, int]]:
    scale = checklist.judgement_scale
    if scale is None:
        return {}
    rows = connection.execute(
        select(t.judgement.c.standard, t.judgement.c.value, func.count().label("n"))
        .join(t.case_audit, t.case_audit.c.id == t.judgement.c.case_audit_id)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .where(counts, is_judged(checklist), t.judgement.c.value.is_not(None))
        .group_by(t.judgement.c.standard, t.judgement.c.value)
    ).all()
    given = {(row.standard, row.value): row.n for row in rows}
    return {
        standard: {each.label: given.get((standard, each.key), 0) for each in scale.values}
        for standard in {row.standard for row in rows}
    }


def _statuses(connection: Connection, chosen: ColumnElement[bool]) -> dict[CaseAuditStatus, int]:
    rows = connection.execute(
        select(t.case_audit.c.status, func.count().label("n"))
        .join(t.case_file)
        .where(chosen, t.case_audit.c.reading == Reading.FIRST)
        .group_by(t.case_audit.c.status)
    )
    found = {row.status: row.n for row in rows}
    return {each: found.get(each, 0) for each in CaseAuditStatus}


def _overruled(connection: Connection, counts: ColumnElement[bool]) -> int:
    return int(
        connection.execute(
            select(func.count())
            .select_from(t.answer)
            .join(t.case_audit)
            .join(t.case_file)
            .where(counts, t.answer.c.ruled_out_by != "", t.answer.c.overrule != "")
        ).scalar_one()
    )


def narrowed_to(connection: Connection, narrow: Filter, checklist: Checklist) -> str:
    """Return the agency, team and age band that a picture is narrowed to, in words; nothing for the whole round."""
    words = []
    if narrow.agency is not None:
        known = {each.key: each.name for each in checklist.agencies}
        words.append(known.get(narrow.agency, narrow.agency))
    if narrow.team is not None:
        name = connection.execute(
            select(t.team.c.name).where(
                t.team.c.id == narrow.team,
                # Another agency's team is not named to who asks for it beside their own agency.
                true() if narrow.agency is None else t.team.c.agency == narrow.agency,
            )
        ).scalar_one_or_none()
        words.append(name or "")
    if narrow.age_band is not None:
        words.append(f"{'age' if words else 'Age'} {narrow.age_band}")
    return ", ".join(filter(None, words))
