"""The board's picture of one round: is the learning from the review embedded, and how sure are we?"""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
from sqlalchemy import Connection, select, true

from audit.analysis.compliance import Sums, pooled, wilson
from audit.analysis.counts import Counted
from audit.model.board import (
    Board,
    CriterionResult,
    Filter,
    PointResult,
    Result,
    StandardResult,
    what_matters,
)
from audit.model.case_audit import CaseAuditStatus
from audit.model.checklist import Checklist, Counts
from audit.model.figure import Figure
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.source_review import SourceReview
from audit.model.wording import worded
from audit.rules.standing import standing
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.counts import counted
from audit.views.reach import in_reach


def board(db: Database, by: Person, narrow: Filter) -> Board:
    """Return the picture of a round; NotFound if there is no such round."""
    with db.reading(by, takes_long=True) as connection:
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
    checklist = worded(checklists.published(connection, found.checklist_id))
    counts = counted(connection, by, narrow, checklist)
    criteria = _criteria(checklist, counts)
    standards = _standards(checklist, counts, criteria)
    review = worded(checklists.review(connection, checklist.review))
    return Board(
        at=at,
        round_title=found.title,
        narrowed_to=narrowed_to(connection, narrow, checklist),
        review=review,
        checklist=checklist,
        case_audits={each: counts.head(each) for each in CaseAuditStatus},
        submitted=counts.head("counted"),
        cases=counts.head("cases"),
        overall=_overall(checklist, counts),
        standards=standards,
        points=_points(review, checklist, counts, criteria),
        judgements=_judgements(checklist, counts).get("", {}),
        overruled=counts.head("overruled"),
        disposed_at=found.disposed_at,
    )


def _criteria(checklist: Checklist, counts: Counted) -> dict[str, CriterionResult]:
    met, applicable = counts.met, counts.applicable
    interval = wilson(met, applicable)
    cases, starred = counts.of_criteria("cases"), counts.of_criteria("starred")
    totals = {each: counts.of_criteria(each) for each in Counts}
    results = {}
    for place, criterion in enumerate(checklist.criteria):
        n = int(applicable[place])
        figure = Figure(
            met=int(met[place]),
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
            starred=int(starred[place]),
            target=home.target,
            standing=standing(figure, home.target),
            criterion=criterion,
            standard=home.title,
        )
    return results


def _pooled(
    counts: Counted, sums: Sums, groups: Sequence[Sequence[str]], targets: Sequence[float]
) -> list[Result]:
    """One result for each group of criteria, with the case as the cluster."""
    limits = pooled(sums)
    member = counts.layout.membership(groups).astype(int)
    totals = {each: counts.of_criteria(each) @ member for each in Counts}
    starred = counts.of_criteria("starred") @ member
    results = []
    for column, target in enumerate(targets):
        n = int(sums.applicable[column])
        figure = Figure(
            met=int(sums.met[column]),
            applicable=n,
            cases=int(sums.cases[column]),
            low=float(limits.low[column]) if n else None,
            high=float(limits.high[column]) if n else None,
            effective_n=float(limits.effective_n[column]) if n else None,
        )
        results.append(
            Result(
                figure=figure,
                counts={each: int(totals[each][column]) for each in Counts},
                starred=int(starred[column]),
                target=target,
                standing=standing(figure, target),
            )
        )
    return results


def _overall(checklist: Checklist, counts: Counted) -> Result:
    weights = [len(each.criteria) for each in checklist.standards]
    target = float(np.average([each.target for each in checklist.standards], weights=weights))
    return _pooled(counts, counts.overall(), [counts.layout.criteria], [target])[0]


def _standards(
    checklist: Checklist, counts: Counted, criteria: dict[str, CriterionResult]
) -> tuple[StandardResult, ...]:
    groups = [[one.key for one in each.criteria] for each in checklist.standards]
    targets = [each.target for each in checklist.standards]
    judged = _judgements(checklist, counts)
    results = [
        StandardResult(
            **dict(result),
            standard=each,
            criteria=tuple(sorted((criteria[one.key] for one in each.criteria), key=what_matters)),
            judgements=judged.get(each.key, {}),
        )
        for each, result in zip(
            checklist.standards,
            _pooled(counts, counts.standards(), groups, targets),
            strict=True,
        )
    ]
    return tuple(sorted(results, key=what_matters))


def _points(
    review: SourceReview,
    checklist: Checklist,
    counts: Counted,
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
    sums = counts.points([each.key for each in review.learning_points])
    return tuple(
        PointResult(
            **dict(result),
            point=point,
            criteria=tuple(sorted((criteria[key] for key in group), key=what_matters)),
        )
        for point, group, result in zip(
            review.learning_points, groups, _pooled(counts, sums, groups, targets), strict=True
        )
    )


def _judgements(checklist: Checklist, counts: Counted) -> dict[str, dict[str, int]]:
    scale = checklist.judgement_scale
    if scale is None:
        return {}
    return {
        standard: {each.label: given[each.key] for each in scale.values}
        for standard, given in counts.judgements().items()
    }


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
