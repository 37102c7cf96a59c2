"""A durable rating through the command, against the least that SQLite and the disk could do."""

import json
import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import Engine
from sqlalchemy.orm import Session, registry

from audit.commands import rating
from audit.store import sqlite, trail
from audit.store import tables as t
from audit.store.database import Database, utc_now
from audit.store.seal import GENESIS
from tests.benchmarks.table import Row
from tests.benchmarks.timing import interleaved
from tests.builders import VISIT, local, open_round, started

CRITERION = "C1"
RATINGS = ("yes", "no")
PAGE = 4096
ROOM = 64
"""Pages that the raw write goes round in, as a write-ahead log goes round in its file."""
UPDATE = """
UPDATE answer SET rating = ?, counts = ?, version = version + 1, visits = ?, kept_at = ?
WHERE case_audit_id = ? AND criterion = ? AND version = ?
"""
STREAM = 9
"""Of the trail, that no command writes to."""
INSERT = f"""
INSERT INTO event (seq, at, person, roles, act, about, detail, previous, hash, stream, place)
VALUES (?, ?, 'local', 'auditor', 'rating.given', ?, ?, ?, ?, {STREAM}, ?)
"""  # noqa: S608 - the number stands above
MOMENT = "2026-03-02 09:00:00.000000"


def durable_rating(folder: Path, *, quick: bool) -> list[Row]:
    """Keep a rating and its event in one transaction, on a disk that has it when "saved" is said."""
    runs = 5 if quick else 500
    made = Database(f"sqlite:///{folder / 'command.db'}")
    audit = started(made, open_round(made))
    made.close()
    shutil.copyfile(made.path, folder / "bare.db")
    db = Database(f"sqlite:///{made.path}")
    shutil.copyfile(made.path, folder / "orm.db")
    engine = sqlite.engine(folder / "orm.db", writing=True)
    command, bare, orm, raw = interleaved(
        runs,
        _command(db, audit),
        _bare(folder / "bare.db", audit),
        _orm(engine, audit),
        _raw(folder / "raw"),
    )
    engine.dispose()
    db.close()
    what = "A rating kept by its command"
    return [
        Row(what, command, "bare SQLite: one update, one insert", bare, runs),
        Row(what, command, "SQLAlchemy's ORM: the same two rows", orm, runs),
        Row(what, command, "4 KiB written, fdatasync", raw, runs, most=4),
    ]


def _command(db: Database, audit: str) -> Callable[[], object]:
    """The verb that the page calls, each time with the other rating."""
    by, turn = local(db), count()

    def keep() -> None:
        nth = next(turn)
        before = RATINGS[(nth - 1) % 2] if nth else None
        rating.rate(db, by, audit, CRITERION, "rating", RATINGS[nth % 2], was=before, visit=VISIT)

    return keep


def _bare(path: Path, audit: str) -> Callable[[], object]:
    """The same two rows into the same tables, by a driver that knows beforehand what to write."""
    connection = sqlite.driver.connect(path, isolation_level=None)
    for pragma in sqlite.PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").fetchall()
    chain = [connection.execute("SELECT max(seq) FROM event").fetchone()[0], GENESIS]
    visits, turn = json.dumps({"rating": VISIT}), count()

    def keep() -> None:
        nth = next(turn)
        seq, previous = chain
        connection.execute("BEGIN IMMEDIATE")
        new = (RATINGS[nth % 2], "met", visits, MOMENT)
        done = connection.execute(UPDATE, (*new, audit, CRITERION, nth))
        assert done.rowcount == 1
        entry = f"{seq + 1:064x}"
        about = f"answer:{audit}/{CRITERION}"
        made = (seq + 1, MOMENT, about, '{"new": "yes"}', previous, entry, nth + 1)
        connection.execute(INSERT, made)
        connection.execute("COMMIT")
        chain[:] = seq + 1, entry

    return keep


class _Kept:
    """An answer as SQLAlchemy's ORM holds it."""


class _Entry:
    """An entry of the trail as SQLAlchemy's ORM holds it."""


def _orm(engine: Engine, audit: str) -> Callable[[], object]:
    """The same two rows as objects, read, changed and added in a session."""
    mapped, turn = registry(), count()
    mapped.map_imperatively(_Kept, t.answer)
    mapped.map_imperatively(_Entry, t.event)
    with engine.connect() as connection:
        chain = [trail.newest(connection), GENESIS]

    def keep() -> None:
        nth = next(turn)
        seq, previous = chain
        now, entry = utc_now(), f"{seq + 1:064x}"
        with Session(engine) as session, session.begin():
            kept: Any = session.get_one(_Kept, (audit, CRITERION))
            kept.rating, kept.counts, kept.version = RATINGS[nth % 2], "met", nth + 1
            kept.visits, kept.kept_at = {"rating": VISIT}, now
            made: Any = _Entry()
            made.seq, made.at, made.person, made.roles = seq + 1, now, "local", "auditor"
            made.act, made.about = "rating.given", f"answer:{audit}/{CRITERION}"
            made.detail, made.previous, made.hash = '{"new": "yes"}', previous, entry
            made.stream, made.place = STREAM, nth + 1
            session.add(made)
        chain[:] = seq + 1, entry

    return keep


def _raw(path: Path) -> Callable[[], object]:
    """One page to the disk and nothing else."""
    page, turn = os.urandom(PAGE), count()
    file = os.open(path, os.O_RDWR | os.O_CREAT)
    os.pwrite(file, page * ROOM, 0)
    os.fsync(file)

    def write() -> None:
        os.pwrite(file, page, next(turn) % ROOM * PAGE)
        os.fdatasync(file)

    return write
