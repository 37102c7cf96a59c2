"""Clear what only looked like an identifier, and keep a partnership's own list of words."""

from sqlalchemy import delete, select

from audit.commands.blind import seen
from audit.commands.case_audit import where_of
from audit.model.case_audit import CaseAuditStatus
from audit.model.identifier import Place
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.rules import permission
from audit.rules.identifier import check_watched, suspects, watched_key
from audit.store import identifiers
from audit.store import tables as t
from audit.store.database import Database

MOST_WORDS = 1_000
"""Watched words at most."""


def clear(db: Database, by: Person, place: Place, mark: str) -> None:
    """Confirm that a suspect in a submitted case audit is no identifier; clearing it again is no change.

    The mark is looked for in the text as it stands: nothing can be cleared that is not there.
    """
    permission.require(by, "identifier.clear")
    with db.acting(by, "identifier.cleared", f"case_audit:{place.case_audit_id}") as now:
        audit = seen(now.connection, by, place.case_audit_id)
        found = identifiers.text_at(now.connection, place)
        text = found.text if found and audit.status is CaseAuditStatus.SUBMITTED else ""
        told = suspects(text, identifiers.words(now.connection))
        kinds = {identifiers.mark(place, text, each): each.kind for each in told}
        if mark not in kinds:
            raise refuse("identifier.moved-on", where=where_of(audit))
        if identifiers.cleared(now.connection, {mark}):
            now.nothing()
            return
        now.connection.execute(
            t.identifier_cleared.insert().values(
                fingerprint=mark, kind=kinds[mark].label, cleared_at=now.at, cleared_by=by.id
            )
        )
        now.did(fingerprint=mark, kind=kinds[mark].label, card=place.card, part=place.part)


def watch(db: Database, by: Person, word: str) -> None:
    """Put a word or a phrase on the partnership's list; one that is there, capitals aside, is no change."""
    permission.require(by, "watched_word.change")
    word = check_watched(word)
    with db.acting(by, "watched_word.added", "watched_word") as now:
        known = identifiers.words(now.connection)
        if watched_key(word) in map(watched_key, known):
            now.nothing()
            return
        if len(known) >= MOST_WORDS:
            raise refuse("watched_word.full", limit=MOST_WORDS)
        now.connection.execute(
            t.watched_word.insert().values(word=word, added_at=now.at, added_by=by.id)
        )
        now.did(word=db.mark_of([word]))


def unwatch(db: Database, by: Person, word: str) -> None:
    """Take a word off the list."""
    permission.require(by, "watched_word.change")
    with db.acting(by, "watched_word.removed", "watched_word") as now:
        at = t.watched_word.c.word == word
        if now.connection.execute(select(t.watched_word.c.word).where(at)).first() is None:
            now.nothing()
            return
        now.connection.execute(delete(t.watched_word).where(at))
        now.did(word=db.mark_of([word]))
