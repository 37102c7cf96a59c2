"""Scrutiny of a round: a scrutineer comments, and the QA lead answers."""

from sqlalchemy import Connection, RowMapping, update

from audit.commands.written import say_looked
from audit.model.language import _
from audit.model.person import Person
from audit.rules import permission
from audit.rules import scrutiny as rules
from audit.rules.retention import gone
from audit.store import identifiers, rounds, scrutiny
from audit.store import tables as t
from audit.store.database import Database
from audit.store.trail import fingerprint


def comment(
    db: Database,
    by: Person,
    round_id: str,
    words: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Comment on a round, wherever it stands, and return the comment's id: the QA lead must answer it."""
    permission.require(by, "scrutiny.comment")
    with db.acting(by, "scrutiny.commented", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        where = _kept(now.connection, round_id)["title"]
        watched = identifiers.words(now.connection)
        words = rules.checked(where, words, watched, looked=looked)
        say_looked(now, words, watched, looked=looked)
        number = scrutiny.counts(now.connection, round_id)[0] + 1
        row = {"id": now.new_id(), "round_id": round_id, "number": number}
        row |= {"text": words, "at": now.at, "by": by.id}
        now.connection.execute(t.scrutiny.insert().values(row))
        now.did(result=str(row["id"]), number=number, text=fingerprint(words))
        return str(row["id"])


def answer(
    db: Database,
    by: Person,
    comment_id: str,
    words: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> None:
    """Answer a comment, once."""
    permission.require(by, "scrutiny.answer")
    with db.acting(by, "scrutiny.answered", key=key) as now:
        if now.earlier is not None:
            return
        found = scrutiny.find(now.connection, comment_id)
        where = _("{title}, comment {number}").format(
            title=_kept(now.connection, found.round_id)["title"], number=found.number
        )
        rules.check_open(where, found)
        watched = identifiers.words(now.connection)
        words = rules.checked(where, words, watched, looked=looked)
        say_looked(now, words, watched, looked=looked)
        given = {"answer": words, "answered_at": now.at, "answered_by": by.id}
        now.connection.execute(
            update(t.scrutiny).where(t.scrutiny.c.id == comment_id).values(given)
        )
        now.about = f"round:{found.round_id}"
        now.did(result=comment_id, number=found.number, text=fingerprint(words))


def _kept(connection: Connection, round_id: str) -> RowMapping:
    """The round, whose texts are not erased: nothing new is written about what is gone."""
    row = rounds.find(connection, round_id)
    if row["disposed_at"] is not None:
        raise gone(row["title"], row["disposed_at"])
    return row
