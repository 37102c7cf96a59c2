"""Note a quote with a vague word, say what became of the word, and take the quote away again."""

from sqlalchemy import delete, func, select, update

from audit.commands.case_audit import changed, to_change, where_of
from audit.model.language import _
from audit.model.person import Person
from audit.model.quote import Quote
from audit.model.refusal import Conflict, complaint, refuse
from audit.rules.quote import check_tag, check_word, check_words, vague_words_of
from audit.store import quotes
from audit.store import tables as t
from audit.store.database import Act, Database

MOST_QUOTES = 100
"""Quotes of one case audit at most."""


def add(
    db: Database,
    by: Person,
    case_audit_id: str,
    word: str,
    quote: str,
    place: str,
    tag: str,
    *,
    visit: str,
    key: str | None = None,
) -> None:
    """Note a quote: the vague word, the few words around it, where they stand, and what became of it."""
    with db.acting(by, "quote.added", f"quote:{case_audit_id}", key=key, within_round=True) as now:
        if now.earlier is not None:
            return
        audit, checklist = to_change(now, by, case_audit_id)
        where = _("{file}, quotes").format(file=where_of(audit))
        vague = vague_words_of(checklist, where)
        quote, place = (" ".join(each.split()) for each in (quote, place))
        check_word(vague, where, word)
        check_words(where, quote, place)
        check_tag(vague, where, tag)
        held = quotes.quotes(now.connection, audit.id)
        if len(held) >= MOST_QUOTES:
            raise refuse("quote.full", where=where, limit=MOST_QUOTES)
        changed(now, audit)
        made = Quote(id=now.new_id(), word=word, quote=quote, place=place, tag=tag, visit=visit)
        put(now, audit.id, made)
        marks = {"quote": db.mark_of([quote]), "place": db.mark_of([place])}
        now.did(made.id, word=word, tag=tag, **marks)


def put(now: Act, case_audit_id: str, made: Quote) -> None:
    """Within an act: add a quote after those that are there."""
    last = select(func.max(t.quote.c.number)).where(t.quote.c.case_audit_id == case_audit_id)
    number = now.connection.execute(last).scalar_one() or 0
    row = made.model_dump() | {"case_audit_id": case_audit_id, "number": number + 1}
    now.connection.execute(t.quote.insert().values(row | {"kept_at": now.at, "kept_by": now.by.id}))


def tag(
    db: Database,
    by: Person,
    case_audit_id: str,
    quote_id: str,
    value: str | None,
    *,
    was: str | None,
    visit: str,
) -> None:
    """Say anew what became of the word; see `rating.rate` for `was` and `visit`."""
    with db.acting(
        by, "quote.tagged", f"quote:{case_audit_id}/{quote_id}", within_round=True
    ) as now:
        audit, checklist = to_change(now, by, case_audit_id)
        where = _("{file}, quotes").format(file=where_of(audit))
        vague = vague_words_of(checklist, where)
        stands = _held(now, audit.id, quote_id)
        if stands is None:
            raise refuse("quote.gone", where=where)
        # A tag clicked a second time comes as None; a quote always says what became of its word.
        value = stands.tag if value is None else value
        check_tag(vague, where, value)
        if value == stands.tag:
            now.nothing()
            return
        if stands.tag != was and stands.visit != visit:
            label = vague.tag
            raise Conflict(
                complaint("answer.conflict", where=where),
                theirs=label(stands.tag).label,
                mine=label(value).label,
            )
        changed(now, audit)
        now.connection.execute(
            update(t.quote)
            .where(t.quote.c.id == quote_id)
            .values(tag=value, visit=visit, kept_at=now.at, kept_by=by.id)
        )
        now.did(old=stands.tag, new=value, word=stands.word)


def take_away(db: Database, by: Person, case_audit_id: str, quote_id: str) -> None:
    """Take a quote away; one that is gone already is no change."""
    with db.acting(
        by, "quote.taken_away", f"quote:{case_audit_id}/{quote_id}", within_round=True
    ) as now:
        audit, _ = to_change(now, by, case_audit_id)
        stands = _held(now, audit.id, quote_id)
        if stands is None:
            now.nothing()
            return
        changed(now, audit)
        now.connection.execute(delete(t.quote).where(t.quote.c.id == quote_id))
        now.did(word=stands.word, tag=stands.tag, quote=db.mark_of([stands.quote]))


def _held(now: Act, case_audit_id: str, quote_id: str) -> Quote | None:
    held = quotes.quotes(now.connection, case_audit_id)
    return next((each for each in held if each.id == quote_id), None)
