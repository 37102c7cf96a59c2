"""How long each round's records are kept, what is due, and the certificate of what was disposed of."""

from datetime import date, datetime

from sqlalchemy import Connection, RowMapping, select

from audit.model.noun import Noun
from audit.model.person import Person
from audit.model.refusal import refuse
from audit.model.retention import Disposal, Hold, Retention, Standing, Taken
from audit.rules import permission
from audit.rules import retention as rules
from audit.store import retention as kept
from audit.store import rounds
from audit.store import tables as t
from audit.store.database import Database
from audit.views.standing import by_round
from audit.views.trail_things import detail_of

EXPORTED = ".exported"
"""How the act of taking something of a round out of the tool ends."""


class RoundRecords(Noun):
    """A round and how long its records are kept."""

    id: str
    title: str
    opened_at: datetime
    case_files: int
    standing: Standing
    retention: Retention | None
    hold: Hold | None
    released_because: str
    """Why the last hold was released; empty while there was none."""
    disposed_at: datetime | None


class Records(Noun):
    """Every round, what somebody has to look at first."""

    today: date
    rounds: tuple[RoundRecords, ...]


def records(db: Database, by: Person) -> Records:
    """Return every round: those without a date first, then what is due; what is kept by its date."""
    permission.require(by, "round.retain")
    today = rules.today(db.clock())
    with db.reading(by) as connection:
        files = by_round(connection, by, "round.retain", frozenset())
        found = [
            _records(connection, row, sum(files.get(row["id"], {}).values()), today)
            for row in connection.execute(select(t.round_)).mappings()
        ]
    order = list(Standing)
    found.sort(
        key=lambda each: (
            order.index(each.standing),
            each.retention.until if each.retention else date.min,
            each.opened_at,
        )
    )
    return Records(today=today, rounds=tuple(found))


def _records(connection: Connection, row: RowMapping, files: int, today: date) -> RoundRecords:
    retention, hold = kept.retention_of(row), kept.hold_of(connection, row)
    disposed = row["disposed_at"] is not None
    return RoundRecords(
        id=row["id"],
        title=row["title"],
        opened_at=row["opened_at"],
        case_files=files,
        standing=rules.standing(
            retention,
            today,
            held=hold is not None,
            disposed=disposed,
            overwritten=disposed and kept.overwritten_at(connection, row["id"]) is not None,
        ),
        retention=retention,
        hold=hold,
        released_because=row["released_because"] or "",
        disposed_at=row["disposed_at"],
    )


def certificate(db: Database, by: Person, round_id: str) -> Disposal:
    """Return the certificate of a round's disposal; refused for one that was not disposed of."""
    permission.require(by, "round.retain")
    with db.reading(by) as connection:
        row = rounds.find(connection, round_id)
        retention = kept.retention_of(row)
        if row["disposed_at"] is None or retention is None:
            raise refuse("disposal.none", where=row["title"])
        act = kept.last_act(connection, round_id, "round.disposed")
        exports = kept.acts(round_id).where(t.event.c.act.endswith(EXPORTED, autoescape=True))
        return Disposal(
            round_id=round_id,
            round_title=row["title"],
            opened_at=row["opened_at"],
            at=act["at"],
            by=act["by"],
            entry=act["seq"],
            retention=retention,
            erased=kept.erased_of(act["detail"]),
            overwritten_at=kept.overwritten_at(connection, round_id),
            # Its own certificate holds nothing that was erased.
            taken=tuple(
                Taken(what=_words(each), by=each["by"], at=each["at"])
                for each in connection.execute(exports.order_by(t.event.c.seq)).mappings()
                if each["act"] != "certificate.exported"
            ),
        )


def _words(row: RowMapping) -> str:
    """What was exported, in words: board_pack.exported is "Board pack", with its number where it had one."""
    what = row["act"].removesuffix(EXPORTED).replace("_", " ").capitalize()
    number = detail_of(row).get("document")
    return f"{what}, document {number}" if number else what
