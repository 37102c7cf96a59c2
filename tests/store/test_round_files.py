"""Case files come and go as fast in a database of a hundred thousand of them."""

import pytest
from sqlalchemy import inspect

from audit.store.database import Database

TAKEN_AWAY = {"case", "case_file", "case_audit"}
"""Tables of which rows are deleted, many at once."""


@pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index")
def test_what_leads_to_a_row_that_may_be_deleted_is_found_by_an_index(db: Database) -> None:
    """SQLite looks for it at every single row that goes, and else reads a whole table for each."""
    leading = 0
    with db.reading() as connection:
        found = inspect(connection)
        for table in found.get_table_names():
            first = {each["column_names"][0] for each in found.get_indexes(table)}
            first |= {each["column_names"][0] for each in found.get_unique_constraints(table)}
            first |= set(found.get_pk_constraint(table)["constrained_columns"][:1])
            for key in found.get_foreign_keys(table):
                if key["referred_table"] in TAKEN_AWAY:
                    leading += 1
                    assert key["constrained_columns"][0] in first, f"{table}: {key}"
    assert leading >= 5
