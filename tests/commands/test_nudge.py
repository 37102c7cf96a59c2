"""A reminder that is taken out stands in the trail: who, for whom, how much of what."""

import json
from typing import Any

import pytest
from sqlalchemy import select

from audit.commands import case, nudge
from audit.model.case_audit import Reading
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, Refusal, complaint
from audit.store import tables as t
from audit.store.database import Database
from audit.views.trail import TrailFilter, trail
from tests.builders import add, admitted, auditor, open_round, submitted


def last(db: Database) -> tuple[str, str, str, dict[str, Any]]:
    """The newest entry: act, subject, person, detail."""
    with db.reading() as connection:
        row = connection.execute(select(t.event).order_by(t.event.c.seq.desc()).limit(1)).one()
    return row.act, row.about, row.person, json.loads(row.detail)


@pytest.mark.parametrize("kind", ["email", "text", "calendar"])
def test_it_says_who_for_whom_and_how_many(db: Database, by: Person, kind: nudge.Kind) -> None:
    round_id, robin = open_round(db), auditor(db, "Robin")
    submitted(db, round_id, "S-1", to=robin)
    add(db, round_id, "S-2", to=robin)
    add(db, round_id, "S-2", "gp", to=robin, reading=Reading.SECOND)
    add(db, round_id, "S-3", to=robin, reading=Reading.MODERATED)
    case.add_file(db, by, round_id, "S-4", "csc")
    nudge.made(db, by, round_id, kind, auditor_id=robin.id)
    expected = {"which": kind, "receiver": robin.id, "case_audits": 2}
    assert last(db) == ("nudge.made", f"round:{round_id}", by.id, expected)
    nudge.made(db, by, round_id, kind)
    assert last(db)[3] == {"which": kind, "receiver": "everybody", "case_audits": 3}
    told = trail(db, by, TrailFilter(act="nudge.made"))
    what = {
        "email": "a reminder as an e-mail draft",
        "text": "a reminder as text",
        "calendar": "a calendar file",
    }[kind]
    assert [each.words for each in told.entries] == [
        f"took out {what} for everybody, on the round “Spring 2026”: 3 waiting",
        f"took out {what} for Robin, on the round “Spring 2026”: 2 waiting",
    ]


def test_what_has_nothing_waiting_leaves_no_entry(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db, "Robin")
    submitted(db, round_id, to=robin)
    version = db.version()
    for who in (robin.id, "ghost", None):
        with pytest.raises(Refusal) as refused:
            nudge.made(db, by, round_id, "email", auditor_id=who)
        assert refused.value.complaint == complaint("nudge.nothing", where="Spring 2026")
    with pytest.raises(NotFound) as none:
        nudge.made(db, by, "ghost", "email")
    assert none.value.complaint == complaint("round.not-found")
    assert db.version() == version


def test_an_agency_s_lead_counts_within_reach(db: Database, by: Person) -> None:
    round_id, robin = open_round(db), auditor(db, "Robin")
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    add(db, open_round(db, "Another"), "S-9", "gp", team="West")
    west = admitted(db, Role.AGENCY_LEAD, name="West", agency="gp", team="West")
    add(db, round_id, "S-1", "gp", to=robin)
    add(db, round_id, "S-2", "csc", to=robin)
    add(db, round_id, "S-4", "gp", reading=Reading.SECOND, to=robin)
    nudge.made(db, lead, round_id, "email", auditor_id=robin.id)
    assert last(db)[3]["case_audits"] == 1
    with pytest.raises(NotFound):
        nudge.made(db, west, round_id, "email", auditor_id=robin.id)
    add(db, round_id, "S-3", "gp", to=robin, team="West")
    nudge.made(db, west, round_id, "email", auditor_id=robin.id)
    assert last(db)[3]["case_audits"] == 1
    with pytest.raises(Refusal) as refused:
        nudge.made(db, west, round_id, "email", auditor_id=by.id)
    assert refused.value.complaint.code == "nudge.nothing"


def test_an_auditor_s_own_calendar(db: Database, by: Person) -> None:
    robin = auditor(db, "Robin")
    for title in ("Spring", "Summer"):
        add(db, open_round(db, title), "S-1", to=robin)
    add(db, open_round(db, "Autumn"), "S-1")
    nudge.own_calendar_made(db, robin)
    expected = {"which": "calendar", "receiver": robin.id, "case_audits": 2}
    assert last(db) == ("nudge.made", f"person:{robin.id}", robin.id, expected)
    (entry,) = trail(db, by, TrailFilter(act="nudge.made")).entries
    assert entry.words == "took out a calendar file for Robin, on Robin: 2 waiting"
