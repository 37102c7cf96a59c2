"""What a role with the least rights can do on a server, and the wall that stands behind the views."""

from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlalchemy import Table, create_engine, func, select, text
from sqlalchemy.exc import DBAPIError

from audit.__main__ import main
from audit.commands import concern
from audit.model.job import JobKind
from audit.model.person import LOCAL_ID, Person, Role
from audit.model.refusal import Refusal
from audit.store import jobs
from audit.store import tables as t
from audit.store.database import Database
from audit.store.standing_kept import TABLES
from audit.store.tables import metadata
from audit.store.wall import OF_A_PANEL, WALLED
from audit.views.progress import progress
from tests.builders import add, admitted, audit_at, give, local, open_round
from tests.postgresql import ROLE, WITHOUT_STANDING, Cluster

EVERY = [metadata.tables[name] for name in (*WALLED, "concern", *OF_A_PANEL)]
MADE = "job_piece"
"""What long work made of such texts, for whoever asked for it."""
WRITTEN = {"text", "evidence", "reason", "rationale", "comment", "voice", "said", "quote", "worry"}
"""Names of columns in which people write about a child."""


@pytest.fixture
def url(cluster: Cluster, fresh_name: str) -> Iterator[str]:
    """The address of an empty database, for the role that does not own it."""
    name = cluster.made(fresh_name)
    yield cluster.url(name, ROLE)
    cluster.dropped(name)


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    with closing(Database(url)) as made:
        yield made


def owner(url: str) -> str:
    return url.replace(f"{ROLE}:", "postgres:").replace(f"{ROLE}@", "postgres@")


def count(db: Database, by: Person | None, table: Table) -> int:
    with db.reading(by) as connection:
        return int(connection.execute(select(func.count()).select_from(table)).scalar_one())


def person(*roles: Role, id_: str = "p", agency: str | None = None) -> Person:
    return Person(id=id_, name="Robin", roles=roles, agency=agency)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET act = 'another'",
        "DELETE FROM event",
        "TRUNCATE event",
        "TRUNCATE answer",
        "DROP TABLE answer",
        "ALTER TABLE answer DISABLE ROW LEVEL SECURITY",
        "DROP POLICY of_the_case ON answer",
        "ALTER TABLE event DISABLE TRIGGER ALL",
        "CREATE TABLE another (id integer)",
        "UPDATE alembic_version SET version_num = '0001'",
        "UPDATE site SET id = 'another'",
        "SET ROLE postgres",
        "COPY answer TO PROGRAM 'cat'",
    ],
)
def test_what_the_role_may_not(db: Database, statement: str) -> None:
    with (
        pytest.raises(DBAPIError, match=r"(?i)permission denied|must be owner"),
        db._writer.begin() as connection,
    ):
        connection.execute(text(statement))


def test_the_role_does_all_that_a_case_audit_needs(db: Database) -> None:
    audit_at(db, "submitted")
    audit_at(db, "returned", "S-002", round_id=open_round(db, "Another round"))


def test_each_text_is_there_for_whoever_has_to_do_with_the_case_and_for_nobody_else(
    db: Database,
) -> None:
    """Asked for without any condition, as a view would that has forgotten its own."""
    robin, kim = admitted(db, Role.AUDITOR, name="Robin"), admitted(db, Role.AUDITOR, name="Kim")
    theirs = audit_at(db, "in progress", "S-001", to=robin)
    give(db, robin, theirs, "C1", "evidence", "Note of 3 March, page 2")
    wanted = count(db, None, t.answer)
    assert wanted
    agency = "csc"
    for who, sees in (
        (robin, True),
        (kim, False),
        (person(Role.QA_LEAD), True),
        (person(Role.AGENCY_LEAD, agency=agency), True),
        (person(Role.AGENCY_LEAD, agency="gp"), False),
        (person(Role.AGENCY_LEAD), False),
        (person(Role.AUDITOR, agency="gp"), False),
        (person(Role.BOARD_MEMBER, agency=agency), False),
        (person(Role.SCRUTINEER, Role.ADMINISTRATOR), False),
        (person(id_=LOCAL_ID), False),
    ):
        assert count(db, who, t.answer) == (wanted if sees else 0), who
        assert count(db, who, t.fact_answer) == (count(db, None, t.fact_answer) if sees else 0), who


def test_a_connection_that_says_nothing_sees_nothing(db: Database) -> None:
    audit = audit_at(db, "in progress")
    give(db, local(db), audit, "C1", "evidence", "Page 2")
    assert count(db, None, t.answer)
    with db._reader.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.answer)).scalar() == 0
    engine = create_engine(db._reader.url)
    with engine.connect() as connection:
        assert connection.execute(select(func.count()).select_from(t.answer)).scalar() == 0
    engine.dispose()


def test_who_was_sent_a_concern_or_is_named_for_late_ones_sees_it_without_the_file(
    db: Database,
) -> None:
    audit = audit_at(db, "in progress")
    kim, lou = admitted(db, Role.AUDITOR, name="Kim"), admitted(db, Role.AUDITOR, name="Lou")
    with db.acting(local(db), "concern.raised", "concern:x") as now:
        row = dict.fromkeys(each.name for each in t.concern.c if each.nullable)
        at = {"raised_at": now.at, "acknowledge_by": now.at, "close_by": now.at}
        words = {"worry": "A bruise", "done": "Called", "named": True, "counting": "working"}
        row |= {"id": "x", "case_audit_id": audit, "raised_by": LOCAL_ID} | at | words
        now.connection.execute(t.concern.insert().values(row))
        now.connection.execute(t.concern_sent.insert().values(concern_id="x", person_id=kim.id))
    assert count(db, kim, t.concern) == 1
    assert count(db, kim, t.answer) == 0
    assert count(db, lou, t.concern) == 0
    concern.set_target(db, local(db), 1, 4, "hours, day and night", lou.id)
    assert count(db, lou, t.concern) == 1, "once it is late, they are told"


