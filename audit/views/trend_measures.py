"""What is counted of each measure in each period, and the chart that it makes."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from audit.analysis import counting, funnel
from audit.analysis.compliance import clustered, wilson
from audit.model.change import Sameness
from audit.model.checklist import NOT_ASKED, Checklist
from audit.model.figure import Figure
from audit.model.language import N_, _, of_checklist
from audit.model.source_review import SourceReview
from audit.model.trend import Kind, Measure, Period, Place, Point, Rebase
from audit.rules.comparable import across_versions, same_since
from audit.rules.trend import P_CHART_FROM, trend

Floats = NDArray[np.float64]
Wanted = tuple[Kind, str, str, tuple[str, ...]]
"""Kind, key and name of a measure, and the keys of its criteria in the newest version."""
TOGETHER = N_("All criteria together")


class Audit(NamedTuple):
    """A counted case audit."""

    tally: str
    case_id: str
    checklist_id: str
    """The version that it was audited by."""
    period: str


class _Line(NamedTuple):
    """What is drawn of a measure: its criteria, and from which period on."""

    kind: Kind
    key: str
    name: str
    used: tuple[str, ...]
    start: int
    left_out: tuple[Sameness, ...]


class _Counts(NamedTuple):
    """A row for each case of a period, those of one period together in their order; a column for each line."""

    met: Floats
    applicable: Floats
    period: NDArray[np.int64]
    """The place of each row's period."""


class _Table(NamedTuple):
    """Figures as numbers, periods × lines."""

    met: Floats
    applicable: Floats
    cases: NDArray[np.int64]
    low: Floats
    high: Floats
    worth: Floats


def measures(
    now: Checklist,
    review: SourceReview,
    versions: Mapping[str, Checklist],
    audits: Sequence[Audit],
    periods: Sequence[Period],
    rebases: Sequence[Rebase],
) -> tuple[Measure, ...]:
    """Return every measure of a checklist in which anything is applicable."""
    return drawn(now, _wanted(now, review), versions, audits, periods, rebases)


def drawn(
    now: Checklist,
    wanted: Sequence[Wanted],
    versions: Mapping[str, Checklist],
    audits: Sequence[Audit],
    periods: Sequence[Period],
    rebases: Sequence[Rebase],
) -> tuple[Measure, ...]:
    """Return those of these measures in which anything is applicable, by criteria that are the same as in `now`."""
    if not audits:
        return ()
    lines = _lines(now, wanted, versions, audits, periods)
    if not lines:
        return ()
    counts = _counts(now, versions, audits, periods, lines)
    table = _table(counts, lines, len(periods))
    targets = {one.key: each.target for each in now.standards for one in each.criteria}
    made = (
        _measure(line, n, table, counts, periods, targets, rebases) for n, line in enumerate(lines)
    )
    return tuple(each for each in made if each is not None)


# ---- What may be drawn ------------------------------------------------------------------------------------


def _lines(
    now: Checklist,
    wanted: Sequence[Wanted],
    versions: Mapping[str, Checklist],
    audits: Sequence[Audit],
    periods: Sequence[Period],
) -> list[_Line]:
    """The lines of which something can be drawn: by criteria that are the same from some period on up to now."""
    sameness = {
        each: {one.key: one for one in across_versions(now, checklist)}
        for each, checklist in versions.items()
    }
    used_in: dict[str, set[str]] = {each.id: set() for each in periods}
    for each in audits:
        used_in[each.period].add(each.checklist_id)
    keys = [each.key for each in now.criteria]
    found = [
        {key: _worst([sameness[one][key] for one in sorted(used_in[each.id])]) for key in keys}
        for each in periods
    ]
    same = [{key for key in keys if each[key].is_same} for each in found]
    since = same_since(keys, same)
    lines = []
    for kind, key, name, group in wanted:
        start = min((since[one] for one in group), default=len(periods))
        if start == len(periods):
            continue
        late = tuple(found[since[one] - 1][one] for one in group if since[one])
        used = tuple(one for one in group if since[one] <= start)
        lines.append(_Line(kind, key, name, used, start, late))
    return lines


def _worst(found: Sequence[Sameness]) -> Sameness:
    """The first that says that it is another criterion; of a month in which several versions were in use."""
    return next((each for each in found if not each.is_same), found[0])


def _wanted(now: Checklist, review: SourceReview) -> list[Wanted]:
    """Every measure of a checklist."""
    every = now.criteria
    return [
        (Kind.ALL, "", _(TOGETHER), tuple(each.key for each in every)),
        *(
            (
                Kind.STANDARD,
                each.key,
                of_checklist(each.title),
                tuple(one.key for one in each.criteria),
            )
            for each in now.standards
        ),
        *(
            (
                Kind.POINT,
                each.key,
                f"{each.key}  {of_checklist(each.text)}",
                tuple(one.key for one in every if each.key in one.learning_points),
            )
            for each in review.learning_points
        ),
        *(
            (Kind.CRITERION, each.key, f"{each.key}  {of_checklist(each.statement)}", (each.key,))
            for each in every
        ),
    ]


