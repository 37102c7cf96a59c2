"""The clock is set back, or ahead, by hours: everything goes on, and entries keep the order in which they came."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from audit.commands.case_audit import send_back, submit
from audit.model.board import Filter
from audit.store import health
from audit.store import tables as t
from audit.store.database import Database
from audit.store.verify import first_broken
from audit.views import case_audit as views
from audit.views.board import board
from tests.builders import START, Clock, complete, give, local, open_round, started, submitted


@pytest.mark.parametrize("hours", [-30_000, -25, -1, 1, 25, 30_000])
def test_a_clock_that_jumps_stops_nobody(tmp_path: Path, hours: int) -> None:
    clock = Clock()
    db = Database(f"sqlite:///{tmp_path / 'audit.db'}", clock=clock)
    by, round_id = local(db), open_round(db)
    audit = started(db, round_id)
    give(db, by, audit, "C1", "evidence", "before")
    clock.now += timedelta(hours=hours)
    give(db, by, audit, "C1", "evidence", "after")
    # What is shown as "Saved 14:02" is the clock as it stands, not as it stood.
    state = views.criterion(db, by, audit, "C1")
    assert state.answer.evidence == "after"
    assert state.answer.kept_at is not None
    assert abs(state.answer.kept_at - clock.now) < timedelta(minutes=1)
    complete(db, by, audit)
    submit(db, by, audit)
    clock.now -= timedelta(hours=2 * hours)
    send_back(db, by, audit, "Look at C1 again")
    give(db, by, audit, "C1", "evidence", "later still")
    submit(db, by, audit)
    submitted(db, round_id, "S-002")
    assert board(db, by, Filter(round_id=round_id)).submitted == 2
    with db.reading() as connection:
        rows = connection.execute(select(t.event.c.seq, t.event.c.at).order_by(t.event.c.seq)).all()
        assert first_broken(connection) is None
        assert health.first_altered(connection) is None
    assert [row.seq for row in rows] == list(range(1, len(rows) + 1))
    times = [row.at for row in rows]
    assert times != sorted(times), "the clock never jumped: this shows nothing"
    db.close()


@pytest.mark.parametrize(
    "now", [datetime(1970, 1, 1, tzinfo=UTC), datetime(2106, 2, 7, 7, 0, tzinfo=UTC)]
)
def test_a_machine_whose_clock_was_never_set_can_be_worked_on(
    tmp_path: Path, now: datetime
) -> None:
    db = Database(f"sqlite:///{tmp_path / 'audit.db'}", clock=Clock(now))
    by, round_id = local(db), open_round(db)
    audit = started(db, round_id)
    give(db, by, audit, "C1", "evidence", "kept")
    db.close()
    again = Database(f"sqlite:///{tmp_path / 'audit.db'}", clock=Clock(START))
    give(again, by, audit, "C1", "evidence", "kept again")
    with again.reading() as connection:
        assert first_broken(connection) is None
    again.close()
