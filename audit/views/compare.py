"""Agencies, and teams, beside each other in the order of their names: what differs, and what chance alone would give."""

from collections.abc import Callable, Mapping, Sequence
from string import ascii_uppercase
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Row, and_, select

from audit.analysis import counting, funnel
from audit.analysis.compliance import clustered
from audit.model.board import Board, Filter, PointResult, Result
from audit.model.checklist import Checklist
from audit.model.compare import Cell, Compared, Comparison, HeatRow, Limit, PointRow, Side
from audit.model.figure import Figure
from audit.model.language import N_, _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.wording import worded
from audit.rules.applicability import criteria_asked
from audit.rules.compare import chance
from audit.rules.standing import standing
from audit.store import checklists
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.counted import within
from audit.views.reach import in_reach

Name = Callable[[Row[*tuple[Any, ...]]], str]
NO_TEAM = N_("no team")
POINTS = 60
"""Places at which the limits of a funnel are worked out."""


class _Files(NamedTuple):
    """The counted case audits, each added up once for all that is shown: by case audit, and by case of a group."""

    cells: counting.Letters
    """Case audits × criteria."""
    group_of: NDArray[np.int64]
    """Number of the group of each case audit."""
    met: counting.Ints
    """Cases of groups × criteria."""
    applicable: counting.Ints
    group: NDArray[np.int64]
    """Number of the group of each case of a group, and of its case."""
    case: NDArray[np.int64]
    names: list[str]
    """Name of each group, in the order of the alphabet."""


def compare(db: Database, by: Person, narrow: Filter, standard: str = "") -> Comparison:
    """Return the agencies and teams of a round within reach, on one standard or, without, on all of it."""
    with db.reading(by, takes_long=True) as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        checklist = _checklist(connection, narrow)
        asked = {each.key: each for each in checklist.standards}
        chosen = asked.get(standard)
        rows = _rows(connection, by, narrow)
        agencies = {each.key: each.name for each in checklist.agencies}
        member = np.array(
            [chosen is None or each in chosen.criteria for each in checklist.criteria], dtype=bool
        )
        target = _target(checklist) if chosen is None else chosen.target
        by_agency = _files(checklist, rows, lambda row: agencies.get(row.agency, row.agency))
        by_team = _files(
            checklist,
            rows,
            lambda row: f"{agencies.get(row.agency, row.agency)}, {row.team or _(NO_TEAM)}",
        )
        return Comparison(
            at=db.clock(),
            of=chosen.title if chosen else "",
            standards={key: each.title for key, each in asked.items()},
            agencies=_side(by_agency, member, target),
            teams=_side(by_team, member, target),
            heat=_heat(checklist, by_agency),
        )


