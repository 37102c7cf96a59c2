"""The one door: a change and its event together or not at all, once for each key, in order of asking."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from sqlalchemy import func, insert, select, update
from sqlalchemy.exc import IntegrityError

from audit.model.person import Person
from audit.model.refusal import Refusal, refuse
from audit.store import sqlite, trail
from audit.store import tables as t
from audit.store.database import ALPHABET, Act, Database, random_id, utc_now


def agencies(db: Database) -> dict[str, str]:
    with db.reading() as connection:
        return {row.key: row.name for row in connection.execute(select(t.agency))}


def events(db: Database) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event).order_by(t.event.c.seq)))


def put(now: Act, key: str, name: str = "Somebody") -> None:
    now.connection.execute(insert(t.agency).values(key=key, name=name))


def test_every_connection_is_set_as_needed(db: Database) -> None:
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "busy_timeout": 10000,
        "foreign_keys": 1,
        "recursive_triggers": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "mmap_size": 0,
        "application_id": sqlite.OURS,
    }
    for engine, reads_only in ((db._writer, 0), (db._reader, 1)):
        with engine.connect() as connection:
            found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in wanted}
            query_only = connection.exec_driver_sql("PRAGMA query_only").scalar()
        assert found == wanted
        assert query_only == reads_only


def test_the_bundled_sqlite_has_the_bug_mended() -> None:
    assert sqlite.driver.sqlite_version_info >= (3, 51, 3)


def test_a_change_and_its_event_are_kept_together(db: Database, by: Person) -> None:
    before = len(events(db))
    with db.acting(by, "agency.added", "agency:x") as now:
        put(now, "x")
        now.did(name="Somebody")
    assert agencies(db) == {"x": "Somebody"}
    (event,) = events(db)[before:]
    assert (event.act, event.about, event.person) == ("agency.added", "agency:x", by.id)
    assert event.detail == '{"name": "Somebody"}'


@pytest.mark.parametrize(
    "fault",
    [
        refuse("round.empty"),
        KeyboardInterrupt(),
        SystemExit(),
        ZeroDivisionError(),
        GeneratorExit(),
    ],
    ids=lambda fault: type(fault).__name__,
)
def test_whatever_ends_an_act_early_rolls_back_both(
    db: Database, by: Person, fault: BaseException
) -> None:
    before = len(events(db))
    with pytest.raises(type(fault)), db.acting(by, "agency.added") as now:  # noqa: PT012
        put(now, "x")
        raise fault
    assert agencies(db) == {}
    assert len(events(db)) == before
    with db.acting(by, "agency.added") as now:  # the door opens again
        put(now, "y")
    assert agencies(db) == {"y": "Somebody"}


def test_a_fault_in_the_event_itself_rolls_back_the_change(db: Database, by: Person) -> None:
    with pytest.raises(TypeError), db.acting(by, "agency.added") as now:  # noqa: PT012
        put(now, "x")
        now.did(what=object())
    assert agencies(db) == {}


def test_the_same_key_is_one_change_one_event_and_one_answer(db: Database, by: Person) -> None:
    def act() -> str | None:
        with db.acting(by, "agency.added", key="form-1") as now:
            if now.earlier is not None:
                return now.earlier
            made = now.new_id()
            put(now, made)
            now.did(result=made)
            return made

    before = len(events(db))
    assert act() == act() == act()
    assert len(agencies(db)) == 1
    assert len(events(db)) == before + 1


def test_a_key_answers_for_nothing_else(db: Database, by: Person) -> None:
    """A form's token that turns up at another thing, another act or another person's is no repeat."""
    other = by.model_copy(update={"id": "other"})
    for person, act, about in (
        (by, "agency.added", "agency:a"),
        (by, "agency.added", "agency:b"),
        (by, "agency.renamed", "agency:a"),
        (other, "agency.added", "agency:a"),
    ):
        with db.acting(person, act, about, key="form-1") as now:
            assert now.earlier is None
            now.did(result=about)


def test_a_refused_act_leaves_its_key_free(db: Database, by: Person) -> None:
    with pytest.raises(Refusal), db.acting(by, "agency.added", key="form-1") as now:  # noqa: PT012
        now.did(result="x")
        raise refuse("round.empty")
    with db.acting(by, "agency.added", key="form-1") as now:
        assert now.earlier is None


def test_doing_nothing_leaves_no_event(db: Database, by: Person) -> None:
    before = len(events(db))
    with db.acting(by, "agency.added", key="form-1") as now:
        now.nothing()
    assert len(events(db)) == before


def test_reading_cannot_write(db: Database) -> None:
    with pytest.raises(Refusal) as refused, db.reading() as connection:
        connection.execute(insert(t.agency).values(key="x", name="Somebody"))
    assert refused.value.complaint.code == "database.read-only"
    assert agencies(db) == {}


def test_a_reader_sees_one_state_throughout(db: Database, by: Person) -> None:
    with db.reading() as connection:
        count = select(func.count()).select_from(t.agency)
        before = connection.execute(count).scalar_one()
        with db.acting(by, "agency.added") as now:
            put(now, "x")
        assert connection.execute(count).scalar_one() == before
    assert agencies(db) == {"x": "Somebody"}


def test_a_reader_does_not_see_what_is_not_committed(db: Database, by: Person) -> None:
    with db.acting(by, "agency.added") as now:
        put(now, "x")
        assert agencies(db) == {}


def test_the_version_moves_with_every_change_and_with_nothing_else(
    db: Database, by: Person
) -> None:
    seen = [db.version(), db.version()]
    for key in ("x", "y"):
        with db.acting(by, "agency.added") as now:
            put(now, key)
        # Several readings at once come from several connections: all must tell the same.
        with db.reading(), db.reading():
            seen += [db.version(), db.version()]
    assert seen == [seen[0]] * 2 + [seen[0] + 1] * 2 + [seen[0] + 2] * 2


def test_nobodys_change_is_lost(db: Database, by: Person) -> None:
    """8 threads, 40 read-modify-writes each, through the door."""
    with db.acting(by, "agency.added") as now:
        put(now, "counter", "0")

    def add_forty(_: int) -> None:
        for _ in range(40):
            with db.acting(by, "agency.counted", "agency:counter") as now:
                key = t.agency.c.key == "counter"
                stands = now.connection.execute(select(t.agency.c.name).where(key)).scalar_one()
                now.connection.execute(
                    update(t.agency).where(key).values(name=str(int(stands) + 1))
                )

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(add_forty, range(8)))
    assert agencies(db) == {"counter": "320"}
    with db.reading() as connection:
        assert trail.first_broken(connection) is None
        assert trail.length(connection) == 322


def test_two_programs_on_one_file_lose_nothing(db: Database, by: Person) -> None:
    """Each has its own door, so only BEGIN IMMEDIATE stands between them."""
    other = Database(f"sqlite:///{db.path}")
    doors = [db, other]

    def act(number: int) -> None:
        with doors[number % 2].acting(by, "agency.added") as now:
            count = now.connection.execute(select(func.count()).select_from(t.agency)).scalar_one()
            put(now, f"a{number}", str(count))

    try:
        with ThreadPoolExecutor(4) as pool:
            list(pool.map(act, range(40)))
    finally:
        other.close()
    assert sorted(map(int, agencies(db).values())) == list(range(40))
    with db.reading() as connection:
        assert trail.first_broken(connection) is None


def test_a_rule_of_the_database_is_not_dressed_up_as_a_refusal(db: Database, by: Person) -> None:
    """A broken rule is a fault of ours, and words that people wrote do not change that."""
    with db.acting(by, "agency.added") as now:
        put(now, "x")
    with pytest.raises(IntegrityError), db.acting(by, "agency.added") as now:
        put(now, "x", "the disk is full, the file malformed and not a database")


def test_ids_are_short_random_and_easy_to_read() -> None:
    made = {random_id() for _ in range(1000)}
    assert len(made) == 1000
    assert all(len(each) == 12 and set(each) <= set(ALPHABET) for each in made)
    assert not set("ilo01") & set(ALPHABET)


def test_the_time_has_its_zone() -> None:
    assert utc_now().utcoffset() is not None


def in_line(db: Database, by: Person, hold: Callable[[], None], names: list[str]) -> list[str]:
    """Let people queue one after the other while somebody holds the door; return who came in when."""
    came: list[str] = []

    def act(name: str) -> None:
        with db.acting(by, "agency.added") as now:
            came.append(name)
            now.nothing()

    threads = []
    with db.acting(by, "agency.added") as now:
        now.nothing()
        for name in names:
            threads.append(threading.Thread(target=act, args=(name,)))
            threads[-1].start()
            by_then = time.monotonic() + 5
            while len(db._lines.first._waiting) < len(threads):
                assert time.monotonic() < by_then, "nobody waits in line"
                time.sleep(0.001)
        hold()
    for thread in threads:
        thread.join(5)
    return came


def test_whoever_asks_first_comes_first(db: Database, by: Person) -> None:
    names = [f"person {number}" for number in range(12)]
    assert in_line(db, by, lambda: None, names) == names
