"""Statements that the driver runs by itself: what goes in and comes out is what SQLAlchemy would write and read."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import DateTime, bindparam, insert, select, text, update
from sqlalchemy.dialects import sqlite

from audit.model.person import Person
from audit.model.refusal import Refusal
from audit.store import tables as t
from audit.store.database import Database
from audit.store.prepared import Prepared
from audit.store.schema import Moment
from tests.builders import open_round, started

AT = datetime(2026, 3, 2, 9, 0, 0, 120, UTC)
WRITE = Prepared(
    update(t.answer).where(
        t.answer.c.case_audit_id == bindparam("of"),
        t.answer.c.criterion == "C1",
        t.answer.c.version == bindparam("before"),
    )
)
READ = select(t.answer).where(
    t.answer.c.case_audit_id == bindparam("of"), t.answer.c.criterion == "C1"
)
VALUES = {
    "rating": "yes",
    "evidence": "Rhôs, 14 March: “seen”",
    "starred": True,
    "visits": {"rating": "v", "é": None},
    "counts": "met",
    "kept_at": AT,
    "version": 1,
}


@pytest.fixture
def audit(db: Database) -> str:
    return started(db, open_round(db))


def written(db: Database, by: Person, audit: str, before: int, **changed: object) -> int:
    with db.acting(by, "thing.done") as now:
        return WRITE.run(now.connection, VALUES | changed | {"of": audit, "before": before})


def test_what_is_written_is_read_by_both(db: Database, by: Person, audit: str) -> None:
    assert written(db, by, audit, 0) == 1
    with db.reading() as connection:
        ours = Prepared(READ).first(connection, {"of": audit})
        theirs = connection.execute(READ, {"of": audit}).mappings().one()
    assert ours == dict(theirs)
    assert ours.items() >= VALUES.items()
    assert type(ours["starred"]) is bool


def test_what_is_read_after_it_is_of_the_same_state(db: Database, by: Person, audit: str) -> None:
    with db.reading() as connection:
        before = Prepared(READ).first(connection, {"of": audit})
        assert written(db, by, audit, 0) == 1
        assert before == dict(connection.execute(READ, {"of": audit}).mappings().one())


def test_rows_that_are_not_there_are_none(db: Database, by: Person, audit: str) -> None:
    assert written(db, by, audit, 7) == 0
    with db.reading() as connection:
        assert Prepared(READ).first(connection, {"of": "ghost"}) is None


def test_a_text_that_a_server_could_not_keep_is_refused(
    db: Database, by: Person, audit: str
) -> None:
    with pytest.raises(Refusal) as refused:
        written(db, by, audit, 0, evidence="half\0whole")
    assert refused.value.complaint.code == "database.nul"


@pytest.mark.parametrize("column", ["kept_at", "visits"])
def test_a_spoilt_value_is_damage_in_plain_words(
    db: Database, by: Person, audit: str, column: str
) -> None:
    if not db.is_file:
        pytest.skip("a server keeps no time that is none")
    with db.acting(by, "thing.done") as now:
        now.connection.execute(text(f"UPDATE answer SET {column} = 'spoilt'"))  # noqa: S608 - of two columns
    with pytest.raises(Refusal) as refused, db.reading() as connection:
        Prepared(READ).first(connection, {"of": audit})
    assert refused.value.complaint.code == "database.damaged"


@given(st.datetimes(min_value=datetime(1900, 1, 1), timezones=st.timezones()))  # noqa: DTZ001
def test_a_moment_is_written_as_sqlalchemy_writes_it(at: datetime) -> None:
    dialect = sqlite.dialect()  # type: ignore[no-untyped-call]
    ours, theirs = Moment().bind_processor(dialect), DateTime().dialect_impl(dialect)
    by_hand = theirs.bind_processor(dialect)
    assert ours is not None
    assert by_hand is not None
    assert ours(at) == by_hand(at.astimezone(UTC).replace(tzinfo=None))
    assert ours(None) is None


def test_rows_are_added_at_once(db: Database, by: Person) -> None:
    adds = Prepared(insert(t.list_layout))
    names = ("kept_by", "headings", "kept_at", "layout")
    with db.acting(by, "frame.coming", "") as now:
        now.nothing()
        adds.run_each(now.connection, names, [(by.id, each, AT, {"n": each}) for each in "ab"])
        adds.run_each(now.connection, names, [])
    with db.reading() as connection:
        found = connection.execute(select(t.list_layout).order_by("headings")).mappings()
        assert [dict(each) for each in found] == [
            {"kept_by": by.id, "headings": each, "kept_at": AT, "layout": {"n": each}}
            for each in "ab"
        ]


def test_no_row_that_a_server_could_not_keep_is_added(db: Database, by: Person) -> None:
    adds = Prepared(insert(t.agency))
    with pytest.raises(Refusal), db.acting(by, "agency.added", "") as now:
        adds.run_each(now.connection, ("key", "name"), [("a", "A"), ("b", "B\0")])
