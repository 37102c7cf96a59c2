"""The verbs that look a database over, a line for each part of it, and that count it anew."""

import shutil
from argparse import Namespace
from dataclasses import replace
from datetime import datetime

from audit.command_line.backup import Verb
from audit.command_line.database import opened
from audit.model.refusal import Refusal, refuse


def offer(verbs: object, verb: Verb) -> None:
    """Add the verbs that look over and count anew, and the one that says what a role needs."""
    for each in (health, recount):
        verb(verbs, each.__name__, each, each.__name__)
    made = verb(verbs, "rights", rights, "rights audit_app | psql audit")
    made.add_argument(
        "role", metavar="ROLE", help="that every process of the tool is to sign in as"
    )


def health(arguments: Namespace) -> int:
    """Look the database over: schema, trail, contents, disk, clock; name the first thing that is wrong."""
    from audit.command_line.recount import first_miscounted, first_wrong
    from audit.store import disk, trail, wall
    from audit.store.health import first_altered
    from audit.store.sqlite import HEAD
    from audit.store.verify import first_broken

    with opened(arguments.database, there=True) as db, db.reading() as connection:
        where = db.where
        is_file = connection.dialect.name == "sqlite"
        print(f"Database: {where}, schema step {HEAD}")
        if is_file and connection.exec_driver_sql("PRAGMA integrity_check").scalar() != "ok":
            raise refuse("database.damaged", where)
        broken = first_broken(connection)
        if broken is not None:
            said = broken.complaint
            raise Refusal(replace(said, where=f"{where}: {said.where}"))
        print(f"Trail: holds, {trail.length(connection):,} entries")
        altered = first_altered(connection)
        if altered is not None:
            since = f" at {_moment(altered.at)}" if altered.at else ""
            place = f"{where}: Case file {altered.reference}, {altered.place}"
            raise refuse("health.altered", place, since=since)
        print("Contents: every rating, fact, judgement and text is what the trail says was kept")
        miscounted = first_miscounted(db)
        if miscounted is not None:
            raise refuse("health.miscounted", f"{where}: {miscounted}")
        print("Counts: every answer and every submission counts as its ratings and case facts say")
        wrong = first_wrong(db)
        if wrong is not None:
            raise refuse("health.wrong-counts", f"{where}: {wrong}")
        print("Boards: what is kept of each round is what its case audits come to")
        if is_file:
            free = shutil.disk_usage(db.path.parent).free / 1e9
            print(f"Disk: {disk.kind_of(db.path) or 'of a kind unknown'}, {free:,.1f} GB free")
        else:
            version = connection.exec_driver_sql("SHOW server_version").scalar()
            holds = "holds" if wall.is_held(connection) else "does not hold, for it owns the tables"
            print(f"Server: PostgreSQL {version}; the wall behind this role {holds}")
        last = trail.last(connection, db.site)
        print(f"Clock: {_clock(db.clock(), last.at if last else None)}")
    return 0


def recount(arguments: Namespace) -> int:
    """Count anew, in one act, what the boards of all rounds show; it must come to the same."""
    from audit.commands.counts import recount
    from audit.commands.person import local

    with opened(arguments.database, there=True) as db:
        n = recount(db, local(db))
    print(f"Counted anew, rounds: {n:,}")
    return 0


def rights(arguments: Namespace) -> int:
    """Print the statements that let a role of a PostgreSQL server run the tool, and no more than that."""
    from audit.store.postgresql import rights

    print(rights(arguments.database, arguments.role), end="")
    return 0


def _clock(now: datetime, last: datetime | None) -> str:
    """The time, and whether somebody has set the clock back: entries keep their order all the same."""
    words = f"{_moment(now)} UTC"
    if last is not None and last > now:
        words += (
            f". It stands before the newest entry of the trail, {_moment(last)}: look at the clock"
        )
    return words


def _moment(at: datetime) -> str:
    return f"{at.day} {at:%B %Y, %H:%M}"
