"""Whether what is kept is still what the trail says was kept: a value changed past the commands is found here."""

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, func, select

from audit.model.checklist import NOT_ASKED, Counts
from audit.store import moderations
from audit.store import tables as t
from audit.store.dialect import as_bytes
from audit.store.trail import fingerprint

_ANSWER = ("rating", "starred", "evidence", "reason", "overrule")
_JUDGEMENT = ("value", "rationale")
_CHOSEN = ("rating", "starred", "value")
"""What stands in the trail as it is; all else is text, and stands there by its fingerprint."""
_STATED = "case_fact.stated"
_SUBMITTED = "case_audit.submitted"
_RETURNED = "case_audit.returned"
_DISPOSED = "round.disposed"
_BEGUN, _SETTLED, _AGREED = "moderation.begun", "moderation.settled", "moderation.agreed"
_ACTS = (
    *(f"{part}.given" for part in _ANSWER),
    *(f"judgement.{part}.given" for part in _JUDGEMENT),
    *(_STATED, _SUBMITTED, _RETURNED, _DISPOSED, _BEGUN, _SETTLED, _AGREED),
)
_LETTERS = {each.letter: each.value for each in Counts}


@dataclass(frozen=True)
class Altered:
    """A value that is not the one the trail tells of."""

    reference: str
    """The case file that it belongs to."""
    place: str
    """What of it, for instance "criterion C1, evidence"."""
    at: datetime | None
    """When the trail last tells of it; None if it never does."""


@dataclass(frozen=True)
class _Told:
    """What the trail last says under one act of one thing."""

    seq: int = 0
    at: datetime | None = None
    detail: Mapping[str, Any] | None = None

    def said(self, name: str) -> object:
        return (self.detail or {}).get(name) or None


_Trail = Mapping[tuple[str, str], _Told]
"""By act and by what it was about."""
_Pairs = Iterator[tuple[str, str, object, object, _Told]]
"""Case audit, place, what is kept, what the trail says, and where it says so."""
_NEVER = _Told()


def first_altered(connection: Connection) -> Altered | None:
    """Return the first value of a case audit that differs from the last event about it, or None.

    Ratings, stars, judgements and facts are compared as they are, texts by their fingerprint, and
    what a submitted case audit is counted by with the totals that it was submitted with. The texts of
    a disposed round were erased and are left out.
    """
    told = _told(connection)
    files, erased = _files(connection, told)
    pairs = chain(
        _parts(connection, told, t.answer, "answer", "criterion"),
        _parts(connection, told, t.judgement, "judgement", "standard"),
        _facts(connection, told),
        _closed(connection, told),
        _worked_out(connection, told),
    )
    for audit, place, kept, said, last in pairs:
        if audit not in files:
            return Altered(f"id {audit}", "the case audit itself", last.at)
        if kept != said and not (audit in erased and _is_text(said)):
            return Altered(files[audit], place, last.at)
    return None


def _is_text(said: object) -> bool:
    return isinstance(said, str) and said.startswith(fingerprint("")[:7])


def _told(connection: Connection) -> _Trail:
    event = t.event.c
    last = select(func.max(event.seq)).where(event.act.in_(_ACTS)).group_by(event.about, event.act)
    rows = connection.execute(
        select(event.seq, event.at, event.act, event.about, event.detail).where(event.seq.in_(last))
    )
    return {
        (row.act, row.about): _Told(row.seq, row.at, json.loads(row.detail or "{}")) for row in rows
    }


def _files(connection: Connection, told: _Trail) -> tuple[dict[str, str], set[str]]:
    """The case reference of each case audit, and those of them whose round was disposed of."""
    rows = _as_text(
        connection,
        _plain(t.case_audit, "id", "round_id")
        .add_columns(as_bytes(t.case.c.reference).label("reference"))
        .join(t.case_file, t.case_file.c.id == t.case_audit.c.case_file_id)
        .join(t.case),
    )
    found = {row["id"]: row["reference"] for row in rows}
    erased = {row["id"] for row in rows if (_DISPOSED, f"round:{row['round_id']}") in told}
    return found, erased


def _plain(table: Table, *names: str) -> Select[Any]:
    """Ask for columns as bytes: one that the disk spoilt must not keep the rest from being looked at."""
    columns: list[ColumnElement[Any]] = [as_bytes(table.c[name]).label(name) for name in names]
    return select(*columns)


def _as_text(connection: Connection, query: Select[Any]) -> list[dict[str, str]]:
    return [
        {name: (value or b"").decode("utf-8", "replace") for name, value in row.items()}
        for row in connection.execute(query).mappings()
    ]


