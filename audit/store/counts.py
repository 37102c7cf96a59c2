"""What counts on a board, as it lies in the tables, and the counts that are kept of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    Select,
    and_,
    bindparam,
    delete,
    exists,
    func,
    or_,
    select,
    tuple_,
    update,
)

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.checklist import NOT_ASKED, Checklist, Counts
from audit.model.counts import WHOLE, Lying, Number, Place, Tallied
from audit.store import tables as t

Row = list[int]
Given = Mapping[str, str]
_PLACE = (
    t.case_file.c.agency,
    func.coalesce(t.case_file.c.team_id, "").label("team"),
    t.case_audit.c.age_band,
)
_kept = t.board_count.c
_ROUND: BindParameter[str] = bindparam("of_round")
_FILE: BindParameter[str] = bindparam("of_file")
_OF_CASE = and_(
    t.case_audit.c.round_id == _ROUND,
    t.case_file.c.case_id
    == select(t.case_file.c.case_id)
    .where(t.case_file.c.id == _FILE)
    .correlate(None)
    .scalar_subquery(),
)
"""The case audits of a round that are of the same case as a file."""


@cache
def counts_for_board() -> ColumnElement[bool]:
    """The case audits that count: submitted, and of each file its moderated reading, else its first."""
    moderated = t.case_audit.alias("moderated")
    settled = exists().where(
        moderated.c.round_id == t.case_audit.c.round_id,
        moderated.c.case_file_id == t.case_audit.c.case_file_id,
        moderated.c.reading == Reading.MODERATED,
        moderated.c.status == CaseAuditStatus.SUBMITTED,
    )
    return and_(
        t.case_audit.c.status == CaseAuditStatus.SUBMITTED,
        or_(
            t.case_audit.c.reading == Reading.MODERATED,
            and_(t.case_audit.c.reading == Reading.FIRST, ~settled),
        ),
    )


def is_judged(checklist: Checklist) -> ColumnElement[bool]:
    """The judgements that count: on the whole file, and on a standard in which something applied.

    One may have been given before a case fact ruled the whole standard out: it is kept underneath.
    """
    return _is_judged(_shape(checklist))


Shape = tuple[tuple[str, int], ...]
"""Each standard and how many criteria it has."""


def _shape(checklist: Checklist) -> Shape:
    return tuple((each.key, len(each.criteria)) for each in checklist.standards)


@cache
def _is_judged(shape: Shape) -> ColumnElement[bool]:
    conditions = [t.judgement.c.standard == ""]
    start = 1
    for key, length in shape:
        letters = func.substr(t.case_audit.c.tally, start, length)
        applied = func.trim(letters, Counts.OUT.letter + NOT_ASKED) != ""
        conditions.append(and_(t.judgement.c.standard == key, applied))
        start += length
    return or_(*conditions)


# ---- What lies in the tables ---------------------------------------------------------------------------


class _Queries(NamedTuple):
    """What is asked of some cases of a round."""

    audits: Select[Any]
    """The case audits that count, those of a case together."""
    statuses: Select[Any]
    judgements: Select[Any]
    overruled: Select[Any]


def _queries(shape: Shape, chosen: ColumnElement[bool]) -> _Queries:
    files = t.case_audit.join(t.case_file)
    counting = and_(chosen, counts_for_board())
    return _Queries(
        select(*_PLACE, t.case_file.c.case_id, t.case_audit.c.tally)
        .select_from(files)
        .where(counting)
        .order_by(t.case_file.c.case_id),
        _grouped(t.case_audit.c.status)
        .select_from(files)
        .where(chosen, t.case_audit.c.reading == Reading.FIRST),
        _grouped(t.judgement.c.standard, t.judgement.c.value)
        .select_from(files.join(t.judgement))
        .where(counting, _is_judged(shape), t.judgement.c.value.is_not(None)),
        _grouped()
        .select_from(files.join(t.answer))
        .where(counting, t.answer.c.ruled_out_by != "", t.answer.c.overrule != ""),
    )


@cache
def _of_case(shape: Shape) -> _Queries:
    """Made once for checklists of a shape: each act that moves a count asks twice."""
    return _queries(shape, _OF_CASE)


def lying(connection: Connection, checklist: Checklist, chosen: ColumnElement[bool]) -> Lying:
    """Return all that is counted of the chosen case audits of one round."""
    asks = _queries(_shape(checklist), chosen)
    return Lying(list(_read(connection, asks, {})), *_numbers(connection, checklist, asks, {}))


def of_case(connection: Connection, checklist: Checklist, round_id: str, file_id: str) -> Lying:
    """Return the same of one case: that of a file."""
    asks, given = _of_case(_shape(checklist)), {"of_round": round_id, "of_file": file_id}
    return Lying(
        list(_read(connection, asks, given)), *_numbers(connection, checklist, asks, given)
    )


def by_parts(
    connection: Connection, checklist: Checklist, round_id: str, size: int
) -> Iterator[Lying]:
    """Yield the same of a whole round, some thousand case audits at a time; a case is never parted."""
    asks = _queries(_shape(checklist), t.case_audit.c.round_id == round_id)
    yield Lying((), *_numbers(connection, checklist, asks, {}))
    part: list[Tallied] = []
    for each in _read(connection, asks, {}):
        if len(part) >= size and part[-1].case != each.case:
            yield Lying(part)
            part = []
        part.append(each)
    yield Lying(part)


def _read(connection: Connection, asks: _Queries, given: Given) -> Iterator[Tallied]:
    places: dict[tuple[str, ...], Place] = {}
    found = connection.execute(asks.audits, given, execution_options={"yield_per": 10_000})
    for *at, case, tally in found:
        yield Tallied(places.setdefault(tuple(at), Place(*at)), case, tally)


def _numbers(
    connection: Connection, checklist: Checklist, asks: _Queries, given: Given
) -> tuple[list[Number], list[Number], list[Number]]:
    return (
        _told(connection, asks.statuses, given),
        [] if checklist.judgement_scale is None else _told(connection, asks.judgements, given),
        _told(connection, asks.overruled, given),
    )


def _grouped(*of: ColumnElement[str]) -> Select[Any]:
    return select(*_PLACE, *of, func.count().label("n")).group_by(*_PLACE, *of)


def _told(connection: Connection, query: Select[Any], given: Given) -> list[Number]:
    return [
        Number(Place(*row[:3]), tuple(row[3:-1]), row[-1])
        for row in connection.execute(query, given)
    ]


# ---- What is kept --------------------------------------------------------------------------------------


_HERE = and_(
    _kept.round_id == _ROUND,
    *(_kept[name] == bindparam(f"at_{name}") for name in Place._fields),
)
_KEPT = select(_kept.agency, _kept.team, _kept.age_band, _kept.counts).where(
    _kept.round_id == _ROUND
)
_KEPT_OF = _KEPT.where(
    tuple_(_kept.agency, _kept.team, _kept.age_band).in_(bindparam("places", expanding=True))
)
_IS_KEPT = select(exists(select(_kept.round_id).where(_HERE)))
_CHANGE = update(t.board_count).where(_HERE)
_MAKE = t.board_count.insert()
_TAKE_AWAY = delete(t.board_count).where(_HERE)


def is_kept(connection: Connection, round_id: str) -> bool:
    """True if counts of the round are kept: else they are counted from its case audits."""
    return bool(connection.execute(_IS_KEPT, _at(round_id, WHOLE)).scalar())


def kept(
    connection: Connection, round_id: str, places: Iterable[Place] | None = None
) -> dict[Place, Row]:
    """Return the rows of these places of a round, or all of them; a place in which nothing is has none."""
    if places is None:
        found = connection.execute(_KEPT, {"of_round": round_id})
    else:
        given = {"of_round": round_id, "places": [tuple(each) for each in places]}
        found = connection.execute(_KEPT_OF, given)
    return {Place(*row[:3]): row[3] for row in found}


def put(connection: Connection, round_id: str, rows: Mapping[Place, Sequence[int]]) -> None:
    """Within a transaction: write these rows of a round; one of nothing but zeros goes, but for the whole."""
    if not rows:
        return
    there = set(kept(connection, round_id, rows))
    full = {place for place, row in rows.items() if place == WHOLE or any(row)}
    made = [
        {"round_id": round_id, **place._asdict(), "counts": list(rows[place])}
        for place in rows
        if place in full - there
    ]
    changed = [
        {**_at(round_id, place), "counts": list(rows[place])}
        for place in rows
        if place in full & there
    ]
    gone = [_at(round_id, place) for place in rows if place in there - full]
    for statement, each in ((_MAKE, made), (_CHANGE, changed), (_TAKE_AWAY, gone)):
        if each:
            connection.execute(statement, each)


def _at(round_id: str, place: Place) -> dict[str, Any]:
    at = {f"at_{name}": value for name, value in place._asdict().items()}
    return {"of_round": round_id, **at}


def forget(connection: Connection, round_id: str) -> None:
    """Within a transaction: keep no counts of a round any more."""
    connection.execute(delete(t.board_count).where(_kept.round_id == round_id))


def rounds(connection: Connection) -> list[tuple[str, str]]:
    """Return id and title of every round."""
    query = select(t.round_.c.id, t.round_.c.title).order_by(t.round_.c.opened_at, t.round_.c.id)
    return [(row.id, row.title) for row in connection.execute(query)]


def rounds_of(connection: Connection, case_file_id: str) -> list[str]:
    """Return the ids of the rounds that a file is in."""
    mine = t.case_audit.c.case_file_id == case_file_id
    query = select(t.case_audit.c.round_id).distinct().where(mine).order_by("round_id")
    return list(connection.execute(query).scalars())
