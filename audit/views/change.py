"""What changed since the round before: each figure of a round beside the same figure of the one that it re-audits."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from audit.analysis import counting
from audit.analysis.compliance import clustered, wilson
from audit.model.board import Filter
from audit.model.change import Again, Changes, Compared
from audit.model.checklist import Checklist, Counts
from audit.model.figure import Figure
from audit.model.language import N_, _
from audit.model.person import Person
from audit.rules.change import changes, read_again
from audit.rules.comparable import across_versions
from audit.store import checklists, rounds
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views.counted import within
from audit.views.reach import in_reach

Groups = dict[str, Collection[str]]
"""What a figure is of, to the keys of its criteria."""
NO_ROUND = N_("there is no round before to compare with")
NOT_THE_SAME = N_("none of its criteria is the same in both rounds")


class _Read(NamedTuple):
    """The counted case audits of a round: of each its case, its file and the cells of the compared criteria."""

    cells: counting.Letters
    case: NDArray[np.int64]
    file: tuple[str, ...]


def change(db: Database, by: Person, narrow: Filter) -> Changes:
    """Return what changed in a round within reach since the round that it follows; NotFound if there is none such."""
    with db.reading(by, takes_long=True) as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        return picture(connection, by, narrow)


def picture(connection: Connection, by: Person, narrow: Filter) -> Changes:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach."""
    row = rounds.find(connection, narrow.round_id)
    now = checklists.published(connection, row["checklist_id"])
    earlier = None if row["follows"] is None else rounds.find(connection, row["follows"])
    before = now if earlier is None else checklists.published(connection, earlier["checklist_id"])
    sameness = across_versions(now, before)
    same = [each.key for each in sameness if each.is_same]
    read = [_read(connection, by, narrow, now, same)]
    if earlier is not None:
        there = narrow.model_copy(update={"round_id": earlier["id"]})
        read.append(_read(connection, by, there, before, same))
    twice = len(set(read[0].file).intersection(*(each.file for each in read[1:]))) if earlier else 0
    is_again = bool(twice) and twice == len(read[0].file)
    if is_again:
        read[1] = _of_files(read[1], read[0].file)
    work = _Comparison(same, tuple(read), is_again)
    return Changes(
        round_title=row["title"],
        before_id=None if earlier is None else earlier["id"],
        before_title="" if earlier is None else earlier["title"],
        files=len(read[0].file),
        files_again=twice,
        different=tuple(each for each in sameness if not each.is_same),
        overall=changes(work.pooled({"": [each.key for each in now.criteria]}))[0],
        standards=changes(
            work.pooled({each.key: [one.key for one in each.criteria] for each in now.standards})
        ),
        points=changes(work.pooled(_points(connection, now))),
        criteria=changes(work.single([each.key for each in now.criteria])),
    )


def _points(connection: Connection, checklist: Checklist) -> Groups:
    review = checklists.review(connection, checklist.review)
    return {
        point.key: [each.key for each in checklist.criteria if point.key in each.learning_points]
        for point in review.learning_points
    }


def _read(
    connection: Connection,
    by: Person,
    narrow: Filter,
    checklist: Checklist,
    keys: Sequence[str],
) -> _Read:
    rows = connection.execute(
        select(t.case_audit.c.tally, t.case_file.c.case_id, t.case_file.c.id)
        .join(t.case_file)
        .where(within(connection, by, narrow), counts_for_board())
    ).all()
    number: dict[str, int] = {}
    case = [number.setdefault(row.case_id, len(number)) for row in rows]
    place = {each.key: n for n, each in enumerate(checklist.criteria)}
    cells = counting.letters([row.tally for row in rows], len(checklist.criteria))
    chosen = cells[:, [place[each] for each in keys]]
    return _Read(chosen, np.array(case, dtype=np.int64), tuple(row.id for row in rows))


def _of_files(read: _Read, files: Sequence[str]) -> _Read:
    """The same of these files alone, in their order: what is held against itself is told of itself."""
    at = {file: n for n, file in enumerate(read.file)}
    chosen = [at[each] for each in files]
    _, case = np.unique(read.case[chosen], return_inverse=True)
    return _Read(read.cells[chosen], case.astype(np.int64), tuple(files))


