"""The steps lead to the tables that the code speaks of, and to the step that it names."""

from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, ForeignKey, inspect

from audit.command_line.recount import first_wrong
from audit.model.person import Role
from audit.store import sqlite, tables
from audit.store.database import Database
from audit.views.progress import progress
from tests.builders import add, admitted, audit_at, local, open_round, read_twice

FOLDER = Path(sqlite.__file__).parent / "migrations"


def test_the_step_that_the_code_names_is_the_newest() -> None:
    config = Config()
    config.set_main_option("script_location", str(FOLDER))
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [sqlite.HEAD]


# An index over lower(…) cannot be read back from SQLite: that it is there, the test of searching shows.
@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
@pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based")
def test_the_migrated_tables_are_the_tables_of_the_code(db: Database) -> None:
    with db.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "compare_server_default": True}
        )
        assert context.get_current_revision() == sqlite.HEAD
        assert compare_metadata(context, tables.metadata) == []


def test_what_alembic_does_not_compare_is_equal_too(db: Database) -> None:
    """Checks and the targets of foreign keys."""
    with db.reading() as connection:
        found = inspect(connection)
        for table in tables.metadata.sorted_tables:
            checks = {each["name"] for each in found.get_check_constraints(table.name)}
            assert checks == {
                each.name for each in table.constraints if isinstance(each, CheckConstraint)
            }
            assert {
                (each["constrained_columns"][0], each["referred_table"])
                for each in found.get_foreign_keys(table.name)
            } == {
                (column.name, key.column.table.name)
                for column in table.columns
                for key in column.foreign_keys
                if isinstance(key, ForeignKey)
            }


def test_the_trail_has_its_guards(db: Database) -> None:
    with db.reading() as connection:
        query = "SELECT name FROM sqlite_master WHERE type='trigger' AND tbl_name='event'"
        names = connection.exec_driver_sql(query)
        assert set(names.scalars()) == {"event_no_update", "event_no_delete", "event_at_the_end"}


def test_opening_a_second_time_changes_nothing(db: Database) -> None:
    before = db.path.read_bytes()
    Database(f"sqlite:///{db.path}").close()
    assert db.path.read_bytes() == before


def test_what_was_there_is_counted_and_moves_the_counts_from_then_on(db: Database) -> None:
    round_id = open_round(db)
    audit_at(db, "submitted", round_id=round_id)
    read_twice(db, round_id, "S-002", to=(admitted(db, Role.AUDITOR), admitted(db, Role.AUDITOR)))
    before, clock = progress(db, local(db), round_id), db.clock
    path = db.path
    db.close()
    with closing(sqlite.driver.connect(path)) as connection:
        for name in ("case_audit_came", "case_audit_went", "case_audit_moved"):
            connection.execute(f"DROP TRIGGER {name}")
        connection.executescript(
            "DROP TRIGGER case_file_moved; DROP TRIGGER case_renamed; DROP TABLE team_standing;"
            "DROP TABLE auditor_standing; DROP TABLE case_standing; DROP INDEX ix_case_audit_reading;"
            "DROP INDEX ix_case_audit_began; UPDATE alembic_version SET version_num = '0012';"
        )
    with closing(Database(f"sqlite:///{path}", clock=clock)) as upgraded:
        assert first_wrong(upgraded) is None
        assert progress(upgraded, local(upgraded), round_id) == before
        add(upgraded, round_id, "S-003")
        assert first_wrong(upgraded) is None
        assert progress(upgraded, local(upgraded), round_id).files == before.files + 1
