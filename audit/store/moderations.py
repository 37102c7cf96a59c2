"""Rows of a moderation as nouns, and the files whose readings are looked at together."""

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    RowMapping,
    and_,
    bindparam,
    exists,
    func,
    select,
)

from audit.model.case_audit import CaseAuditStatus, Reading
from audit.model.moderation import (
    Choice,
    Decision,
    Draw,
    FileReadings,
    Given,
    Kind,
    ReadingState,
    Response,
)
from audit.store import case_audits, quotes
from audit.store import tables as t
from audit.store.dialect import as_bytes
from audit.store.trail import fingerprint

_STATE = (
    t.case_audit.c.id,
    t.case_audit.c.round_id,
    t.case_file.c.case_id,
    t.case_audit.c.case_file_id,
    t.case_audit.c.reading,
    t.case_audit.c.auditor_id,
    t.case_audit.c.status,
)
_mine = t.case_audit.alias("mine")
_other = t.case_audit.alias("other")
# Each picture asks these for who looks at it: made once.
_SHARED = (
    select(*_STATE)
    .distinct()
    .select_from(
        _mine.join(
            t.case_audit,
            and_(
                t.case_audit.c.round_id == _mine.c.round_id,
                t.case_audit.c.case_file_id == _mine.c.case_file_id,
            ),
        ).join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
    )
    .where(
        _mine.c.auditor_id == bindparam("person"),
        _mine.c.reading != Reading.MODERATED,
        exists().where(
            _other.c.round_id == _mine.c.round_id,
            _other.c.case_file_id == _mine.c.case_file_id,
            _other.c.id != _mine.c.id,
        ),
    )
)
_SHARED_IN_ROUND = _SHARED.where(_mine.c.round_id == bindparam("of_round"))


def file_of(connection: Connection, round_id: str, case_file_id: str) -> FileReadings:
    """Return every reading of one file in one round."""
    (found,) = _files(
        connection,
        and_(t.case_audit.c.round_id == round_id, t.case_audit.c.case_file_id == case_file_id),
    )
    return found


def of_case(connection: Connection, round_id: str, case_id: str) -> tuple[FileReadings, ...]:
    """Return every file of one case in one round with its readings."""
    return _files(
        connection,
        and_(t.case_audit.c.round_id == round_id, t.case_file.c.case_id == case_id),
    )


def shared_by(
    connection: Connection, person_id: str, round_id: str | None = None
) -> tuple[FileReadings, ...]:
    """Return the files that this person reads and that have another reading beside theirs."""
    given = {"person": person_id}
    if round_id is None:
        return _grouped(connection.execute(_SHARED, given))
    return _grouped(connection.execute(_SHARED_IN_ROUND, given | {"of_round": round_id}))


def _files(connection: Connection, wanted: ColumnElement[bool]) -> tuple[FileReadings, ...]:
    query = select(*_STATE).select_from(t.case_audit).join(t.case_file).where(wanted)
    return _grouped(connection.execute(query))


def _grouped(rows_of_readings: Iterable[Any]) -> tuple[FileReadings, ...]:
    found: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows_of_readings:
        found[row.round_id, row.case_file_id].append(row)
    return tuple(
        FileReadings(
            round_id=rows[0].round_id,
            case_id=rows[0].case_id,
            readings=tuple(
                ReadingState(
                    id=row.id,
                    reading=Reading(row.reading),
                    auditor_id=row.auditor_id,
                    status=CaseAuditStatus(row.status),
                )
                for row in rows
            ),
        )
        for rows in found.values()
    )


def given(connection: Connection, case_audit_id: str) -> Given:
    """Return all that a reader gave."""
    facts = case_audits.facts(connection, case_audit_id)
    return Given(
        facts={key: each.value for key, each in facts.items() if each.value},
        answers=case_audits.answers(connection, case_audit_id),
        judgements=case_audits.judgements(connection, case_audit_id),
        quotes=quotes.quotes(connection, case_audit_id),
    )


