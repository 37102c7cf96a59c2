"""Rows of a panel as nouns: the panel, who was present, notes, judgements and the chronology."""

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, select

from audit.model.case_audit import Judgement
from audit.model.moderation import FileReadings
from audit.model.panel import Attendance, Happening, Note, Panel
from audit.model.refusal import NotFound, complaint
from audit.model.round import RoundStatus
from audit.store import moderations
from audit.store import tables as t


class FileOfCase(NamedTuple):
    """One agency's file on the case, its readings, and whether it was drawn for moderation."""

    agency: str
    team_id: str | None
    readings: FileReadings
    drawn: bool


def panels() -> "Select[tuple[object, ...]]":
    """The query that `panel_of` makes a panel of, a row each."""
    return (
        select(
            *(t.panel.c[name] for name in _PLAIN),
            t.round_.c.title.label("round_title"),
            t.round_.c.status.label("round_status"),
            t.round_.c.checklist_id,
            t.round_.c.disposed_at,
            t.case.c.reference,
            t.person.c.name.label("signed_off_name"),
        )
        .select_from(t.panel)
        .join(t.round_, t.round_.c.id == t.panel.c.round_id)
        .join(t.case, t.case.c.id == t.panel.c.case_id)
        .outerjoin(t.person, t.person.c.id == t.panel.c.signed_off_by)
    )


_PLAIN = (
    *("id", "round_id", "case_id", "began_at", "began_because", "held_on", "signed_off_at"),
    *("reopened_because", "voided_at", "summary", "summary_at", "version"),
)


def found(
    connection: Connection, wanted: ColumnElement[bool], *, limit: int | None = None
) -> tuple[Panel, ...]:
    """Return the panels that are wanted, at most so many: those not signed off first, then the newest round's."""
    rows = connection.execute(
        panels()
        .where(wanted)
        .order_by(
            t.panel.c.signed_off_at.is_not(None), t.round_.c.opened_at.desc(), t.case.c.reference
        )
        .limit(limit)
    ).mappings()
    beside = ("round_title", "checklist_id", "disposed_at", "reference")
    return tuple(
        Panel(
            **{name: row[name] for name in (*_PLAIN, *beside)},
            round_status=RoundStatus(row["round_status"]),
            signed_off_by=row["signed_off_name"] or "",
        )
        for row in rows
    )


def find(connection: Connection, panel_id: str) -> Panel:
    """Return the panel of that id; NotFound if there is none."""
    there = found(connection, t.panel.c.id == panel_id)
    if not there:
        raise NotFound(complaint("panel.not-found"))
    return there[0]


def files(connection: Connection, round_id: str, case_id: str) -> tuple[FileOfCase, ...]:
    """Return the files of a case that are in the round, by agency; none if the round has none of it."""
    readings = moderations.of_case(connection, round_id, case_id)
    ids = [each.id for file in readings for each in file.readings]
    rows = connection.execute(
        select(t.case_audit.c.id, t.case_file.c.agency, t.case_file.c.team_id)
        .join(t.case_file)
        .where(t.case_audit.c.id.in_(ids))
    ).all()
    of = {row.id: row for row in rows}
    drawn = t.moderation_drawn.c.case_audit_id
    sampled = set(connection.execute(select(drawn).where(drawn.in_(ids))).scalars())
    made = [
        FileOfCase(
            agency=of[file.readings[0].id].agency,
            team_id=of[file.readings[0].id].team_id,
            readings=file,
            drawn=any(each.id in sampled for each in file.readings),
        )
        for file in readings
    ]
    return tuple(sorted(made, key=lambda each: each.agency))


def present(connection: Connection, panel_id: str) -> tuple[Attendance, ...]:
    """Return who was present, in the order of entry."""
    of = t.panel_attendance.c
    rows = connection.execute(
        select(of.number, of.role, of.agency)
        .where(of.panel_id == panel_id, of.removed_at.is_(None))
        .order_by(of.number)
    ).mappings()
    return tuple(Attendance(**row) for row in rows)


def notes(connection: Connection, panel_id: str) -> dict[str, Note]:
    """Return the notes on gaps by their criterion."""
    rows = _of(connection, panel_id, t.panel_note.c, Note.model_fields)
    return {row["criterion"]: Note(**row) for row in rows}


def judgements(connection: Connection, panel_id: str) -> dict[str, Judgement]:
    """Return the judgements by their standard; the whole case's under the empty key."""
    parts = ("standard", "value", "rationale", "version", "kept_at")
    rows = _of(connection, panel_id, t.panel_judgement.c, parts)
    return {row["standard"]: Judgement(**row) for row in rows}


def chronology(connection: Connection, panel_id: str) -> tuple[Happening, ...]:
    """Return the lines that stand, the earliest first: a year before its months, a month before its days."""
    of = t.panel_happening.c
    rows = connection.execute(
        select(*(of[name] for name in Happening.model_fields))
        .where(of.panel_id == panel_id, of.removed_at.is_(None))
        .order_by(of.day, of.number)
    ).mappings()
    return tuple(Happening(**{**row, "agencies": tuple(row["agencies"])}) for row in rows)


def _of(connection: Connection, panel_id: str, columns: object, names: Iterable[str]) -> list[dict]:  # type: ignore[type-arg]
    of = columns
    rows = connection.execute(
        select(*(of[name] for name in names)).where(of["panel_id"] == panel_id)  # type: ignore[index]
    ).mappings()
    return [dict(row) for row in rows]
