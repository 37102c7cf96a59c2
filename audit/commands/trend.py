"""Let a trend begin anew from a day, with the reason; take that back."""

from datetime import date

from sqlalchemy import update

from audit.commands.written import say_looked
from audit.model.person import Person
from audit.rules import permission
from audit.rules.retention import gone, today
from audit.rules.trend_rebase import check
from audit.store import identifiers, rounds, trends
from audit.store import tables as t
from audit.store.database import Database


def begin_anew(
    db: Database,
    by: Person,
    round_id: str,
    on: date | None,
    reason: str,
    *,
    looked: bool = False,
    key: str | None = None,
) -> str:
    """Let every trend of the round's checklist begin anew from that day; return the id of that beginning.

    A reason belongs to the round on whose trends it was given, and is erased with it: nothing is said of a
    round that was disposed of.
    """
    permission.require(by, "trend.rebase")
    with db.acting(by, "trend.begun_anew", f"round:{round_id}", key=key) as now:
        if now.earlier is not None:
            return now.earlier
        row = rounds.find(now.connection, round_id)
        if row["disposed_at"] is not None:
            raise gone(row["title"], row["disposed_at"])
        watched = identifiers.words(now.connection)
        new = check(
            on,
            reason,
            now=today(now.at),
            stand=trends.standing(now.connection, row["checklist_id"]),
            watched=watched,
            looked=looked,
        )
        say_looked(now, new.reason, watched, looked=looked)
        made = now.new_id()
        now.connection.execute(
            t.trend_rebase.insert().values(
                id=made, round_id=round_id, made_at=now.at, made_by=by.id, **dict(new)
            )
        )
        now.did(result=made, on=new.on.isoformat(), reason=db.mark_of([new.reason]))
        return made


def take_back(db: Database, by: Person, rebase_id: str) -> None:
    """Let the trends go on as if nothing had been said of that day; done twice it is no change.

    That can be done after its round was disposed of, too: it writes nothing, and other rounds' trends need it.
    """
    permission.require(by, "trend.rebase")
    with db.acting(by, "trend.taken_back") as now:
        row = trends.find(now.connection, rebase_id)
        now.about = f"round:{row['round_id']}"
        if row["taken_back_at"] is not None:
            now.nothing()
            return
        now.connection.execute(
            update(t.trend_rebase)
            .where(t.trend_rebase.c.id == rebase_id)
            .values(taken_back_at=now.at, taken_back_by=by.id)
        )
        now.did(on=row["on"].isoformat())
