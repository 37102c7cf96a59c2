"""What people wrote in case audits, place by place; a partnership's own words; and what was cleared."""

import json
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, literal, select

from audit.model.conversation import CARD
from audit.model.identifier import PARTS, QUOTE_PARTS, Place, Suspect
from audit.model.moderation import Kind
from audit.store import tables as t
from audit.store.trail import fingerprint

_ASKED_AT_ONCE = 500
"""Fingerprints in one query; SQLite takes no more than some thousands of parameters."""


class Written(NamedTuple):
    """One text that a person wrote, and whose file it is about."""

    place: Place
    text: str
    reference: str
    agency: str


_FILE = (t.case_audit.c.id, t.case.c.reference, t.case_file.c.agency)
_ANSWERS = (
    select(
        *_FILE,
        t.answer.c.criterion.label("card"),
        t.answer.c.evidence,
        t.answer.c.reason,
        t.answer.c.overrule,
    )
    .select_from(t.answer)
    .join(t.case_audit)
    .join(t.case_file)
    .join(t.case)
)
_RATIONALES = (
    select(*_FILE, t.judgement.c.standard.label("card"), t.judgement.c.rationale)
    .select_from(t.judgement)
    .join(t.case_audit)
    .join(t.case_file)
    .join(t.case)
    .where(t.judgement.c.rationale != "")
)
_QUOTES = (
    select(*_FILE, t.quote.c.id.label("card"), t.quote.c.quote, t.quote.c.place)
    .select_from(t.quote)
    .join(t.case_audit)
    .join(t.case_file)
    .join(t.case)
)
_WORDS = select(t.watched_word.c.word).order_by(t.watched_word.c.word)


def _conversations(table: Table, card: ColumnElement[str], **parts: str) -> Select[Any]:
    """Texts of a conversation: each part of a place by the column that holds it."""
    columns = [table.c[column].label(part) for part, column in parts.items()]
    return (
        select(*_FILE, card.label("card"), *columns)
        .select_from(table)
        .join(t.case_audit, t.case_audit.c.id == table.c.case_audit_id)
        .join(t.case_file)
        .join(t.case)
    )


_CHANGED = t.file_only.c.kind == Kind.RATING
_TALK: tuple[tuple[Select[Any], ColumnElement[str], tuple[str, ...]], ...] = (
    (
        _conversations(
            t.conversation,
            literal(CARD),
            comment="comment",
            without="without",
            held_with="held_with",
        ),
        literal(CARD),
        ("comment", "without", "held_with"),
    ),
    (
        _conversations(
            t.file_only,
            t.file_only.c.key,
            changed="why",
            stood_evidence="evidence",
            stood_reason="reason",
        ).where(_CHANGED),
        t.file_only.c.key,
        ("changed", "stood_evidence", "stood_reason"),
    ),
    (
        _conversations(
            t.file_only, t.file_only.c.key, changed_judgement="why", stood_rationale="reason"
        ).where(~_CHANGED),
        t.file_only.c.key,
        ("changed_judgement", "stood_rationale"),
    ),
    (
        _conversations(t.family_view, t.family_view.c.voice, not_asked="reason", said="said"),
        t.family_view.c.voice,
        ("not_asked", "said"),
    ),
)
"""What people wrote about a conversation: the rows, what tells their cards apart, and their parts."""


def written(connection: Connection, wanted: ColumnElement[bool]) -> Iterator[Written]:
    """Yield every text in the case audits that are wanted, file by file; empty ones are passed over."""
    order = (t.case.c.reference, t.case_file.c.agency, t.case_audit.c.id)
    answers = _ANSWERS.where(
        wanted,
        (t.answer.c.evidence != "") | (t.answer.c.reason != "") | (t.answer.c.overrule != ""),
    ).order_by(*order, t.answer.c.criterion)
    quotes = _QUOTES.where(wanted).order_by(*order, t.quote.c.number)
    rationales = _RATIONALES.where(wanted).order_by(*order, t.judgement.c.standard)
    for rows, parts in (
        (answers, ("evidence", "reason", "overrule")),
        (rationales, ("rationale",)),
        *((query.where(wanted).order_by(*order, card), parts) for query, card, parts in _TALK),
        (quotes, QUOTE_PARTS),
    ):
        for row in connection.execute(rows).mappings():
            for part in parts:
                if row[part]:
                    place = Place(case_audit_id=row["id"], card=row["card"], part=part)
                    yield Written(place, row[part], row["reference"], row["agency"])


def text_at(connection: Connection, place: Place) -> Written | None:
    """Return what stands at a place now; None where nothing does."""
    wanted: ColumnElement[bool] = t.case_audit.c.id == place.case_audit_id
    card: ColumnElement[str] = (
        t.judgement.c.standard if place.part == "rationale" else t.answer.c.criterion
    )
    query = _RATIONALES if place.part == "rationale" else _ANSWERS
    if place.part in QUOTE_PARTS:
        query, card = _QUOTES, t.quote.c.id
    for of_talk, its_card, parts in _TALK:
        if place.part in parts:
            query, card = of_talk, its_card
    rows = query.where(and_(wanted, card == place.card))
    row = connection.execute(rows).mappings().first()
    if row is None or place.part not in PARTS or not row[place.part]:
        return None
    return Written(place, row[place.part], row["reference"], row["agency"])


def waiting(
    connection: Connection,
    wanted: ColumnElement[bool],
    look: Callable[[str, tuple[str, ...]], Iterable[Suspect]],
) -> dict[str, tuple[Written, Suspect]]:
    """Return each suspect by its mark that `look` finds in these case audits, and that nobody has cleared."""
    watched = words(connection)
    found = {
        mark(each.place, each.text, suspect): (each, suspect)
        for each in written(connection, wanted)
        for suspect in look(each.text, watched)
    }
    known = cleared(connection, found)
    return {each: told for each, told in found.items() if each not in known}


def words(connection: Connection) -> tuple[str, ...]:
    """Return the partnership's own words, in their order."""
    return tuple(connection.execute(_WORDS).scalars())


def mark(place: Place, text: str, suspect: Suspect) -> str:
    """Return what stands for a suspect in this text at this place: any change of the text makes it another.

    It is a hash: what was cleared can be erased, and the clearing tells nobody what it was.
    """
    parts = [place.case_audit_id, place.card, place.part, text]
    return fingerprint(json.dumps([*parts, suspect.kind.name, suspect.start, suspect.end]))


def cleared(connection: Connection, marks: Collection[str]) -> frozenset[str]:
    """Return those of the marks that a QA lead has cleared."""
    asked = sorted(marks)
    found: set[str] = set()
    for start in range(0, len(asked), _ASKED_AT_ONCE):
        some = asked[start : start + _ASKED_AT_ONCE]
        column = t.identifier_cleared.c.fingerprint
        found.update(connection.execute(select(column).where(column.in_(some))).scalars())
    return frozenset(found)
