"""Leave in the trail that somebody asked for what is not theirs."""

from collections.abc import Iterable
from datetime import timedelta

from sqlalchemy import Connection, select

from audit.model.person import Person
from audit.store import tables as t
from audit.store.database import Database

PAUSE = timedelta(minutes=5)
"""The same person asking for the same thing again within this leaves no second entry."""
KINDS = {"case_audit": t.case_audit, "round": t.round_, "person": t.person}
"""What an address may name."""


def refused(db: Database, by: Person, page: str, code: str, asked: Iterable[str] = ()) -> None:
    """Record that this person was refused, on which page and by which sentence.

    Of what was asked for, only the id of something that is there is kept: an address can be typed, and
    what people type does not belong into the trail. Nobody needs a right to be refused.
    """
    with db.acting(by, "access.refused", f"page:{page}") as now:
        now.about = _known(now.connection, asked) or now.about
        again = now.connection.execute(
            select(t.event.c.seq).where(
                t.event.c.about == now.about,
                t.event.c.act == "access.refused",
                t.event.c.person == by.id,
                t.event.c.at > now.at - PAUSE,
            )
        ).first()
        if again is not None:
            now.nothing()
        now.did(page=page, code=code)


def _known(connection: Connection, asked: Iterable[str]) -> str | None:
    for each in asked:
        for kind, table in KINDS.items():
            if connection.execute(select(table.c.id).where(table.c.id == each)).first():
                return f"{kind}:{each}"
    return None
