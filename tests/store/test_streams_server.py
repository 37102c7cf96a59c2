"""On a server: who works in one round does not wait for who works in another, and all of it is one trail."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import select, text, update

from audit.commands import rating
from audit.commands.copy import copy
from audit.commands.seal import part
from audit.model.person import Person, Role
from audit.model.refusal import Refusal
from audit.store import streams, trail
from audit.store import tables as t
from audit.store.database import Database
from audit.store.health import first_altered
from tests.builders import VISIT, Clock, admitted, local, numbered, open_round, started
from tests.postgresql import ROLE, Cluster

LIMIT = 10
"""Seconds after which somebody waits for what they should not wait for."""


@pytest.fixture
def process(cluster: Cluster, fresh_name: str) -> Iterator[Callable[[], Database]]:
    """A function that starts one more process of the tool on one database, as a role with the least rights."""
    name = cluster.made(fresh_name)
    made: list[Database] = []
    ids, clock = numbered(), Clock()

    def start() -> Database:
        made.append(Database(cluster.url(name, ROLE), clock=clock, new_id=ids))
        return made[-1]

    yield start
    for each in made:
        each.close()
    cluster.dropped(name)


@pytest.fixture
def audits(process: Callable[[], Database]) -> list[str]:
    """Case audits in progress: two in each of three rounds, whose acts are in three streams."""
    db, found = process(), {}
    for number in count():
        round_id = open_round(db, f"Round {number}")
        found.setdefault(streams.of_round(round_id), round_id)
        if len(found) == 3:
            break
    return [
        started(db, each, f"S-{number}{nth}")
        for number, each in enumerate(found.values())
        for nth in range(2)
    ]


def rate(db: Database, by: Person, audit: str, value: str = "yes") -> None:
    rating.rate(db, by, audit, "C1", "rating", value, was=None, visit=VISIT)


class Held:
    """An act within the round of a case audit that somebody has begun and not ended."""

    def __init__(self, db: Database, by: Person, audit: str) -> None:
        self._begun, self._ended = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._act, args=(db, by, audit))

    def _act(self, db: Database, by: Person, audit: str) -> None:
        with db.acting(by, "thing.done", f"case_audit:{audit}", within_round=True):
            self._begun.set()
            self._ended.wait(LIMIT)

    def __enter__(self) -> "Held":
        self._thread.start()
        assert self._begun.wait(LIMIT)
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join(LIMIT)


def in_the_end(work: Callable[[], object], db: Database) -> threading.Thread:
    """Begin work that has to wait for a lock of the server, and return it once it waits."""
    thread = threading.Thread(target=work)
    thread.start()
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'advisory'")
    while thread.is_alive():
        with db.reading() as connection:
            if connection.execute(waiting).scalar_one():
                return thread
    return thread


@pytest.mark.parametrize("same_process", [True, False])
def test_an_act_in_another_round_is_done_while_one_is_under_way(
    process: Callable[[], Database], audits: list[str], *, same_process: bool
) -> None:
    one = process()
    other, by = one if same_process else process(), local(one)
    with Held(one, by, audits[0]), ThreadPoolExecutor(1) as pool:
        pool.submit(rate, other, by, audits[2]).result(LIMIT)
        pool.submit(rate, other, by, audits[4]).result(LIMIT)
    with one.reading() as connection:
        rated = select(t.answer.c.case_audit_id).where(t.answer.c.rating == "yes")
        assert set(connection.execute(rated).scalars()) == {audits[2], audits[4]}
        assert trail.first_broken(connection) is None


def test_an_act_in_the_same_round_waits(process: Callable[[], Database], audits: list[str]) -> None:
    """What is counted within a round is read and written by one at a time."""
    one, other = process(), process()
    by = local(one)
    with Held(one, by, audits[0]):
        thread = in_the_end(lambda: rate(other, by, audits[1]), one)
        assert thread.is_alive()
    thread.join(LIMIT)
    assert not thread.is_alive()


def test_an_act_on_no_round_is_done_while_nothing_else_is(
    process: Callable[[], Database], audits: list[str]
) -> None:
    """So it can decide by everything there is, and say how every stream ended."""
    one, other = process(), process()
    by = local(one)
    with Held(one, by, audits[0]):
        thread = in_the_end(lambda: admitted(other, Role.AUDITOR), one)
        assert thread.is_alive()
    thread.join(LIMIT)
    with one.reading() as connection:
        last = connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(2)).all()
    (admission, held) = last
    assert (admission.act, held.act) == ("person.admitted", "thing.done")
    assert streams.untied(admission.knot)[held.stream] == (held.place, held.hash)


def test_parting_the_trail_is_for_whoever_owns_the_tables(
    process: Callable[[], Database], cluster: Cluster
) -> None:
    db = process()
    with closing(Database(cluster.url(db.beside.stem))) as owner:
        with owner._writer.begin() as connection:
            connection.execute(update(t.site).values(streams=1))
        with pytest.raises(Refusal) as refused:
            part(db, local(db))
        assert refused.value.complaint.code == "database.not-owner"
        assert part(owner, local(owner))
    assert not part(db, local(db))


def test_many_at_once_in_several_rounds_and_processes_leave_one_trail(
    process: Callable[[], Database], audits: list[str], tmp_path: Path, cluster: Cluster
) -> None:
    """No number twice, in each stream no gap, order by number is order in time; and so in a copy, there and back."""
    doors = [process() for _ in range(3)]
    by = local(doors[0])
    before = doors[0].version()

    def act(number: int) -> None:
        db = doors[number % 3]
        if number % 10 == 9:
            with db.acting(by, "thing.done", "site:"):
                return
        about = f"answer:{audits[number % len(audits)]}/C1"
        db.together(
            by,
            "thing.done",
            about,
            lambda now: now.connection.execute(select(t.answer)).all(),
            within_round=True,
        )

    with ThreadPoolExecutor(9) as pool:
        list(pool.map(act, range(120)))
    db = doors[0]
    with db.reading() as connection:
        found = connection.execute(select(t.event).order_by(t.event.c.seq)).all()
        assert trail.first_broken(connection) is None
        assert first_altered(connection) is None
    assert len(found) == before + 120 == db.version()
    assert len({each.stream for each in found}) == 4
    there = f"sqlite:///{tmp_path / 'there.db'}"
    copied = copy(db, there)
    assert copied.entries == before + 121
    again = cluster.made()
    with closing(Database(there)) as file:
        rate(file, by, audits[0])
        with file.reading() as connection:
            numbers = connection.execute(select(t.event.c.seq).order_by(t.event.c.seq.desc()))
            assert [*numbers.scalars()][:2] == [found[-1].seq + 2, found[-1].seq + 1]
        copy(file, cluster.url(again))
    with closing(Database(cluster.url(again))) as back:
        rate(back, by, audits[2])
        with back.reading() as connection:
            assert trail.first_broken(connection) is None
            assert trail.length(connection) == before + 124
    cluster.dropped(again)
