"""Refusals of access stand in the trail: what was asked for, never what was typed, and not a hundred times."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import access
from audit.model.person import Person, Role
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import Clock, admitted, audit_at

CODE = "case_audit.not-found"


def refusals(db: Database) -> list[Any]:
    with db.reading() as connection:
        return list(connection.execute(select(t.event).where(t.event.c.act == "access.refused")))


def test_a_refusal_names_page_sentence_and_the_thing_asked_for(db: Database) -> None:
    audit = audit_at(db, "submitted")
    nobody = admitted(db, Role.BOARD_MEMBER)
    access.refused(db, nobody, "case-audit", CODE, [audit])
    (entry,) = refusals(db)
    assert (entry.person, entry.about) == (nobody.id, f"case_audit:{audit}")
    assert json.loads(entry.detail) == {"page": "case-audit", "code": CODE}


@pytest.mark.parametrize("typed", ["Olivia Smith", "' OR 1=1 --", "x" * 10_000])
def test_what_was_typed_is_not_kept(db: Database, by: Person, typed: str) -> None:
    access.refused(db, by, "case-audit", CODE, [typed])
    (entry,) = refusals(db)
    assert entry.about == "page:case-audit"
    assert typed not in str(tuple(entry))


def test_the_same_within_some_minutes_is_one_entry(db: Database, by: Person) -> None:
    audit = audit_at(db, "submitted")
    other = admitted(db, Role.BOARD_MEMBER)
    for _ in range(5):
        access.refused(db, by, "case-audit", CODE, [audit])
    assert len(refusals(db)) == 1
    access.refused(db, other, "case-audit", CODE, [audit])  # somebody else
    access.refused(db, by, "rounds", "permission.role")  # something else
    assert len(refusals(db)) == 3
    assert isinstance(db.clock, Clock)
    db.clock.now += access.PAUSE
    access.refused(db, by, "case-audit", CODE, [audit])
    assert len(refusals(db)) == 4