def test_what_long_work_made_is_there_for_whoever_asked_alone(db: Database) -> None:
    round_id = open_round(db)
    kim, lou = (admitted(db, Role.AGENCY_LEAD, name=name, agency="csc") for name in ("Kim", "Lou"))
    with db.acting(kim, "job.worked") as now:
        now.nothing()
        jobs.put(now.connection, "j1", JobKind.BOARD_PACK, round_id, {}, kim, now.at)
        jobs.put_piece(now.connection, "j1", 0, b"evidence")
    table = metadata.tables[MADE]
    assert (count(db, kim, table), count(db, lou, table)) == (1, 0)


def test_every_table_of_a_case_with_words_is_behind_the_wall() -> None:
    """One that is added must be put there, too."""
    for table in metadata.sorted_tables:
        of_a_case = {"case_audit_id", "panel_id"} & {each.name for each in table.columns}
        if of_a_case and WRITTEN & {each.name for each in table.columns}:
            assert table in EVERY, table.name


def test_the_server_walls_exactly_these(db: Database) -> None:
    walled = text("SELECT relname FROM pg_class WHERE relrowsecurity ORDER BY relname")
    with db.reading() as connection:
        assert list(connection.execute(walled).scalars()) == sorted(
            [*(each.name for each in EVERY), MADE]
        )


def test_a_step_that_adds_tables_gives_the_role_its_rights_on_them(url: str) -> None:
    """Else the tool would say that its database can only be read, to everybody, until somebody found out why."""
    engine = create_engine(owner(url).replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        connection.execute(text(WITHOUT_STANDING))
        connection.execute(text("DROP TABLE job_piece, job, search_word, frame_coming"))
        connection.execute(text("DROP INDEX ix_case_small, ix_case_beyond"))
        connection.execute(text("UPDATE alembic_version SET version_num = '0011'"))
    engine.dispose()
    with pytest.raises(Refusal):
        Database(url)
    with closing(Database(owner(url))) as db:
        round_id = open_round(db)
    with closing(Database(url)) as db:
        kim = admitted(db, Role.AGENCY_LEAD, name="Kim", agency="csc")
        with db.acting(kim, "job.worked") as now:
            now.nothing()
            jobs.put(now.connection, "j1", JobKind.BOARD_PACK, round_id, {}, kim, now.at)
            jobs.put_piece(now.connection, "j1", 0, b"evidence")
        table = metadata.tables[MADE]
        assert (count(db, kim, table), count(db, person(), table)) == (1, 0)
        add(db, round_id, agency="csc")
        assert [each.n for each in progress(db, kim, round_id).teams] == [1]


def test_an_older_version_moves_the_counts_without_a_right_on_them(url: str) -> None:
    """While processes are upgraded one by one, those that know nothing of the counts go on writing."""
    Database(url).close()
    tables = ", ".join(TABLES)
    engine = create_engine(owner(url).replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        connection.execute(text(f"REVOKE ALL ON {tables} FROM {ROLE}"))
    with closing(Database(url)) as db:
        add(db, open_round(db), agency="csc")
    with engine.connect() as connection:
        for each in TABLES:
            rows = select(func.count()).select_from(metadata.tables[each])
            assert connection.execute(rows).scalar() == 1, each
    engine.dispose()


def test_an_older_step_and_an_empty_database_are_for_the_owner(
    cluster: Cluster, url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    engine = create_engine(owner(url).replace("postgresql:", "postgresql+psycopg:", 1))
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0008'"))
    engine.dispose()
    empty = cluster.made()
    for address in (url, cluster.url(empty, ROLE)):
        with pytest.raises(Refusal) as refused:
            Database(address)
        assert refused.value.complaint.code == "database.not-owner", address
    cluster.dropped(empty)


def test_tables_that_the_role_does_not_own_are_not_passed_over_unseen(db: Database) -> None:
    with pytest.raises(Refusal) as refused:
        db.rewrite()
    assert refused.value.complaint.code == "database.not-owner"


def test_health_says_whether_the_wall_holds(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--database", url, "health"]) == 0
    assert "; the wall behind this role holds\n" in capsys.readouterr().out
    assert main(["--database", owner(url), "health"]) == 0
    assert "; the wall behind this role does not hold, for it owns" in capsys.readouterr().out


def test_rights_are_printed_for_a_server_only(capsys: pytest.CaptureFixture[str]) -> None:
    """A name is quoted, whatever it is."""
    assert main(["--database", "postgresql://o@host/audit", "rights", 'x"; DROP TABLE y']) == 0
    printed = capsys.readouterr().out
    assert 'TO "x""; DROP TABLE y";\n' in printed
    assert main(["--database", "sqlite:///x.db", "rights", "audit_app"]) == 1
    assert "files know no roles" in capsys.readouterr().err
