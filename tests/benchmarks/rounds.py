"""A hundred people who rate at the same moment in several rounds, on a server: a stream for each round, against one for all."""

from collections.abc import Sequence
from contextlib import ExitStack, closing
from itertools import count
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from sqlalchemy import update

from audit.store import tables as t
from audit.store.database import Database
from audit.store.streams import of_round
from tests.benchmarks.crowd import at_once, by_command
from tests.benchmarks.table import Row
from tests.builders import open_round, started
from tests.postgresql import Cluster
from tests.postgresql import started as server_started

PROCESSES = 2
"""Doors to the database, each with lines of its own, as two processes of the tool have."""


def rounds(_: Path, *, quick: bool) -> list[Row]:
    """Keep ratings of many people at once, each durable before that person gives the next."""
    people, each, turns, several = (8, 2, 1, 2) if quick else (100, 10, 5, 4)
    # Not in the folder, which may be shut to all but its user: the server is another.
    with ExitStack() as ending:
        place = ending.enter_context(TemporaryDirectory("-postgresql"))
        cluster = ending.enter_context(server_started(Path(place)))
        ways = []
        for in_streams in (True, False):
            doors = _doors(cluster, ending, in_streams=in_streams)
            audits = _audits(doors[0], people, several)
            pairs = zip(
                audits, [doors[n // several % PROCESSES] for n in range(people)], strict=True
            )
            ways.append([by_command(door, audit) for audit, door in pairs])
        found = [list(at_once(ways, each, turn)) for turn in range(turns)]
    took, slow = (
        [median(turn[way][measure] for turn in found) for way in range(len(ways))]
        for measure in (0, 1)
    )
    runs = turns * people * each
    what = f"A rating on PostgreSQL while {people} people rate in {several} rounds"
    peer = "the trail as one stream"
    return [
        Row(f"{what}: time for each", took[0], peer, took[1], runs),
        Row(f"{what}: 19 of 20 wait at most", slow[0], peer, slow[1], runs),
    ]


def _doors(cluster: Cluster, ending: ExitStack, *, in_streams: bool) -> list[Database]:
    url = cluster.url(cluster.made())
    with closing(Database(url)) as first, first._writer.begin() as connection:
        if not in_streams:
            connection.execute(update(t.site).values(streams=1))
    doors = [Database(url) for _ in range(PROCESSES)]
    for each in doors:
        ending.callback(each.close)
    return doors


def _audits(db: Database, people: int, several: int) -> Sequence[str]:
    """A case audit for each person, dealt out over rounds of which each has a stream of its own."""
    found: dict[int, str] = {}
    for number in count():
        made = open_round(db, f"Round {number}")
        found.setdefault(of_round(made), made)
        if len(found) == several:
            break
    chosen = list(found.values())
    return [started(db, chosen[n % several], f"S-{n:03}") for n in range(people)]
