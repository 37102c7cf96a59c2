"""Whoever opens what stands about a single case has it recorded first; who may not, gets nothing."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands.opening import case_audit_opened, lines_opened, round_read
from audit.model.board import Filter
from audit.model.case import AgeBand
from audit.model.checklist import Counts
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import add, admitted, audit_at, auditor, open_round, submitted


def last(db: Database) -> Any:
    with db.reading() as connection:
        return connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()


def test_a_case_audit_opened_is_recorded(db: Database, by: Person) -> None:
    audit = audit_at(db, "submitted")
    case_audit_opened(db, by, audit)
    entry = last(db)
    assert (entry.act, entry.about, entry.person) == (
        "case_audit.opened",
        f"case_audit:{audit}",
        by.id,
    )
    assert json.loads(entry.detail) == {"status": "submitted"}


def test_one_s_own_and_one_s_agency_s_can_be_opened(db: Database) -> None:
    robin = auditor(db)
    audit = add(db, open_round(db), to=robin)
    case_audit_opened(db, robin, audit)
    case_audit_opened(db, admitted(db, Role.AGENCY_LEAD, name="Lee", agency="csc"), audit)


def test_what_is_out_of_reach_is_not_there(db: Database) -> None:
    audit = audit_at(db, "submitted")
    others = [auditor(db), admitted(db, Role.BOARD_MEMBER), admitted(db, Role.ADMINISTRATOR)]
    others.append(admitted(db, Role.AGENCY_LEAD, agency="gp"))
    before = db.version()
    for by in others:
        for asked in (audit, "ghost"):
            with pytest.raises(NotFound) as refused:
                case_audit_opened(db, by, asked)
            assert refused.value.complaint == complaint("case_audit.not-found")
    assert db.version() == before


def test_lines_opened_are_recorded_with_what_was_asked_for(db: Database, by: Person) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    lines_opened(db, by, Filter(round_id=round_id, agency="csc"), "applicable", ("C1", "C2"))
    entry = last(db)
    assert (entry.act, entry.about) == ("lines.opened", f"round:{round_id}")
    assert json.loads(entry.detail) == {
        "which": "applicable",
        "criteria": ["C1", "C2"],
        "agency": "csc",
        "team": None,
    }
    lines_opened(db, by, Filter(round_id=round_id), "gaps")
    assert json.loads(last(db).detail)["criteria"] == "all"
    of_babies = Filter(round_id=round_id, age_band=AgeBand.UNDER_1)
    lines_opened(db, by, of_babies, "all", ("C1",), Counts.NOT_MET)
    assert json.loads(last(db).detail) == {
        "which": "all",
        "criteria": ["C1"],
        "agency": None,
        "team": None,
        "counts": "not met",
        "age_band": "under 1",
    }


def test_lines_of_another_agency_s_round_are_not_there(db: Database) -> None:
    round_id = open_round(db)
    submitted(db, round_id)
    lead = admitted(db, Role.AGENCY_LEAD, agency="gp")
    for asked in (round_id, "ghost"):
        with pytest.raises(NotFound):
            lines_opened(db, lead, Filter(round_id=asked), "gaps")
    lines_opened(
        db, admitted(db, Role.AGENCY_LEAD, agency="csc"), Filter(round_id=round_id), "gaps"
    )
    with pytest.raises(Refusal) as refused:
        lines_opened(db, admitted(db, Role.BOARD_MEMBER), Filter(round_id=round_id), "gaps")
    assert refused.value.complaint.code == "permission.role"


def test_a_round_s_list_read_is_recorded(db: Database, by: Person) -> None:
    round_id = open_round(db)
    round_read(db, by, round_id)
    assert (last(db).act, last(db).about) == ("round.read", f"round:{round_id}")
    with pytest.raises(NotFound):
        round_read(db, by, "ghost")
    with pytest.raises(Refusal):
        round_read(db, auditor(db), round_id)
