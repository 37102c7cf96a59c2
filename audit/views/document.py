"""The register of documents: what left the tool, and whether a file that somebody holds is one of them."""

from sqlalchemy import ColumnElement, Connection, and_, or_, true

from audit.model.document import Checked, Document, Verdict
from audit.model.noun import Noun
from audit.model.person import Person
from audit.rules import permission
from audit.store import documents
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import blind_files

PAGE = 25
"""Documents on a page."""


class Register(Noun):
    """A page of documents, the latest first."""

    documents: tuple[Document, ...]
    total: int
    page: int
    """The page that was asked for, or the last one."""
    pages: int
    kept_from_you: bool
    """True where what others took of a round is left out, because the reader reads a file of it blind."""


def register(db: Database, by: Person, words: str = "", page: int = 1) -> Register:
    """Return a page of everybody's documents in whose line the words stand; pages are counted from 1.

    While somebody reads a file blind, what others took out of its round is left out: that they did tells how far
    they are.
    """
    permission.require(by, "document.read")
    return _page(db, by, words, page)


def own(db: Database, by: Person, words: str = "", page: int = 1) -> Register:
    """Return the same of what this person took out themselves."""
    permission.require(by, "document.own")
    return _page(db, by, words, page, only=documents.of_person(by.id))


def _page(
    db: Database, by: Person, words: str, page: int, only: ColumnElement[bool] | None = None
) -> Register:
    with db.reading(by) as connection:
        seen, blind = _seen(connection, by) if only is None else (only, False)
        wanted = and_(seen, documents.told_by(words.strip())) if words.strip() else seen
        total = documents.count(connection, wanted)
        pages = max(1, -(-total // PAGE))
        at = min(max(1, page), pages)
        return Register(
            documents=documents.found(connection, wanted, PAGE, PAGE * (at - 1)),
            total=total,
            page=at,
            pages=pages,
            kept_from_you=blind,
        )


def check(db: Database, by: Person, *, sha256: str = "", number: str = "") -> Checked:
    """Say whether a file is one of ours by its hash, or what left under a number.

    Whoever has a file may ask of it. Of a number alone, or of a file that is not what left under it, they are
    told what they may see of the register, and no more.
    """
    permission.require(by, "document.own")
    with db.reading(by) as connection:
        held = documents.found(connection, documents.hashed(sha256), 1) if sha256 else ()
        if held:
            return Checked(verdict=Verdict.UNCHANGED, found=held[0])
        seen, _ = _seen(connection, by)
        known = documents.found(connection, and_(seen, documents.numbered(number)), 1)
    if not known:
        return Checked(verdict=Verdict.UNKNOWN, found=None)
    altered = sha256 and known[0].is_made
    return Checked(verdict=Verdict.ALTERED if altered else Verdict.NUMBER, found=known[0])


def _seen(connection: Connection, by: Person) -> tuple[ColumnElement[bool], bool]:
    """What of the register this person may see, and whether anything is left out because they read blind."""
    mine = documents.of_person(by.id)
    if not permission.may(by, "document.read"):
        return mine, False
    rounds = {each.round_id for each in blind_files(connection, by)}
    if not rounds:
        return true(), False
    round_id = t.document.c.round_id
    return or_(mine, round_id.is_(None), round_id.not_in(rounds)), True
