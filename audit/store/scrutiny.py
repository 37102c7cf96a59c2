"""Rows of scrutiny as nouns: the comments on a round, and how many of them wait for an answer."""

from sqlalchemy import ColumnElement, Connection, func, select, update

from audit.model.refusal import NotFound, complaint
from audit.model.scrutiny import Comment
from audit.store import tables as t

_of = t.scrutiny.c
_by, _answered_by = t.person.alias(), t.person.alias()
_COMMENTS = (
    select(
        *(_of[each] for each in ("id", "round_id", "number", "text", "at", "answer")),
        _of.answered_at,
        _by.c.name.label("by"),
        _answered_by.c.name.label("answered_by"),
    )
    .join(_by, _by.c.id == _of.by)
    .outerjoin(_answered_by, _answered_by.c.id == _of.answered_by)
    .order_by(_of.number)
)


def of_round(connection: Connection, round_id: str) -> tuple[Comment, ...]:
    """Return the comments on a round, the first one first."""
    return _found(connection, _of.round_id == round_id)


def find(connection: Connection, comment_id: str) -> Comment:
    """Return the comment of that id; NotFound if there is none."""
    there = _found(connection, _of.id == comment_id)
    if not there:
        raise NotFound(complaint("scrutiny.not-found"))
    return there[0]


def counts(connection: Connection, round_id: str) -> tuple[int, int]:
    """Return how many comments there are on a round, and how many of them are answered."""
    row = connection.execute(
        select(func.count(), func.count(_of.answered_at)).where(_of.round_id == round_id)
    ).one()
    return row[0], row[1]


def erase(connection: Connection, round_id: str) -> int:
    """Take the texts of comments and answers out; return how many there were. That they were made stands."""
    texts = 0
    for column in (_of.text, _of.answer):
        written = update(t.scrutiny).where(_of.round_id == round_id, column != "")
        texts += connection.execute(written.values({column: ""})).rowcount
    return texts


def _found(connection: Connection, wanted: ColumnElement[bool]) -> tuple[Comment, ...]:
    rows = connection.execute(_COMMENTS.where(wanted)).mappings()
    return tuple(Comment.model_validate(dict(row)) for row in rows)
