"""Reading how each case of a round stands is left in the trail, for whoever may."""

import pytest
from sqlalchemy import select

from audit.commands import progress
from audit.model.person import Person, Role
from audit.model.refusal import NotFound, complaint
from audit.store import tables as t
from audit.store.database import Database
from tests.builders import add, admitted, open_round


def test_who_reads_it_stands_in_the_trail(db: Database, by: Person) -> None:
    round_id = open_round(db)
    progress.read(db, by, round_id)  # who reaches all reaches an empty round too
    add(db, round_id, agency="gp")
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    progress.read(db, lead, round_id)
    with db.reading() as connection:
        read = select(t.event.c.person).where(
            t.event.c.act == "progress.read", t.event.c.about == f"round:{round_id}"
        )
        found = list(connection.execute(read.order_by(t.event.c.seq)).scalars())
    assert found == [by.id, lead.id]


def test_what_is_out_of_reach_is_not_there(db: Database, by: Person) -> None:
    round_id = open_round(db)
    add(db, round_id, agency="csc")
    version = db.version()
    lead = admitted(db, Role.AGENCY_LEAD, name="Lead", agency="gp")
    for asked in (round_id, "ghost"):
        with pytest.raises(NotFound) as refused:
            progress.read(db, lead, asked)
        assert refused.value.complaint == complaint("round.not-found")
    assert db.version() == version + 1, "admitting the lead"
