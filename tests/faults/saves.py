"""A database to hurt, saves that can be told apart afterwards, and the count of what came through.

The n-th save of a place (one part of one answer) has a value of its own, and the trail has one entry for
it. So a database says by itself how many saves it holds of each place, and whether value, version and
trail agree; a list of acknowledged saves says how many it must hold.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from sqlalchemy import func, select

from audit.commands import rating
from audit.commands.person import LOCAL
from audit.model.case_audit import RatingField
from audit.model.refusal import Refusal
from audit.store import health, sqlite
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from tests.builders import open_round, started

CRITERIA = ("C1", "C2", "S1", "S2")
PARTS: tuple[RatingField, ...] = ("rating", "evidence")
RATINGS = ("yes", "part", "no", "silent", "na")


class Place(NamedTuple):
    """One part of one answer."""

    audit: str
    criterion: str
    part: RatingField


def value(part: RatingField, n: int) -> str | None:
    """What the n-th save of a place puts there; before the first there is nothing."""
    if part == "rating":
        return RATINGS[n % len(RATINGS)] if n else None
    return f"Notes, page {n}. {'Seen by the midwife. ' * (n % 9)}" if n else ""


def saved(db: Database, place: Place, n: int) -> None:
    """Save for the n-th time, by the command that the page calls."""
    audit, criterion, part = place
    was = value(part, n - 1)
    rating.rate(db, LOCAL, audit, criterion, part, value(part, n), was=was, visit="faults")


def begun(path: Path, files: int = 3) -> list[str]:
    """Make a database with case audits in progress, closed; return their ids."""
    db = Database(f"sqlite:///{path}")
    round_id = open_round(db)
    made = [started(db, round_id, f"S-{number:03}") for number in range(files)]
    db.close()
    return made


def places(audits: list[str]) -> list[Place]:
    """Every place in those case audits."""
    return [Place(audit, key, part) for audit in audits for key in CRITERIA for part in PARTS]


@dataclass(frozen=True)
class Found:
    """What a database holds after a fault."""

    kept: Mapping[Place, int]
    """How many saves of each place its trail tells of."""
    lost: int = 0
    """Acknowledged saves that are not there."""
    half: int = 0
    """Changes without their entry in the trail, and entries without their change."""
    damage: str = ""
    """Why it cannot be used, or what does not hold in it; empty for a sound one."""

    @property
    def is_sound(self) -> bool:
        """Nothing lost, nothing half, nothing damaged."""
        return not (self.lost or self.half or self.damage)


def found(path: Path, told: Mapping[Place, int]) -> Found:
    """Open the database as the tool does, and hold it against the saves that were acknowledged."""
    try:
        db = Database(f"sqlite:///{path}")
    except Refusal as refusal:
        return Found({}, lost=sum(told.values()), damage=refusal.complaint.code)
    try:
        return _found(db, told)
    except Refusal as refusal:
        return Found({}, lost=sum(told.values()), damage=refusal.complaint.code)
    finally:
        db.close()


def _found(db: Database, told: Mapping[Place, int]) -> Found:
    with db.reading() as connection:
        integrity = str(connection.exec_driver_sql("PRAGMA integrity_check").scalar())
        broken, altered = first_broken(connection), health.first_altered(connection)
        answers = list(connection.execute(select(t.answer)).mappings())
        events = {
            (row.about, row.act): row.n
            for row in connection.execute(
                select(t.event.c.about, t.event.c.act, func.count().label("n")).group_by(
                    t.event.c.about, t.event.c.act
                )
            )
        }
    kept: Counter[Place] = Counter()
    half = 0
    for row in answers:
        version = 0
        for part in PARTS:
            place = Place(row["case_audit_id"], row["criterion"], part)
            n = events.get((f"answer:{place.audit}/{place.criterion}", f"{part}.given"), 0)
            version += n
            half += row[part] != value(part, n)
            kept[place] = n
        half += row["version"] != version
    lost = sum(max(0, n - kept[place]) for place, n in told.items())
    damage = [integrity] if integrity != "ok" else []
    damage += ["trail"] if broken else []
    damage += ["altered"] if altered else []
    return Found(kept, lost=lost, half=half, damage=", ".join(damage))


def past_the_guards(path: Path) -> Any:
    """Return a plain connection to the database with its triggers gone: whoever has the file can do that."""
    connection = sqlite.driver.connect(path)
    names = connection.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for (name,) in names:
        connection.execute(f"DROP TRIGGER {name}")
    connection.commit()
    return connection