class _Comparison(NamedTuple):
    """The criteria that are compared, and how they were rated in this round and, if there is one, in the last."""

    keys: Sequence[str]
    read: tuple[_Read, ...]
    is_again: bool
    """Whether the last round read every file of this one."""

    def pooled(self, groups: Groups) -> list[Compared]:
        """What there is to compare where ratings are pooled over criteria, the case being the cluster."""
        member = self._member(groups)
        figures = [_pooled(each, member) for each in self.read]
        return self._compared(groups, figures, member)

    def single(self, keys: Sequence[str]) -> list[Compared]:
        """The same, criterion by criterion."""
        groups: Groups = {each: [each] for each in keys}
        member = self._member(groups)
        figures = [_single(each, member) for each in self.read]
        return self._compared(groups, figures, member)

    def _member(self, groups: Groups) -> NDArray[np.bool_]:
        wanted = [set(each) for each in groups.values()]
        return np.array(
            [[key in each for each in wanted] for key in self.keys], dtype=bool
        ).reshape(len(self.keys), len(groups))

    def _compared(
        self, groups: Groups, figures: list[list[Figure]], member: NDArray[np.bool_]
    ) -> list[Compared]:
        before = figures[1] if len(figures) > 1 else [None] * len(groups)
        again = self._again(member) if self.is_again else (None,) * len(groups)
        return [
            Compared(
                key=key,
                now=figures[0][n],
                before=before[n],
                again=again[n],
                why_not=self._why_not(bool(member[:, n].any())),
                criteria=len(groups[key]),
                same=int(member[:, n].sum()),
            )
            for n, key in enumerate(groups)
        ]

    def _why_not(self, asked: bool) -> str:  # noqa: FBT001 - one question, one answer
        if len(self.read) < 2:
            return _(NO_ROUND)
        return "" if asked else _(NOT_THE_SAME)

    def _again(self, member: NDArray[np.bool_]) -> Sequence[Again | None]:
        """What the files show that both rounds read, each held against itself."""
        now, before = self.read
        both = _applicable(now.cells) & _applicable(before.cells)
        is_met, was_met = _met(now.cells), _met(before.cells)
        kinds = (is_met & was_met, is_met & ~was_met, ~is_met & was_met, ~is_met & ~was_met)
        return read_again(*(_by_case(each & both, now.case) @ member for each in kinds))


def _met(cells: counting.Letters) -> NDArray[np.bool_]:
    return counting.is_counted_as(cells, Counts.MET)


def _applicable(cells: counting.Letters) -> NDArray[np.bool_]:
    return counting.is_counted_as(cells, *counting.APPLICABLE)


def _by_case(chosen: NDArray[np.bool_], case: NDArray[np.int64]) -> NDArray[np.int64]:
    """Count the chosen cells, cases × criteria."""
    counts = np.zeros((int(case.max(initial=-1)) + 1, chosen.shape[1]), dtype=np.int64)
    np.add.at(counts, case, chosen.astype(np.int64))
    return counts


def _pooled(read: _Read, member: NDArray[np.bool_]) -> list[Figure]:
    met = _by_case(_met(read.cells), read.case) @ member
    applicable = _by_case(_applicable(read.cells), read.case) @ member
    limits = clustered(met, applicable)
    return _figures(met, applicable, limits.low, limits.high, limits.effective_n)


def _single(read: _Read, member: NDArray[np.bool_]) -> list[Figure]:
    met = _by_case(_met(read.cells), read.case) @ member
    applicable = _by_case(_applicable(read.cells), read.case) @ member
    n = applicable.sum(axis=0)
    limits = wilson(met.sum(axis=0), n)
    return _figures(met, applicable, limits.low, limits.high, n.astype(float))


def _figures(
    met: NDArray[np.int64],
    applicable: NDArray[np.int64],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    worth: NDArray[np.float64],
) -> list[Figure]:
    """One figure a column, from one row a case."""
    return [
        Figure(
            met=int(met[:, n].sum()),
            applicable=total,
            cases=int((applicable[:, n] > 0).sum()),
            low=float(low[n]) if total else None,
            high=float(high[n]) if total else None,
            effective_n=float(worth[n]) if total else None,
        )
        for n, total in enumerate(applicable.sum(axis=0).tolist())
    ]
