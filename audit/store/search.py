"""Finding things by how they begin: references of cases, words of findings and actions. No table is read through."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Select,
    and_,
    delete,
    exists,
    or_,
    select,
)
from sqlalchemy.sql.base import ReadOnlyColumnCollection

from audit.store import tables as t
from audit.store.cases import SMALL
from audit.store.dialect import beyond_ascii

Columns = ReadOnlyColumnCollection[str, Any]
FINDING, ACTION = "finding", "action"
END = "\U0010ffff"
"""Stands after every letter: what begins with "ab" lies between "ab" and "ab" with this behind it."""
MOST_BEYOND = 500
"""Cases with letters of other alphabets that are looked through, at most."""


def put(connection: Connection, kind: str, thing_id: str, words: Iterable[str]) -> None:
    """Keep the words by which a thing is found, in place of those from before."""
    of = t.search_word.c
    connection.execute(delete(t.search_word).where(of.kind == kind, of.thing_id == thing_id))
    rows = [{"word": word, "kind": kind, "thing_id": thing_id} for word in sorted(words)]
    if rows:
        connection.execute(t.search_word.insert(), rows)


def things(kind: str, words: Iterable[str]) -> Select[tuple[str]]:
    """Return the query of the ids of things that have, for each word, one that begins so."""
    first, *more = words
    query = select(t.search_word.c.thing_id).where(_begins(t.search_word.c, kind, first)).distinct()
    for word in more:
        of = t.search_word.alias().c
        same = of.thing_id == t.search_word.c.thing_id
        query = query.where(exists().where(same, _begins(of, kind, word)))
    return query


def _begins(of: Columns, kind: str, word: str) -> ColumnElement[bool]:
    return and_(of.kind == kind, of.word >= word, of.word < word + END)


def referenced(connection: Connection, begins: str) -> ColumnElement[bool]:
    """Return the cases whose reference begins so, in small letters, for a query over case."""
    within = and_(begins <= SMALL, begins + END > SMALL)
    beyond = [each for each in begins if not each.isascii() and each.isalpha()]
    if not beyond:
        return within
    pattern = "".join(each if each.isascii() and each not in "%_" else "_" for each in begins)
    rows = connection.execute(
        select(t.case.c.id, t.case.c.reference)
        .where(beyond_ascii(t.case.c.reference), t.case.c.reference.ilike(f"{pattern}%"))
        .order_by(t.case.c.reference)
    )
    alike = [row.id for row in rows if row.reference.casefold().startswith(begins)]
    return t.case.c.id.in_(alike[:MOST_BEYOND])


def after(reference: str, case_audit_id: str) -> ColumnElement[bool]:
    """Return what stands behind that one in the order of references, in small letters as the database has them."""
    small = "".join(each.lower() if each.isascii() else each for each in reference)
    column = SMALL
    later = and_(column == small, t.case_audit.c.id > case_audit_id)
    return and_(column >= small, or_(column > small, later))
