"""How far two readers of the same files agree: their ratings as they stood while both were blind, pair by pair."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Connection, select

from audit.analysis import agreement as analysis
from audit.model.agreement import Agreed, AgreedOn, AgreementPicture, Coefficient, Holds
from audit.model.board import Filter
from audit.model.checklist import Checklist, Counts
from audit.model.language import _
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.model.wording import worded
from audit.rules.agreement import holds
from audit.store import checklists
from audit.store import tables as t
from audit.store.database import Database
from audit.views import agreement_pairs as pairs
from audit.views.agreement_pairs import Row
from audit.views.blind_rating import before_all_were_in
from audit.views.reach import in_reach

ORDERED = (Counts.MET, Counts.PARTLY, Counts.NOT_MET)
"""What the ordered part of a scale counts as; “not evidenced” and “not applicable” stand beside it."""

Ints = NDArray[np.int64]


class _Pairs(NamedTuple):
    """Every pair of ratings: places on the scale, and what each pair belongs to, all counted from 0."""

    first: Ints
    second: Ints
    file: Ints
    criterion: Ints
    readers: Ints
    names: tuple[str, ...]
    """Of the two readers, in the order in which `readers` counts them."""
    waiting: int
    changed: int
    """Files of which a rating was changed later: they count as they were."""


def agreement(db: Database, by: Person, narrow: Filter) -> AgreementPicture:
    """Return the agreement of a round's readers; NotFound if there is no such round in reach.

    Nothing of a file is counted before both its readers have submitted: neither learns anything of the other.
    """
    with db.reading(by, takes_long=True) as connection:
        narrow = in_reach(connection, by, "board.read", narrow)
        return picture(connection, by, narrow, db.clock())


def picture(connection: Connection, by: Person, narrow: Filter, at: datetime) -> AgreementPicture:
    """The same within a transaction that reads more than this; its caller has narrowed it to a person's reach."""
    checklist = _checklist(connection, narrow)
    found = _pairs(connection, by, checklist, narrow)
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
        waiting=found.waiting,
        changed=found.changed,
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
    with db.reading(by, takes_long=True) as connection:
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
    return worded(checklists.published(connection, found))


def _pairs(connection: Connection, by: Person, checklist: Checklist, narrow: Filter) -> _Pairs:
    chosen = pairs.first_readings(connection, by, narrow)
    twice = pairs.read_twice(connection, chosen)
    if not twice.both_in:
        return _numbered(checklist, [], twice.waiting, 0)
    later = before_all_were_in(connection, checklist, twice.both_in)
    before = {**later, **pairs.file_only(connection, chosen)}
    rows = pairs.rows(connection, chosen, before)
    found = [row.as_it_was(before) for row in rows] if before else rows
    changed = len({row.file for row in rows if later.keys() & set(row.readings)})
    # What the facts rule out for both was rated by nobody.
    rated = [row for row in found if (row.first, row.second) != (None, None)]
    return _numbered(checklist, rated, twice.waiting, changed)


def _numbered(checklist: Checklist, rows: Sequence[Row], waiting: int, changed: int) -> _Pairs:
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
    readers: dict[tuple[pairs.Reader, ...], int] = {}

    numbers = [
        (
            places.get(row.first, out),
            places.get(row.second, out),
            files.setdefault(row.file, len(files)),
            criteria[row.criterion],
            readers.setdefault(_in_order(row), len(readers)),
        )
        for row in rows
    ]
    first, second, file, criterion, read_by = np.array(numbers, dtype=np.int64).reshape(-1, 5).T
    names = _names(checklist, list(readers))
    return _Pairs(first, second, file, criterion, read_by, names, waiting, changed)


def _in_order(row: Row) -> tuple[pairs.Reader, ...]:
    """The two who read it, whichever of them was first."""
    return tuple(sorted((row.one, row.two), key=lambda each: (each.name, each.id)))


def _names(checklist: Checklist, readers: Sequence[tuple[pairs.Reader, ...]]) -> tuple[str, ...]:
    """Each two by their names; people of one name are told apart by their agency."""
    people = {each for two in readers for each in two}
    times = Counter(each.name for each in people)
    agencies = {each.key: each.name for each in checklist.agencies}

    def called(reader: pairs.Reader) -> str:
        home = agencies.get(reader.agency or "", "no agency")
        return reader.name if times[reader.name] == 1 else f"{reader.name} ({home})"

    return tuple(_(" and ").join(map(called, two)) for two in readers)


def _agreed(checklist: Checklist, found: _Pairs, groups: Sequence[Ints]) -> list[Agreed]:
    if not found.first.size:
        return [Agreed(pairs=0, files=0, agreed=0)] * len(groups)
    ratings = checklist.rating_scale.ratings
    # One place more than the scale has: a criterion may be ruled out where no rating says so.
    counted = analysis.counted(
        found.first, found.second, found.file, groups, _categories(checklist)
    )
    plain = analysis.agreement(counted)
    order = [place for place, each in enumerate(ratings) if each.counts_as in ORDERED]
    weighted = analysis.agreement(counted, analysis.linear_weights(len(order)), among=order)
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
