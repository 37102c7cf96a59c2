"""How far two readers of the same files agree: their ratings as they stood before moderation, pair by pair."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select

from audit.analysis import agreement as analysis
from audit.model.agreement import Agreed, AgreedOn, AgreementPicture, Coefficient, Holds
from audit.model.board import Filter
from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import Checklist, Counts
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.rules.agreement import holds
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views.counted import within
from audit.views.reach import in_reach

ORDERED = (Counts.MET, Counts.PARTLY, Counts.NOT_MET)
"""What the ordered part of a scale counts as; “not evidenced” and “not applicable” stand beside it."""

Ints = NDArray[np.int64]
_other = t.case_audit.alias("other")
_given = t.answer.alias("given")


class _Pairs(NamedTuple):
    """Every pair of ratings: places on the scale, and what each pair belongs to, all counted from 0."""

    first: Ints
    second: Ints
    file: Ints
    criterion: Ints
    readers: Ints
    names: tuple[str, ...]
    """Of the two readers, in the order in which `readers` counts them."""


class _Row(NamedTuple):
    """A pair as it is kept; a rating that the case facts rule out is None."""

    file: str
    criterion: str
    first: str | None
    second: str | None
    one: str
    two: str


def agreement(db: Database, by: Person, narrow: Filter) -> AgreementPicture:
    """Return the agreement of a round's readers; NotFound if there is no such round in reach.

    Nothing of a file is counted before both its readers have submitted: neither learns anything of the other.
    """
    with db.reading() as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        return picture(connection, by, narrow, db.clock())


def picture(connection: Connection, by: Person, narrow: Filter, at: datetime) -> AgreementPicture:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach."""
    checklist = _checklist(connection, narrow)
    found = _pairs(connection, by, checklist, narrow)
    waiting = _waiting(connection, by, narrow)
    by_criterion = [
        np.flatnonzero(found.criterion == place) for place in range(len(checklist.criteria))
    ]
    of = {each.key: by_criterion[place] for place, each in enumerate(checklist.criteria)}
    by_standard = [
        np.concatenate([of[one.key] for one in each.criteria]) for each in checklist.standards
    ]
    overall, *agreed = _agreed(
        checklist, found, [np.arange(len(found.first)), *by_standard, *by_criterion]
    )
    standards, criteria = agreed[: len(by_standard)], agreed[len(by_standard) :]
    return AgreementPicture(
        at=at,
        waiting=waiting,
        overall=overall,
        standards=tuple(
            AgreedOn(name=each.title, agreed=one)
            for each, one in zip(checklist.standards, standards, strict=True)
        ),
        criteria=tuple(
            sorted(
                (
                    AgreedOn(name=each.key, about=each.statement, agreed=one)
                    for each, one in zip(checklist.criteria, criteria, strict=True)
                ),
                key=_what_matters,
            )
        ),
    )


def readers(db: Database, by: Person, narrow: Filter) -> tuple[AgreedOn, ...]:
    """Return the agreement of each two auditors who read the same files, the least agreed first."""
    with db.reading() as connection:
        narrow = in_reach(connection, by, "agreement.pairs", narrow)
        checklist = _checklist(connection, narrow)
        found = _pairs(connection, by, checklist, narrow)
    groups = [np.flatnonzero(found.readers == place) for place in range(len(found.names))]
    rows = [
        AgreedOn(name=name, agreed=one)
        for name, one in zip(found.names, _agreed(checklist, found, groups), strict=True)
    ]
    return tuple(sorted(rows, key=lambda each: each.agreed.agreed / each.agreed.pairs))


def _checklist(connection: Connection, narrow: Filter) -> Checklist:
    found = connection.execute(
        select(t.round_.c.checklist_id).where(t.round_.c.id == narrow.round_id)
    ).scalar_one_or_none()
    if found is None:
        raise NotFound(complaint("round.not-found"))
    return checklists.published(connection, found)


def _readings(connection: Connection, by: Person, narrow: Filter) -> Any:  # noqa: ANN401 - a join of tables
    """First readings beside the second ones of the same file, in one round."""
    together = and_(
        _other.c.round_id == t.case_audit.c.round_id,
        _other.c.case_file_id == t.case_audit.c.case_file_id,
        _other.c.reading == Reading.SECOND,
    )
    joined = t.case_audit.join(_other, together).join(
        t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id
    )
    return joined, and_(within(connection, by, narrow), t.case_audit.c.reading == Reading.FIRST)


def _submitted(audit: Any) -> Any:  # noqa: ANN401 - a table or its alias
    return audit.c.status == CaseAuditStatus.SUBMITTED


def _waiting(connection: Connection, by: Person, narrow: Filter) -> int:
    joined, chosen = _readings(connection, by, narrow)
    unfinished = or_(~_submitted(t.case_audit), ~_submitted(_other))
    counted = select(func.count()).select_from(joined).where(chosen, unfinished)
    return int(connection.execute(counted).scalar_one())


