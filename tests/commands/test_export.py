"""What leaves the tool stands in the trail first."""

import json

import pytest
from sqlalchemy import select

from audit.commands.export import exported
from audit.model.person import Person
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import open_round


def test_an_export_is_told(db: Database, by: Person) -> None:
    round_id = open_round(db)
    taken = exported(db, by, "board_pack", round_id, "board", n=7, cases=["b", "a"])
    with db.reading() as connection:
        event = connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()
    assert (event.act, event.about, event.person) == (
        "board_pack.exported",
        f"round:{round_id}",
        by.id,
    )
    assert json.loads(event.detail) == {
        "audience": "board",
        "case_audits": 7,
        "cases": db.mark_of(["a", "b"]),
        "document": "2026-0001",
    }
    stood = taken.checkpoint
    assert stood is not None
    assert taken.number == "2026-0001"
    assert (stood.site, stood.seq, stood.hash) == (db.site, event.seq, event.hash)


def test_nothing_is_told_of_a_round_that_is_not_there(db: Database, by: Person) -> None:
    version = db.version()
    with pytest.raises(NotFound) as refused:
        exported(db, by, "board_pack", "ghost", "board", n=0)
    assert refused.value.complaint == complaint("round.not-found")
    assert db.version() == version
