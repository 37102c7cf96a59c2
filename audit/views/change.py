"""What changed since the round before: each figure of a round beside the same figure of the one that it re-audits."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, Select, func, intersect, select

from audit.analysis import counting
from audit.analysis.compliance import clustered, wilson
from audit.model.board import Board, Filter
from audit.model.change import Again, Changes, Compared
from audit.model.checklist import Checklist, Counts
from audit.model.figure import Figure
from audit.model.person import Person
from audit.rules.change import changes, read_again
from audit.rules.comparable import across_versions
from audit.store import checklists, rounds
from audit.store import tables as t
from audit.store.counts import counts_for_board
from audit.store.database import Database
from audit.views import board as boards
from audit.views.change_kept import Groups, Kinds, from_kept, why_not
from audit.views.counted import within
from audit.views.reach import in_reach


class _Read(NamedTuple):
    """The counted case audits of a round: of each its case, its file and the cells of the compared criteria."""

    cells: counting.Letters
    case: NDArray[np.int64]
    file: tuple[str, ...]


def change(db: Database, by: Person, narrow: Filter) -> Changes:
    """Return what changed in a round within reach since the round that it follows; NotFound if there is none such."""
    with db.reading(by, takes_long=True) as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        return picture(connection, by, narrow, boards.picture(connection, by, narrow, db.clock()))


def picture(connection: Connection, by: Person, narrow: Filter, board: Board) -> Changes:
    """The same within a transaction that has the board's picture already; its caller has narrowed both to a person's reach.

    What the kept counts say is not counted again: ratings are read only where versions differ or files are held
    against themselves.
    """
    row = rounds.find(connection, narrow.round_id)
    now = checklists.published(connection, row["checklist_id"])
    earlier = None if row["follows"] is None else rounds.find(connection, row["follows"])
    before = now if earlier is None else checklists.published(connection, earlier["checklist_id"])
    sameness = across_versions(now, before)
    groups = _groups(connection, now)
    twice = 0
    if earlier is None:
        compared = from_kept(groups, (board,))
    else:
        there = narrow.model_copy(update={"round_id": earlier["id"]})
        twice = _files_again(connection, by, narrow, there)
        is_again = bool(twice) and twice == board.submitted
        if now is before and not is_again:
            earlier_board = boards.picture(connection, by, there, board.at)
            compared = from_kept(groups, (board, earlier_board))
        else:
            same = [each.key for each in sameness if each.is_same]
            read = _read(connection, by, narrow, now, same)
            read_before = _read(connection, by, there, before, same)
            if is_again:
                read_before = _of_files(read_before, read.file)
            compared = _Comparison(same, (read, read_before), is_again).of(groups)
    return Changes(
        round_title=row["title"],
        before_id=None if earlier is None else earlier["id"],
        before_title="" if earlier is None else earlier["title"],
        files=board.submitted,
        files_again=twice,
        different=tuple(each for each in sameness if not each.is_same),
        overall=changes(compared.overall)[0],
        standards=changes(compared.standards),
        points=changes(compared.points),
        criteria=changes(compared.criteria),
    )


def _groups(connection: Connection, checklist: Checklist) -> Kinds[Groups]:
    keys = [each.key for each in checklist.criteria]
    review = checklists.review(connection, checklist.review)
    return Kinds(
        overall={"": keys},
        standards={each.key: [one.key for one in each.criteria] for each in checklist.standards},
        points={
            point.key: [
                each.key for each in checklist.criteria if point.key in each.learning_points
            ]
            for point in review.learning_points
        },
        criteria={each: [each] for each in keys},
    )


def _files_again(connection: Connection, by: Person, narrow: Filter, there: Filter) -> int:
    """How many files are counted in both."""

    def files(of: Filter) -> Select[tuple[str]]:
        counting = (within(connection, by, of), counts_for_board())
        return select(t.case_audit.c.case_file_id).join(t.case_file).where(*counting)

    both = intersect(files(narrow), files(there)).subquery()
    return int(connection.execute(select(func.count()).select_from(both)).scalar_one())


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
    """The criteria that are compared, and how they were rated in this round and in the last."""

    keys: Sequence[str]
    read: tuple[_Read, _Read]
    is_again: bool
    """Whether the last round read every file of this one."""

    def of(self, groups: Kinds[Groups]) -> Kinds[list[Compared]]:
        """What there is to compare, kind by kind."""
        return Kinds(
            overall=self._pooled(groups.overall),
            standards=self._pooled(groups.standards),
            points=self._pooled(groups.points),
            criteria=self._single(groups.criteria),
        )

    def _pooled(self, groups: Groups) -> list[Compared]:
        """What there is to compare where ratings are pooled over criteria, the case being the cluster."""
        member = self._member(groups)
        figures = [_pooled(each, member) for each in self.read]
        return self._compared(groups, figures, member)

    def _single(self, groups: Groups) -> list[Compared]:
        """The same, criterion by criterion."""
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
        now, before = figures
        again = self._again(member) if self.is_again else (None,) * len(groups)
        return [
            Compared(
                key=key,
                now=now[n],
                before=before[n],
                again=again[n],
                why_not=why_not(len(figures), asked=bool(member[:, n].any())),
                criteria=len(groups[key]),
                same=int(member[:, n].sum()),
            )
            for n, key in enumerate(groups)
        ]

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