def _pairs(connection: Connection, by: Person, checklist: Checklist, narrow: Filter) -> _Pairs:
    joined, chosen = _readings(connection, by, narrow)
    one, two = t.person.alias("one"), t.person.alias("two")
    same = and_(_given.c.case_audit_id == _other.c.id, _given.c.criterion == t.answer.c.criterion)
    by_facts, by_facts_too = _ruled_out(t.answer), _ruled_out(_given)
    rows = connection.execute(
        select(
            t.case_audit.c.case_file_id,
            t.answer.c.criterion,
            case((by_facts, None), else_=t.answer.c.rating),
            case((by_facts_too, None), else_=_given.c.rating),
            one.c.name,
            two.c.name,
        )
        .select_from(
            joined.join(t.answer, t.answer.c.case_audit_id == t.case_audit.c.id)
            .join(_given, same)
            .join(one, one.c.id == t.case_audit.c.auditor_id)
            .join(two, two.c.id == _other.c.auditor_id)
        )
        # What the facts rule out for both was rated by nobody.
        .where(chosen, _submitted(t.case_audit), _submitted(_other), ~and_(by_facts, by_facts_too))
    ).all()
    return _numbered(checklist, [_Row(*row) for row in rows])


def _ruled_out(answer: Any) -> ColumnElement[bool]:  # noqa: ANN401 - a table or its alias
    """Ruled out by the case facts, and nobody overruled them."""
    return and_(answer.c.ruled_out_by != "", answer.c.overrule == "")


def _numbered(checklist: Checklist, rows: Sequence[_Row]) -> _Pairs:
    places: dict[str | None, int] = {
        each.key: place for place, each in enumerate(checklist.rating_scale.ratings)
    }
    out = next(
        (
            places[each.key]
            for each in checklist.rating_scale.ratings
            if each.counts_as is Counts.OUT
        ),
        len(places),
    )
    criteria = {each.key: place for place, each in enumerate(checklist.criteria)}
    files: dict[str, int] = {}
    readers: dict[tuple[str, ...], int] = {}

    numbers = [
        (
            places.get(row.first, out),
            places.get(row.second, out),
            files.setdefault(row.file, len(files)),
            criteria[row.criterion],
            readers.setdefault(tuple(sorted((row.one, row.two))), len(readers)),
        )
        for row in rows
    ]
    first, second, file, criterion, read_by = np.array(numbers, dtype=np.int64).reshape(-1, 5).T
    names = tuple(" and ".join(each) for each in readers)
    return _Pairs(first, second, file, criterion, read_by, names)


def _agreed(checklist: Checklist, found: _Pairs, groups: Sequence[Ints]) -> list[Agreed]:
    ratings = checklist.rating_scale.ratings
    # One place more than the scale has: a criterion may be ruled out where no rating says so.
    plain = analysis.agreement(
        found.first, found.second, found.file, groups, categories=_categories(checklist)
    )
    order = [place for place, each in enumerate(ratings) if each.counts_as in ORDERED]
    to = np.full(len(ratings) + 1, -1)
    to[order] = np.arange(len(order))
    first, second = to[found.first], to[found.second]
    both = (first >= 0) & (second >= 0)
    weighted = analysis.agreement(
        np.where(both, first, 0),
        np.where(both, second, 0),
        found.file,
        [each[both[each]] for each in groups],
        len(order),
        analysis.linear_weights(len(order)),
    )
    return [_one(plain, weighted, place) for place in range(len(groups))]


def _categories(checklist: Checklist) -> int:
    ratings = checklist.rating_scale.ratings
    return len(ratings) + all(each.counts_as is not Counts.OUT for each in ratings)


def _one(plain: analysis.Agreement, weighted: analysis.Agreement, place: int) -> Agreed:
    equal = plain.percent
    found = Agreed(
        pairs=int(plain.pairs[place]),
        files=int(plain.files[place]),
        agreed=int(plain.agreed[place]),
        low=_number(equal.low[place]),
        high=_number(equal.high[place]),
        gwet=_coefficient(plain.gwet, place),
        alpha=_coefficient(plain.alpha, place),
        kappa=_coefficient(plain.kappa, place),
        ordered_pairs=int(weighted.pairs[place]),
        gwet_ordered=_coefficient(weighted.gwet, place),
        kappa_weighted=_coefficient(weighted.kappa, place),
    )
    return found.model_copy(update={"holds": holds(found)})


def _number(value: float) -> float | None:
    return None if np.isnan(value) else float(value)


def _coefficient(found: analysis.Coefficient, place: int) -> Coefficient | None:
    value = _number(found.value[place])
    if value is None:
        return None
    return Coefficient(value=value, low=_number(found.low[place]), high=_number(found.high[place]))


def _what_matters(row: AgreedOn) -> tuple[int, float]:
    gwet = row.agreed.gwet
    return list(Holds).index(row.agreed.holds), 1.0 if gwet is None else gwet.value
