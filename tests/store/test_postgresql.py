"""PostgreSQL in bad weather, and what it must refuse as SQLite does."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, insert, select, text
from sqlalchemy.exc import DBAPIError

from audit.__main__ import main
from audit.command_line.recount import first_wrong
from audit.commands.seal import part
from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.store import tables as t
from audit.store import trail
from audit.store.database import Act, Database
from audit.store.seal import VARIABLE
from audit.store.wall import OF_A_PANEL, WALLED
from tests.builders import Clock, audit_at, local, numbered, open_round
from tests.postgresql import WITHOUT_STANDING, Cluster, started


@pytest.fixture
def server(cluster: Cluster, fresh_name: str) -> Iterator[Database]:
    """An empty database on a PostgreSQL server."""
    name = cluster.made(fresh_name)
    made = Database(cluster.url(name), clock=Clock(), new_id=numbered())
    yield made
    made.close()
    cluster.dropped(name)


@pytest.fixture
def person(server: Database) -> Person:
    return local(server)


def put(now: Act, key: str) -> None:
    now.connection.execute(insert(t.agency).values(key=key, name=key))


def kept(db: Database) -> set[str]:
    with db.reading() as connection:
        return set(connection.execute(select(t.agency.c.key)).scalars())


def code(refused: pytest.ExceptionInfo[Refusal]) -> str:
    return refused.value.complaint.code


def test_reading_cannot_write(server: Database) -> None:
    with pytest.raises(Refusal) as refused, server.reading() as connection:
        connection.execute(insert(t.agency).values(key="x", name="x"))
    assert code(refused) == "database.read-only"


def test_a_reader_sees_one_state_throughout(server: Database, person: Person) -> None:
    count = select(func.count()).select_from(t.agency)
    with server.reading() as connection:
        before = connection.execute(count).scalar_one()
        with server.acting(person, "agency.added") as now:
            put(now, "x")
        assert connection.execute(count).scalar_one() == before
    assert kept(server) == {"x"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET act = 'another'",
        "DELETE FROM event",
        "TRUNCATE event",
        "INSERT INTO event SELECT seq + 5, at, person, roles, act, about, detail, NULL, result, previous, hash, key_id"
        " FROM event LIMIT 1",
    ],
)
def test_the_trail_is_neither_changed_nor_shortened(
    server: Database, person: Person, statement: str
) -> None:
    with server.acting(person, "agency.added") as now:
        put(now, "x")
    with pytest.raises(DBAPIError, match="the trail"), server._writer.begin() as connection:
        connection.execute(text(statement))


def test_several_processes_keep_one_chain(
    server: Database, person: Person, cluster: Cluster
) -> None:
    """Each has a line of its own; between them stands a lock of the server."""
    others = [Database(cluster.url(server.beside.stem)) for _ in range(3)]
    doors = [server, *others]

    def act(number: int) -> None:
        def keep(now: Act) -> None:
            count = now.connection.execute(select(func.count()).select_from(t.agency)).scalar_one()
            now.connection.execute(insert(t.agency).values(key=f"a{number}", name=str(count)))

        doors[number % 4].together(person, "agency.added", "", keep)

    try:
        with ThreadPoolExecutor(8) as pool:
            list(pool.map(act, range(80)))
    finally:
        for each in others:
            each.close()
    with server.reading() as connection:
        names = connection.execute(select(t.agency.c.name)).scalars()
        assert sorted(map(int, names)) == list(range(80))
        assert trail.first_broken(connection) is None


def test_a_connection_that_is_ended_within_an_act_keeps_nothing_and_the_next_act_works(
    server: Database, person: Person
) -> None:
    with pytest.raises(Refusal) as refused, server.acting(person, "agency.added") as now:  # noqa: PT012
        put(now, "x")
        ended(server, now.connection.execute(text("SELECT pg_backend_pid()")).scalar_one())
        put(now, "y")
    assert code(refused) == "database.away"
    assert kept(server) == set()
    with server.acting(person, "agency.added") as now:
        put(now, "z")
    assert kept(server) == {"z"}


def test_a_connection_that_is_ended_in_a_group_fails_all_of_it(
    server: Database, person: Person
) -> None:
    """Those before it in the same transaction are gone with it: none of them may be told that it is saved."""
    told: list[str] = []
    threads: list[threading.Thread] = []

    def act(key: str, *, ends: bool = False, waits: bool = False) -> None:
        def keep(now: Act) -> None:
            put(now, key)
            if waits:
                line_up()
            if ends:
                pid = now.connection.execute(text("SELECT pg_backend_pid()")).scalar_one()
                ended(server, pid)
                put(now, "more")

        try:
            server.together(person, "agency.added", "", keep)
            told.append(f"{key} kept")
        except Refusal as refused:
            told.append(f"{key} {refused.complaint.code}")

    def line_up() -> None:
        threads.append(threading.Thread(target=act, args=("b",), kwargs={"ends": True}))
        threads[0].start()
        while not server._lines.first._waiting:
            pass

    act("a", waits=True)
    threads[0].join(10)
    assert sorted(told) == ["a database.away", "b database.away"]
    assert kept(server) == set()


def ended(db: Database, pid: int) -> None:
    with db._reader.connect() as connection:
        connection.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": pid})


def test_idle_connections_that_were_ended_are_replaced_unseen(
    server: Database, person: Person
) -> None:
    with server.acting(person, "agency.added") as now:
        put(now, "x")
    assert kept(server) == {"x"}
    others = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
    made = create_engine(server._writer.url)
    with made.connect() as connection:
        connection.execute(text(others))
    made.dispose()
    with server.acting(person, "agency.added") as now:
        put(now, "y")
    assert kept(server) == {"x", "y"}


def test_a_server_that_is_stopped_and_started_anew(tmp_path: Path) -> None:
    """Nothing is kept meanwhile, in plain words; afterwards all works without a restart of the tool."""
    with started(tmp_path / "server") as cluster:
        db = Database(cluster.url(cluster.made()))
        by = local(db)
        with db.acting(by, "agency.added") as now:
            put(now, "before")
        cluster.stop()
        with pytest.raises(Refusal) as refused, db.reading():
            pass
        assert code(refused) == "database.away"
        with pytest.raises(Refusal) as refused, db.acting(by, "agency.added"):
            pass
        assert code(refused) == "database.away"
        cluster.start()
        with db.acting(by, "agency.added") as now:
            put(now, "after")
        assert kept(db) == {"before", "after"}
        with db.reading() as connection:
            assert trail.first_broken(connection) is None
        db.close()


def test_two_that_start_at_once_make_one_database(cluster: Cluster) -> None:
    url = cluster.url(cluster.made())
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: Database(url), range(4)))
    assert len({each.site for each in made}) == 1
    for each in made:
        each.close()


AN_OLDER_TRAIL = """
DROP FUNCTION event_at_the_end() CASCADE;
ALTER TABLE event DROP COLUMN stream, DROP COLUMN place, DROP COLUMN knot;
ALTER TABLE site DROP COLUMN streams;
CREATE FUNCTION event_at_the_end() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM event) THEN RAISE EXCEPTION 'the trail'; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER event_at_the_end BEFORE INSERT ON event FOR EACH ROW EXECUTE FUNCTION event_at_the_end();
"""
"""As the steps up to the tenth have it."""


def test_two_upgrades_at_once_are_one(cluster: Cluster, fresh_name: str) -> None:
    """From the step before the kept counts, the wall and the streams: whoever comes second finds it done."""
    name = cluster.made(fresh_name)
    url = cluster.url(name)
    with closing(Database(url)) as db, db._writer.begin() as connection:
        connection.execute(text("UPDATE site SET streams = 1"))
    with closing(Database(url)) as db:
        audit_at(db, "submitted")
        with db._writer.begin() as connection:
            for each in (*WALLED, *OF_A_PANEL, "concern"):
                connection.execute(text(f"DROP POLICY of_the_case ON {each}"))
                connection.execute(text(f"ALTER TABLE {each} DISABLE ROW LEVEL SECURITY"))
            connection.execute(text(WITHOUT_STANDING))
            connection.execute(text("DROP TABLE board_count, draft_item, draft"))
            connection.execute(text("DROP TABLE job_piece, job, search_word, frame_coming"))
            connection.execute(text("DROP INDEX ix_case_small, ix_case_beyond"))
            connection.execute(text(AN_OLDER_TRAIL))
            connection.execute(text("UPDATE alembic_version SET version_num = '0008'"))
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: Database(url), range(4)))
    with made[0].reading() as connection:
        walled = text("SELECT count(*) FROM pg_policies WHERE policyname = 'of_the_case'")
        assert connection.execute(walled).scalar() == len(WALLED) + len(OF_A_PANEL) + 1
        apart = text("SELECT count(*) FROM pg_policies WHERE policyname = 'of_the_asker'")
        assert connection.execute(apart).scalar() == 1
        assert connection.execute(select(t.board_count)).all() == []
        assert trail.first_broken(connection) is None
    assert first_wrong(made[0]) is None
    audit_at(made[1], "submitted", "S-002", round_id=open_round(made[1], "Another"))
    part(made[2], local(made[2]))
    with closing(Database(url)) as db:
        audit_at(db, "submitted", "S-003", round_id=open_round(db, "A third"))
        with db.reading() as connection:
            streams = connection.execute(select(t.event.c.stream).distinct()).scalars().all()
            assert len(streams) == 2
            assert trail.first_broken(connection) is None
    for each in made:
        assert first_wrong(each) is None
        each.close()
    cluster.dropped(name)


def test_what_is_no_address_of_a_database(cluster: Cluster) -> None:
    for url, wanted in (
        ("postgresql://host", "database.address"),
        ("postgresql://me:secret@host:port/db", "database.address"),
        (cluster.url("nobody_made_it"), "database.no-such"),
        ("postgresql://me:secret@127.0.0.1:1/db", "database.away"),
    ):
        with pytest.raises(Refusal) as refused:
            Database(url)
        assert code(refused) == wanted, url
        assert "secret" not in str(refused.value)


def test_tables_of_another_program_are_left_alone(cluster: Cluster) -> None:
    name = cluster.made()
    made = create_engine(cluster.url(name).replace("postgresql:", "postgresql+psycopg:", 1))
    with made.begin() as connection:
        connection.execute(text("CREATE TABLE theirs (id integer)"))
    made.dispose()
    with pytest.raises(Refusal) as refused:
        Database(cluster.url(name))
    assert code(refused) == "database.foreign"


def test_a_database_that_sorts_by_a_language_is_refused(cluster: Cluster) -> None:
    name = cluster.made()
    cluster.dropped(name)
    cluster.renewed(name, "template0", "ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'")
    with pytest.raises(Refusal) as refused:
        Database(cluster.url(name))
    assert code(refused) == "database.collation"


def test_a_text_with_a_character_of_code_zero_is_refused_whole(
    server: Database, person: Person
) -> None:
    with pytest.raises(Refusal) as refused, server.acting(person, "agency.added") as now:
        put(now, "a\0b")
    assert code(refused) == "database.nul"
    assert kept(server) == set()


def test_the_demonstration_does_not_print_the_password(
    cluster: Cluster,
    fresh_name: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "audit.key"))
    name = cluster.made(fresh_name)
    url = cluster.url(name).replace("postgres:@", "postgres:secret@")
    assert "secret" in url
    assert main(["demo", "--rounds", "1", "--cases", "1", "--database", url]) == 0
    said = capsys.readouterr().out
    assert said.endswith(f" in PostgreSQL database {name}\n")
    cluster.dropped(name)


def test_what_needs_a_file_says_so(server: Database) -> None:
    with pytest.raises(Refusal) as refused, server.alone():
        pass
    assert code(refused) == "database.no-file"


def test_the_same_acts_leave_the_same_trail_on_both(server: Database, db: Database) -> None:
    """Entry by entry."""

    def entries(of: Database) -> list[tuple[str, str, str]]:
        with of.reading() as connection:
            rows = connection.execute(select(t.event).order_by(t.event.c.seq))
            return [(row.act, row.about, row.detail) for row in rows]

    for each in (server, db):
        each.new_id, each.clock = numbered(), Clock()
        audit_at(each, "submitted")
    assert entries(server) == entries(db)