def _parts(connection: Connection, told: _Trail, table: Table, noun: str, key: str) -> _Pairs:
    before, parts = ("", _ANSWER) if noun == "answer" else ("judgement.", _JUDGEMENT)
    for audit, name, row in _things(connection, told, table, noun, key, *parts):
        place = f"{key} {name}" if noun == "answer" else f"judgement on {name or 'the whole file'}"
        for part in parts:
            last = told.get((f"{before}{part}.given", f"{noun}:{audit}/{name}"), _NEVER)
            kept: object = row.get(part) or None
            said = last.said("new")
            if part not in _CHOSEN:
                kept = _mark(kept)
            elif part == "starred":
                kept, said = kept not in (None, "0"), said == "true"
            elif part == "rating" and isinstance(said, str):
                said = json.loads(said)
            yield audit, f"{place}, {part}", kept, said, last


def _facts(connection: Connection, told: _Trail) -> _Pairs:
    for audit, name, row in _things(connection, told, t.fact_answer, "fact", "fact", "value"):
        last = told.get((_STATED, f"fact:{audit}/{name}"), _NEVER)
        yield audit, f"case fact {name}", row.get("value") or None, last.said("new"), last


def _things(
    connection: Connection, told: _Trail, table: Table, noun: str, key: str, *parts: str
) -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Everything of that noun that is kept, or that the trail tells of: a row taken away is missed, too."""
    asked = _plain(table, "case_audit_id", key, *parts)
    rows = {(row["case_audit_id"], row[key]): row for row in _as_text(connection, asked)}
    abouts = {about for _, about in told if about.startswith(f"{noun}:")}
    named = {about.removeprefix(f"{noun}:").partition("/")[::2] for about in abouts}
    worked_out = {
        row["case_audit_id"] for row in _as_text(connection, _plain(t.moderation, "case_audit_id"))
    }
    for audit, name in sorted(rows.keys() | named):
        if audit in worked_out:
            continue
        yield audit, name, rows.get((audit, name), {})


def _closed(connection: Connection, told: _Trail) -> _Pairs:
    """What stands of a submission, or of the reason why it no longer does.

    A moderated reading stands from its sign-off until it, or a reading that it follows from, moves again.
    """
    asked = _plain(t.case_audit, "id", "round_id", "case_file_id", "tally", "returned_reason")
    rows = _as_text(connection, asked)
    beside: dict[tuple[str, str], list[str]] = {}
    for row in rows:
        beside.setdefault((row["round_id"], row["case_file_id"]), []).append(row["id"])
    for row in rows:
        audit = row["id"]
        submitted = _last(
            told, (_SUBMITTED, f"case_audit:{audit}"), (_AGREED, f"case_audit:{audit}")
        )
        returned = told.get((_RETURNED, f"case_audit:{audit}"), _NEVER)
        moved = returned.seq
        if (_AGREED, f"case_audit:{audit}") in told:
            others = [
                each for each in beside[row["round_id"], row["case_file_id"]] if each != audit
            ]
            acts = [
                (act, f"case_audit:{each}") for act in (_SUBMITTED, _RETURNED) for each in others
            ]
            moved = max(moved, *(told.get(each, _NEVER).seq for each in acts))
        is_in = submitted.seq > moved
        totals = {name: submitted.said(name) for name in _LETTERS.values()} if is_in else None
        yield audit, "what it counts as", _totals(row["tally"]), totals, submitted
        said = returned.said("reason") if returned.seq > submitted.seq else None
        yield audit, "the reason for its return", _mark(row["returned_reason"]), said, returned


def _worked_out(connection: Connection, told: _Trail) -> _Pairs:
    """A moderated reading is worked out from others: the trail has a mark of its values, and one of its texts."""
    for row in _as_text(connection, _plain(t.moderation, "case_audit_id")):
        audit = row["case_audit_id"]
        values, texts = moderations.marks(connection, audit)
        last = _last(told, (_BEGUN, f"moderation:{audit}"), (_SETTLED, f"moderation:{audit}"))
        signed = told.get((_AGREED, f"case_audit:{audit}"), _NEVER)
        last = signed if signed.seq > last.seq else last
        yield audit, "what was moderated", values, last.said("values"), last
        yield audit, "the reasons of its moderation", texts, last.said("texts"), last


def _last(told: _Trail, *of: tuple[str, str]) -> _Told:
    return max((told.get(each, _NEVER) for each in of), key=lambda each: each.seq)


def _mark(text: object) -> str | None:
    return fingerprint(str(text)) if text else None


def _totals(tally: str) -> dict[str, int | None] | None:
    if not tally:
        return None
    counted = Counter(_LETTERS.get(each.lower()) for each in tally if each != NOT_ASKED)
    return {name: counted[name] or None for name in _LETTERS.values()}