def decisions(connection: Connection, case_audit_id: str) -> tuple[Decision, ...]:
    """Return every decision of a moderation, earlier ones too, in the order in which they were made."""
    item = t.moderation_item.c
    rows = connection.execute(
        select(t.moderation_item, t.person.c.name)
        .join(t.person, t.person.c.id == item.decided_by)
        .where(item.case_audit_id == case_audit_id)
        .order_by(item.decided_at, item.kind, item.key, item.number)
    ).mappings()
    return tuple(_decision(row) for row in rows)


def _decision(row: RowMapping) -> Decision:
    plain = ("key", "number", "value", "reason", "evidence", "first", "second")
    return Decision(
        **{name: row[name] for name in plain},
        kind=Kind(row["kind"]),
        choice=Choice(row["choice"]),
        at=row["decided_at"],
        by=row["name"],
    )


def responses(connection: Connection, case_audit_id: str) -> tuple[Response, ...]:
    """Return what the readers answered, in its order."""
    row = t.moderation_response.c
    found = connection.execute(
        select(row.reading, row.text, row.at)
        .where(row.case_audit_id == case_audit_id)
        .order_by(row.number)
    )
    return tuple(
        Response(reader=Reading(each.reading), text=each.text, at=each.at) for each in found
    )


def is_worked_out(connection: Connection, case_audit_id: str) -> bool:
    """True if this reading follows from others by a moderation."""
    of = t.moderation.c.case_audit_id
    return connection.execute(select(of).where(of == case_audit_id)).first() is not None


def is_drawn(connection: Connection, case_audit_id: str) -> bool:
    """True if the first reading is in its round's moderation sample."""
    drawn = t.moderation_drawn.c.case_audit_id
    return connection.execute(select(drawn).where(drawn == case_audit_id)).first() is not None


def draws(connection: Connection, round_id: str) -> tuple[Draw, ...]:
    """Return the moderation samples that were drawn in a round, the first one first."""
    draw, drawn = t.moderation_draw, t.moderation_drawn
    same = and_(
        drawn.c.number == draw.c.number,
        drawn.c.case_audit_id.in_(
            select(t.case_audit.c.id).where(t.case_audit.c.round_id == round_id)
        ),
    )
    rows = connection.execute(
        select(draw, t.person.c.name, func.count(drawn.c.case_audit_id).label("n"))
        .join(t.person, t.person.c.id == draw.c.drawn_by)
        .outerjoin(drawn, same)
        .where(draw.c.round_id == round_id)
        .group_by(draw.c.round_id, draw.c.number, t.person.c.name)
        .order_by(draw.c.number)
    )
    return tuple(
        Draw(
            number=row.number,
            seed=row.seed,
            share=row.share,
            files=row.files,
            drawn=row.n,
            at=row.drawn_at,
            by=row.name,
        )
        for row in rows
    )


_VALUES = (
    (t.fact_answer, ("fact", "value")),
    (t.answer, ("criterion", "rating", "starred", "ruled_out_by", "counts")),
    (t.judgement, ("standard", "value")),
    (t.moderation_item, ("kind", "key", "number", "choice", "value", "first", "second")),
)
_TEXTS = (
    (t.answer, ("criterion", "evidence", "reason", "overrule")),
    (t.judgement, ("standard", "rationale")),
    (t.moderation_item, ("kind", "key", "number", "reason", "evidence")),
)


def marks(connection: Connection, case_audit_id: str) -> tuple[str, str]:
    """Return what stands in the trail for a moderated reading: for its values, and for its texts.

    Columns are read as bytes: one that the disk spoilt gives another mark, and no fault.
    """
    found = []
    for tables in (_VALUES, _TEXTS):
        rows = [
            [(value or b"").decode("utf-8", "replace") for value in row]
            for table, names in tables
            for row in connection.execute(
                select(*(as_bytes(table.c[name]) for name in names))
                .where(table.c.case_audit_id == case_audit_id)
                .order_by(*(table.c[name] for name in names))
            )
        ]
        found.append(fingerprint(json.dumps(rows)))
    # What people wrote is erased one day, and is known by its mark's form; values stand for ever.
    return found[0].removeprefix(fingerprint("")[:7]), found[1]