def _checklist(connection: Connection, narrow: Filter) -> Checklist:
    found = connection.execute(
        select(t.round_.c.checklist_id).where(t.round_.c.id == narrow.round_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(complaint("round.not-found"))
    return worded(checklists.published(connection, found))


def _rows(connection: Connection, by: Person, narrow: Filter) -> Sequence[Row[*tuple[Any, ...]]]:
    columns = (t.case_audit.c.tally, t.case_file.c.case_id, t.case_file.c.agency)
    return connection.execute(
        select(*columns, t.team.c.name.label("team"))
        .select_from(t.case_audit)
        .join(t.case_file)
        .outerjoin(t.team, t.team.c.id == t.case_file.c.team_id)
        .where(and_(within(connection, by, narrow), counts_for_board()))
    ).all()


def _files(checklist: Checklist, rows: Sequence[Row[*tuple[Any, ...]]], name: Name) -> _Files:
    called = [name(row) for row in rows]
    names = sorted(set(called), key=str.casefold)
    number = {each: place for place, each in enumerate(names)}
    cases: dict[str, int] = {}
    pairs: dict[tuple[int, int], int] = {}
    group_of = [number[each] for each in called]
    case_of = [cases.setdefault(row.case_id, len(cases)) for row in rows]
    pair_of = [pairs.setdefault(each, len(pairs)) for each in zip(group_of, case_of, strict=True)]
    cells = counting.letters([row.tally for row in rows], len(checklist.criteria))
    each_alone = np.eye(len(checklist.criteria), dtype=bool)
    met, applicable = counting.by_case(cells, pair_of, each_alone)
    group, case = np.array(list(pairs), dtype=np.int64).reshape(-1, 2).T
    return _Files(cells, np.array(group_of, dtype=np.int64), met, applicable, group, case, names)


def _target(checklist: Checklist) -> float:
    """The target of a whole checklist: the mean of its standards', by their criteria."""
    weights = [len(each.criteria) for each in checklist.standards]
    return float(np.average([each.target for each in checklist.standards], weights=weights))


# ---- Side by side ---------------------------------------------------------------------------------------


class _Counts(NamedTuple):
    """Met and applicable ratings of some criteria, a number for each case of each group."""

    met: NDArray[np.int64]
    applicable: NDArray[np.int64]
    group: NDArray[np.int64]


def _counts(files: _Files, member: NDArray[np.bool_]) -> _Counts:
    return _Counts(files.met @ member, files.applicable @ member, files.group)


def _together(files: _Files, counts: _Counts) -> Figure:
    """The figure of all groups: a case that several of them have is one case."""
    met, applicable = (
        np.bincount(files.case, each).astype(np.int64) for each in (counts.met, counts.applicable)
    )
    return _figure(met, applicable)


def _figure(met: NDArray[np.int64], applicable: NDArray[np.int64]) -> Figure:
    """The figure of ratings pooled over cases, with the case as the cluster."""
    n = int(applicable.sum())
    if not n:
        return Figure(met=0, applicable=0, cases=0)
    found = clustered(met[:, None], applicable[:, None])
    return Figure(
        met=int(met.sum()),
        applicable=n,
        cases=int((applicable > 0).sum()),
        low=float(found.low[0]),
        high=float(found.high[0]),
        effective_n=float(found.effective_n[0]),
    )


def _result(
    files: _Files, counts: _Counts, group: int, member: NDArray[np.bool_], target: float
) -> Result:
    here = counts.group == group
    figure = _figure(counts.met[here], counts.applicable[here])
    cells = files.cells[files.group_of == group][:, member]
    return Result(
        figure=figure,
        counts={each: int(n.sum()) for each, n in counting.totals(cells).items()},
        starred=int(counting.starred(cells).sum()),
        target=target,
        standing=standing(figure, target),
    )


def _side(files: _Files, member: NDArray[np.bool_], target: float) -> Side:
    counts = _counts(files, member)
    whole = _together(files, counts)
    effect = funnel.design_effect(counts.met, counts.applicable, counts.group.tolist())
    results = [_result(files, counts, each, member, target) for each in range(len(files.names))]
    limits = _limits(whole, [each.figure.applicable for each in results], effect)
    return Side(
        units=tuple(
            Compared(
                **dict(result),
                mark=_mark(place),
                name=name,
                chance=chance(result.figure, limit),
            )
            for place, (name, result, limit) in enumerate(
                zip(files.names, results, limits, strict=True)
            )
        ),
        whole=whole,
        design_effect=effect,
        limits=_limits(whole, _grid([each.figure.applicable for each in results]), effect),
    )


def _mark(place: int) -> str:
    """A letter for each of the first 26 groups, then two: A to Z, AA, AB and so on."""
    before, letter = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[before - 1] if before else "") + ascii_uppercase[letter]


def _grid(sizes: Sequence[int]) -> list[float]:
    """Numbers of ratings from one to beyond the largest group, closer together where limits are steep."""
    most = 1.1 * max(sizes, default=0)
    return [float(each) for each in np.geomspace(1, most, POINTS)] if most > 1 else []


def _limits(whole: Figure, sizes: Sequence[float], effect: float) -> tuple[Limit, ...]:
    if whole.share is None or not len(sizes):
        return tuple(Limit(n=0.0, far_low=0.0, low=0.0, high=1.0, far_high=1.0) for _ in sizes)
    worth = np.array(sizes) / effect
    near = funnel.limits(whole.share, worth, funnel.WARNING)
    far = funnel.limits(whole.share, worth, funnel.ALARM)
    return tuple(
        Limit(n=float(n), far_low=float(a), low=float(b), high=float(c), far_high=float(d))
        for n, a, b, c, d in zip(sizes, far.low, near.low, near.high, far.high, strict=True)
    )


# ---- Standards × agencies -------------------------------------------------------------------------------


def _asked(checklist: Checklist, files: _Files) -> dict[str, set[str]]:
    """Keys of the criteria that each agency is asked."""
    keys = {each.name: each.key for each in checklist.agencies}
    return {
        name: {each.key for each in criteria_asked(checklist, keys.get(name, ""))}
        for name in files.names
    }


def _heat(checklist: Checklist, files: _Files) -> tuple[HeatRow, ...]:
    asked = _asked(checklist, files)
    rows = []
    for standard in checklist.standards:
        member = np.array([each in standard.criteria for each in checklist.criteria], dtype=bool)
        counts, own = _counts(files, member), {each.key for each in standard.criteria}
        cells = tuple(
            Cell(
                agency=name,
                result=_result(files, counts, place, member, standard.target)
                if own & asked[name]
                else None,
            )
            for place, name in enumerate(files.names)
        )
        rows.append(HeatRow(standard=standard.title, target=standard.target, cells=cells))
    return tuple(rows)


def points(
    connection: Connection, by: Person, narrow: Filter, board: Board
) -> tuple[PointRow, ...]:
    """Return each learning point of a board, agency by agency; its caller has narrowed it to a person's reach.

    Points that no criterion asks about are left out: there is nothing to hold side by side.
    """
    checklist, rows = board.checklist, _rows(connection, by, narrow)
    agencies = {each.key: each.name for each in checklist.agencies}
    files = _files(checklist, rows, lambda row: agencies.get(row.agency, row.agency))
    asked = _asked(checklist, files)
    return tuple(_point(checklist, files, asked, each) for each in board.points if each.criteria)


def _point(
    checklist: Checklist, files: _Files, asked: Mapping[str, set[str]], point: PointResult
) -> PointRow:
    own = {each.criterion.key for each in point.criteria}
    member = np.array([each.key in own for each in checklist.criteria], dtype=bool)
    counts = _counts(files, member)
    cells = tuple(
        Cell(
            agency=name,
            result=_result(files, counts, place, member, point.target)
            if own & asked[name]
            else None,
        )
        for place, name in enumerate(files.names)
    )
    return PointRow(key=point.point.key, cells=cells)
