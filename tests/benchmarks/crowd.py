"""A hundred people who rate at the same moment: one line that commits groups, against a connection each."""

import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from statistics import median, quantiles
from threading import Barrier, Thread
from time import perf_counter

from audit.commands import rating
from audit.model.refusal import Refusal
from audit.store import sqlite
from audit.store.database import Database
from audit.store.seal import GENESIS
from tests.benchmarks.rating import CRITERION, MOMENT, RATINGS, STREAM, UPDATE
from tests.benchmarks.table import Row
from tests.builders import VISIT, local, open_round, started

LAST = f"FROM event WHERE stream = {STREAM} ORDER BY seq DESC LIMIT 1"
APPEND = f"""
INSERT INTO event (seq, at, person, roles, act, about, detail, previous, hash, stream, place)
SELECT max(seq) + 1, ?, 'local', 'auditor', 'rating.given', ?, '{{"new": "yes"}}',
  coalesce((SELECT hash {LAST}), '{GENESIS}'), ?, {STREAM}, coalesce((SELECT place {LAST}), 0) + 1 FROM event
"""  # noqa: S608 - all of it stands here
WAITS = 120_000
"""Milliseconds that a connection waits for the others, so that each rating is kept in the end."""


def crowd(folder: Path, *, quick: bool) -> list[Row]:
    """Keep ratings of many people at once, each durable before that person gives the next."""
    people, each, turns = (8, 2, 1) if quick else (100, 5, 3)
    made = Database(f"sqlite:///{folder / 'line.db'}")
    opened = open_round(made)
    audits = [started(made, opened, f"S-{number:03}") for number in range(people)]
    made.close()
    for name in ("each.db", "bare.db"):
        shutil.copyfile(made.path, folder / name)
        shutil.copyfile(made.key_file.path, (folder / name).with_suffix(".key"))
    with ExitStack() as ending:

        def database(name: str) -> Database:
            db = Database(f"sqlite:///{folder / name}")
            ending.callback(db.close)
            return db

        line = [database("line.db")] * people
        connections = [database("each.db") for _ in range(people)]
        ways: list[list[Callable[[int], object]]] = [
            [by_command(db, audit) for db, audit in zip(line, audits, strict=True)],
            [by_command(db, audit) for db, audit in zip(connections, audits, strict=True)],
            [_bare(folder / "bare.db", audit, number) for number, audit in enumerate(audits)],
        ]
        # Turn by turn, so that what slows the machine slows them all.
        found = [list(at_once(ways, each, turn)) for turn in range(turns)]
    took, slow = (
        [median(turn[way][measure] for turn in found) for way in range(len(ways))]
        for measure in (0, 1)
    )
    runs = turns * people * each
    what = f"A rating while {people} people rate at once"
    against = ("the same command, a connection each", "bare SQLite, a connection each")
    return [
        row
        for place, peer in enumerate(against, start=1)
        for row in (
            Row(f"{what}: time for each", took[0], peer, took[place], runs, less=15),
            Row(f"{what}: 19 of 20 wait at most", slow[0], peer, slow[place], runs, less=50),
        )
    ]


def at_once(
    ways: Sequence[Sequence[Callable[[int], object]]], each: int, turn: int
) -> Iterator[tuple[float, float]]:
    """For each way: seconds for each rating kept, and the 95th percentile of how long one person waited."""
    for keeps in ways:
        waited: list[float] = []
        start = Barrier(len(keeps) + 1)

        def person(
            keep: Callable[[int], object], waited: list[float] = waited, start: Barrier = start
        ) -> None:
            start.wait()
            for nth in range(turn * each, (turn + 1) * each):
                began = perf_counter()
                keep(nth)
                waited.append(perf_counter() - began)

        threads = [Thread(target=person, args=(keep,)) for keep in keeps]
        for thread in threads:
            thread.start()
        start.wait()
        began = perf_counter()
        for thread in threads:
            thread.join()
        took = perf_counter() - began
        assert len(waited) == each * len(keeps)  # each of them is kept
        yield took / len(waited), quantiles(waited, n=20)[-1]


def by_command(db: Database, audit: str) -> Callable[[int], object]:
    by = local(db)

    def keep(nth: int) -> object:
        was = RATINGS[(nth - 1) % 2] if nth else None
        while True:
            try:
                return rating.rate(
                    db, by, audit, CRITERION, "rating", RATINGS[nth % 2], was=was, visit=VISIT
                )
            except Refusal as refused:
                if not refused.passes:
                    raise  # else the database was busy for longer than it waits, and one tries again

    return keep


def _bare(path: Path, audit: str, number: int) -> Callable[[int], object]:
    """The same two rows by a driver that knows what to write; the connection is made where it is used."""
    held: list[sqlite.driver.Connection] = []  # type: ignore[name-defined]

    def keep(nth: int) -> None:
        if not held:
            held.append(sqlite.driver.connect(path, isolation_level=None, check_same_thread=False))
            for pragma in sqlite.PRAGMAS:
                held[0].execute(f"PRAGMA {pragma}").fetchall()
            held[0].execute(f"PRAGMA busy_timeout={WAITS}")
        connection = held[0]
        connection.execute("BEGIN IMMEDIATE")
        new = (RATINGS[nth % 2], "met", "{}", MOMENT)
        assert connection.execute(UPDATE, (*new, audit, CRITERION, nth)).rowcount == 1
        connection.execute(
            APPEND, (MOMENT, f"answer:{audit}/{CRITERION}", f"{number:032x}{nth:032x}")
        )
        connection.execute("COMMIT")

    return keep
