"""What counts on a board, as it lies in the tables, and the counts that are kept of it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import (
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
_PLACE = (
    t.case_file.c.agency,
    func.coalesce(t.case_file.c.team_id, "").label("team"),
    t.case_audit.c.age_band,
)
_kept = t.board_count.c


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
    conditions = [t.judgement.c.standard == ""]
    start = 1
    for each in checklist.standards:
        letters = func.substr(t.case_audit.c.tally, start, len(each.criteria))
        applied = func.trim(letters, Counts.OUT.letter + NOT_ASKED) != ""
        conditions.append(and_(t.judgement.c.standard == each.key, applied))
        start += len(each.criteria)
    return or_(*conditions)


# ---- What lies in the tables ---------------------------------------------------------------------------


def lying(connection: Connection, checklist: Checklist, chosen: ColumnElement[bool]) -> Lying:
    """Return all that is counted of the chosen case audits of one round."""
    return Lying(list(_read(connection, chosen)), *_numbers(connection, checklist, chosen))


def by_parts(
    connection: Connection, checklist: Checklist, round_id: str, size: int
) -> Iterator[Lying]:
    """Yield the same of a whole round, some thousand case audits at a time; a case is never parted."""
    chosen = t.case_audit.c.round_id == round_id
    yield Lying((), *_numbers(connection, checklist, chosen))
    part: list[Tallied] = []
    for each in _read(connection, chosen):
        if len(part) >= size and part[-1].case != each.case:
            yield Lying(part)
            part = []
        part.append(each)
    yield Lying(part)


def _read(connection: Connection, chosen: ColumnElement[bool]) -> Iterator[Tallied]:
    """The case audits that count, those of a case together."""
    query = (
        select(*_PLACE, t.case_file.c.case_id, t.case_audit.c.tally)
        .select_from(t.case_audit.join(t.case_file))
        .where(chosen, counts_for_board())
        .order_by(t.case_file.c.case_id)
    )
    places: dict[tuple[str, ...], Place] = {}
    for *at, case, tally in connection.execute(query.execution_options(yield_per=10_000)):
        yield Tallied(places.setdefault(tuple(at), Place(*at)), case, tally)


def _numbers(
    connection: Connection, checklist: Checklist, chosen: ColumnElement[bool]
) -> tuple[list[Number], list[Number], list[Number]]:
    files = t.case_audit.join(t.case_file)
    statuses = (
        _grouped(t.case_audit.c.status)
        .select_from(files)
        .where(chosen, t.case_audit.c.reading == Reading.FIRST)
    )
    judgements = (
        _grouped(t.judgement.c.standard, t.judgement.c.value)
        .select_from(files.join(t.judgement))
        .where(chosen, counts_for_board(), is_judged(checklist), t.judgement.c.value.is_not(None))
    )
    overruled = (
        _grouped()
        .select_from(files.join(t.answer))
        .where(chosen, counts_for_board(), t.answer.c.ruled_out_by != "", t.answer.c.overrule != "")
    )
    return (
        _told(connection, statuses),
        [] if checklist.judgement_scale is None else _told(connection, judgements),
        _told(connection, overruled),
    )


def _grouped(*of: ColumnElement[str]) -> Select[Any]:
    return select(*_PLACE, *of, func.count().label("n")).group_by(*_PLACE, *of)


def _told(connection: Connection, query: Select[Any]) -> list[Number]:
    return [Number(Place(*row[:3]), tuple(row[3:-1]), row[-1]) for row in connection.execute(query)]


# ---- What is kept --------------------------------------------------------------------------------------


def is_kept(connection: Connection, round_id: str) -> bool:
    """True if counts of the round are kept: else they are counted from its case audits."""
    return WHOLE in kept(connection, round_id, [WHOLE])


def kept(
    connection: Connection, round_id: str, places: Iterable[Place] | None = None
) -> dict[Place, Row]:
    """Return the rows of these places of a round, or all of them; a place in which nothing is has none."""
    query = select(_kept.agency, _kept.team, _kept.age_band, _kept.counts).where(
        _kept.round_id == round_id
    )
    if places is not None:
        query = query.where(
            tuple_(_kept.agency, _kept.team, _kept.age_band).in_([tuple(each) for each in places])
        )
    return {Place(*row[:3]): row[3] for row in connection.execute(query)}


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
    at: dict[str, ColumnElement[str]] = {name: bindparam(f"at_{name}") for name in Place._fields}
    here = and_(_kept.round_id == round_id, *(_kept[name] == each for name, each in at.items()))
    changed = [
        {**_at(place), "counts": list(rows[place])} for place in rows if place in full & there
    ]
    if made:
        connection.execute(t.board_count.insert(), made)
    if changed:
        connection.execute(update(t.board_count).where(here), changed)
    gone = [_at(place) for place in rows if place in there - full]
    if gone:
        connection.execute(delete(t.board_count).where(here), gone)


def _at(place: Place) -> dict[str, Any]:
    return {f"at_{name}": value for name, value in place._asdict().items()}


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