# ---- Counting -----------------------------------------------------------------------------------------------


def _counts(
    now: Checklist,
    versions: Mapping[str, Checklist],
    audits: Sequence[Audit],
    periods: Sequence[Period],
    lines: Sequence[_Line],
) -> _Counts:
    place = {each.id: n for n, each in enumerate(periods)}
    number: dict[tuple[int, str], int] = {}
    pairs = [(place[each.period], each.case_id) for each in audits]
    for each in sorted(set(pairs)):
        number[each] = len(number)
    row = [number[each] for each in pairs]
    each_alone = np.eye(len(now.criteria), dtype=bool)
    met, applicable = counting.by_case(_cells(now, versions, audits), row, each_alone)
    # As floating point numbers: whole ones are multiplied a hundred times slower.
    member = np.array(
        [[key.key in line.used for line in lines] for key in now.criteria], dtype=float
    )
    at = np.array([period for period, _ in number], dtype=np.int64)
    return _Counts(met.astype(float) @ member, applicable.astype(float) @ member, at)


def _cells(
    now: Checklist, versions: Mapping[str, Checklist], audits: Sequence[Audit]
) -> counting.Letters:
    """The letters of all case audits under the criteria of now; under one that is not the same nobody looks."""
    cells = np.full((len(audits), len(now.criteria)), ord(NOT_ASKED), dtype=np.uint8)
    for key, checklist in versions.items():
        rows = [n for n, each in enumerate(audits) if each.checklist_id == key]
        found = counting.letters([audits[n].tally for n in rows], len(checklist.criteria))
        there = {each.key: n for n, each in enumerate(checklist.criteria)}
        both = [(n, there[each.key]) for n, each in enumerate(now.criteria) if each.key in there]
        for mine, theirs in both:
            cells[rows, mine] = found[:, theirs]
    return cells


def _table(counts: _Counts, lines: Sequence[_Line], periods: int) -> _Table:
    """Ratings of one case hang together where criteria are pooled; a criterion alone has Wilson's interval."""
    alone = np.array([each.kind is Kind.CRITERION for each in lines])
    edges = np.searchsorted(counts.period, np.arange(periods + 1))
    rows = []
    for first, last in pairwise(edges.tolist()):
        m, a = counts.met[first:last], counts.applicable[first:last]
        met, n = m.sum(axis=0), a.sum(axis=0)
        pooled, single = clustered(m, a), wilson(met, n)
        low, high = (
            np.where(alone, getattr(single, each), getattr(pooled, each))
            for each in ("low", "high")
        )
        worth = np.where(alone, n, pooled.effective_n)
        rows.append((met, n, (a > 0).sum(axis=0), low, high, worth))
    return _Table(*(np.array(each) for each in zip(*rows, strict=True)))


def _measure(
    line: _Line,
    n: int,
    table: _Table,
    counts: _Counts,
    periods: Sequence[Period],
    targets: Mapping[str, float],
    rebases: Sequence[Rebase],
) -> Measure | None:
    told = [p for p in range(line.start, len(periods)) if table.applicable[p, n]]
    if not told:
        return None
    effect = _effect(line, n, counts) if len(told) >= P_CHART_FROM else 1.0
    points = [
        Point(
            at=periods[p].at,
            met=int(table.met[p, n]),
            applicable=int(table.applicable[p, n]),
            worth=float(table.applicable[p, n]) / effect,
            label=periods[p].title,
        )
        for p in told
    ]
    target = float(np.mean([targets[each] for each in line.used]))
    found = trend(points, target=target, rebases=rebases)
    return Measure(
        kind=line.kind,
        key=line.key,
        name=line.name,
        trend=found,
        places=tuple(
            Place(period=periods[p], figure=_figure(table, p, n), found=each)
            for p, each in zip(told, found.points, strict=True)
        ),
        begins=periods[line.start].title if line.start else "",
        left_out=line.left_out,
    )


def _effect(line: _Line, n: int, counts: _Counts) -> float:
    """How many ratings count as one independent one: by all periods together, as a single one tells it too roughly."""
    if line.kind is Kind.CRITERION:
        return 1.0
    drawn = counts.period >= line.start
    return funnel.design_effect(
        counts.met[drawn, n], counts.applicable[drawn, n], counts.period[drawn].tolist()
    )


def _figure(table: _Table, p: int, n: int) -> Figure:
    return Figure(
        met=int(table.met[p, n]),
        applicable=int(table.applicable[p, n]),
        cases=int(table.cases[p, n]),
        low=float(table.low[p, n]),
        high=float(table.high[p, n]),
        effective_n=float(table.worth[p, n]),
    )
