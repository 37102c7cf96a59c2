"""The counts behind a board's picture: each with how many cases it comes from, as masking asks for both."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from audit.analysis import counting
from audit.model.checklist import Checklist, Counts
from audit.model.source_review import SourceReview
from audit.rules.released import (
    APPLICABLE,
    MET,
    OTHERWISE,
    OUT,
    SHORT,
    SILENT,
    STARRED,
    Counted,
    Group,
    Whole,
)
from audit.store import tables as t
from audit.store.counts import counts_for_board

FALLS_SHORT = (Counts.PARTLY, Counts.NOT_MET, Counts.NOT_EVIDENCED)


class Read(NamedTuple):
    """The counted case audits of a round, in one order."""

    files: tuple[str, ...]
    """Id of the case file of each."""
    cases: tuple[str, ...]
    """Id of its case."""
    agencies: tuple[str, ...]
    case: tuple[int, ...]
    """Number of the case of each, from 0."""
    cells: counting.Letters
    judged: tuple[str | None, ...]
    """Overall judgement of each, by its key."""


def read(connection: Connection, checklist: Checklist, round_id: str) -> Read:
    """Return every counted case audit of the round."""
    on_whole = (
        select(t.judgement.c.case_audit_id, t.judgement.c.value)
        .where(t.judgement.c.standard == "")
        .subquery()
    )
    rows = connection.execute(
        select(
            t.case_file.c.id,
            t.case_file.c.agency,
            t.case_file.c.case_id,
            t.case_audit.c.tally,
            on_whole.c.value,
        )
        .select_from(t.case_audit)
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .outerjoin(on_whole, on_whole.c.case_audit_id == t.case_audit.c.id)
        .where(t.case_audit.c.round_id == round_id, counts_for_board())
        .order_by(t.case_file.c.id)
    ).all()
    number: dict[str, int] = {}
    return Read(
        files=tuple(row.id for row in rows),
        cases=tuple(row.case_id for row in rows),
        agencies=tuple(row.agency for row in rows),
        case=tuple(number.setdefault(row.case_id, len(number)) for row in rows),
        cells=counting.letters([row.tally for row in rows], len(checklist.criteria)),
        judged=tuple(row.value for row in rows),
    )


def groups(checklist: Checklist, review: SourceReview, found: Read) -> tuple[Group, ...]:
    """Return each criterion, each standard, each learning point that is asked about, and the whole round."""
    asked = list(_asked(checklist, review))
    member = np.array(
        [[each.key in keys for _, _, keys in asked] for each in checklist.criteria], dtype=bool
    )
    counted = {
        name: _counted(cells, found.case, member) for name, cells in _chosen(found.cells).items()
    }
    return tuple(
        Group(
            dimension=dimension,
            name=name,
            found={each: column[place] for each, column in counted.items()},
            criteria=() if dimension == "criterion" else keys,
        )
        for place, (dimension, name, keys) in enumerate(asked)
    )


def _asked(
    checklist: Checklist, review: SourceReview
) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for each in checklist.criteria:
        yield "criterion", each.key, (each.key,)
    for standard in checklist.standards:
        yield "standard", standard.key, tuple(each.key for each in standard.criteria)
    for point in review.learning_points:
        cite = (each for each in checklist.criteria if point.key in each.learning_points)
        keys = tuple(each.key for each in cite)
        if keys:
            yield "point", point.key, keys
    yield "round", "all", tuple(each.key for each in checklist.criteria)


def _chosen(cells: counting.Letters) -> dict[str, NDArray[np.bool_]]:
    return {
        APPLICABLE: counting.is_counted_as(cells, *counting.APPLICABLE),
        MET: counting.is_counted_as(cells, Counts.MET),
        SILENT: counting.is_counted_as(cells, Counts.NOT_EVIDENCED),
        STARRED: counting.is_starred(cells),
        SHORT: counting.is_counted_as(cells, *FALLS_SHORT),
        OTHERWISE: counting.is_counted_as(cells, Counts.PARTLY, Counts.NOT_MET),
        OUT: counting.is_counted_as(cells, Counts.OUT),
    }


def _counted(
    chosen: NDArray[np.bool_], case: Sequence[int], member: NDArray[np.bool_]
) -> list[Counted]:
    by_case = counting.per_case(chosen, case, member)
    columns = zip(by_case.sum(axis=0), (by_case > 0).sum(axis=0), strict=True)
    return [Counted(int(value), int(cases)) for value, cases in columns]


def whole(checklist: Checklist, found: Read) -> Whole:
    """Return what is counted of the files themselves: how many, of which agencies, and how they were judged."""

    def of(which: Iterator[bool]) -> Counted:
        cases = [case for case, is_of in zip(found.case, which, strict=True) if is_of]
        return Counted(len(cases), len(set(cases)))

    scale = checklist.judgement_scale
    keys = [] if scale is None else [each.key for each in scale.values]
    return Whole(
        files=Counted(len(found.files), len(set(found.case))),
        by_agency={
            each: of(agency == each for agency in found.agencies)
            for each in sorted(set(found.agencies))
        },
        judgements={each: of(given == each for given in found.judged) for each in keys},
        judged=of(given in keys for given in found.judged),
        unjudged=of(given not in keys for given in found.judged),
    )
