"""What a timer hears of immediate concerns: that one is late and about whose file, and nothing of the case."""

import re
from datetime import UTC, datetime

import pytest

from audit.__main__ import main
from audit.model.concern import Standing
from audit.model.refusal import complaint
from audit.rules.concern import WAITS_FOR
from audit.store.database import Database
from tests.builders import WORRY, Clock, local, worried

Said = pytest.CaptureFixture[str]


def test_a_timer_hears_of_a_late_concern_and_of_no_other(
    db: Database, audit: str, capsys: Said
) -> None:
    database = ["--database", f"sqlite:///{db.path}"]
    assert main([*database, "late"]) == 0
    assert capsys.readouterr().out == "No immediate concern is late.\n"
    assert isinstance(db.clock, Clock)
    db.clock.now = datetime(2020, 3, 2, 9, tzinfo=UTC)
    worried(db, local(db), audit)
    db.clock.now = datetime.now(UTC)
    worried(db, local(db), audit)
    assert main([*database, "late"]) == 1
    said = capsys.readouterr()
    (left,) = re.findall("late by .*: it was due 2 March 2020, 11:00", said.err)
    told = {"waits": WAITS_FOR[Standing.RAISED], "left": left}
    where = "Concern about a file of Children's social care"
    assert (said.out, said.err) == ("", f"{complaint('concern.late', where=where, **told)}\n")
    assert not any(each in said.err for each in ("S-001", WORRY, "MASH", local(db).name))
