"""What waits to be published: for whoever proposes it, and for the second person who looks at the same picture."""

from sqlalchemy import Connection, select

from audit.model.noun import Noun
from audit.model.person import Person, Role
from audit.model.publication import Publication
from audit.model.refusal import refuse
from audit.rules import permission
from audit.rules.publication import is_unnamed
from audit.store import publications
from audit.store import tables as t
from audit.store.database import Database
from audit.views.blind import blind_files

LATEST = 10
"""Settled proposals that are shown."""


class Waiting(Noun):
    """A proposal that waits for a second person, to one reader."""

    proposed: Publication
    is_mine: bool
    """True for whoever proposes it."""
    is_blind: bool
    """True for who reads a file of the round blind: their own reading comes first."""
    is_unnamed: bool
    """True if it was proposed, or is looked at, without sign-in: nobody can say that two people looked."""

    @property
    def is_for_me(self) -> bool:
        """True if the reader can be the second person."""
        return not (self.is_mine or self.is_blind or self.is_unnamed)


class Publications(Noun):
    """What waits, what became of the latest before, and who else may agree."""

    waiting: tuple[Waiting, ...]
    settled: tuple[Publication, ...]
    others: tuple[str, ...]
    """Names of the other people who may be the second person, and who can sign in."""


def publications_of(db: Database, by: Person) -> Publications:
    """Return what waits for a second person, the latest first, and what became of others."""
    permission.require(by, "publication.propose")
    with db.reading(by) as connection:
        done = publications.found(connection, ~publications.WAITING)[:LATEST]
        blind = _blind(connection, by)
        return Publications(
            waiting=_waiting(connection, by),
            settled=tuple(_bare(each) if each.round_id in blind else each for each in done),
            others=_others(connection, by),
        )


def waiting_for(connection: Connection, by: Person) -> tuple[Publication, ...]:
    """Return the proposals to which this person can agree, to what has asked for permission."""
    return tuple(each.proposed for each in _waiting(connection, by) if each.is_for_me)


def look(db: Database, by: Person, publication_id: str) -> Publication:
    """Return a proposal; NotFound if there is none, refused to who reads a file of its round blind."""
    permission.require(by, "publication.agree")
    with db.reading(by) as connection:
        found = publications.find(connection, publication_id)
        if found.round_id in _blind(connection, by):
            raise refuse("release.blind")
        return found


def _waiting(connection: Connection, by: Person) -> tuple[Waiting, ...]:
    blind = _blind(connection, by)
    return tuple(
        Waiting(
            proposed=_bare(each) if each.round_id in blind else each,
            is_mine=each.by_id == by.id,
            is_blind=each.round_id in blind,
            is_unnamed=is_unnamed(each, by.id),
        )
        for each in publications.waiting(connection)
    )


def _blind(connection: Connection, by: Person) -> set[str]:
    """The rounds of which the person reads a file blind."""
    return {each.round_id for each in blind_files(connection, by)}


def _bare(proposed: Publication) -> Publication:
    """That it was proposed, without what tells how far the round is: what was found, and which picture it was."""
    return proposed.model_copy(update={"checks": (), "mark": ""})


def _others(connection: Connection, by: Person) -> tuple[str, ...]:
    """Other QA leads who can sign in: on a single computer there are none, as nobody signs in there."""
    rows = connection.execute(
        select(t.person.c.name, t.person.c.roles)
        .where(
            t.person.c.id != by.id, t.person.c.retired_at.is_(None), t.person.c.subject.is_not(None)
        )
        .order_by(t.person.c.name)
    )
    return tuple(row.name for row in rows if Role.QA_LEAD in row.roles.split(","))
